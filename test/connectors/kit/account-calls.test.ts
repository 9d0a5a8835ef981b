import { describe, expect, it } from 'vitest';
import { createAccountCalls } from '../../../src/main/connectors/kit/account-calls.ts';
import type { AccessTokens } from '../../../src/main/connectors/kit/access-tokens.ts';
import type { HttpSender, SendOptions } from '../../../src/main/connectors/kit/http-sender.ts';
import { createTokenBucket } from '../../../src/main/connectors/kit/token-bucket.ts';
import type { Operation, Sent, WireReply, WireRequest } from '../../../src/main/connectors/kit/wire.ts';
import { seconds } from '../../../src/shared/domain/units/instant.ts';
import type { Outcome } from '../../../src/shared/domain/writeback/outcome.ts';
import { createManualClock } from '../../support/manual-clock.ts';

const aReply = (status: number, headers: WireReply['headers'] = {}): Sent => ({ kind: 'reply', reply: { status, headers, bodyText: '' } });

/** A vendor that answers as planned, then with 200; "200 and hasty" is a refusal for haste inside an ordinary answer. */
function aVendor(answers: readonly Sent[] = [], effect: 'read' | 'write' = 'read') {
  const clock = createManualClock(0);
  const bucket = createTokenBucket({ ratePerSecond: 1, burst: 3, clock });
  const planned = [...answers];
  const sent: { readonly request: WireRequest; readonly options: SendOptions | undefined }[] = [];
  const sender: HttpSender = { send: (request, options) => (sent.push({ request, options }), Promise.resolve(planned.shift() ?? aReply(200))), close: () => undefined };
  let tokenNumber = 1;
  const tokens: AccessTokens = { current: () => Promise.resolve({ kind: 'done', value: `token-${tokenNumber}` }), forget: () => void (tokenNumber += 1) };
  const operation: Operation<null, number, null> = {
    name: 'op',
    effect,
    build: () => ({ operation: 'op', method: 'GET', path: '/', query: {}, headers: {}, body: null }),
    read: ({ status, headers }): Outcome<number> => {
      if (headers['hasty'] !== undefined) return { kind: 'rate-limited', retryAfterMs: Number(headers['hasty']) };
      if (status === 429) return { kind: 'rate-limited', retryAfterMs: seconds(1) };
      return status === 200 ? { kind: 'done', value: status } : { kind: 'rejected', problems: [{ code: 'auth', message: String(status) }] };
    },
  };
  const calls = createAccountCalls({ settings: null, sender, tokens, authorize: (wire, token) => ({ ...wire, headers: { token: token ?? '' } }) });
  return { clock, bucket, sent, call: (cost?: number) => calls.call(bucket, operation, null, cost) };
}

describe('a call of an account', () => {
  it('takes from its budget, and does not leave without', async () => {
    const { call, sent, clock } = aVendor();
    for (let index = 0; index < 3; index += 1) expect(await call()).toMatchObject({ kind: 'done' });
    expect(await call()).toEqual({ kind: 'rate-limited', retryAfterMs: seconds(1) });
    expect(sent).toHaveLength(3);
    await clock.advance(seconds(1));
    expect(await call()).toMatchObject({ kind: 'done' });
  });

  it('that is refused for haste waits as long as the vendor asks, and so do all others of its budget', async () => {
    const { call, bucket, sent, clock } = aVendor([aReply(429, { 'retry-after': '40' })]);
    expect(await call()).toEqual({ kind: 'rate-limited', retryAfterMs: seconds(40) });
    expect([bucket.waitMs(), bucket.tokens()]).toEqual([seconds(40), 0]);
    await clock.advance(seconds(39));
    expect(await call()).toMatchObject({ kind: 'rate-limited' });
    expect(sent).toHaveLength(1);
    await clock.advance(seconds(1));
    expect(await call()).toMatchObject({ kind: 'done' });
  });

  it('that is refused for haste inside an ordinary answer empties the budget just the same', async () => {
    const { call, bucket } = aVendor([aReply(200, { hasty: '7000' })]);
    expect(await call()).toEqual({ kind: 'rate-limited', retryAfterMs: seconds(7) });
    expect(bucket.waitMs()).toBe(seconds(7));
  });

  it('renews a refused token once, and not for ever', async () => {
    const { call, sent } = aVendor([aReply(401), aReply(401), aReply(401)]);
    expect(await call()).toMatchObject({ kind: 'rejected' });
    expect(sent.map(({ request }) => request.headers['token'])).toEqual(['token-1', 'token-2']);
  });

  it('each time it leaves it takes from the budget: a renewal is no free call', async () => {
    const { call, bucket } = aVendor([aReply(401)]);
    await call();
    expect(bucket.tokens()).toBe(1);
  });

  it.each([
    ['write', true],
    ['read', false],
  ] as const)('that is a %s goes on a connection of its own: %s', async (effect, isFresh) => {
    const { call, sent } = aVendor([], effect);
    await call();
    expect(sent[0]?.options).toEqual({ freshConnection: isFresh });
  });

  it.each([
    ['read', { kind: 'unavailable', cause: 'cut' }],
    ['write', { kind: 'uncertain', cause: 'cut' }],
  ] as const)('whose answer is lost is for a %s: %o', async (effect, outcome) => {
    expect(await aVendor([{ kind: 'lost', cause: 'cut' }], effect).call()).toEqual(outcome);
  });
});
