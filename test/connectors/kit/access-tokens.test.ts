import { describe, expect, it } from 'vitest';
import { createAccessTokens } from '../../../src/main/connectors/kit/access-tokens.ts';
import type { AccessToken } from '../../../src/main/connectors/kit/access-tokens.ts';
import type { Outcome } from '../../../src/shared/domain/writeback/outcome.ts';
import { hours, minutes } from '../../../src/shared/domain/units/instant.ts';
import { createManualClock } from '../../support/manual-clock.ts';

function aDesk(answers: Outcome<AccessToken>[] = []) {
  const clock = createManualClock(0);
  let fetched = 0;
  const tokens = createAccessTokens({
    clock,
    refreshEarlyMs: minutes(5),
    fetchToken() {
      fetched += 1;
      return Promise.resolve(answers.shift() ?? { kind: 'done', value: { text: `token-${fetched}`, livesMs: hours(1) } });
    },
  });
  return { clock, tokens, fetched: () => fetched };
}

describe('access tokens', () => {
  it('asks once, however many calls want one at the same time', async () => {
    const { tokens, fetched } = aDesk();
    const all = await Promise.all([tokens.current(), tokens.current(), tokens.current()]);
    expect(all).toEqual(Array(3).fill({ kind: 'done', value: 'token-1' }));
    expect(fetched()).toBe(1);
  });

  it('keeps a token until shortly before its end', async () => {
    const { clock, tokens, fetched } = aDesk();
    await tokens.current();
    await clock.advance(minutes(55) - 1);
    expect(await tokens.current()).toEqual({ kind: 'done', value: 'token-1' });
    await clock.advance(1);
    expect(await tokens.current()).toEqual({ kind: 'done', value: 'token-2' });
    expect(fetched()).toBe(2);
  });

  it('fetches a new one after a refusal, but keeps a newer one that another call fetched meanwhile', async () => {
    const { tokens, fetched } = aDesk();
    await tokens.current();
    tokens.forget('token-1');
    await tokens.current();
    tokens.forget('token-1');
    expect(await tokens.current()).toEqual({ kind: 'done', value: 'token-2' });
    expect(fetched()).toBe(2);
  });

  it('passes a failure on to all who waited and tries anew with the next call', async () => {
    const { tokens } = aDesk([{ kind: 'unavailable', cause: 'no line' }]);
    expect(await Promise.all([tokens.current(), tokens.current()])).toEqual(Array(2).fill({ kind: 'unavailable', cause: 'no line' }));
    expect((await tokens.current()).kind).toBe('done');
  });

  it('goes on with the one it holds while the token service is away, to its end and no longer', async () => {
    const away: Outcome<AccessToken> = { kind: 'unavailable', cause: 'no line' };
    const { clock, tokens } = aDesk([{ kind: 'done', value: { text: 'held', livesMs: hours(1) } }, away, away]);
    await tokens.current();
    await clock.advance(minutes(56));
    expect(await tokens.current()).toEqual({ kind: 'done', value: 'held' });
    await clock.advance(minutes(4));
    expect(await tokens.current()).toEqual(away);
  });

  it('does not go on with it where the renewal was refused, or the vendor refused the token itself', async () => {
    const refused: Outcome<AccessToken> = { kind: 'rejected', problems: [{ code: 'auth', message: 'revoked' }] };
    const away: Outcome<AccessToken> = { kind: 'unavailable', cause: 'no line' };
    const { clock, tokens } = aDesk([{ kind: 'done', value: { text: 'held', livesMs: hours(1) } }, refused, away]);
    await tokens.current();
    await clock.advance(minutes(56));
    expect(await tokens.current()).toEqual(refused);
    tokens.forget('held');
    expect(await tokens.current()).toEqual(away);
  });
});
