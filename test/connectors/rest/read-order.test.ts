import { describe, expect, it } from 'vitest';
import { readRestOrder } from '../../../src/main/connectors/marketplaces/rest/read-order.ts';
import type { ChannelOrder } from '../../../src/main/application/ports/marketplace.ts';
import { aDescription, wireItem, wireOrder } from './fixtures.ts';

const description = aDescription();
const seenAtMs = Date.parse('2026-11-21T08:30:00Z');

function read(order: unknown, given = description): ChannelOrder {
  const found = readRestOrder(order, given, () => []);
  if (found.kind !== 'read') throw new Error(found.reason);
  return found.order;
}
const whyNot = (order: unknown): string => {
  const found = readRestOrder(order, description, () => []);
  return found.kind === 'read' ? 'read' : found.reason;
};

describe('an order of a described service', () => {
  it('is read whole', () => {
    const { draft, seenDispatches } = read(wireOrder({ tax: { vat: 'GB999999973' }, parcels: [{ reference: '1', tracking_number: ' T1 ', carrier: 'dhl', items: [{ id: 'i1', quantity: 1 }] }] }));
    expect(draft).toMatchObject({
      channel: 'rest',
      channelOrderId: 'R-1',
      state: 'open',
      payment: 'paid',
      channelHold: null,
      cancellation: { kind: 'none' },
      shipByMs: Date.parse('2026-11-22T21:00:00Z'),
      shippingService: 'STANDARD',
      shipTo: { name: 'Ida Voss', lines: ['Am Markt 3'], postcode: '29221', city: 'Celle', countryCode: 'DE' },
      value: { minor: 2380, currency: 'EUR' },
      attributes: { 'tax.vat': 'GB999999973' },
      lines: [{ lineId: 'i1', sku: 'MUG', barcodes: ['9521000001373'], title: 'Mug', quantity: 2, quantityCancelled: 0, quantityShipped: 0 }],
    });
    expect(seenDispatches).toEqual([{ packageReference: '1', carrier: 'dhl', trackingNumber: 'T1', lines: [{ lineId: 'i1', quantity: 1 }] }]);
  });

  it.each([
    ['an unknown state', { status: 'archived' }, 'status: the description has no "archived"'],
    ['no state', { status: null }, 'status: the description has no ""'],
    ['an unknown wish', { cancel: { state: 'maybe' } }, 'cancel.state: the description has no "maybe"'],
    ['no time of change', { changed: undefined }, 'changed: is missing'],
    ['a time without a zone', { changed: '2026-11-21T08:30:00' }, 'changed: is no time written as "iso"'],
    ['half a unit', { items: [wireItem({ ordered: 1.5 })] }, 'ordered: is no whole number from 0'],
    ['no lines', { items: [] }, 'items: holds no line'],
    ['lines that are no list', { items: {} }, 'items: is no list; items: holds no line'],
    ['a line without an id', { items: [wireItem({ id: '' })] }, 'id: is missing'],
    ['no payment', { paid: 'perhaps' }, 'paid: the description has no "perhaps"'],
  ])('is unreadable rather than guessed at: %s', (_what, overrides, reason) => {
    expect(whyNot(wireOrder(overrides))).toBe(reason);
  });

  it('names the order that it could not read, and nothing of the buyer', () => {
    const found = readRestOrder(wireOrder({ status: 'x', ship_to: { name: 'Ida Voss' } }), description, () => []);
    expect(found).toMatchObject({ kind: 'unreadable', channelOrderId: 'R-1' });
    expect(JSON.stringify(found)).not.toContain('Voss');
  });

  it.each([
    ['asked for', { cancel: { state: 'asked', by: 'buyer', why: 'Too late' } }, { kind: 'requested', by: 'buyer', reason: 'Too late', seenAtMs }],
    ['refused', { cancel: { state: 'REFUSED', by: 'shop' } }, { kind: 'rejected', by: 'seller', reason: null, seenAtMs }],
    ['done by the state alone', { status: 'cancelled' }, { kind: 'cancelled', by: 'unknown', reason: null, seenAtMs }],
    ['done, although a wish is still shown', { status: 'cancelled', cancel: { state: 'asked', by: 'buyer' } }, { kind: 'cancelled', by: 'unknown', reason: null, seenAtMs }],
    ['asked for on every line that is left', { items: [wireItem({ cancel: { state: 'asked', by: 'buyer' } }), wireItem({ id: 'i2', cancelled: 2, cancel: { state: 'done' } })] }, { kind: 'requested', by: 'buyer', reason: null, seenAtMs }],
    ['asked for on one of two lines', { items: [wireItem({ cancel: { state: 'asked', by: 'buyer' } }), wireItem({ id: 'i2' })] }, { kind: 'none' }],
    ['done on every line', { items: [wireItem({ cancelled: 2, cancel: { state: 'done', by: 'shop' } })] }, { kind: 'cancelled', by: 'seller', reason: null, seenAtMs }],
  ])('tells cancellations apart: %s', (_what, overrides, cancellation) => {
    expect(read(wireOrder(overrides)).draft.cancellation).toEqual(cancellation);
  });

  it.each([
    ['as told', {}, { ordered: 5, cancelled: 1, shipped: 2 }, [1, 2]],
    ['the whole rest of a cancelled order', { status: 'cancelled' }, { ordered: 5, shipped: 2 }, [3, 2]],
    ['never more than were ordered', {}, { ordered: 2, cancelled: 9, shipped: 9 }, [0, 2]],
  ])('counts units %s', (_what, overrides, item, [cancelled, shipped]) => {
    expect(read(wireOrder({ ...overrides, items: [wireItem(item)] })).draft.lines[0]).toMatchObject({ quantityCancelled: cancelled, quantityShipped: shipped });
  });

  it('where a service counts nothing, state, packages and cancelled lines say it', () => {
    const bare = aDescription({ order: { lines: { cancelled: undefined, shipped: undefined } } });
    const parcels = [{ reference: '1', tracking_number: 'T1', items: [{ id: 'i1', quantity: 1 }] }];
    const units = (overrides: Record<string, unknown>): unknown => read(wireOrder(overrides), bare).draft.lines.map(({ quantityCancelled, quantityShipped }) => [quantityCancelled, quantityShipped]);
    expect(units({ status: 'part_shipped', parcels })).toEqual([[0, 1]]);
    expect(units({ status: 'shipped' })).toEqual([[0, 2]]);
    expect(units({ items: [wireItem({ cancel: { state: 'done' } })], parcels })).toEqual([[1, 1]]);
  });

  it.each([
    [{ path: 'hold' }, { hold: 'fraud check' }, 'fraud check'],
    [{ path: 'hold' }, { hold: '' }, null],
    [{ path: 'hold' }, { hold: false }, null],
    [{ path: 'hold', words: { true: 'held by the shop' } }, { hold: true }, 'held by the shop'],
    [{ path: 'hold', words: { fraud: 'fraud check' } }, { hold: 'none' }, null],
  ])('is held where %o says so of %o', (hold, overrides, expected) => {
    expect(read(wireOrder(overrides), aDescription({ order: { hold: undefined } })).draft.channelHold).toBeNull();
    expect(read(wireOrder(overrides), { ...description, order: { ...description.order, hold } }).draft.channelHold).toBe(expected);
  });

  it('an address of many lines keeps them all, and an unknown country is unknown', () => {
    const long = aDescription({ order: { address: { lines: ['ship_to.street[0]', 'ship_to.street[1]', 'ship_to.street[2]', 'ship_to.street[3]', 'ship_to.street[4]'] } } });
    expect(read(wireOrder({ ship_to: { street: ['a', 'b', '', 'd', 'e'], country: 'Germany' } }), long).draft.shipTo).toMatchObject({ lines: ['a', 'b', 'd', 'e'], countryCode: 'ZZ' });
    expect(read(wireOrder({ ship_to: { street: ['a', 'b', 'c', 'd', 'e'] } }), long).draft.shipTo.lines).toEqual(['a', 'b', 'c', 'd, e']);
  });

  it('a package without a number, or taken back, proves nothing; one without a reference goes by its number', () => {
    const given = aDescription({ order: { packages: { reference: undefined, lines: undefined, voided: { path: 'state', words: ['void'] } } }, dispatch: { correction: 'no' } });
    const parcels = [{ tracking_number: '' }, { tracking_number: 'T1', state: 'VOID' }, { tracking_number: 'T2', carrier: 'dpd', state: 'live' }];
    expect(read(wireOrder({ parcels }), given).seenDispatches).toEqual([{ packageReference: 'T2', carrier: 'dpd', trackingNumber: 'T2' }]);
  });
});
