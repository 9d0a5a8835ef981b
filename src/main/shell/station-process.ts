import { fork } from 'node:child_process';
import type { FromStation, ToStation } from '../../shared/contract/wire.ts';

/** One life of the station process, as the supervisor sees it. */
export interface StationProcess {
  send(message: ToStation): void;
  onMessage(listener: (message: FromStation) => void): void;
  /** Once, with the reason in words. */
  onExit(listener: (cause: string) => void): void;
  kill(): void;
}

/** better-sqlite3 13 needs this Node-API; Electron has it from version 35 on. */
const NODE_API_NEEDED = 10;

/** Which program runs the station: Electron as Node where it is new enough, else the Node that the launcher found. */
export function stationRuntime(nodeApi: string | undefined, ownExecutable: string, coreNode: string | undefined): string {
  if (Number(nodeApi ?? 0) >= NODE_API_NEEDED) return ownExecutable;
  if (coreNode !== undefined && coreNode !== '') return coreNode;
  throw new Error(
    `This Electron's Node-API is ${nodeApi ?? 'unknown'}; the station's database needs ${NODE_API_NEEDED}. Start it with "npm start", or set CORE_NODE to a Node 22 or newer.`,
  );
}

/** Enough of the last words for the screen and the log. Characters. */
const LAST_WORDS = 400;

/** What the station prints as errors goes to `errors` as it comes. */
export function forkStation(stationFile: string, runtime: string, errors: NodeJS.WritableStream): StationProcess {
  const child = fork(stationFile, [], { execPath: runtime, execArgv: [], stdio: ['ignore', 'inherit', 'pipe', 'ipc'] });
  let lastWords = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors.write(chunk);
    lastWords = (lastWords + chunk.toString()).slice(-LAST_WORDS);
  });
  return {
    send: (message) => {
      // A child that died between two messages is told of by its exit; the send itself has nothing to add.
      if (child.connected) child.send(message, () => undefined);
    },
    onMessage: (listener) => {
      child.on('message', (message) => {
        listener(message as FromStation);
      });
    },
    onExit: (listener) => {
      let told = false;
      const tell = (cause: string): void => {
        if (told) return;
        told = true;
        listener(cause);
      };
      child.once('error', (error) => {
        tell(`could not be started: ${error.message}`);
      });
      // 'close' and not 'exit': only then are the last words complete.
      child.once('close', (code, signal) => {
        tell(describeEnd(code, signal, lastWords));
      });
    },
    kill: () => {
      child.kill('SIGKILL');
    },
  };
}

function describeEnd(code: number | null, signal: NodeJS.Signals | null, lastWords: string): string {
  const how = signal === null ? `ended with code ${code}` : `was ended by ${signal}`;
  const reason = /^(?:\w*Error|packgate): .*$/m.exec(lastWords)?.[0] ?? '';
  return reason === '' ? how : `${how}: ${reason}`;
}
