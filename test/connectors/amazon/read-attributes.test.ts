import { describe, expect, it } from 'vitest';
import { readChannelOrder } from '../../../src/main/connectors/marketplaces/amazon/read-order.ts';
import { longestAttribute, mostAttributes, boundAttributes } from '../../../src/shared/domain/order/attributes.ts';
import { parseOrder, wireItem, wireOrder } from './fixtures.ts';

// Shapes: Orders API 2026-01-01, ItemInternationalShipping, OrderTaxRegistration, ItemTax, OrderPackage; all numbers are invented.
const withIoss = (iossNumber: string) => wireItem({ fulfillment: { quantityFulfilled: 0, quantityUnfulfilled: 2, shipping: { internationalShipping: { iossNumber } } } });
const registration = (entityType: string, taxRegistrationType: string, taxRegistrationNumber: string) => ({ entityType, taxRegistrationType, taxRegistrationNumber });
const read = (overrides: Record<string, unknown>) => readChannelOrder(parseOrder(wireOrder(overrides)), () => []);
const attributes = (overrides: Record<string, unknown>) => read(overrides).draft.attributes;
const iossPath = 'orderItems[].fulfillment.shipping.internationalShipping.iossNumber';

describe('what customs needs of an Amazon order', () => {
  it('is there by its path on the wire', () => {
    const tax = { taxRegistrations: [registration('BUYER', 'VAT', 'DE123'), registration('MARKETPLACE', 'VAT', 'GB727255821'), registration('MERCHANT', 'BUSINESS', '55')], taxInvoicing: { invoiceStatus: 'ACCEPTED' } };
    const item = { ...withIoss('IM1234567890'), tax: { taxCalculationBreakdowns: [{ reportingScheme: 'IOSS' }], taxCollections: [{ model: 'MARKETPLACE_FACILITATOR', responsibleParty: 'Amazon Services Europe' }] } };
    expect(attributes({ tax, orderItems: [item] })).toEqual({
      [iossPath]: 'IM1234567890',
      'orderItems[].tax.taxCalculationBreakdowns[].reportingScheme': 'IOSS',
      'orderItems[].tax.taxCollections[].model': 'MARKETPLACE_FACILITATOR',
      'orderItems[].tax.taxCollections[].responsibleParty': 'Amazon Services Europe',
      'tax.taxRegistrations[MARKETPLACE VAT].taxRegistrationNumber': 'GB727255821',
      'tax.taxRegistrations[MERCHANT BUSINESS].taxRegistrationNumber': '55',
      'tax.taxInvoicing.invoiceStatus': 'ACCEPTED',
    });
  });
  it('does not hold the buyer’s own number', () => {
    expect(attributes({ tax: { taxRegistrations: [registration('BUYER', 'VAT', 'DE123')] } })).toBeUndefined();
  });
  it('says one number once, and two numbers both', () => {
    expect(attributes({ orderItems: [withIoss('IM1234567890'), withIoss('IM1234567890')] })?.[iossPath]).toBe('IM1234567890');
    expect(attributes({ orderItems: [withIoss('IM1234567890'), withIoss('IM0000000001')] })?.[iossPath]).toBe('IM1234567890, IM0000000001');
  });
  it('is simply not there for an account that may not see it', () => expect(attributes({})).toBeUndefined());
  it.each([{ tax: 'none' }, { tax: { taxRegistrations: 'none' } }, { orderItems: [wireItem({ tax: [] })] }])('costs no order where it has another shape: %o', (overrides) => {
    expect(read(overrides).draft.channelOrderId).toBe('302-1234567-7654321');
  });
});

describe('packages of an Amazon order', () => {
  it('say what is in them, and are part of the order', () => {
    const packages = [{ packageReferenceId: '1', carrier: 'DHL', trackingNumber: '0034', packageStatus: { status: 'PENDING' }, packageItems: [{ orderItemId: '51234567890123', quantity: 1 }] }];
    const { draft, seenDispatches } = read({ packages });
    expect(draft.packages).toEqual([{ packageReference: '1', carrier: 'DHL', trackingNumber: '0034', lines: [{ lineId: '51234567890123', quantity: 1 }] }]);
    expect(seenDispatches).toEqual(draft.packages);
  });
});

describe('attributes', () => {
  it('are bounded in number and length, and hold nothing empty', () => {
    const many = boundAttributes(Array.from({ length: 60 }, (_none, index) => [`field ${index}`, 'x'.repeat(300)] as const));
    expect(Object.keys(many ?? {})).toHaveLength(mostAttributes);
    expect(many?.['field 0']).toHaveLength(longestAttribute);
    expect(boundAttributes([['empty', ' '], ['twice', 'first'], ['twice', 'second']])).toEqual({ twice: 'first' });
    expect(boundAttributes([['empty', '']])).toBeUndefined();
  });
});
