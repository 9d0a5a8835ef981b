import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstSettings } from '../../src/main/composition/first-settings.ts';
import { orderIdOf } from '../../src/shared/domain/order/order.ts';
import { minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import { aDraft, aLineDraft } from '../support/builders.ts';
import { release } from '../support/release.ts';
import { openTestStation, shop, type TestStation } from '../support/station.ts';

const mug = '9521234543213';
const kettle = '9521234500001';
const twoLines = [aLineDraft({ quantity: 2 }), aLineDraft({ lineId: 'line-2', sku: 'KETTLE', barcodes: [kettle], title: 'Kettle' })];

let test: TestStation;
beforeEach(async () => {
  test = await openTestStation();
});
afterEach(() => test.close());

const outcomes = (texts: readonly string[]): readonly string[] => texts.map((text) => test.scan(text).outcome);
const labelCode = (): string => `00${test.parcelOnBench()?.label?.sscc ?? 'none'}`;

describe('packing a parcel', () => {
  it('goes from order to items to label to dispatched, and green only once the channel shows the number', async () => {
    await test.given(aDraft({ lines: twoLines }));
    expect(outcomes(['100-1', mug, mug, kettle])).toEqual(['order-opened', 'item-counted', 'item-counted', 'parcel-complete']);
    await test.clock.settle();
    expect(test.printed).toHaveLength(1);
    expect(test.bench().screen.kind).toBe('scan-label');
    expect(test.scan(labelCode()).outcome).toBe('dispatched');
    expect(test.bench().recentlyDispatched[0]?.writeBack).toBe('due');
    await test.clock.settle();
    expect(test.account.confirmed).toMatchObject([{ channelOrderId: '100-1', packageReference: '1', carrierCode: 'DHL', lines: [{ lineId: 'line-1', quantity: 2 }, { lineId: 'line-2', quantity: 1 }] }]);
    expect(test.bench().recentlyDispatched[0]?.writeBack).toBe('accepted');
    await test.clock.advance(minutes(2));
    expect(test.bench().recentlyDispatched[0]?.writeBack).toBe('confirmed');
  });

  it('answers each wrong scan with its own words and counts nothing', async () => {
    await test.given(aDraft());
    await test.given(aDraft({ channelOrderId: '100-2', lines: [aLineDraft({ lineId: 'x', sku: 'KETTLE', barcodes: [kettle], title: 'Kettle', quantity: 2 })] }));
    expect(outcomes([mug, 'nonsense', '100-2', mug, 'nonsense', '100-1', '9521234543214'])).toEqual(['not-now', 'unknown-code', 'order-opened', 'wrong-item', 'unknown-code', 'other-order', 'unknown-code']);
    expect(test.parcelOnBench()?.lines[0]?.packed).toBe(0);
    expect(outcomes([kettle, kettle])).toEqual(['item-counted', 'parcel-complete']);
    expect(outcomes([kettle, '100-1', '00395011015300000011'])).toEqual(['not-now', 'other-order', 'wrong-label']);
  });

  it('refuses one unit too many and keeps the count', async () => {
    await test.given(aDraft({ lines: twoLines }));
    expect(outcomes(['100-1', mug, mug, mug])).toEqual(['order-opened', 'item-counted', 'item-counted', 'over-scan']);
    expect(test.parcelOnBench()?.lines[0]?.packed).toBe(2);
  });

  it('takes the same code within 600 ms for one pull of the trigger', async () => {
    await test.given(aDraft({ lines: twoLines }));
    test.scan('100-1');
    const at = test.clock.nowMs() + 60_000;
    const pull = (afterMs: number, scanId: string) => test.station.scan({ scanId, text: mug, method: 'wedge', deviceId: 'test', scannedAtMs: at + afterMs }).outcome;
    expect([pull(0, 'a'), pull(300, 'b'), pull(700, 'c')]).toEqual(['item-counted', 'bounce', 'item-counted']);
  });

  it('answers a repeated delivery of one scan with the same verdict and counts once', async () => {
    await test.given(aDraft({ lines: twoLines }));
    test.scan('100-1');
    const scan = { scanId: 'one', text: mug, method: 'wedge' as const, deviceId: 'test', scannedAtMs: test.clock.nowMs() + 5000 };
    const [first, second] = [test.station.scan(scan), test.station.scan(scan)];
    expect(second).toEqual(first);
    expect(test.parcelOnBench()?.lines[0]?.packed).toBe(1);
  });

  it('stores a scan whose beginning may be missing, and counts nothing', async () => {
    await test.given(aDraft());
    test.scan('100-1');
    const verdict = test.station.scan({ scanId: 'torn', text: mug, method: 'wedge', deviceId: 'test', scannedAtMs: test.clock.nowMs() + 9000, mayBeIncomplete: true });
    expect(verdict).toMatchObject({ outcome: 'unreadable', detail: { reason: 'incomplete' } });
    expect(test.station.context.journal.scans.load('torn')?.text).toBe(mug);
    expect(test.parcelOnBench()?.lines[0]?.packed).toBe(0);
  });

  it('undoes scan after scan, down to the empty box', async () => {
    await test.given(aDraft({ lines: twoLines }));
    test.scan('100-1');
    outcomes([mug, kettle, mug].slice(0, 2));
    expect([test.command('undo').outcome, test.command('undo').outcome, test.command('undo').outcome]).toEqual(['undone', 'undone', 'nothing-to-undo']);
    expect(test.parcelOnBench()?.lines.map((line) => line.packed)).toEqual([0, 0]);
  });

  it('puts a parcel aside and goes on with the same counts', async () => {
    await test.given(aDraft({ lines: twoLines }));
    outcomes(['100-1', mug]);
    expect(test.command('abort').outcome).toBe('put-aside');
    expect(test.bench().screen.kind).toBe('ready');
    expect(test.scan('100-1').detail).toMatchObject({ packed: 1 });
  });

  it('refuses to open an order that has left', async () => {
    await test.given(aDraft());
    outcomes(['100-1', mug]);
    expect(test.scan(labelCode()).outcome).toBe('dispatched');
    const verdict = test.scan('100-1');
    expect([verdict.outcome, verdict.detail['code']]).toEqual(['blocked', 'ALREADY_DISPATCHED']);
  });

  it('says which of two stores is meant before it opens anything', async () => {
    await test.close();
    const [store] = firstSettings('unused').stores;
    if (store === undefined) throw new Error('the first settings have a store');
    test = await openTestStation({ settings: { stores: [{ ...store, storeId: 'shop' }, { ...store, storeId: 'other' }] } });
    await test.given(aDraft());
    test.station.context.orders.saveOrders([{ order: { ...aOther(), id: orderIdOf('other' as never, '100-1'), storeId: 'other' as never }, checkedAtMs: test.clock.nowMs(), checkedSource: 'Other' }]);
    expect(test.scan('100-1').outcome).toBe('ambiguous-order');
  });

  it('keeps the parcel and says what to do when the printer is not ready, and prints the same number later', async () => {
    await test.given(aDraft());
    test.printerAnswers({ kind: 'not-ready', reason: 'out of paper' });
    outcomes(['100-1', mug]);
    await test.clock.settle();
    expect(test.bench().screen).toMatchObject({ kind: 'label-problem', reason: 'out of paper' });
    const sscc = test.parcelOnBench()?.label?.sscc;
    test.printerAnswers({ kind: 'sent', reference: 'job-2' });
    expect(test.command('reprint').outcome).toBe('reprinted');
    await test.clock.settle();
    expect(test.bench().screen.kind).toBe('scan-label');
    expect(test.parcelOnBench()?.label?.sscc).toBe(sscc);
  });
});

const aOther = () => {
  const checked = test.station.context.orders.loadOrder(orderIdOf(shop, '100-1'));
  if (checked === null) throw new Error('the first order is missing');
  return checked.order;
};

describe('with no network', () => {
  it('packs, labels and dispatches, and drains by itself when the service answers again', async () => {
    await test.given(aDraft());
    test.account.setOnline(false);
    await test.clock.advance(seconds(20));
    expect(test.bench().header.services[0]).toMatchObject({ reachable: false });
    outcomes(['100-1', mug]);
    expect(test.scan(labelCode()).outcome).toBe('dispatched');
    await test.clock.advance(minutes(5));
    expect(test.account.confirmed).toHaveLength(0);
    expect(test.bench().header.queue.waiting).toBe(1);
    test.account.setOnline(true);
    await test.clock.advance(minutes(3));
    expect(test.account.confirmed).toHaveLength(1);
    expect(test.bench().header.queue).toMatchObject({ waiting: 0, confirmed: 1 });
  });

  it('asks the lead once the last check is older than the limit, and goes on after a release', async () => {
    await test.given(aDraft());
    test.account.setOnline(false);
    await test.clock.advance(minutes(61));
    expect(test.scan('100-1').detail).toMatchObject({ code: 'STALE_DATA' });
    expect(await release(test.station, 'shop/100-1', 'STALE_DATA', 'line is down, buyer known')).toEqual({ released: 1, refused: [] });
    test.command('ok');
    expect(outcomes(['100-1', mug])).toEqual(['order-opened', 'parcel-complete']);
  });

  it('lifts a stop that only age had put up, as soon as the channel answers', async () => {
    await test.given(aDraft());
    test.account.setOnline(false);
    await test.clock.advance(minutes(61));
    expect(test.scan('100-1').outcome).toBe('blocked');
    test.account.setOnline(true);
    await test.clock.advance(seconds(10));
    expect(test.bench().screen.kind).toBe('packing');
  });
});

describe('after a restart', () => {
  it('stands at the same parcel with the same counts', async () => {
    await test.given(aDraft({ lines: twoLines }));
    outcomes(['100-1', mug]);
    await test.restart();
    expect(test.bench().screen).toMatchObject({ kind: 'packing', parcel: { channelOrderId: '100-1', unitsPacked: 1, unitsExpected: 3 } });
    expect(outcomes([mug, kettle])).toEqual(['item-counted', 'parcel-complete']);
  });

  it('does not know whether a label that was being sent is on paper, and says so', async () => {
    await test.given(aDraft());
    outcomes(['100-1', mug]);
    await test.restart();
    expect(['unknown', 'sent']).toContain((test.bench().screen as { parcel?: { label: { state: string } | null } }).parcel?.label?.state);
    expect(test.scan(labelCode()).outcome).toBe('dispatched');
  });
});
