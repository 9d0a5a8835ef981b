import { createHmac } from 'node:crypto';
import type { Answer, DeskRequest } from '../channel.ts';
import { refusal, success } from './replies.ts';

/** What a shop must send to be let in. Plainly not real: nothing of it works anywhere else. */
export const PRACTICE_TIKTOK = { appKey: 'practiceapp01', appSecret: 'practice-tiktok-secret', refreshToken: 'ROW_practice-refresh-0', shopCipher: 'ROW_practice-cipher' } as const;
export const PRACTICE_SHOP = { id: '7495000000000000001', name: 'Practice Shop', region: 'DE', code: 'DELCPRACT1', cipher: PRACTICE_TIKTOK.shopCipher, seller_type: 'LOCAL' } as const;

/** Source: as commonly reported; TikTok's page was not at hand. Milliseconds. */
const ACCESS_LIVES_MS = 7 * 86_400_000;
const REFRESH_LIVES_MS = 365 * 86_400_000;
/** Source: "Common errors", keyword index of 36009004. Seconds. */
const OLDEST = 5 * 60;
const NEWEST = 30;

export interface AccessDesk {
  answerTokenCall(request: DeskRequest, grant: 'refresh' | 'code', nowMs: number): Answer;
  /** Null where the request may pass, else the gateway's refusal. */
  check(request: DeskRequest, needsShop: boolean, nowMs: number): Answer | null;
  expireAll(): void;
}

/**
 * Tokens live in memory: after a restart every access token is refused, as after an expiry. Each renewal hands out another refresh token; the old ones stay
 * good unless `forgetsOldTokens`, because a station that was killed may come back with one.
 */
export function createAccessDesk({ forgetsOldTokens }: { readonly forgetsOldTokens: boolean }): AccessDesk {
  const endsAtMs = new Map<string, number>();
  let renewals = 0;

  function mayRenew(token: string | null): boolean {
    if (forgetsOldTokens) return token === `ROW_practice-refresh-${renewals}`;
    return /^ROW_practice-refresh-\d+$/.test(token ?? '');
  }

  return {
    answerTokenCall({ url }, grant, nowMs) {
      const given = url.searchParams;
      if (given.get('app_key') !== PRACTICE_TIKTOK.appKey || given.get('app_secret') !== PRACTICE_TIKTOK.appSecret) return refusal(36_004_005, 'can not find related auth record');
      if (grant === 'refresh' && (given.get('grant_type') !== 'refresh_token' || !mayRenew(given.get('refresh_token')))) return refusal(36_004_001, 'rt has expired');
      if (grant === 'code' && (given.get('grant_type') !== 'authorized_code' || given.get('auth_code') !== 'practice-code')) return refusal(36_004_004, 'auth code is invalid');
      renewals += 1;
      const token = `ROW_practice-access-${nowMs.toString(36)}-${renewals}`;
      endsAtMs.set(token, nowMs + ACCESS_LIVES_MS);
      const seconds = (ms: number): number => Math.floor(ms / 1000);
      const answer = success({
        access_token: token,
        access_token_expire_in: seconds(nowMs + ACCESS_LIVES_MS),
        refresh_token: `ROW_practice-refresh-${renewals}`,
        refresh_token_expire_in: seconds(nowMs + REFRESH_LIVES_MS),
        open_id: 'practice',
        seller_name: PRACTICE_SHOP.name,
        seller_base_region: PRACTICE_SHOP.region,
        user_type: 0,
        granted_scopes: ['seller.order.info', 'seller.fulfillment.basic', 'seller.logistics', 'seller.return_refund.basic'],
      });
      return { ...answer, headers: { date: new Date(nowMs).toUTCString() } };
    },
    check(request, needsShop, nowMs) {
      const query = request.url.searchParams;
      if (query.get('app_key') !== PRACTICE_TIKTOK.appKey) return refusal(36_009_004, 'Invalid credentials. Invalid `app_key` query parameter.', 400);
      if (!query.has('sign')) return refusal(36_009_004, 'Missing credentials. The request does not include a required signature in the query.', 400);
      const age = Math.floor(nowMs / 1000) - Number(query.get('timestamp') ?? Number.NaN);
      if (!(age <= OLDEST)) return refusal(36_009_004, 'Invalid timestamp. The value of the `timestamp` query parameter must not be earlier than 5 minutes before the current time.', 400);
      if (age < -NEWEST) return refusal(36_009_004, 'Invalid timestamp. The value of the `timestamp` query parameter must not be more than 30 seconds after the current time.', 400);
      if (query.get('sign') !== signatureOf(request)) return refusal(106_001, "Invalid credentials. The 'sign' query parameter is invalid.", 401);
      const header = request.headers['x-tts-access-token'];
      const ends = endsAtMs.get(typeof header === 'string' ? header : '');
      if (ends === undefined) return refusal(105_001, "Invalid credentials. The 'x-tts-access-token' header is invalid.", 401);
      if (nowMs >= ends) return expiredToken();
      if (!needsShop) return query.has('shop_cipher') ? refusal(36_009_004, 'Unexpected identifier. The `shop_cipher` query parameter is not required for this request.', 400) : null;
      return query.get('shop_cipher') === PRACTICE_TIKTOK.shopCipher ? null : refusal(106_013, 'Invalid identifier. The `shop_cipher` query parameter is required.', 400);
    },
    expireAll() {
      for (const token of endsAtMs.keys()) endsAtMs.set(token, 0);
    },
  };
}

export const expiredToken = (): Answer => refusal(105_002, "Expired credentials. The 'x-tts-access-token' header has expired.", 401);

/** TikTok's own recipe, written down here a second time on purpose. */
function signatureOf({ url, body }: DeskRequest): string {
  const pairs = [...url.searchParams].filter(([name]) => name !== 'sign' && name !== 'access_token').sort(([a], [b]) => (a < b ? -1 : 1));
  const signed = url.pathname + pairs.map(([name, value]) => name + value).join('') + body;
  return createHmac('sha256', PRACTICE_TIKTOK.appSecret)
    .update(PRACTICE_TIKTOK.appSecret + signed + PRACTICE_TIKTOK.appSecret)
    .digest('hex');
}
