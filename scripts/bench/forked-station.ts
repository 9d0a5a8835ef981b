// The station process as the shell runs it: forked, started by a message, asked through the contract.
import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Reply } from '../../src/shared/contract/reply.ts';
import type { ScanVerdictView } from '../../src/shared/contract/views.ts';
import type { FromStation, ToStation } from '../../src/shared/contract/wire.ts';

export interface ForkedStation {
  readonly pid: number;
  /** Milliseconds from the fork to the word "ready". */
  readonly readyMs: number;
  scan(text: string): Promise<ScanVerdictView>;
  /** Asks it to stop and waits until it is gone. */
  stop(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
}

/** A station that says nothing for this long is a failure and not a figure. Milliseconds. */
const patienceMs = 60_000;

export async function forkStation(stationFile: string, dataFolder: string): Promise<ForkedStation> {
  const startedMs = performance.now();
  const child = fork(stationFile, [], { execPath: process.execPath, execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const replies = new Map<number, (reply: Reply<unknown>) => void>();
  const ended = new Promise<string>((resolve) => child.once('close', (code, signal) => resolve(signal ?? `code ${code}`)));
  const ready = new Promise<void>((resolve) => {
    child.on('message', (raw) => {
      const message = raw as FromStation;
      if (message.kind === 'ready') resolve();
      if (message.kind === 'reply') replies.get(message.id)?.(message.reply);
    });
  });
  tell(child, { kind: 'start', dataFolder, sealingKey: null });
  await within(ready, ended, 'the station did not get ready');
  const readyMs = performance.now() - startedMs;
  let calls = 0;
  let scannedAtMs = Date.now();

  async function scan(text: string): Promise<ScanVerdictView> {
    const id = (calls += 1);
    scannedAtMs += 1000;
    const answer = new Promise<Reply<unknown>>((resolve) => replies.set(id, resolve));
    tell(child, { kind: 'call', id, call: 'scan', input: { scanId: randomUUID(), text, method: 'wedge', deviceId: 'bench', scannedAtMs } });
    const reply = await within(answer, ended, `the scan of ${text} was not answered`);
    replies.delete(id);
    if (!reply.ok) throw new Error(`the scan of ${text} failed: ${reply.error.message}`);
    return reply.value as ScanVerdictView;
  }

  return {
    pid: child.pid ?? 0,
    readyMs,
    scan,
    async stop() {
      tell(child, { kind: 'stop' });
      await ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

const tell = (child: ChildProcess, message: ToStation): void => {
  child.send(message);
};

async function within<T>(wanted: Promise<T>, ended: Promise<string>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} within ${patienceMs / 1000} s`)), patienceMs);
  });
  const end = ended.then((how) => Promise.reject(new Error(`${what}: the process ended (${how})`)));
  try {
    return await Promise.race([wanted, limit, end]);
  } finally {
    clearTimeout(timer);
    end.catch(() => undefined);
  }
}
