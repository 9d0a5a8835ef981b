import { describe, expect, it } from 'vitest';
import { Refused, serveContract, type GuardedHandlers } from '../../src/main/ipc/serve-contract.ts';
import type { Reply } from '../../src/shared/contract/reply.ts';
import type { FromStation } from '../../src/shared/contract/wire.ts';

/** A served contract, and the page's side of its port. */
function aServedContract(handlers: Partial<Record<keyof GuardedHandlers, (input: never) => unknown>>) {
  const posted: FromStation[] = [];
  const bugs: [unknown, string][] = [];
  let deliver = (_message: unknown): void => undefined;
  let posts = Promise.withResolvers<FromStation>();
  const served = serveContract({
    port: {
      post: (message) => {
        posted.push(message);
        posts.resolve(message);
        posts = Promise.withResolvers();
      },
      onMessage: (listener) => {
        deliver = listener;
      },
    },
    handlers: handlers as unknown as GuardedHandlers,
    onBug: (error, call) => bugs.push([error, call]),
  });
  const ask = async (call: string, input: unknown, id = 1): Promise<Reply<unknown>> => {
    const next = posts.promise;
    deliver({ kind: 'call', id, call, input });
    const message = await next;
    if (message.kind !== 'reply') throw new Error(`expected a reply, got ${message.kind}`);
    expect(message.id).toBe(id);
    return message.reply;
  };
  return { served, posted, bugs, ask, deliver: (message: unknown) => deliver(message) };
}

describe('the station answers the contract', () => {
  it('with what the use case returned, under the number of the call', async () => {
    const { ask } = aServedContract({ loadBench: () => ({ revision: 4 }) });
    await expect(ask('loadBench', {}, 17)).resolves.toEqual({ ok: true, value: { revision: 4 } });
  });

  it('also when the use case takes its time', async () => {
    const { ask } = aServedContract({ loadBench: () => Promise.resolve({ revision: 4 }) });
    await expect(ask('loadBench', {})).resolves.toEqual({ ok: true, value: { revision: 4 } });
  });

  it('gives the use case the checked input, not what was sent', async () => {
    const seen: unknown[] = [];
    const { ask } = aServedContract({ resendWriteBack: (input) => seen.push(input) });
    await ask('resendWriteBack', { writeBackId: 'w1', by: '  Ann ' });
    expect(seen).toEqual([{ writeBackId: 'w1', by: 'Ann' }]);
  });

  it('names the field that is wrong', async () => {
    const { ask } = aServedContract({});
    await expect(ask('releaseBlocks', { orderIds: ['o'], code: 'CANCELLED', by: 'Ann', reason: 'because' })).resolves.toMatchObject({
      ok: false,
      error: { code: 'invalid-input', details: [{ path: 'code' }] },
    });
  });

  it.each(['', 'nonsense', 'constructor', '__proto__', 'toString', 'LOADBENCH'])('knows no call "%s"', async (call) => {
    const { ask } = aServedContract({});
    await expect(ask(call, {})).resolves.toMatchObject({ ok: false, error: { code: 'unknown-call' } });
  });

  it('passes a refusal on with its reason', async () => {
    const { ask, bugs } = aServedContract({ reprintLabel: () => new Refused('not-found', 'No parcel p9.', { parcelId: 'p9' }) });
    await expect(ask('reprintLabel', { parcelId: 'p9' })).resolves.toEqual({ ok: false, error: { code: 'not-found', message: 'No parcel p9.', details: { parcelId: 'p9' } } });
    expect(bugs).toEqual([]);
  });

  it.each([
    ['throws', () => { throw new Error('secret path /home/ann'); }],
    ['rejects', () => Promise.reject(new Error('secret path /home/ann'))],
  ])('with failed when a use case %s, and tells the log but not the page why', async (_how, handler) => {
    const { ask, bugs } = aServedContract({ loadBoard: handler });
    const reply = await ask('loadBoard', {});
    expect(reply).toMatchObject({ ok: false, error: { code: 'failed' } });
    expect(JSON.stringify(reply)).not.toContain('secret');
    expect(bugs).toMatchObject([[{ message: 'secret path /home/ann' }, 'loadBoard']]);
  });

  it.each([[undefined], [null], ['loadBench'], [{ kind: 'call' }], [{ kind: 'call', id: -1, call: 'loadBench', input: {} }], [{ kind: 'call', id: 1, call: 'loadBench', input: {}, extra: 1 }], [{ kind: 'reply', id: 1 }]])(
    'notes a message that is not of the protocol (%j) and answers nothing',
    (message) => {
      const { deliver, posted, bugs } = aServedContract({ loadBench: () => 'bench' });
      deliver(message);
      expect(posted).toEqual([]);
      expect(bugs).toHaveLength(1);
    },
  );

  it('says an event to whoever listens', () => {
    const { served, posted } = aServedContract({});
    served.emit('boardChanged', { revision: 2 });
    expect(posted).toEqual([{ kind: 'event', event: 'boardChanged', payload: { revision: 2 } }]);
  });
});
