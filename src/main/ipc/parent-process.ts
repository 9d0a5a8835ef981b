import { toStation, type FromStation, type StartMessage } from '../../shared/contract/wire.ts';
import type { ContractPort } from './serve-contract.ts';

/** The part of Node's `process` that talks to the process that forked us. */
export interface ForkedProcess {
  readonly connected: boolean;
  send?: ((message: FromStation, callback: (error: Error | null) => void) => boolean) | undefined;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'disconnect' | 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
}

export interface ParentProcess {
  readonly port: ContractPort;
  /** The first message: where the data lies and with which key it is sealed. */
  readonly start: Promise<StartMessage>;
  /** Asked to stop, or the shell is gone. Called once; finish the write in hand, close the files and end. */
  onStop(listener: () => void): void;
  ready(): void;
}

/** The station's side of the message channel to the shell. Null when the station was not forked by one (headless). */
export function connectParentProcess(own: ForkedProcess): ParentProcess | null {
  if (own.send === undefined) return null;
  let stop = (): void => {
    stopRequested = true;
  };
  let stopRequested = false;
  let stopTold = false;
  const stopOnce = (): void => {
    if (stopTold) return;
    stopTold = true;
    stop();
  };
  const post = (message: FromStation): void => {
    // The shell may go away between two messages; `disconnect` follows and stops us, so a failed send needs no second answer.
    if (own.connected) own.send?.(message, () => undefined);
  };
  const start = new Promise<StartMessage>((resolve) => {
    own.on('message', (raw) => {
      const message = toStation.safeParse(raw);
      if (!message.success) return;
      if (message.data.kind === 'start') resolve(message.data);
      if (message.data.kind === 'stop') stopOnce();
    });
  });
  own.on('disconnect', stopOnce);
  own.on('SIGTERM', stopOnce);
  // Ctrl+C reaches every process of the terminal at once; the shell gets it too and asks us to stop in its own order.
  own.on('SIGINT', () => undefined);
  return {
    port: {
      post,
      onMessage: (listener) => {
        own.on('message', listener);
      },
    },
    start,
    onStop: (listener) => {
      stop = listener;
      if (stopRequested) listener();
    },
    ready: () => {
      post({ kind: 'ready' });
    },
  };
}
