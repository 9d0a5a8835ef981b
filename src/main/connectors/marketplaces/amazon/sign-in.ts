import type { Outcome } from '../../../../shared/domain/writeback/outcome.ts';
import type { SignedIn, SignInFlow } from '../../kit/marketplace-connector.ts';
import type { WireReply } from '../../kit/wire.ts';
import { tokenForm } from './build.ts';
import { sellerCentralOf } from './marketplaces.ts';
import { parseJson } from './problems.ts';
import { readRefusedToken } from './read.ts';
import { AMAZON_TOKEN_URL } from './settings.ts';
import { signedInShape } from './shapes.ts';

type Fields = Readonly<Record<string, string>>;

/**
 * The website workflow: the seller agrees at Seller Central and comes back with a code that Login with Amazon changes for a refresh token.
 * A private application is authorized in the developer console instead, which shows the token: then nobody signs in here. Sources: "Website
 * Authorization Workflow", "Authorization Errors" (MD1000 for a draft, MD5101 for an address that is not registered), read on 2026-11-21.
 */
export const amazonSignIn: SignInFlow = {
  authorizeUrl(settings, state, redirectUri) {
    const marketplaceIds = (settings['marketplaceIds'] ?? '').split(',').map((id) => id.trim());
    const url = new URL('/apps/authorize/consent', sellerCentralOf(marketplaceIds, settings['region'] ?? ''));
    // The id of the application (amzn1.sp.solution. or amzn1.sellerapps.app.), which is not the client id.
    const query = { application_id: settings['applicationId']?.trim() ?? '', state, redirect_uri: redirectUri };
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    // An application that is not published yet must say so, and a published one must not.
    if (settings['applicationStage'] === 'draft') url.searchParams.set('version', 'beta');
    return url.href;
  },
  readCallback(address, state) {
    if (!URL.canParse(address)) return null;
    const { searchParams } = new URL(address);
    const code = searchParams.get('spapi_oauth_code');
    if (code === null || code === '' || searchParams.get('state') !== state) return null;
    const sellerId = searchParams.get('selling_partner_id')?.trim() ?? '';
    return { code, extra: sellerId === '' ? {} : { sellerId } };
  },
  tokenOrigin: () => new URL(AMAZON_TOKEN_URL).origin,
  redeem: {
    name: 'redeemCode',
    // A code can be redeemed once, within five minutes: after a lost answer the person signs in again.
    effect: 'write',
    build({ code, redirectUri }, settings) {
      return tokenForm('redeemCode', new URL(AMAZON_TOKEN_URL).pathname, { grant_type: 'authorization_code', code, redirect_uri: redirectUri, client_id: settings['clientId'] ?? '', client_secret: settings['clientSecret'] ?? '' });
    },
    read: (reply, { extra }) => readSignedIn(reply, extra),
  },
};

function readSignedIn(reply: WireReply, extra: Fields): Outcome<SignedIn> {
  if (reply.status !== 200) return readRefusedToken(reply);
  const answer = signedInShape.safeParse(parseJson(reply.bodyText));
  if (!answer.success) return { kind: 'unavailable', cause: 'the token service answered without a refresh token' };
  // The token itself has no end; the seller renews the consent each year, and Amazon does not say here when that is.
  return { kind: 'done', value: { fields: { refreshToken: answer.data.refresh_token, ...extra }, endsInMs: null } };
}
