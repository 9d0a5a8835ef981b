import type { Clock } from '../../../application/ports/clock.ts';
import type { Outcome } from '../../../../shared/domain/writeback/outcome.ts';
import { createAccessTokens } from '../../kit/access-tokens.ts';
import type { AccessTokens } from '../../kit/access-tokens.ts';
import type { HttpSender } from '../../kit/http-sender.ts';
import { readRetryAfterMs } from '../../kit/retry-after.ts';
import { readSent } from '../../kit/wire.ts';
import type { Operation, WireReply } from '../../kit/wire.ts';
import { buildRefreshToken } from './build.ts';
import { readAnswer } from './read.ts';
import type { TikTokSettings } from './settings.ts';
import { tokenShape } from './shapes.ts';

/** Tokens live seven days; ten minutes early leaves time for a request that waits in a queue. Milliseconds. */
const REFRESH_EARLY_MS = 10 * 60_000;
/** No figure is published for the token service; a minute is far below any sensible limit. Milliseconds. */
const TOKEN_PAUSE_MS = 60_000;
/** Below this a number of seconds is a life and not an instant (2001). TikTok sends instants, in spite of the fields' names. */
const FIRST_INSTANT = 1_000_000_000;

export interface Tokens {
  readonly accessToken: string;
  readonly livesMs: number;
  readonly refreshToken: string;
  readonly refreshEndsAtMs: number | null;
}

interface RefreshInput {
  readonly refreshToken: string;
  readonly nowMs: number;
}

const refreshTokens: Operation<RefreshInput, Tokens, TikTokSettings> = {
  name: 'refreshToken',
  effect: 'read',
  build: ({ refreshToken }, settings) => buildRefreshToken(settings, refreshToken),
  read: (reply, { nowMs }) => readTokens(reply, nowMs),
};

/** A refused refresh token is a matter for a person; everything else about tokens leaves nothing in doubt. */
export function readTokens(reply: WireReply, nowMs: number): Outcome<Tokens> {
  if (reply.status === 429) return { kind: 'rate-limited', retryAfterMs: readRetryAfterMs(reply) ?? TOKEN_PAUSE_MS };
  if (reply.status >= 500) return { kind: 'unavailable', cause: `the token service answered ${reply.status}` };
  const answer = readAnswer(reply);
  if (answer === null && reply.status < 400) return { kind: 'unavailable', cause: 'the token service answered something else' };
  if (answer === null || answer.code !== 0) {
    const words = answer === null ? `status ${reply.status}` : `${answer.code}: ${answer.message}`;
    return { kind: 'rejected', problems: [{ code: 'auth', message: `TikTok’s sign-in: ${words}` }] };
  }
  const tokens = tokenShape.safeParse(answer.data);
  if (!tokens.success) return { kind: 'unavailable', cause: 'the token service answered without a token' };
  // The instants are TikTok's: how long they are away is told by its own clock, where the answer is dated.
  const datedMs = Date.parse(reply.headers['date'] ?? '');
  const answeredAtMs = Number.isNaN(datedMs) ? nowMs : datedMs;
  const endOf = (seconds: number): number => (seconds < FIRST_INSTANT ? answeredAtMs + seconds * 1000 : seconds * 1000);
  const { access_token: accessToken, access_token_expire_in: accessEnd, refresh_token: refreshToken, refresh_token_expire_in: refreshEnd } = tokens.data;
  return { kind: 'done', value: { accessToken, livesMs: endOf(accessEnd) - answeredAtMs, refreshToken, refreshEndsAtMs: refreshEnd == null ? null : endOf(refreshEnd) } };
}

export interface RotatingTokens extends AccessTokens {
  refreshEndsAtMs(): number | null;
}

interface RotatingTokensOptions {
  readonly settings: TikTokSettings;
  readonly sender: HttpSender;
  readonly clock: Pick<Clock, 'nowMs' | 'monotonicMs'>;
  readonly onCredentials?: (changed: Readonly<Record<string, string>>) => void;
}

/** With each access token may come another refresh token; the next renewal uses that one, and it is handed out to be stored at once. */
export function createRotatingTokens({ settings, sender, clock, onCredentials }: RotatingTokensOptions): RotatingTokens {
  let refreshToken = settings.refreshToken;
  let refreshEndsAtMs = settings.refreshTokenEndsAtMs ?? null;

  function keep(fresh: Tokens): void {
    const hasChanged = fresh.refreshToken !== refreshToken || fresh.refreshEndsAtMs !== refreshEndsAtMs;
    refreshToken = fresh.refreshToken;
    refreshEndsAtMs = fresh.refreshEndsAtMs;
    if (hasChanged) onCredentials?.({ refreshToken, ...(refreshEndsAtMs === null ? {} : { refreshTokenEndsAtMs: String(refreshEndsAtMs) }) });
  }

  const access = createAccessTokens({
    clock,
    refreshEarlyMs: REFRESH_EARLY_MS,
    async fetchToken() {
      const asked = { refreshToken, nowMs: clock.nowMs() };
      const outcome = readSent(refreshTokens, await sender.send(refreshTokens.build(asked, settings)), asked);
      if (outcome.kind !== 'done') return outcome;
      keep(outcome.value);
      return { kind: 'done', value: { text: outcome.value.accessToken, livesMs: outcome.value.livesMs } };
    },
  });
  return { ...access, refreshEndsAtMs: () => refreshEndsAtMs };
}
