import { describe, expect, it } from 'vitest';
import { buildConfirmShipment, buildGetOrder, buildSearchOrders, buildTokenRequest, findNoticeProblems } from '../../../src/main/connectors/marketplaces/amazon/build.ts';
import { readConfirmShipment, readGetOrder, readSearchOrders, readToken } from '../../../src/main/connectors/marketplaces/amazon/read.ts';
import { amazonSettings } from '../../../src/main/connectors/marketplaces/amazon/settings.ts';
import { aNotice, anError, aReply, wireItem, wireOrder } from './fixtures.ts';

const SETTINGS = { region: 'eu', marketplaceIds: ['A1PA6795UKMFR9', 'A1F83G8C2ARO7P'], clientId: 'c', clientSecret: 's', refreshToken: 'r' } as const;
const settings = amazonSettings.parse(SETTINGS);
const noBarcodes = (): readonly string[] => [];
const listing = { updatedAfterMs: Date.parse('2026-11-20T00:00:00Z') };

describe('requests to Amazon', () => {
  it('list what changed since an instant, shipped by us, with just the data a bench needs', () => {
    expect(buildSearchOrders(listing, settings)).toEqual({
      operation: 'searchOrders',
      method: 'GET',
      path: '/orders/2026-01-01/orders',
      query: {
        lastUpdatedAfter: '2026-11-20T00:00:00.000Z',
        marketplaceIds: 'A1PA6795UKMFR9,A1F83G8C2ARO7P',
        fulfilledBy: 'MERCHANT',
        maxResultsPerPage: '100',
        includedData: 'RECIPIENT,CANCELLATION,PACKAGES,FULFILLMENT,PROCEEDS,TAX',
      },
      headers: { accept: 'application/json' },
      body: null,
    });
  });

  it('ask for the next page with the very same parameters and the token', () => {
    const first = buildSearchOrders(listing, settings);
    const next = buildSearchOrders({ ...listing, pageToken: 't/1=' }, settings);
    expect(next.query).toEqual({ ...first.query, paginationToken: 't/1=' });
  });

  it('name an order in the path without letting it leave the path', () => {
    expect(buildGetOrder('302-1/../../x').path).toBe('/orders/2026-01-01/orders/302-1%2F..%2F..%2Fx');
  });

  it('confirm with the package reference as a string, because a number is refused', () => {
    const body = JSON.parse(buildConfirmShipment(aNotice({ carrierCode: 'Other', carrierName: 'Evri' })).body ?? '') as unknown;
    expect(body).toEqual({
      marketplaceId: 'A1PA6795UKMFR9',
      packageDetail: {
        packageReferenceId: '1',
        carrierCode: 'Other',
        carrierName: 'Evri',
        shippingMethod: 'Paket',
        trackingNumber: '003401234567890129',
        shipDate: '2026-11-21T10:00:00.000Z',
        orderItems: [{ orderItemId: '51234567890123', quantity: 2 }],
      },
    });
  });

  it('encode credentials as a form', () => {
    const wire = buildTokenRequest(amazonSettings.parse({ ...SETTINGS, refreshToken: 'Atzr|a+b&c' }));
    expect(wire.path).toBe('/auth/o2/token');
    expect(Object.fromEntries(new URLSearchParams(wire.body ?? ''))).toEqual({ grant_type: 'refresh_token', refresh_token: 'Atzr|a+b&c', client_id: 'c', client_secret: 's' });
  });
});

describe('a notice that would be refused, or accepted and lost, never leaves', () => {
  const { marketplaceId: _marketplace, ...withoutMarketplace } = aNotice();
  it.each([
    ['no marketplace', withoutMarketplace, 'marketplaceId'],
    ['a reference that is no number', aNotice({ packageReference: 'P1' }), 'packageReference'],
    ['the reference 0', aNotice({ packageReference: '0' }), 'packageReference'],
    ['no tracking number', aNotice({ trackingNumber: ' ' }), 'trackingNumber'],
    ['no carrier', aNotice({ carrierCode: '' }), 'carrierCode'],
    ['the carrier "Other" without a name', aNotice({ carrierCode: 'Other' }), 'carrierName'],
    ['no line', aNotice({ lines: [] }), 'lines'],
    ['a quantity of 0', aNotice({ lines: [{ lineId: '5', quantity: 0 }] }), 'lines[5].quantity'],
  ])('%s', (_what, notice, field) => {
    expect(findNoticeProblems(notice)).toMatchObject([{ code: 'bad-request-ours', field }]);
  });

  it('and a good one has no problem', () => {
    expect(findNoticeProblems(aNotice())).toEqual([]);
  });
});

describe('answers to a listing', () => {
  it('give orders, the next page and the instant up to which nothing is missing', () => {
    const outcome = readSearchOrders(aReply(200, { orders: [wireOrder()], pagination: { nextToken: 'n1' }, lastUpdatedBefore: '2026-11-21T09:58:00Z' }), listing, noBarcodes);
    expect(outcome).toMatchObject({ kind: 'done', value: { nextPageToken: 'n1', completeUntilMs: Date.parse('2026-11-21T09:58:00Z'), unreadable: [], orders: [{ draft: { channelOrderId: '302-1234567-7654321' } }] } });
  });

  it('lose no other order because of one bad record, and name it without what stood in it', () => {
    const bad = wireOrder({ orderId: '302-0000000-0000001', orderItems: [wireItem({ quantityOrdered: 'Ida Voss' })] });
    const outcome = readSearchOrders(aReply(200, { orders: [bad, null, wireOrder()] }), listing, noBarcodes);
    expect(outcome).toMatchObject({ kind: 'done', value: { nextPageToken: null, completeUntilMs: null, orders: [{ draft: { channelOrderId: '302-1234567-7654321' } }] } });
    const unreadable = outcome.kind === 'done' ? outcome.value.unreadable : [];
    expect(unreadable.map((record) => record.channelOrderId)).toEqual(['302-0000000-0000001', null]);
    expect(unreadable[0]?.reason).toContain('orderItems.0.quantityOrdered');
    expect(JSON.stringify(unreadable)).not.toContain('Ida');
  });

  it.each([
    ['a hotel’s sign-in page', aReply(200, '<html>'), { kind: 'unavailable' }],
    ['an answer without orders', aReply(200, {}), { kind: 'unavailable' }],
    ['a server error', aReply(503, null), { kind: 'unavailable' }],
    ['a refused page token', aReply(400, anError('bad token')), { kind: 'rejected', problems: [{ code: 'page-token-refused' }] }],
    ['a refusal of our rights', aReply(403, anError('Access to requested resource is denied.', 'Unauthorized')), { kind: 'rejected', problems: [{ code: 'auth' }] }],
    ['too many requests', aReply(429, anError('You exceeded your quota', 'QuotaExceeded')), { kind: 'rate-limited', retryAfterMs: 178_572 }],
    ['too many requests, with a wait named', aReply(429, null, { 'retry-after': '5' }), { kind: 'rate-limited', retryAfterMs: 5_000 }],
  ])('%s', (_what, reply, outcome) => {
    expect(readSearchOrders(reply, { ...listing, pageToken: 'x' }, noBarcodes)).toMatchObject(outcome);
  });

  it('a refused first page is our own mistake', () => {
    expect(readSearchOrders(aReply(400, anError('bad date')), listing, noBarcodes)).toMatchObject({ kind: 'rejected', problems: [{ code: 'bad-request-ours', message: 'InvalidInput: bad date' }] });
  });
});

describe('answers to a single read', () => {
  it.each([
    ['an order', aReply(200, { order: wireOrder() }), { kind: 'done', value: { draft: { channelOrderId: '302-1234567-7654321' } } }],
    ['an unknown order', aReply(404, anError('gone', 'NotFound')), { kind: 'done', value: null }],
    ['an order that cannot be read', aReply(200, { order: { orderId: '1' } }), { kind: 'rejected', problems: [{ code: 'unreadable' }] }],
    ['half an answer', aReply(200, '{"order":'), { kind: 'unavailable' }],
    ['a server error', aReply(500, null), { kind: 'unavailable' }],
    ['too many requests', aReply(429, null), { kind: 'rate-limited', retryAfterMs: 2_000 }],
  ])('%s', (_what, reply, outcome) => {
    expect(readGetOrder(reply, noBarcodes)).toMatchObject(outcome);
  });
});

// Texts: as reported in public issues 5037, 5094, 5232 of Amazon's model repository, its announcements of 2021, and public code that
// classifies Amazon's answers; see the connector's README.
describe('answers to a confirmation', () => {
  it.each([
    ['204: accepted, and no more than that', aReply(204, null), { kind: 'done' }],
    ['the order was shipped before', aReply(400, anError('Failed to create package due to not finding a matching package or order already fulfilled. ErrorMessage(errorCode=GeneralError, errorDescription=Unable to find package to update for order (250-1), errorMetric=PackageToUpdateNotFound, packageIndex=null)')), { kind: 'rejected', problems: [{ code: 'already-shipped' }] }],
    ['the lines are gone', aReply(400, anError('ErrorCode: NonexistentOrderItem Description: Failed to find order item list by order ID: 250-1')), { kind: 'rejected', problems: [{ code: 'order-cancelled-or-unknown-line' }] }],
    ['a line is unknown', aReply(400, anError('OrderItemId 51 is invalid, please obtain the value through the getOrderItems API or Manage Orders page')), { kind: 'rejected', problems: [{ code: 'order-cancelled-or-unknown-line' }] }],
    ['the reference is no positive number', aReply(400, anError('PackageReferenceId: is invalid, must be a positive numeric value.')), { kind: 'rejected', problems: [{ code: 'bad-request-ours' }] }],
    ['the reference was a number', aReply(400, anError('The input you have submitted is not valid. Please check the fields with invalid type [packageDetail.packageReferenceId].')), { kind: 'rejected', problems: [{ code: 'bad-request-ours' }] }],
    ['the number does not fit the carrier', aReply(400, anError('The tracking ID [1] for [UPS] does not match the expected format for the carrier. Please verify')), { kind: 'rejected', problems: [{ code: 'bad-number' }] }],
    ['the package has a newer version', aReply(400, anError('InvalidPackageVersion')), { kind: 'rejected', problems: [{ code: 'too-many-updates' }] }],
    ['the package was edited too often', aReply(400, anError('reached the maximum number of allowed updates')), { kind: 'rejected', problems: [{ code: 'too-many-updates' }] }],
    ['Ship+', aReply(400, anError('Not allowed for Ship+ orders')), { kind: 'rejected', problems: [{ code: 'ship-plus' }] }],
    ['the carrier needs a name', aReply(400, anError('The carrier name is required when carrierCode is Other.')), { kind: 'rejected', problems: [{ code: 'bad-carrier' }] }],
    ['a refusal never seen before', aReply(400, anError('The moon is full')), { kind: 'rejected', problems: [{ code: 'unrecognised', message: 'InvalidInput: The moon is full' }] }],
    ['a refusal without words', aReply(400, null), { kind: 'rejected', problems: [{ code: 'unrecognised' }] }],
    ['an unknown order', aReply(404, null), { kind: 'rejected', problems: [{ code: 'order-cancelled-or-unknown-line' }] }],
    ['no rights', aReply(403, anError('denied', 'Unauthorized')), { kind: 'rejected', problems: [{ code: 'auth' }] }],
    ['too many requests', aReply(429, anError('quota', 'QuotaExceeded')), { kind: 'rate-limited', retryAfterMs: 500 }],
    ['a server error: it may have been stored', aReply(500, null), { kind: 'uncertain' }],
    ['an overloaded server: it may have been stored', aReply(503, null), { kind: 'uncertain' }],
    ['a redirect that nobody asked for', aReply(302, null), { kind: 'uncertain' }],
    ['the sign-in page of a hotel network', aReply(200, '<html>Sign in</html>'), { kind: 'uncertain' }],
  ])('%s', (_what, reply, outcome) => {
    expect(readConfirmShipment(reply)).toMatchObject(outcome);
  });
});

describe('answers of the token service', () => {
  it.each([
    ['a token', aReply(200, { access_token: 'Atza|1', token_type: 'bearer', expires_in: 3600 }), { kind: 'done', value: { text: 'Atza|1', livesMs: 3_600_000 } }],
    ['a revoked authorisation', aReply(400, { error: 'invalid_grant', error_description: 'bad refresh token' }), { kind: 'rejected', problems: [{ code: 'auth', message: 'Login with Amazon: invalid_grant: bad refresh token' }] }],
    ['an unknown client', aReply(401, { error: 'invalid_client' }), { kind: 'rejected', problems: [{ code: 'auth' }] }],
    ['too many requests', aReply(429, null), { kind: 'rate-limited', retryAfterMs: 60_000 }],
    ['a server error', aReply(500, null), { kind: 'unavailable' }],
    ['200 without a token', aReply(200, {}), { kind: 'unavailable' }],
  ])('%s', (_what, reply, outcome) => {
    expect(readToken(reply)).toMatchObject(outcome);
  });
});
