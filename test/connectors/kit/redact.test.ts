import { describe, expect, it } from 'vitest';
import { REDACTED, redactBody, redactFields, redactReply, redactRequest, redactText } from '../../../src/main/connectors/kit/redact.ts';

// Shapes: Orders API 2026-01-01 (recipient, buyer) and the token request of Login with Amazon; all values are invented.
const ORDER = {
  orderId: '302-1234567-7654321',
  buyer: { buyerName: 'Jörg Müßiggang', buyerEmail: 'x9@marketplace.amazon.de' },
  recipient: {
    deliveryAddress: { name: '佐藤 さくら', addressLine1: 'Am Markt 3', addressLine2: '', city: 'Celle', postalCode: '29221', countryCode: 'DE', phone: '+49 2664 000000' },
    deliveryPreference: { addressInstruction: 'Leave with Mrs Kühn' },
  },
  orderItems: [{ orderItemId: '51234567890123', product: { title: 'Stoneware mug', sellerSku: 'MUG-350-BLU' }, quantityOrdered: 2 }],
};

describe('what is stored of an exchange', () => {
  it('keeps ids, goods and quantities and hides every name, address, phone number and e-mail', () => {
    const shown = redactBody(JSON.stringify(ORDER));
    for (const secret of ['Jörg', '佐藤', 'Am Markt', 'Celle', '29221', '000000', 'x9@', 'Kühn']) expect(shown).not.toContain(secret);
    for (const fact of ['302-1234567-7654321', '51234567890123', 'MUG-350-BLU', 'Stoneware mug', '"countryCode":"DE"', '"quantityOrdered":2']) expect(shown).toContain(fact);
  });

  it('shows that a field was empty', () => {
    expect(redactBody(JSON.stringify(ORDER))).toContain('"addressLine2":""');
  });

  it.each([
    ['an access token header', { 'x-amz-access-token': 'Atza|secret-1' }],
    ['a bearer header', { Authorization: 'Bearer secret-1' }],
    ['a cookie', { 'Set-Cookie': 'session=secret-1' }],
  ])('hides %s', (_what, headers) => {
    expect(JSON.stringify(redactFields(headers))).not.toContain('secret-1');
  });

  it('hides the credentials of a token request and keeps its grant type', () => {
    const shown = redactBody('grant_type=refresh_token&refresh_token=Atzr%7Csecret&client_id=c-1&client_secret=s-1');
    expect(shown).toBe(`grant_type=refresh_token&refresh_token=${REDACTED}&client_id=${REDACTED}&client_secret=${REDACTED}`);
  });

  it('hides the token in a token answer', () => {
    expect(redactBody('{"access_token":"Atza|abc","token_type":"bearer","expires_in":3600}')).toBe(`{"access_token":"${REDACTED}","token_type":"bearer","expires_in":3600}`);
  });

  it.each([
    ['an e-mail address', 'write to anna.o@example.org today', 'write to [redacted] today'],
    ['an international phone number', 'call +44 161 123 4567 now', 'call [redacted] now'],
    ['a national phone number', 'call 0161/123 4567 now', 'call [redacted] now'],
    ['a token of Amazon', 'token Atza|IwEBIIAKp_x refused', 'token [redacted] refused'],
    ['an order number, which stays', 'order 302-1234567-7654321 is gone', 'order 302-1234567-7654321 is gone'],
    ['an SSCC, which stays', '(00) 003401234567890129', '(00) 003401234567890129'],
    ['an instant, which stays', 'at 2026-11-21T10:00:00Z', 'at 2026-11-21T10:00:00Z'],
  ])('in running text: %s', (_what, text, shown) => {
    expect(redactText(text)).toBe(shown);
  });

  it('keeps only the length of JSON that was cut off, because nothing in it can be told apart', () => {
    const cut = JSON.stringify(ORDER).slice(0, 200);
    expect(redactBody(cut)).toBe('[unreadable JSON, 200 characters]');
  });

  it('leaves a request and an answer otherwise as they were', () => {
    const request = { operation: 'getOrder', method: 'GET', path: '/orders/1', query: { includedData: 'PACKAGES' }, headers: { accept: 'application/json' }, body: null } as const;
    expect(redactRequest(request)).toEqual(request);
    expect(redactReply({ status: 204, headers: { 'x-amzn-requestid': 'r-1' }, bodyText: '' })).toEqual({ status: 204, headers: { 'x-amzn-requestid': 'r-1' }, bodyText: '' });
  });

  it('keeps the carrier that Shopify calls a company, and hides the buyer’s', () => {
    const body = JSON.stringify({ trackingInfo: { company: 'DHL', number: '1' }, fulfillments: [{ trackingInfo: [{ company: 'GLS' }] }], shippingAddress: { company: 'Secret Ltd' } });
    expect(JSON.parse(redactBody(body))).toEqual({ trackingInfo: { company: 'DHL', number: '1' }, fulfillments: [{ trackingInfo: [{ company: 'GLS' }] }], shippingAddress: { company: REDACTED } });
  });
});

describe('the address of a request that is stored', () => {
  const shown = (path: string, query: Record<string, string> = {}) => redactRequest({ operation: 'op', method: 'GET', path, query, headers: {}, body: null });

  it.each([
    ['an e-mail address', '/customers/anna.k%40example.com/orders', '/customers/[redacted]/orders'],
    ['a telephone number', '/lookup/%2B49%202664%20000000', '/lookup/[redacted]'],
    ['a token', '/hooks/shpat_0123456789abcdef/ping', '/hooks/[redacted]/ping'],
    ['a secret behind the question mark', '/page?cursor=7&access_token=s-1', '/page?cursor=7&access_token=[redacted]'],
    ['an e-mail address behind it', '/page?q=anna%40example.com&limit=5', '/page?q=[redacted]&limit=5'],
  ])('hides %s', (_what, path, kept) => {
    expect(shown(path).path).toBe(kept);
  });

  it('keeps what tells one order from another, byte for byte', () => {
    for (const path of ['/orders/v0/orders/302-1234567-7654321/shipmentConfirmation', '/sell/fulfillment/v1/order/12-34567-89012', '/orders/%23A%2F1', '/broken/%E0%A4%A', '/']) expect(shown(path).path).toBe(path);
  });

  it('hides the same in its query', () => {
    expect(shown('/', { app_key: 'k', access_token: 's-1', sign: 's-2', buyer: 'anna@example.com', order: '302-1234567-7654321' }).query).toEqual({ app_key: 'k', access_token: REDACTED, sign: REDACTED, buyer: REDACTED, order: '302-1234567-7654321' });
  });
});

it('hides a secret in an address that a text or a header quotes, and keeps the rest of it', () => {
  expect(redactText('see https://shop.example/cb?code=404&access_token=abc123&state=x')).toBe(`see https://shop.example/cb?code=404&access_token=${REDACTED}&state=x`);
  expect(redactReply({ status: 302, headers: { location: '/signin?client_secret=abc' }, bodyText: '' }).headers['location']).toBe(`/signin?client_secret=${REDACTED}`);
});

it('hides what is percent-encoded in a form', () => {
  expect(redactBody('contact=anna%40example.com&quantity=2')).toBe(`contact=${REDACTED}&quantity=2`);
});
