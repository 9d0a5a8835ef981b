import { beforeAll, describe, expect, it, vi } from 'vitest';
import { serveContract, type GuardedHandlers } from '../../src/main/ipc/serve-contract.ts';
import { calls, type CallName } from '../../src/shared/contract/calls.ts';
import { callChannel, eventChannel } from '../../src/shared/contract/channels.ts';
import type { EventName, StationApi } from '../../src/shared/contract/events.ts';
import type { Reply } from '../../src/shared/contract/reply.ts';
import type { FromStation } from '../../src/shared/contract/wire.ts';

const callNames = Object.keys(calls) as CallName[];

/** Each event with the function a page listens by. `satisfies` keeps the list whole when the contract grows. */
const listeners = {
  bench: 'onBench',
  boardChanged: 'onBoardChanged',
  importProgress: 'onImportProgress',
  importDone: 'onImportDone',
  stationState: 'onStationState',
} as const satisfies Record<EventName, keyof StationApi>;

const electron = vi.hoisted(() => ({
  exposed: new Map<string, object>(),
  invoked: [] as unknown[][],
  sent: [] as unknown[][],
  listening: new Map<string, Set<(...args: unknown[]) => void>>(),
}));

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, api: object) => electron.exposed.set(name, api) },
  webUtils: { getPathForFile: () => '/orders.csv' },
  ipcRenderer: {
    invoke: (...args: unknown[]) => {
      electron.invoked.push(args);
      return Promise.resolve('answer');
    },
    send: (...args: unknown[]) => {
      electron.sent.push(args);
    },
    on: (channel: string, listener: (...args: unknown[]) => void) => {
      electron.listening.set(channel, (electron.listening.get(channel) ?? new Set()).add(listener));
    },
    off: (channel: string, listener: (...args: unknown[]) => void) => {
      electron.listening.get(channel)?.delete(listener);
    },
  },
}));

let station: Record<string, (argument?: unknown) => unknown> = {};

beforeAll(async () => {
  await import('../../src/preload/index.ts');
  station = electron.exposed.get('station') as typeof station;
});

describe('what the preload shows the page', () => {
  it('is one object with the functions of the contract and nothing else', () => {
    expect([...electron.exposed.keys()]).toEqual(['station']);
    expect(Object.keys(station).sort()).toEqual([...callNames, ...Object.values(listeners), 'pathOfFile'].sort());
  });

  it.each(callNames)('%s asks its own channel, with the input and nothing more', async (name) => {
    electron.invoked.length = 0;
    await expect(station[name]?.({ some: 'input' })).resolves.toBe('answer');
    expect(electron.invoked).toEqual([[callChannel(name), { some: 'input' }]]);
  });

  it.each(Object.entries(listeners) as [EventName, keyof StationApi][])('%s is heard by %s until it is unsubscribed, without Electron’s event', (event, listen) => {
    const heard: unknown[][] = [];
    const unsubscribe = station[listen]?.((...args: unknown[]) => heard.push(args)) as () => void;
    const channel = electron.listening.get(eventChannel(event))!;
    for (const tell of channel) tell({ sender: 'ipcRenderer' }, { revision: 1 });
    unsubscribe();
    expect(channel.size).toBe(0);
    expect(heard).toEqual([[{ revision: 1 }]]);
  });
});

/** Handlers that only note that they were reached. */
function noting() {
  const reached: string[] = [];
  const handlers = Object.fromEntries(callNames.map((name) => [name, () => reached.push(name)])) as unknown as GuardedHandlers;
  return { reached, handlers };
}

function ask(handlers: GuardedHandlers, call: string, input: unknown): Promise<Reply<unknown>> {
  return new Promise((resolve) => {
    const listening: ((message: unknown) => void)[] = [];
    serveContract({
      port: {
        post: (message: FromStation) => {
          if (message.kind === 'reply') resolve(message.reply);
        },
        onMessage: (listener) => listening.push(listener),
      },
      handlers,
      onBug: () => undefined,
    });
    for (const listener of listening) listener({ kind: 'call', id: 1, call, input });
  });
}

/** Wrong for every call of the contract: no call takes a bare value, a list, or a field that is not in its shape. */
const badInputs: readonly [string, unknown][] = [
  ['nothing', undefined],
  ['null', null],
  ['a text', 'loadBench'],
  ['a number', 7],
  ['a list', [{}]],
  ['a field nobody promised', { __packgate: true }],
];

describe.each(callNames)('the call %s', (name) => {
  it.each(badInputs)('refuses %s before it reaches the station', async (_what, input) => {
    const { handlers, reached } = noting();
    await expect(ask(handlers, name, input)).resolves.toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    expect(reached).toEqual([]);
  });
});
