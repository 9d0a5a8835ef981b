import { describe, expect, it } from 'vitest';
import { isTold, readChannelOrder } from '../../../src/main/connectors/marketplaces/ebay/read-order.ts';
import type { EbayFulfillment } from '../../../src/main/connectors/marketplaces/ebay/shapes.ts';
import { ASKED_AT_MS, cancelRequest, CHANGED_AT_MS, ENDED_AT_MS, hrefOf, instruction, parseOrder, shipTo, wireLine, wireOrder } from './fixtures.ts';

type Fields = Record<string, unknown>;
const readAll = (overrides: Fields, fulfillments: readonly EbayFulfillment[] | null = null) => readChannelOrder(parseOrder(wireOrder(overrides)), fulfillments, () => []);
const read = (overrides: Fields = {}) => readAll(overrides).draft;
const cancelStatus = (cancelState: string, ...cancelRequests: Fields[]): Fields => ({ cancelStatus: { cancelState, cancelRequests } });

describe('an eBay order in our words', () => {
  it('keeps ids as text, instants in UTC milliseconds and money in cents', () => {
    expect(read()).toEqual({
      channel: 'ebay',
      channelOrderId: '12-34567-89012',
      marketplaceId: 'EBAY_DE',
      state: 'open',
      payment: 'paid',
      channelHold: null,
      cancellation: { kind: 'none' },
      placedAtMs: Date.parse('2026-11-20T18:00:00Z'),
      updatedAtMs: CHANGED_AT_MS,
      shipByMs: Date.parse('2026-11-23T22:59:59Z'),
      shippingService: 'DE_DHLPaket',
      shipTo: { name: 'Ida Voss', lines: ['Am Markt 3'], postcode: '29221', city: 'Celle', region: 'Niedersachsen', countryCode: 'DE', phone: '05141 000000' },
      value: { minor: 2380, currency: 'EUR' },
      lines: [{ lineId: '10012345678901', sku: 'MUG-350-BLU', barcodes: [], title: 'Stoneware mug', quantity: 2, quantityCancelled: 0, quantityShipped: 0, cancellation: { kind: 'none' } }],
      attributes: { 'buyer.username': 'ida_v' },
    });
  });

  it.each([
    ['NOT_STARTED', 'open'],
    ['IN_PROGRESS', 'partly-shipped'],
    ['FULFILLED', 'shipped'],
  ])('with orderFulfillmentStatus %s is %s', (orderFulfillmentStatus, state) => {
    expect(read({ orderFulfillmentStatus }).state).toBe(state);
  });

  it.each([
    ['PAID', 'paid'],
    ['PARTIALLY_REFUNDED', 'paid'],
    ['PENDING', 'pending'],
    ['FAILED', 'pending'],
    ['A_WORD_TO_COME', 'pending'],
  ])('with orderPaymentStatus %s is %s', (orderPaymentStatus, payment) => {
    expect(read({ orderPaymentStatus }).payment).toBe(payment);
  });

  it('takes the earliest ship-by of the lines that still wait', () => {
    const by = (shipByDate: string, status = 'NOT_STARTED') => wireLine({ lineItemId: shipByDate, lineItemFulfillmentStatus: status, lineItemFulfillmentInstructions: { shipByDate } });
    expect(read({ lineItems: [by('2026-11-24T00:00:00.000Z'), by('2026-11-23T00:00:00.000Z'), by('2026-11-20T00:00:00.000Z', 'FULFILLED')] }).shipByMs).toBe(Date.parse('2026-11-23T00:00:00Z'));
  });

  it('names the variation, because all variations of a listing have one title', () => {
    expect(read({ lineItems: [wireLine({ variationAspects: [{ name: 'Size', value: 'M' }, { name: 'Colour', value: 'Red' }] })] }).lines[0]?.title).toBe('Stoneware mug (M, Red)');
  });

  it('knows goods without a SKU by eBay’s item number', () => {
    expect(read({ lineItems: [wireLine({ sku: null })] }).lines[0]?.sku).toBe('287400000001');
  });

  it('prints the reference of the international hub above the street, because the hub finds the order by it', () => {
    expect(read({ fulfillmentStartInstructions: [instruction({ ebaySupportedFulfillment: true }, { shipToReferenceId: '1234567890123456' })] }).shipTo.lines).toEqual(['Reference #1234567890123456', 'Am Markt 3']);
  });

  it('prints a county only where it says something new', () => {
    const at = (county: string) => read({ fulfillmentStartInstructions: [instruction({}, { shipTo: shipTo({ contactAddress: { addressLine1: '14 Church Lane', city: 'Hay', county, postalCode: 'HR3', countryCode: 'gb' } }) })] }).shipTo;
    expect(at('Powys')).toMatchObject({ lines: ['14 Church Lane', 'Powys'], countryCode: 'GB' });
    expect(at('Hay').lines).toEqual(['14 Church Lane']);
  });

  it('stands nulls where eBay’s document has none', () => {
    const draft = read({ buyer: null, cancelStatus: null, pricingSummary: null, fulfillmentHrefs: null, program: null, fulfillmentStartInstructions: null, salesRecordReference: null });
    expect(draft).toMatchObject({ value: null, shipTo: { countryCode: 'ZZ' }, cancellation: { kind: 'none' } });
  });
});

describe('why a paid eBay order is held', () => {
  it.each([
    ['eBay ships it', { fulfillmentStartInstructions: [instruction({ fulfillmentInstructionsType: 'FULFILLED_BY_EBAY' })] }, /FULFILLED_BY_EBAY/],
    ['a partner of eBay ships it', { program: { fulfillmentProgram: { fulfilledBy: 'EBAY' } } }, /FULFILLED_BY_EBAY/],
    ['there is nothing to send', { fulfillmentStartInstructions: [instruction({ fulfillmentInstructionsType: 'DIGITAL' })] }, /DIGITAL/],
    ['the buyer collects it', { fulfillmentStartInstructions: [instruction({ fulfillmentInstructionsType: 'PREPARE_FOR_PICKUP' })] }, /PICKUP/],
    ['its label comes from eBay', { program: { ebayShipping: { shippingLabelProvidedBy: 'EBAY' } } }, /ebayShipping/],
    ['it lies in eBay’s vault', { program: { ebayVault: { fulfillmentType: 'VAULT_TO_BUYER' } } }, /ebayVault/],
    ['the buyer has the money back', { orderPaymentStatus: 'FULLY_REFUNDED' }, /FULLY_REFUNDED/],
    ['there is no address', { fulfillmentStartInstructions: [] }, /no delivery address/],
  ])('%s', (_what, overrides, words) => {
    expect(read(overrides).channelHold).toMatch(words);
  });

  it.each([
    ['goods on their way to the authenticator, whose address eBay gives', { program: { authenticityVerification: { status: 'PENDING' } } }],
    ['goods on their way to the vault', { program: { ebayVault: { fulfillmentType: 'SELLER_TO_VAULT' } } }],
    ['a part of the money went back', { orderPaymentStatus: 'PARTIALLY_REFUNDED' }],
    ['an unpaid order without an address', { orderPaymentStatus: 'PENDING', fulfillmentStartInstructions: [] }],
    ['a shipped order that was refunded', { orderPaymentStatus: 'FULLY_REFUNDED', orderFulfillmentStatus: 'FULFILLED' }],
  ])('not: %s', (_what, overrides) => {
    expect(read(overrides).channelHold).toBeNull();
  });
});

describe('cancellations at eBay', () => {
  const asked = { by: 'buyer', reason: 'ORDER_MISTAKE' };
  it.each([
    ['nobody asked', cancelStatus('NONE_REQUESTED'), { kind: 'none' }],
    ['asked, in a listing, which never shows by whom', cancelStatus('IN_PROGRESS'), { kind: 'requested', by: 'unknown', reason: null, seenAtMs: CHANGED_AT_MS }],
    ['asked, in a single read', cancelStatus('IN_PROGRESS', cancelRequest('REQUESTED')), { kind: 'requested', ...asked, seenAtMs: ASKED_AT_MS }],
    ['asked, before the state says so', cancelStatus('NONE_REQUESTED', cancelRequest('REQUESTED')), { kind: 'requested', ...asked, seenAtMs: ASKED_AT_MS }],
    ['refused', cancelStatus('NONE_REQUESTED', cancelRequest('REJECTED')), { kind: 'rejected', ...asked, seenAtMs: ENDED_AT_MS }],
    ['asked again after a refusal', cancelStatus('IN_PROGRESS', cancelRequest('REJECTED', { cancelRequestedDate: '2026-11-20T07:00:00.000Z' }), cancelRequest('REQUESTED')), { kind: 'requested', ...asked, seenAtMs: ASKED_AT_MS }],
    ['done, with eBay’s one L', cancelStatus('CANCELED', cancelRequest('COMPLETED')), { kind: 'cancelled', ...asked, seenAtMs: ENDED_AT_MS }],
    ['done by the seller', cancelStatus('CANCELED', cancelRequest('COMPLETED', { cancelInitiator: 'Seller', cancelReason: 'OUT_OF_STOCK' })), { kind: 'cancelled', by: 'seller', reason: 'OUT_OF_STOCK', seenAtMs: ENDED_AT_MS }],
    ['done, in a listing', { cancelStatus: { cancelState: 'CANCELED', cancelledDate: '2026-11-21T08:00:00.000Z', cancelRequests: [] } }, { kind: 'cancelled', by: 'unknown', reason: null, seenAtMs: ENDED_AT_MS }],
    ['done for a part that eBay does not name: a person looks', cancelStatus('NONE_REQUESTED', cancelRequest('COMPLETED')), { kind: 'requested', ...asked, seenAtMs: ENDED_AT_MS }],
    ['a state that we do not know: a person looks', cancelStatus('UNDER_REVIEW'), { kind: 'requested', by: 'unknown', reason: 'UNDER_REVIEW', seenAtMs: CHANGED_AT_MS }],
  ])('%s', (_what, overrides, cancellation) => {
    expect(read(overrides).cancellation).toEqual(cancellation);
  });

  it('a cancelled order has nothing left to pack, and says so on each line', () => {
    const draft = read({ ...cancelStatus('CANCELED'), lineItems: [wireLine(), wireLine({ lineItemId: '2', quantity: 1 })] });
    expect(draft.state).toBe('cancelled');
    expect(draft.lines.map((line) => [line.quantityCancelled, line.cancellation.kind])).toEqual([[2, 'cancelled'], [1, 'cancelled']]);
  });

  it('a wish to cancel takes nothing out of the order yet', () => {
    expect(read(cancelStatus('IN_PROGRESS', cancelRequest('REQUESTED')))).toMatchObject({ state: 'open', lines: [{ quantityCancelled: 0, cancellation: { kind: 'none' } }] });
  });
});

describe('what eBay shows as told', () => {
  const told = { fulfillmentId: '0034', shipmentTrackingNumber: '0034', shippingCarrierCode: 'DHL', lineItems: [{ lineItemId: '10012345678901', quantity: 1 }] };

  it('is the number, the carrier and the units of each fulfillment', () => {
    const { draft, seenDispatches } = readAll({ orderFulfillmentStatus: 'IN_PROGRESS', lineItems: [wireLine({ lineItemFulfillmentStatus: 'IN_PROGRESS' })] }, [told]);
    expect(seenDispatches).toEqual([{ packageReference: '0034', carrier: 'DHL', trackingNumber: '0034', lines: [{ lineId: '10012345678901', quantity: 1 }] }]);
    expect(draft.packages).toEqual(seenDispatches);
    expect(draft.lines[0]).toMatchObject({ quantity: 2, quantityShipped: 1 });
  });

  it('is at least the number, by the links of a listing', () => {
    expect(readAll({ fulfillmentHrefs: [hrefOf('0034'), hrefOf('999')] }).seenDispatches).toEqual([{ packageReference: '0034', carrier: '', trackingNumber: '0034' }]);
  });

  it.each([
    [true, { fulfillmentHrefs: [hrefOf('0034')] }],
    [true, { orderFulfillmentStatus: 'FULFILLED', fulfillmentHrefs: null }],
    [true, { orderFulfillmentStatus: 'IN_PROGRESS' }],
    [false, {}],
    [false, { fulfillmentHrefs: null }],
  ])('is worth a second call: %s for %j', (expected, overrides) => {
    expect(isTold(parseOrder(wireOrder(overrides)))).toBe(expected);
  });

  it('proves nothing without a number', () => {
    expect(readAll({}, [{ ...told, fulfillmentId: '999', shipmentTrackingNumber: null }]).seenDispatches).toEqual([]);
  });

  it.each([
    ['FULFILLED', null, 2],
    ['IN_PROGRESS', null, 1],
    ['NOT_STARTED', null, 0],
    ['IN_PROGRESS', [told, told], 2],
    ['IN_PROGRESS', [{ ...told, lineItems: [{ lineItemId: '10012345678901' }] }], 1],
  ])('of a line that is %s, with the fulfillments %j, %d units have left', (lineItemFulfillmentStatus, fulfillments, quantityShipped) => {
    expect(readAll({ lineItems: [wireLine({ lineItemFulfillmentStatus })] }, fulfillments).draft.lines[0]).toMatchObject({ quantityShipped });
  });
});

describe('what customs needs of an eBay order', () => {
  const taxed = (name: string, value: string) => wireLine({ ebayCollectAndRemitTaxes: [{ taxType: 'VAT', ebayReference: { name, value } }] });
  const iossPath = 'lineItems[].ebayCollectAndRemitTaxes[].ebayReference[IOSS].value';

  it('is there by its path on the wire, with the kind of number in it', () => {
    const overrides = {
      buyer: { username: 'ida_v', taxIdentifier: { taxpayerId: 'VSSDIA80A41H501X', taxIdentifierType: 'CODICE_FISCALE', issuingCountry: 'IT' } },
      fulfillmentStartInstructions: [instruction({ finalDestinationAddress: { countryCode: 'NO' } })],
      program: { authenticityVerification: { status: 'PENDING' }, ebayInternationalShipping: { returnsManagedBy: 'EBAY' } },
      salesRecordReference: '17602',
      lineItems: [taxed('IOSS', 'IM2760000742'), taxed('VOEC', 'VOEC NO:2024926')],
    };
    expect(read(overrides).attributes).toEqual({
      [iossPath]: 'IM2760000742',
      'lineItems[].ebayCollectAndRemitTaxes[].ebayReference[VOEC].value': 'VOEC NO:2024926',
      'lineItems[].ebayCollectAndRemitTaxes[].taxType': 'VAT',
      'buyer.taxIdentifier[CODICE_FISCALE].taxpayerId': 'VSSDIA80A41H501X',
      'buyer.username': 'ida_v',
      'fulfillmentStartInstructions[].finalDestinationAddress.countryCode': 'NO',
      'program.ebayInternationalShipping.returnsManagedBy': 'EBAY',
      'program.authenticityVerification.status': 'PENDING',
      salesRecordReference: '17602',
    });
  });

  it('says one number once, and two numbers both', () => {
    expect(read({ lineItems: [taxed('IOSS', 'IM1'), taxed('IOSS', 'IM1')] }).attributes?.[iossPath]).toBe('IM1');
    expect(read({ lineItems: [taxed('IOSS', 'IM1'), taxed('IOSS', 'IM2')] }).attributes?.[iossPath]).toBe('IM1, IM2');
  });

  it.each([{ buyer: 'none' }, { program: [] }, { lineItems: [wireLine({ ebayCollectAndRemitTaxes: 'none' })] }])('costs no order where it has another shape: %o', (overrides) => {
    expect(read(overrides).channelOrderId).toBe('12-34567-89012');
  });
});
