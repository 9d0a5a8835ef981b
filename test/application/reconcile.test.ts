import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reconcileProgress } from '../../src/main/application/reconcile-progress.ts';
import type { ShiftView } from '../../src/shared/contract/lead-views.ts';
import { minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import { aDraft } from '../support/builders.ts';
import { idOf, leadDesk } from '../support/lead-desk.ts';
import { openTestStation, shop, type TestStation } from '../support/station.ts';

let test: TestStation;
const desk = leadDesk(() => test);
beforeEach(async () => {
  test = await openTestStation();
});
afterEach(() => test.close());

const journal = (): TestStation['station']['context']['journal'] => test.station.context.journal;
const progress = () => reconcileProgress(journal().settings, shop);
const last = () => progress().last();
const reconcile = async (): Promise<ShiftView> => (await test.station.handlers.reconcile({})) as ShiftView;
/** Told, shown and proven. */
async function confirmed(channelOrderId: string): Promise<void> {
  await desk.pack(channelOrderId);
  await test.clock.advance(minutes(2));
  expect(journal().writeBacks.listByOrder(idOf(channelOrderId))).toMatchObject([{ state: 'confirmed' }]);
}

describe('every hour', () => {
  it('a store is read again and compared, by itself', async () => {
    await test.given(aDraft());
    await test.clock.advance(minutes(6));
    const first = last();
    expect(first).toMatchObject({ orders: 1, missed: [], vanished: [], calls: 1 });
    await test.clock.advance(minutes(70));
    expect(last()?.atMs).toBeGreaterThanOrEqual((first?.atMs ?? 0) + minutes(60));
  });

  it('waits for the network, and claims nothing meanwhile', async () => {
    test.account.setOnline(false);
    await test.clock.advance(minutes(90));
    expect(last()).toBeNull();
    test.account.setOnline(true);
    await test.clock.advance(minutes(6));
    expect(last()).not.toBeNull();
  });
});

describe('an order that no listing brought', () => {
  it('comes in, and is named with the comparison', async () => {
    await test.clock.advance(minutes(10));
    // The channel's index came late: the order carries a time that was claimed as complete.
    test.account.hideOnce('late-1');
    test.account.put(aDraft({ channelOrderId: 'late-1', updatedAtMs: test.clock.nowMs() - minutes(5) }));
    expect(test.station.context.orders.loadOrder(idOf('late-1'))).toBeNull();
    const shift = await reconcile();
    expect(shift.stores).toMatchObject([{ reconciled: { missed: ['late-1'] } }]);
    expect(test.station.context.orders.loadOrder(idOf('late-1'))?.order.channelOrderId).toBe('late-1');
    expect(journal().audit.list(null, 5).filter(({ act }) => act === 'reconciled')).toHaveLength(1);
  });
});

describe('a number that the channel showed once', () => {
  it('and shows no more is a matter for the lead, once', async () => {
    await confirmed('100-1');
    test.account.show('100-1', []);
    test.account.change('100-1', { state: 'open' });
    await test.clock.advance(seconds(1));
    expect((await reconcile()).stores).toMatchObject([{ reconciled: { vanished: ['100-1'] } }]);
    expect((await desk.row('conflict')).task?.facts).toMatchObject({ field: 'trackingNumber', there: '–' });
    await test.clock.advance(minutes(2));
    await reconcile();
    expect((await desk.rows()).filter(({ cause }) => cause === 'conflict')).toHaveLength(1);
  });

  it('and is another one now names both', async () => {
    await confirmed('100-1');
    test.account.show('100-1', [{ packageReference: '1', carrier: 'GLS', trackingNumber: 'XX9' }]);
    test.account.change('100-1', { shippingService: 'edited' });
    await test.clock.advance(seconds(1));
    await reconcile();
    const [row] = journal().writeBacks.listByOrder(idOf('100-1'));
    expect((await desk.row('conflict')).task?.facts).toMatchObject({ here: row?.notice.trackingNumber, there: 'GLS XX9' });
  });

  it('and still shows costs no single read', async () => {
    await confirmed('100-1');
    test.account.change('100-1', { shippingService: 'edited' });
    const reads = test.account.reads.length;
    await reconcile();
    expect(test.account.reads.length).toBe(reads);
    expect((await desk.rows()).filter(({ cause }) => cause === 'conflict')).toEqual([]);
  });
});
