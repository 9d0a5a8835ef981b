import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildEvidence } from '../../src/main/application/lead/evidence.ts';
import { buildTable } from '../../src/main/application/lead/export-tables.ts';
import { searchOrders } from '../../src/main/application/lead/search-orders.ts';
import { manifestRows } from '../../src/main/application/loading/manifest-paper.ts';
import type { Parcel } from '../../src/shared/domain/parcel/parcel.ts';
import { orderIdOf } from '../../src/shared/domain/order/order.ts';
import type { OrderDraft } from '../../src/shared/domain/order/order-draft.ts';
import { encodeLane } from '../../src/shared/domain/scan/commands.ts';
import { minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import { aDraft, aLineDraft, cancelledBy, requestedBy } from '../support/builders.ts';
import { openTestStation, shop, type TestStation, type TestStationOptions } from '../support/station.ts';

const mug = '9521234543213';
const kettle = '9521234543220';
const mugs = (quantity: number) => aLineDraft({ lineId: 'line-1', quantity });
const kettles = (quantity: number) => aLineDraft({ lineId: 'line-1', sku: 'KETTLE', barcodes: [kettle], title: 'Kettle', quantity });
const elsewhere = { name: 'Ada Example', lines: ['2 Other Street'], postcode: '12345', city: 'Berlin', countryCode: 'DE' };

/** What each of the two channels that allow it, allows. */
const allowed: TestStationOptions = { store: { combine: 'same-buyer' }, traits: { sharedNumber: 'yes' } };

/** AI 3303: gross kilograms with three decimals. */
const slipOf = (grams: number): string => `]C13303${String(grams).padStart(6, '0')}`;

let test: TestStation;
const open = async (options: TestStationOptions = allowed, ...drafts: readonly Partial<OrderDraft>[]): Promise<void> => {
  test = await openTestStation(options);
  for (const draft of drafts.length > 0 ? drafts : [{ channelOrderId: '100-1', lines: [mugs(2)] }, { channelOrderId: '100-2', lines: [kettles(1)] }]) await test.given(aDraft(draft));
};
afterEach(() => test.close());

const journal = () => test.station.context.journal;
const outcomes = (texts: readonly string[]): readonly string[] => texts.map((text) => test.scan(text).outcome);
const idOf = (channelOrderId: string) => orderIdOf(shop, channelOrderId);
const parcelOf = (channelOrderId: string): Parcel => {
  const parcel = journal().parcels.listByOrder(idOf(channelOrderId)).at(-1);
  if (parcel === undefined) throw new Error(`no parcel of ${channelOrderId}`);
  return parcel;
};
const labelOf = (channelOrderId: string): string => `00${parcelOf(channelOrderId).label?.sscc ?? 'none'}`;
const statesOf = (...orders: readonly string[]): readonly string[] => orders.map((order) => parcelOf(order).state);
const openTasks = (): readonly string[] => journal().tasks.listOpen(100).map(({ kind, channelOrderId }) => `${kind} ${channelOrderId}`);

/** The second order joined the open box of the first; nothing is counted yet. */
const combine = (): void => expect(outcomes(['100-1', '100-2', '100-2'])).toEqual(['order-opened', 'combine-offered', 'order-joined']);
const labelled = (): string => {
  combine();
  expect(outcomes([kettle, mug, mug])).toEqual(['item-counted', 'item-counted', 'parcel-complete']);
  return labelOf('100-1');
};
const dispatched = (): string => {
  const label = labelled();
  expect(test.scan(label)).toMatchObject({ outcome: 'dispatched', detail: { order: '100-1 + 100-2' } });
  return label;
};
async function channelSays(channelOrderId: string, change: Partial<OrderDraft>): Promise<void> {
  test.account.change(channelOrderId, change);
  await test.station.listNow();
  await test.clock.advance(seconds(6));
}
const cancelled: Partial<OrderDraft> = { state: 'cancelled', cancellation: cancelledBy() };

describe('two orders of one buyer', () => {
  beforeEach(() => open());

  it('share a box after the second scan of the paper, one number, and are told one by one with their own lines', async () => {
    expect(test.scan('100-1').outcome).toBe('order-opened');
    expect(test.scan('100-2')).toMatchObject({ outcome: 'combine-offered', detail: { order: '100-2', box: '100-1' }, block: null });
    expect(parcelOf('100-1').box).toBeNull();
    expect(test.scan('100-2')).toMatchObject({ outcome: 'order-joined', detail: { order: '100-2', orders: 2, units: 3 } });
    expect(test.bench().screen).toMatchObject({ kind: 'packing', parcel: { unitsExpected: 3, orders: [{ channelOrderId: '100-1' }, { channelOrderId: '100-2' }] } });
    expect(outcomes([kettle, mug, kettle, mug])).toEqual(['item-counted', 'item-counted', 'over-scan', 'parcel-complete']);
    await test.clock.settle();
    expect(test.printed).toHaveLength(1);
    expect(parcelOf('100-1').label).toEqual(parcelOf('100-2').label);
    expect(test.scan(labelOf('100-2')).outcome).toBe('dispatched');
    await test.clock.advance(minutes(2));
    const told = test.account.confirmed.map(({ channelOrderId, trackingNumber, lines }) => ({ channelOrderId, trackingNumber, lines }));
    const trackingNumber = parcelOf('100-1').label?.sscc;
    expect(told.toSorted((a, b) => a.channelOrderId.localeCompare(b.channelOrderId))).toEqual([
      { channelOrderId: '100-1', trackingNumber, lines: [{ lineId: 'line-1', quantity: 2 }] },
      { channelOrderId: '100-2', trackingNumber, lines: [{ lineId: 'line-1', quantity: 1 }] },
    ]);
    expect(test.bench().recentlyDispatched).toMatchObject([{ channelOrderId: '100-1', writeBack: 'confirmed', orders: 2, confirmed: 2 }]);
  });

  it('are not done before the channel showed the number on both', async () => {
    test.account.setOnline(false);
    await test.clock.advance(seconds(20));
    dispatched();
    const row = journal().writeBacks.findByParcel(parcelOf('100-1').id);
    if (row === null) throw new Error('nothing is owed');
    journal().writeBacks.save({ ...row, state: 'confirmed', acceptedAtMs: 1, confirmedAtMs: 1 });
    expect(test.bench().recentlyDispatched).toMatchObject([{ writeBack: 'due', orders: 2, confirmed: 1 }]);
  });

  it('are offered again when anything came between the two scans, a bounce aside, also after a restart', async () => {
    expect(outcomes(['100-1', '100-2', mug, '100-2'])).toEqual(['order-opened', 'combine-offered', 'item-counted', 'combine-offered']);
    await test.restart();
    expect(test.scan('100-2').outcome).toBe('order-joined');
  });

  it('give what both want to the one that came first, until it has all; UNDO takes back in the same order, and at last the second order', async () => {
    await test.given(aDraft({ channelOrderId: '100-3', lines: [mugs(1)] }));
    expect(outcomes(['100-1', '100-3'])).toEqual(['order-opened', 'combine-offered']);
    await test.clock.advance(10);
    expect(test.scan('100-3').outcome).toBe('order-joined');
    await test.clock.advance(10);
    test.scan(mug);
    expect([parcelOf('100-1'), parcelOf('100-3')].map(({ lines }) => lines[0]?.packed)).toEqual([1, 0]);
    expect(test.command('undo')).toMatchObject({ outcome: 'undone', detail: { packed: 0 } });
    expect(test.command('undo')).toMatchObject({ outcome: 'order-left-box', detail: { order: '100-3', box: '100-1' } });
    expect(parcelOf('100-3')).toMatchObject({ state: 'open', box: null });
    expect(outcomes([mug, mug])).toEqual(['item-counted', 'parcel-complete']);
    expect(parcelOf('100-3')).toMatchObject({ state: 'open', label: null });
    expect(outcomes([labelOf('100-1'), '100-3', mug])).toEqual(['dispatched', 'order-opened', 'parcel-complete']);
    expect(labelOf('100-3')).not.toBe(labelOf('100-1'));
  });

  it('are the same box after a restart and after they were put aside, by whichever paper, and change hands together', async () => {
    combine();
    test.scan(mug);
    await test.restart();
    expect(test.bench().screen).toMatchObject({ kind: 'packing', parcel: { unitsPacked: 1, unitsExpected: 3, orders: [{}, {}] } });
    expect(test.command('abort')).toMatchObject({ outcome: 'put-aside', detail: { order: '100-1 + 100-2' } });
    expect(test.scan('100-2')).toMatchObject({ outcome: 'order-opened', detail: { order: '100-1 + 100-2', packed: 1, units: 3 } });
    expect(outcomes(['100-1', '100-2'])).toEqual(['not-now', 'not-now']);
    expect(outcomes([mug, kettle])).toEqual(['item-counted', 'parcel-complete']);
    await test.restart();
    expect(test.bench().screen).toMatchObject({ kind: 'scan-label', parcel: { orders: [{}, {}] } });
    expect(outcomes(['100-2', labelOf('100-1'), labelOf('100-1')])).toEqual(['not-now', 'dispatched', 'already-dispatched']);
  });

  it('are weighed together: the scale is right when it shows the goods of both and one carton', async () => {
    const heavy = { rules: { taxFields: [], weight: { packagingGrams: 100, toleranceGrams: 20, tolerancePercent: 0 }, documents: [], returnCostMinor: 0, pilot: [] } };
    await test.close();
    await open({ ...allowed, store: { ...allowed.store, ...heavy } }, { channelOrderId: '100-1', lines: [{ ...mugs(2), weightGrams: 350 }] }, { channelOrderId: '100-2', lines: [{ ...kettles(1), weightGrams: 900 }] });
    const label = labelled();
    test.scan(slipOf(800));
    expect(test.scan(label)).toMatchObject({ outcome: 'blocked', detail: { code: 'WEIGHT_OUT_OF_RANGE' } });
    test.command('ok');
    test.scan('100-2');
    expect(test.scan(slipOf(1_700))).toMatchObject({ outcome: 'weighed', detail: { order: '100-1 + 100-2' } });
    expect(test.scan(label).outcome).toBe('dispatched');
  });

  it('wait for the lead together when an item of one is not on the shelf', async () => {
    combine();
    outcomes([mug, mug]);
    expect(test.command('short')).toMatchObject({ outcome: 'short-noted', detail: { order: '100-2' } });
    expect(outcomes(['100-1', '100-2'])).toEqual(['not-now', 'not-now']);
  });

  it('are found by one number, stand in one evidence, and are two rows of one key each for finance', () => {
    const sscc = dispatched().slice(2);
    const { context } = test.station;
    for (const typed of [sscc, `(00)${sscc}`]) expect(searchOrders(context, typed).hits.map(({ channelOrderId }) => channelOrderId).toSorted()).toEqual(['100-1', '100-2']);
    expect(buildEvidence(context, idOf('100-2'))?.parcels[0]?.box).toEqual({ with: [{ orderId: idOf('100-1'), channelOrderId: '100-1' }], orders: 2, confirmed: 0 });
    const table = buildTable(context, { what: 'parcels' });
    const at = (name: string): number => table?.columns.indexOf(name) ?? -1;
    expect(table?.rows.map((row) => [row[at('sscc')], row[at('order')], row[at('orders_in_box')]])).toEqual([[sscc, '100-1', 2], [sscc, '100-2', 2]]);
  });

  it('stand once on the carrier’s paper', async () => {
    const label = dispatched();
    await test.clock.advance(minutes(1));
    outcomes([encodeLane('DHL'), label]);
    test.command('finish');
    const [manifest] = journal().manifests.list(1);
    if (manifest === undefined) throw new Error('nothing was loaded');
    expect(manifestRows(test.station.context, manifest)).toMatchObject([{ position: 1, channelOrderId: '100-1 + 100-2', isStruckOut: false }]);
  });

  it('come back together, and are counted one after the other', () => {
    const label = dispatched();
    test.command('return');
    expect(test.scan(label)).toMatchObject({ outcome: 'return-noted', detail: { order: '100-1 + 100-2', units: 3 } });
    expect(outcomes([mug, mug])).toEqual(['put-back', 'put-back-done']);
    expect(test.bench().screen).toMatchObject({ kind: 'put-back', channelOrderId: '100-2' });
    expect(test.scan(kettle).outcome).toBe('put-back-done');
    expect(test.bench().screen).toMatchObject({ kind: 'ready' });
    expect(openTasks().toSorted()).toEqual(['return 100-1', 'return 100-2']);
  });
});

describe('when the second order is cancelled', () => {
  beforeEach(() => open());

  it('before its goods are in, it leaves the box at once and the first goes on', async () => {
    combine();
    test.scan(mug);
    await channelSays('100-2', cancelled);
    expect(test.bench().screen).toMatchObject({ kind: 'stopped', stop: { channelOrderId: '100-2', mates: { orders: ['100-1'], become: 'stay' } } });
    expect(test.command('ok')).toMatchObject({ outcome: 'order-opened', detail: { order: '100-1', packed: 1, units: 2 } });
    expect(test.scan(mug).outcome).toBe('parcel-complete');
    expect(test.scan(labelOf('100-1')).outcome).toBe('dispatched');
    expect(journal().writeBacks.listByOrder(idOf('100-2'))).toEqual([]);
  });

  it('with its goods in the box they are scanned back, and only then the first order goes on', async () => {
    combine();
    outcomes([kettle, mug]);
    await channelSays('100-2', cancelled);
    expect(test.bench().screen).toMatchObject({ kind: 'stopped', stop: { putBack: [{ sku: 'KETTLE', quantity: 1 }], labelPrinted: false } });
    expect(test.command('ok').detail['reason']).toBe('put-back');
    test.command('abort');
    expect(test.scan('100-1')).toMatchObject({ outcome: 'not-now', detail: { reason: 'put-back-first', order: '100-2' } });
    expect(test.bench().screen).toMatchObject({ kind: 'put-back', channelOrderId: '100-2' });
    expect(outcomes([mug, kettle])).toEqual(['wrong-item', 'put-back-done']);
    expect(test.bench().screen).toMatchObject({ kind: 'packing', parcel: { channelOrderId: '100-1', unitsPacked: 1, unitsExpected: 2, orders: [] } });
    expect(test.scan(mug).outcome).toBe('parcel-complete');
    expect(openTasks()).toEqual([]);
  });

  it('as the last thing missing, the complete box is labelled as soon as the goods are back', async () => {
    await test.given(aDraft({ channelOrderId: '100-3', lines: [kettles(2)] }));
    expect(outcomes(['100-1', '100-3', '100-3', mug, mug, kettle])).toEqual(['order-opened', 'combine-offered', 'order-joined', 'item-counted', 'item-counted', 'item-counted']);
    await channelSays('100-3', cancelled);
    test.command('ok');
    expect(test.scan(kettle).outcome).toBe('parcel-complete');
    expect(statesOf('100-1', '100-3')).toEqual(['labelled', 'stopped']);
  });

  it('and the first one, too, leaves the box to the second', async () => {
    combine();
    outcomes([kettle, mug]);
    await test.clock.settle();
    await channelSays('100-1', cancelled);
    test.command('ok');
    expect(test.scan(mug).outcome).toBe('parcel-complete');
    expect(statesOf('100-1', '100-2')).toEqual(['stopped', 'labelled']);
    expect(test.scan(labelOf('100-2')).outcome).toBe('dispatched');
  });

  it('after the label, the box ends as a whole: one void label, its goods back, the first packed anew with another number', async () => {
    const label = labelled();
    await channelSays('100-2', cancelled);
    expect(test.bench().screen).toMatchObject({ kind: 'stopped', stop: { channelOrderId: '100-2', labelPrinted: true, mates: { orders: ['100-1'], become: 'packed-anew' } } });
    expect(statesOf('100-1', '100-2')).toEqual(['stopped', 'stopped']);
    expect([parcelOf('100-1'), parcelOf('100-2')].map((parcel) => parcel.label?.isVoid)).toEqual([true, true]);
    expect(journal().tasks.listByOrder(idOf('100-1')).length + journal().tasks.listByOrder(idOf('100-2')).filter(({ kind }) => kind === 'void-label').length).toBe(1);
    test.command('ok');
    expect(test.scan(kettle).outcome).toBe('put-back-done');
    expect(test.scan(label)).toMatchObject({ outcome: 'blocked', detail: { order: '100-2', code: 'CANCELLED' } });
    test.command('ok');
    expect(outcomes(['100-1', mug, mug])).toEqual(['order-opened', 'item-counted', 'parcel-complete']);
    expect(labelOf('100-1')).not.toBe(label);
    expect(test.scan(labelOf('100-1')).outcome).toBe('dispatched');
  });

  it('after the scan-out, the box comes back from the door and nobody is told of it; the first is told its next number', async () => {
    test.account.setOnline(false);
    await test.clock.advance(seconds(20));
    const label = dispatched();
    test.account.change('100-2', { ...cancelled, updatedAtMs: test.clock.nowMs() });
    test.account.setOnline(true);
    await test.clock.advance(minutes(3));
    expect(test.account.confirmed).toEqual([]);
    expect(statesOf('100-1', '100-2')).toEqual(['stopped', 'stopped']);
    expect(['100-1', '100-2'].map((order) => journal().writeBacks.listByOrder(idOf(order)).map(({ state }) => state))).toEqual([['superseded'], ['superseded']]);
    test.command('ok');
    test.scan(kettle);
    expect(outcomes([encodeLane('DHL'), label])).toEqual(['lane-opened', 'blocked']);
    outcomes([]);
    test.command('ok');
    test.command('abort');
    expect(outcomes(['100-1', mug, mug, labelOf('100-1')])).toEqual(['order-opened', 'item-counted', 'parcel-complete', 'wrong-label']);
    expect(test.scan(labelOf('100-1')).outcome).toBe('dispatched');
    await test.clock.advance(minutes(3));
    expect(test.account.confirmed.map(({ channelOrderId, trackingNumber }) => [channelOrderId, `00${trackingNumber}`])).toEqual([['100-1', labelOf('100-1')]]);
  });

  it('at the lane nothing of the box is loaded, and the blocked order is named', async () => {
    const label = dispatched();
    await test.clock.advance(minutes(2));
    test.account.change('100-2', { ...cancelled });
    test.account.setOnline(false);
    outcomes([encodeLane('DHL')]);
    test.station.context.journal.standings.saveFlag({ orderId: idOf('100-2'), by: 'Kim', reason: 'called', atMs: test.clock.nowMs() });
    expect(test.scan(label)).toMatchObject({ outcome: 'blocked', detail: { order: '100-2', code: 'CANCEL_REQUESTED' } });
    expect(['100-1', '100-2'].map((order) => journal().manifests.ofParcel(parcelOf(order).id))).toEqual([null, null]);
  });

  it('on the truck somebody runs after the one box, which the paper counts once', async () => {
    const label = dispatched();
    await test.clock.advance(minutes(2));
    expect(outcomes([encodeLane('DHL')])).toEqual(['lane-opened']);
    expect(test.bench().screen).toMatchObject({ kind: 'loading', loading: { loaded: 0, waiting: 1 } });
    expect(test.scan(label)).toMatchObject({ outcome: 'loaded', detail: { order: '100-1 + 100-2', loaded: 1, waiting: 0 } });
    expect(test.scan(label).outcome).toBe('already-loaded');
    expect(test.command('finish')).toMatchObject({ outcome: 'manifest-closed', detail: { parcels: 1 } });
    await channelSays('100-2', cancelled);
    expect(openTasks()).toEqual(['intercept 100-2']);
    expect(journal().tasks.listOpen(10)[0]?.facts).toMatchObject({ alsoInBox: '100-1' });
  });
});

describe('when both orders are cancelled after the label', () => {
  it('the goods of both are owed to the shelf, also of the one that only went along', async () => {
    await open();
    labelled();
    test.account.change('100-1', cancelled);
    await channelSays('100-2', cancelled);
    expect(openTasks().filter((task) => task.startsWith('put-back')).toSorted()).toEqual(['put-back 100-1', 'put-back 100-2']);
    test.command('ok');
    for (const paper of ['100-1', labelOf('100-1'), '100-2']) {
      expect(test.scan(paper), paper).toMatchObject({ outcome: expect.stringMatching(/^(blocked|not-now)$/) as string });
      test.command('ok');
    }
  });
});

describe('when the second order is only held', () => {
  beforeEach(() => open());

  it('before the label its goods come out and the first goes on; released, it is packed alone', async () => {
    combine();
    test.scan(kettle);
    await channelSays('100-2', { cancellation: requestedBy() });
    expect(test.bench().screen).toMatchObject({ kind: 'stopped', stop: { channelOrderId: '100-2', mates: { become: 'stay' } } });
    test.command('ok');
    expect(outcomes([kettle, mug, mug])).toEqual(['put-back-done', 'item-counted', 'parcel-complete']);
    expect(test.scan(labelOf('100-1')).outcome).toBe('dispatched');
    await channelSays('100-2', { cancellation: aDraft().cancellation });
    expect(outcomes(['100-2', kettle])).toEqual(['order-opened', 'parcel-complete']);
  });

  it('after the label the whole box waits, and goes on when the wish is withdrawn', async () => {
    const label = labelled();
    await channelSays('100-2', { cancellation: requestedBy() });
    test.command('ok');
    expect(statesOf('100-1', '100-2')).toEqual(['labelled', 'labelled']);
    expect(test.scan(label)).toMatchObject({ outcome: 'blocked', detail: { order: '100-2' } });
    test.command('ok');
    await channelSays('100-2', { cancellation: aDraft().cancellation });
    expect(test.scan(label).outcome).toBe('dispatched');
  });

  it('and a new address of one of them takes it out: one label, one door', async () => {
    combine();
    test.scan(kettle);
    await channelSays('100-2', { shipTo: elsewhere });
    expect(test.bench().screen).toMatchObject({ kind: 'stopped', stop: { channelOrderId: '100-2', blocks: [{ code: 'ADDRESS_CHANGED', evidence: { facts: { boxOrder: '100-1' } } }] } });
    test.command('ok');
    expect(outcomes([kettle, mug, mug])).toEqual(['put-back-done', 'item-counted', 'parcel-complete']);
  });
});

describe('a box that was closed by mistake', () => {
  it('opens again with both orders in it', async () => {
    await open();
    const label = dispatched();
    test.command('reopen');
    expect(test.scan(label).outcome).toBe('reopened');
    expect(test.bench().screen).toMatchObject({ kind: 'packing', parcel: { unitsPacked: 0, unitsExpected: 3, orders: [{}, {}] } });
    expect(outcomes([mug, mug, kettle])).toEqual(['item-counted', 'item-counted', 'parcel-complete']);
    expect(labelOf('100-2')).not.toBe(label);
    expect(test.scan(labelOf('100-2')).outcome).toBe('dispatched');
    await test.clock.advance(minutes(3));
    const last = new Map(test.account.confirmed.map(({ channelOrderId, trackingNumber }) => [channelOrderId, `00${trackingNumber}`]));
    expect([...last.values()]).toEqual([labelOf('100-1'), labelOf('100-1')]);
  });
});

describe('the refusal says why', () => {
  const two: readonly Partial<OrderDraft>[] = [{ channelOrderId: '100-1', lines: [mugs(2)] }, { channelOrderId: '100-2', lines: [kettles(1)] }];
  const why = (): unknown => test.scan('100-2').block?.evidence.facts;
  const names = { expected: '100-1', got: '100-2' };

  it.each<readonly [string, TestStationOptions, readonly Partial<OrderDraft>[], object]>([
    ['nobody chose it in Setup', { traits: { sharedNumber: 'yes' } }, two, { policyOffAt: 'Shop' }],
    ['it is switched off', { traits: { sharedNumber: 'yes' }, store: { combine: 'off' } }, two, { policyOffAt: 'Shop' }],
    ['the channel takes no number twice, whatever Setup says', { traits: { sharedNumber: 'no' }, store: { combine: 'same-buyer' } }, two, { refusedBy: 'Shop' }],
    ['the second goes to another address', allowed, [two[0] ?? {}, { ...two[1], shipTo: elsewhere }], { differs: 'address' }],
    ['the second is of another buyer by the channel’s own name', { ...allowed, traits: { sharedNumber: 'same-buyer' } }, [{ ...two[0], attributes: { 'buyer.username': 'ada' } }, { ...two[1], attributes: { 'buyer.username': 'bob' } }], { sameBuyerAt: 'Shop' }],
    ['the second goes with another carrier', { ...allowed, store: { combine: 'same-buyer', carrierRules: [{ whenServiceContains: 'express', carrier: 'UPS', carrierService: 'Express' }] } }, [two[0] ?? {}, { ...two[1], shippingService: 'Express' }], { boxCarrier: 'DHL Paket', otherCarrier: 'UPS Express' }],
  ])('%s', async (_, options, drafts, facts) => {
    await open(options, ...drafts);
    test.scan('100-1');
    expect(why()).toEqual({ ...names, ...facts });
    expect(why()).toEqual({ ...names, ...facts });
    expect(journal().parcels.listByOrder(idOf('100-2'))).toEqual([]);
  });

  it('the same buyer by the channel’s own name is let in', async () => {
    const buyer = { attributes: { 'buyer.username': 'ada' } };
    await open({ ...allowed, traits: { sharedNumber: 'same-buyer' } }, ...two.map((draft) => ({ ...draft, ...buyer })));
    combine();
  });

  it('the box is closed already', async () => {
    await open();
    outcomes(['100-1', mug, mug]);
    expect(why()).toEqual({ ...names, notNow: 'closed' });
  });

  it('the other order has a box of its own with goods in it', async () => {
    await open(allowed, { channelOrderId: '100-1', lines: [mugs(2)] }, { channelOrderId: '100-2', lines: [kettles(2)] });
    outcomes(['100-2', kettle]);
    test.command('abort');
    test.scan('100-1');
    expect(why()).toEqual({ ...names, notNow: 'has-a-box' });
  });

  it('the other order is the last one in a box that it shared', async () => {
    await open();
    await test.given(aDraft({ channelOrderId: '100-3', lines: [mugs(2)] }));
    combine();
    await channelSays('100-1', cancelled);
    test.command('ok');
    test.command('abort');
    test.scan('100-3');
    expect(test.scan('100-2').block?.evidence.facts).toEqual({ expected: '100-3', got: '100-2', notNow: 'has-a-box' });
  });

  it('the other order must not leave: its own block is shown, the board has it, and the box goes on', async () => {
    await open(allowed, two[0] ?? {}, { ...two[1], ...cancelled });
    test.scan('100-1');
    expect(test.scan('100-2')).toMatchObject({ outcome: 'other-order', block: { code: 'CANCELLED' } });
    expect(test.scan('100-2').outcome).toBe('other-order');
    expect(journal().standings.listBlocked(10).map(({ channelOrderId }) => channelOrderId)).toEqual(['100-2']);
    expect(outcomes([mug, mug])).toEqual(['item-counted', 'parcel-complete']);
  });

  it('a store that files feed may combine, once it is switched on', async () => {
    await open({ store: { connection: { kind: 'file' }, combine: 'same-buyer' } });
    combine();
    expect(outcomes([kettle, mug, mug])).toEqual(['item-counted', 'item-counted', 'parcel-complete']);
    expect(test.scan(labelOf('100-1')).outcome).toBe('dispatched');
    expect(journal().writeBacks.countByState().due).toBe(0);
  });
});
