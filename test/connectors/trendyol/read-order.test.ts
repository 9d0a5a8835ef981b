import { describe, expect, it } from 'vitest';
import { readChannelOrder, readReplaced } from '../../../src/main/connectors/marketplaces/trendyol/read-order.ts';
import { packageShape } from '../../../src/main/connectors/marketplaces/trendyol/shapes.ts';
import type { CargoAgreement } from '../../../src/main/connectors/marketplaces/trendyol/settings.ts';
import { aLine, aPackage, aRecord } from './fixtures.ts';

const rules = (cargo: CargoAgreement = 'seller-pays') => ({ cargo, carriers: {}, barcodesFor: () => [] });
const read = (change: Readonly<Record<string, unknown>> = {}, cargo?: CargoAgreement) => readChannelOrder(aPackage(change), rules(cargo));

describe('a package of Trendyol', () => {
  it('is an order of ours, by the number of its order and its own', () => {
    expect(read().draft).toMatchObject({
      channel: 'trendyol', channelOrderId: '10654411111-3330111111', state: 'open', payment: 'paid', channelHold: null, cancellation: { kind: 'none' }, shipByMs: 1_763_800_000_000, value: { minor: 49890, currency: 'EUR' },
      shipTo: { name: 'Deniz Örnek', lines: ['Örnek Sokak 1', 'Kadıköy'], postcode: '34000', city: 'İstanbul', countryCode: 'TR' },
      attributes: { orderNumber: '10654411111', shipmentPackageId: '3330111111', cargoTrackingNumber: '7280027504111111' },
    });
  });

  it('is read by the names of an older interface too', () => {
    const { shipmentPackageId, status, ...rest } = aRecord({ lines: [{ ...aLine(), lineId: undefined, id: 77 }] });
    const draft = readChannelOrder(packageShape.parse({ ...rest, id: shipmentPackageId, shipmentPackageStatus: status }), rules()).draft;
    expect(draft).toMatchObject({ channelOrderId: '10654411111-3330111111', state: 'open', lines: [{ lineId: '77' }] });
  });

  it.each([
    ['Awaiting', 'open', 'pending'], ['Created', 'open', 'paid'], ['Picking', 'open', 'paid'], ['Invoiced', 'open', 'paid'], ['Shipped', 'shipped', 'paid'], ['AtCollectionPoint', 'shipped', 'paid'],
    ['Delivered', 'shipped', 'paid'], ['UnDelivered', 'shipped', 'paid'], ['Returned', 'shipped', 'paid'], ['Cancelled', 'cancelled', 'paid'], ['UnSupplied', 'cancelled', 'paid'], ['UnPacked', 'cancelled', 'paid'], ['Repack', 'cancelled', 'paid'],
  ])('in the status %s is %s and %s', (status, state, payment) => {
    expect(read({ status }).draft).toMatchObject({ state, payment, cancellation: { kind: state === 'cancelled' ? 'cancelled' : 'none' } });
  });

  it('that waits for its payment is held, however much of it is shown', () => {
    expect(read({ status: 'Awaiting', shipmentAddress: null, lines: null }).draft.channelHold).toMatch(/^Awaiting/);
  });

  it('in a status that nobody documented is held', () => {
    expect(read({ status: 'Verified' }).draft).toMatchObject({ state: 'open', channelHold: expect.stringContaining('Verified') as string });
  });

  it('counts as shipped from the number on where the seller pays, before the carrier scans it', () => {
    const told = read({ status: 'Picking', cargoSenderNumber: '0034' });
    expect(told.draft.state).toBe('shipped');
    expect(told.seenDispatches).toMatchObject([{ packageReference: '3330111111', trackingNumber: '0034' }]);
  });

  it('does not count as shipped by Trendyol’s own number, which is there from the beginning', () => {
    expect(read({ status: 'Picking' }, 'trendyol-pays')).toMatchObject({ seenDispatches: [], draft: { state: 'open' } });
    expect(read({ status: 'Shipped' }, 'trendyol-pays').seenDispatches).toMatchObject([{ trackingNumber: '7280027504111111' }]);
  });

  it('with one line taken out keeps the others', () => {
    const { draft } = read({ lines: [aLine({ orderLineItemStatusName: 'UnSupplied' }), aLine({ lineId: 5, quantity: 3 })] });
    expect(draft.lines).toMatchObject([{ quantityCancelled: 2, cancellation: { kind: 'cancelled' } }, { quantityCancelled: 0, cancellation: { kind: 'none' } }]);
    expect(draft.state).toBe('open');
  });

  it('keeps no number that JSON has rounded', () => {
    expect(read({ cargoTrackingNumber: 72_800_275_041_111_111 }).draft.attributes).not.toHaveProperty('cargoTrackingNumber');
    expect(packageShape.safeParse(aRecord({ shipmentPackageId: 2 ** 60 })).success).toBe(false);
  });
});

describe('a package that was closed for another', () => {
  const old = aPackage({ status: 'Cancelled', cancelledBy: 'Customer' });
  const next = aPackage({ shipmentPackageId: 3330999999, originPackageIds: [3330111111], cargoTrackingNumber: 7280027504999999 });

  it('is cancelled, and names the package and the cargo number in which the rest goes on', () => {
    expect(readChannelOrder(old, rules(), [old, next]).draft).toMatchObject({ state: 'cancelled', cancellation: { by: 'buyer', reason: 'Cancelled; goes on as package 3330999999 (cargo number 7280027504999999)' } });
  });

  it('names the last of several that came one after the other', () => {
    const between = aPackage({ shipmentPackageId: 3330999999, originPackageIds: [3330111111], status: 'Cancelled' });
    const last = aPackage({ shipmentPackageId: 3331000000, originPackageIds: [3330999999], cargoTrackingNumber: 0 });
    expect(readChannelOrder(old, rules(), [old, between, last]).draft.cancellation).toMatchObject({ reason: 'Cancelled; goes on as package 3331000000' });
  });

  it('names a newer one where nothing says where it came from, and never an older one', () => {
    const [older, newer] = [aPackage({ shipmentPackageId: 3330111110 }), aPackage({ shipmentPackageId: 10000000000 })];
    expect(readChannelOrder(old, rules(), [older, old, newer]).draft.cancellation).toMatchObject({ reason: expect.stringContaining('package 10000000000') as string });
    expect(readChannelOrder(old, rules(), [older, old]).draft.cancellation).toMatchObject({ reason: 'Cancelled' });
  });

  it('is cancelled also where Trendyol shows it no longer', () => {
    const { draft, seenDispatches } = readReplaced('3330111111', next, [next], rules());
    expect(draft).toMatchObject({ channelOrderId: '10654411111-3330111111', state: 'cancelled', cancellation: { kind: 'cancelled', reason: expect.stringContaining('3330999999') as string } });
    expect(draft.lines.every((line) => line.quantityCancelled === line.quantity)).toBe(true);
    expect(seenDispatches).toEqual([]);
  });
});
