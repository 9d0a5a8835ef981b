import type { CallName } from '../../shared/contract/calls.ts';
import type { StationState } from '../../shared/contract/events.ts';
import type { Reply } from '../../shared/contract/reply.ts';
import type { EventMessage, FromStation, StartMessage } from '../../shared/contract/wire.ts';
import type { StationProcess } from './station-process.ts';

export interface SupervisorOptions {
  readonly open: () => StationProcess;
  /** Known only once the key store may be asked; the process starts beside it. */
  readonly startMessage: () => Promise<StartMessage>;
  readonly nowMs: () => number;
  /** Runs a function once after a delay; returns what calls it off. */
  readonly after: (delayMs: number, run: () => void) => () => void;
  readonly log: (text: string) => void;
}

export interface StationSupervisor {
  start(): void;
  state(): StationState;
  call(call: CallName, input: unknown): Promise<Reply<unknown>>;
  onState(listener: (state: StationState) => void): void;
  onEvent(listener: (message: EventMessage) => void): void;
  /** Resolves when the process has ended. */
  stop(): Promise<void>;
}

/** First restart at once enough to keep "back within 10 s", then slower. Milliseconds. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5000;
/** A process that was ready this long is well again: its next death starts from the short pause. */
const WELL_AGAIN_MS = 60_000;
/** From here on the screen says "failed" instead of "restarting"; we go on trying all the same. */
const ATTEMPTS_UNTIL_FAILED = 5;
/** Longer than the longest thing the station finishes when asked to stop: one label, one commit, one request in flight. */
const STOP_LIMIT_MS = 8000;

const CALL_LIMIT_MS = 15_000;
/** Calls that may honestly take longer: a file of a million orders, a probe that waits for a dead network. */
const LONG_CALLS: Partial<Record<CallName, number>> = { importOrders: 30 * 60_000, probeNow: 60_000 };

interface PendingCall {
  readonly call: CallName;
  readonly input: unknown;
  readonly settle: (reply: Reply<unknown>) => void;
  /** False while it waits for the station to be ready. */
  sent: boolean;
}

export function restartPauseMs(attempt: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1));
}

/** Keeps one station process alive and carries calls to it. A call is answered always: by the station, or with `station-unavailable`. */
export function createStationSupervisor(options: SupervisorOptions): StationSupervisor {
  const pending = new Map<number, PendingCall>();
  const stateListeners: ((state: StationState) => void)[] = [];
  const eventListeners: ((message: EventMessage) => void)[] = [];
  let state: StationState = { kind: 'starting' };
  let current: StationProcess | null = null;
  let cancelRestart: (() => void) | null = null;
  let readySinceMs: number | null = null;
  let attempt = 0;
  let nextId = 1;
  let stopped: (() => void) | null = null;

  const enter = (next: StationState): void => {
    state = next;
    for (const listener of stateListeners) listener(next);
  };

  const open = (): void => {
    cancelRestart = null;
    let life: StationProcess;
    try {
      life = options.open();
    } catch (error: unknown) {
      died(error instanceof Error ? error.message : String(error));
      return;
    }
    current = life;
    life.onMessage((message) => {
      if (life === current) read(message);
    });
    life.onExit((cause) => {
      if (life === current) died(cause);
    });
    options.startMessage().then(
      (message) => {
        life.send(message);
      },
      (error: unknown) => {
        options.log(`the station's key could not be read: ${String(error)}`);
        life.kill();
      },
    );
  };

  const died = (cause: string): void => {
    current = null;
    for (const [id, call] of pending) if (call.sent) settle(id, unavailable('The station stopped before it answered. What was stored is kept; look before you repeat.'));
    if (stopped !== null) {
      stopped();
      return;
    }
    if (readySinceMs !== null && options.nowMs() - readySinceMs >= WELL_AGAIN_MS) attempt = 0;
    readySinceMs = null;
    attempt += 1;
    options.log(`the station process ${cause}; starting it again (attempt ${attempt})`);
    enter(attempt >= ATTEMPTS_UNTIL_FAILED ? { kind: 'failed', cause } : { kind: 'restarting', cause, attempt });
    cancelRestart = options.after(restartPauseMs(attempt), open);
  };

  const read = (message: FromStation): void => {
    switch (message.kind) {
      case 'ready':
        readySinceMs = options.nowMs();
        enter({ kind: 'ready' });
        for (const [id, call] of pending) if (!call.sent) send(id, call);
        return;
      case 'reply':
        settle(message.id, message.reply);
        return;
      case 'event':
        for (const listener of eventListeners) listener(message);
        return;
    }
  };

  const send = (id: number, call: PendingCall): void => {
    call.sent = true;
    current?.send({ kind: 'call', id, call: call.call, input: call.input });
  };

  const settle = (id: number, reply: Reply<unknown>): void => {
    const call = pending.get(id);
    pending.delete(id);
    call?.settle(reply);
  };

  return {
    start: open,
    state: () => state,
    call: (name, input) =>
      new Promise((resolve) => {
        const id = nextId;
        nextId += 1;
        const cancelLimit = options.after(LONG_CALLS[name] ?? CALL_LIMIT_MS, () => {
          settle(id, unavailable('The station did not answer in time.'));
        });
        const call: PendingCall = {
          call: name,
          input,
          sent: false,
          settle: (reply) => {
            cancelLimit();
            resolve(reply);
          },
        };
        pending.set(id, call);
        if (state.kind === 'ready') send(id, call);
      }),
    onState: (listener) => {
      stateListeners.push(listener);
    },
    onEvent: (listener) => {
      eventListeners.push(listener);
    },
    stop: () =>
      new Promise((resolve) => {
        cancelRestart?.();
        if (current === null) {
          resolve();
          return;
        }
        const life = current;
        const cancelLimit = options.after(STOP_LIMIT_MS, () => {
          options.log('the station process did not stop in time; ending it');
          life.kill();
        });
        stopped = () => {
          cancelLimit();
          resolve();
        };
        life.send({ kind: 'stop' });
      }),
  };
}

function unavailable(message: string): Reply<never> {
  return { ok: false, error: { code: 'station-unavailable', message } };
}
