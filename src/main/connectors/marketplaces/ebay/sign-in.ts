import type { Outcome } from '../../../../shared/domain/writeback/outcome.ts';
import type { SignedIn, SignInFlow } from '../../kit/marketplace-connector.ts';
import type { WireReply } from '../../kit/wire.ts';
import { tokenRequest } from './build.ts';
import { parseJson } from './problems.ts';
import { readRefusedToken } from './read.ts';
import { EBAY_ENDPOINTS, EBAY_SIGN_IN_PAGES } from './settings.ts';
import { signedInShape } from './shapes.ts';

type Fields = Readonly<Record<string, string>>;

/** Reading orders and telling that they left; nothing else is asked for. */
const SCOPE = 'https://api.ebay.com/oauth/api_scope/sell.fulfillment';

const environmentOf = (settings: Fields): keyof typeof EBAY_ENDPOINTS => (settings['environment'] === 'sandbox' ? 'sandbox' : 'production');
/** eBay wants its own name of the address (RuName) where OAuth has the address itself. */
const returnName = (settings: Fields, redirectUri: string): string => settings['ruName']?.trim() || redirectUri;

/** Source: "The authorization code grant flow" and its quick reference, read on 2026-11-21. */
export const ebaySignIn: SignInFlow = {
  authorizeUrl(settings, state, redirectUri) {
    const url = new URL(EBAY_SIGN_IN_PAGES[environmentOf(settings)]);
    const query = { client_id: settings['clientId'] ?? '', redirect_uri: returnName(settings, redirectUri), response_type: 'code', state, scope: SCOPE };
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url.href;
  },
  readCallback(address, state) {
    if (!URL.canParse(address)) return null;
    const { searchParams } = new URL(address);
    const code = searchParams.get('code');
    return code === null || code === '' || searchParams.get('state') !== state ? null : { code, extra: {} };
  },
  tokenOrigin: (settings) => EBAY_ENDPOINTS[environmentOf(settings)],
  redeem: {
    name: 'redeemCode',
    // A code can be redeemed once: after a lost answer the person signs in again.
    effect: 'write',
    build({ code, redirectUri }, settings) {
      const keys = { clientId: settings['clientId'] ?? '', clientSecret: settings['clientSecret'] ?? '' };
      return tokenRequest('redeemCode', keys, { grant_type: 'authorization_code', code, redirect_uri: returnName(settings, redirectUri) });
    },
    read: readSignedIn,
  },
};

function readSignedIn(reply: WireReply): Outcome<SignedIn> {
  if (reply.status !== 200) return readRefusedToken(reply);
  const answer = signedInShape.safeParse(parseJson(reply.bodyText));
  if (!answer.success) return { kind: 'unavailable', cause: 'the token service answered without a refresh token' };
  const endsInMs = answer.data.refresh_token_expires_in == null ? null : answer.data.refresh_token_expires_in * 1000;
  const signedInAtMs = Date.parse(reply.headers['date'] ?? '');
  const endsAt: Fields = endsInMs === null || Number.isNaN(signedInAtMs) ? {} : { refreshTokenEndsAt: new Date(signedInAtMs + endsInMs).toISOString() };
  return { kind: 'done', value: { fields: { refreshToken: answer.data.refresh_token, ...endsAt }, endsInMs } };
}
