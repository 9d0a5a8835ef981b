import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChannelOrder, OrderListing, OrderPage } from '../../src/main/application/ports/marketplace.ts';
import { reconcileProgress } from '../../src/main/application/reconcile-progress.ts';
import type { ShiftView } from '../../src/shared/contract/lead-views.ts';
import { minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import type { Outcome } from '../../src/shared/domain/writeback/outcome.ts';
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
const reconcile = async (): Promise<ShiftView> => (await test.station.handlers.reconcile({})) as ShiftView;
const reconciled = async () => ((await test.station.handlers.loadShift({})) as ShiftView).stores[0]?.reconciled;
const conflicts = async (): Promise<number> => (await desk.rows()).filter(({ cause }) => cause === 'conflict').length;

/** What was asked of the listing, by page. */
let asked: OrderListing[];
type Answer = Outcome<OrderPage> | 'page';

/** A channel whose listing comes in pages "1", "2", … of one order each; `answers` says what becomes of the next calls. */
function inPages(pages: readonly string[], answers: readonly Answer[] = []): void {
  asked = [];
  const planned = [...answers];
  const listOrders = (listing: OrderListing): Promise<Outcome<OrderPage>> => {
    asked.push(listing);
    const next = planned.shift() ?? 'page';
    if (next !== 'page') return Promise.resolve(next);
    const at = 'pageToken' in listing ? Number(listing.pageToken) : 0;
    const id = pages[at];
    const orders: ChannelOrder[] = id === undefined ? [] : [{ draft: test.account.draft(id), seenDispatches: [] }];
    return Promise.resolve({ kind: 'done', value: { orders, unreadable: [], nextPageToken: at + 1 < pages.length ? String(at + 1) : null, completeUntilMs: test.clock.nowMs() } });
  };
  Object.assign(test.account, { listOrders });
}

/** So many calls to list and to read; then none, until more are given. */
function withCalls(calls: { list: number; read: number }): typeof calls {
  const of = (call: string): number => (call === 'list-orders' ? calls.list : call === 'read-order' ? calls.read : 30);
  Object.assign(test.account, { callsLeft: of, waitMs: (call: string) => (of(call) > 0 ? 0 : minutes(3)) });
  return calls;
}
const pageOf = (listing: OrderListing): string => ('pageToken' in listing ? listing.pageToken : 'first');
const ids = ['p-0', 'p-1', 'p-2', 'p-3', 'p-4', 'p-5', 'p-6', 'p-7'];
const hasty = { kind: 'rate-limited', retryAfterMs: minutes(3) } as const;

describe('a reading that its budget cuts short', () => {
  beforeEach(async () => {
    await test.clock.advance(minutes(10));
    for (const id of ids) test.account.put(aDraft({ channelOrderId: id, updatedAtMs: test.clock.nowMs() - minutes(4) }));
    progress().saveLast({ atMs: test.clock.nowMs(), endedAtMs: test.clock.nowMs(), untilMs: test.clock.nowMs(), calls: 1, orders: 0, missed: [], vanished: [] });
  });

  it('goes on at the same page, and ends', async () => {
    inPages(ids, ['page', 'page', hasty]);
    await reconcile();
    expect(asked.map(pageOf)).toEqual(['first', '1', '2']);
    expect(await reconciled()).toMatchObject({ isHalfRead: true, missed: [] });
    inPages(ids);
    await reconcile();
    expect(asked.map(pageOf)).toEqual(['2', '3', '4', '5', '6', '7']);
    expect(await reconciled()).toMatchObject({ isHalfRead: false, calls: 8, orders: 8, missed: ids });
    expect(journal().audit.list(null, 9).filter(({ act }) => act === 'reconciled')).toHaveLength(1);
  });

  it('goes on by itself when the calls come back, and not from the start', async () => {
    inPages(ids, ['page', hasty]);
    await reconcile();
    inPages(ids);
    await test.clock.advance(minutes(3) + seconds(5));
    const byReconciling = asked.map(pageOf).filter((page) => page !== 'first');
    expect(byReconciling.slice(0, 2)).toEqual(['1', '2']);
    expect(progress().half()).toBeNull();
    expect(progress().last()).toMatchObject({ orders: 8 });
  });

  it('goes on after a night in which the station was off', async () => {
    inPages(ids, ['page', 'page', 'page', { kind: 'unavailable', cause: 'ECONNRESET' }]);
    await reconcile();
    await test.restart();
    inPages(ids);
    await test.clock.advance(seconds(5));
    await reconcile();
    expect(asked.map(pageOf)).toContain('3');
    expect(progress().last()).toMatchObject({ orders: 8, missed: expect.arrayContaining(['p-0', 'p-1', 'p-2']) as unknown });
  });

  it('begins again where the channel knows the page no more, and not where it only refused the account', async () => {
    inPages(ids, ['page', { kind: 'rejected', problems: [{ code: 'auth', message: 'token revoked' }] }]);
    await reconcile();
    expect(progress().half()).toMatchObject({ pageToken: '1' });
    inPages(ids, [{ kind: 'rejected', problems: [{ code: 'page-token-refused', message: 'expired' }] }]);
    await reconcile();
    expect(progress().half()).toBeNull();
    inPages(ids);
    await reconcile();
    expect(pageOf(asked[0]!)).toBe('first');
    expect(progress().last()?.orders).toBe(8);
  });

  it('claims no more than was complete when its first page was read', async () => {
    const beganMs = test.clock.nowMs();
    inPages(ids, ['page', hasty]);
    await reconcile();
    await test.clock.advance(minutes(2));
    inPages(ids);
    await reconcile();
    expect(progress().last()).toMatchObject({ atMs: beganMs, untilMs: beganMs });
  });

  it('claims no more than the channel says is complete', async () => {
    const lagMs = minutes(2);
    inPages([], [{ kind: 'done', value: { orders: [], unreadable: [], nextPageToken: null, completeUntilMs: test.clock.nowMs() - lagMs } }]);
    await reconcile();
    expect(progress().last()).toMatchObject({ untilMs: test.clock.nowMs() - lagMs });
  });

  it('names what was missed also where the power goes between a page and its place', async () => {
    await test.close();
    test = await openTestStation({ parts: { log: () => undefined } });
    await test.clock.advance(minutes(10));
    test.account.put(aDraft({ channelOrderId: 'p-0', updatedAtMs: test.clock.nowMs() - minutes(4) }));
    test.account.put(aDraft({ channelOrderId: 'p-1', updatedAtMs: test.clock.nowMs() - minutes(4) }));
    inPages(['p-0', 'p-1']);
    const { settings } = journal();
    const save = settings.save.bind(settings);
    Object.assign(settings, {
      save: (name: string, json: string) => {
        if (name.startsWith('reconciling') && json.includes('"pageToken":"1"')) throw new Error('the power is gone');
        save(name, json);
      },
    });
    await reconcile();
    expect(test.station.context.orders.loadOrder(idOf('p-0'))).not.toBeNull();
    Object.assign(settings, { save });
    await reconcile();
    expect(progress().last()?.missed).toEqual(expect.arrayContaining(['p-0', 'p-1']));
  });

  it('reads the next hour from where the last one ended, a quarter of an hour earlier', async () => {
    const { untilMs } = progress().last()!;
    inPages(ids);
    await reconcile();
    expect(asked[0]).toEqual({ updatedAfterMs: untilMs - minutes(15) });
  });

  it('leaves calls for new orders: below the reserve it takes every second one that comes back', async () => {
    const calls = withCalls({ list: 8, read: 30 });
    inPages(ids);
    const { listOrders } = test.account;
    Object.assign(test.account, { listOrders: (listing: OrderListing) => ((calls.list -= 1), listOrders(listing)), budgets: () => [{ calls: ['list-orders'], left: calls.list, burst: 20, ratePerSecond: 1 / 60, costs: {} }] });
    await reconcile();
    expect([asked.map(pageOf), calls.list]).toEqual([['first', '1', '2'], 5]);
    expect(progress().half()).toMatchObject({ pageToken: '3' });
  });

  it('ends where the channel shows one page for ever', async () => {
    inPages(ids, [{ kind: 'done', value: { orders: [], unreadable: [], nextPageToken: '1', completeUntilMs: null } }, { kind: 'done', value: { orders: [], unreadable: [], nextPageToken: '1', completeUntilMs: null } }]);
    await reconcile();
    expect(asked).toHaveLength(2);
  });
});

describe('orders whose number a page does not show', () => {
  const many = Array.from({ length: 27 }, (_, index) => `d-${index}`);

  async function doubted(...channelOrderIds: readonly string[]): Promise<void> {
    for (const id of channelOrderIds) {
      await desk.pack(id);
      await test.clock.advance(seconds(2));
    }
    await test.clock.advance(minutes(2));
    for (const id of channelOrderIds) {
      test.account.show(id, [{ packageReference: '1', carrier: 'GLS', trackingNumber: `XX-${id}` }]);
      test.account.change(id, { shippingService: 'edited' });
    }
    await test.clock.advance(seconds(1));
  }

  it('are all asked: those beyond what one turn may ask come later, and the lead sees how many', { timeout: 60_000 }, async () => {
    await doubted(...many);
    await reconcile();
    expect(await reconciled()).toMatchObject({ stillToAsk: 7 });
    expect(await conflicts()).toBe(20);
    await test.clock.advance(minutes(6));
    expect(await reconciled()).toMatchObject({ stillToAsk: 0 });
    expect(await conflicts()).toBe(27);
    expect((await reconciled())?.vanished).toHaveLength(27);
  });

  it('stay on the list when there are no calls to spare, also over a restart', async () => {
    await doubted('d-0', 'd-1');
    const calls = withCalls({ list: 30, read: 3 });
    await reconcile();
    expect([await reconciled(), test.account.reads.filter((id) => id === 'd-1').length]).toMatchObject([{ stillToAsk: 2 }, expect.any(Number) as unknown]);
    await test.restart();
    await test.clock.advance(minutes(1));
    expect(await reconciled()).toMatchObject({ stillToAsk: 2 });
    calls.read = 30;
    await test.clock.advance(minutes(6));
    expect([await reconciled(), await conflicts()]).toMatchObject([{ stillToAsk: 0 }, 2]);
  });

  it('and give no answer are asked again in an hour, and hold up no other', async () => {
    await doubted('d-0', 'd-1');
    const { readOrder } = test.account;
    let silent = true;
    const reads: string[] = [];
    Object.assign(test.account, {
      readOrder: (id: string) => {
        reads.push(id);
        return silent && id === 'd-0' ? Promise.resolve({ kind: 'rejected', problems: [{ code: 'unreadable', message: 'lines: expected array' }] }) : readOrder(id);
      },
    });
    await reconcile();
    expect([await reconciled(), await conflicts()]).toMatchObject([{ stillToAsk: 1 }, 1]);
    await test.clock.advance(minutes(30));
    expect(reads.filter((id) => id === 'd-0')).toHaveLength(1);
    silent = false;
    await test.clock.advance(minutes(40));
    expect([await reconciled(), await conflicts()]).toMatchObject([{ stillToAsk: 0 }, 2]);
  });

  it('and whose reading throws hold up no other', async () => {
    await test.close();
    test = await openTestStation({ parts: { log: () => undefined } });
    await doubted('d-0', 'd-1');
    const { readOrder } = test.account;
    Object.assign(test.account, { readOrder: (id: string) => (id === 'd-0' ? Promise.reject(new Error('a bug')) : readOrder(id)) });
    await reconcile();
    await test.clock.advance(minutes(6));
    expect([await reconciled(), await conflicts()]).toMatchObject([{ stillToAsk: 1 }, 1]);
  });

  it('are asked no more once a page shows the number again', async () => {
    await doubted('d-0');
    const calls = withCalls({ list: 30, read: 0 });
    await reconcile();
    expect(await reconciled()).toMatchObject({ stillToAsk: 1 });
    const [row] = journal().writeBacks.listByOrder(idOf('d-0'));
    test.account.show('d-0', [{ packageReference: '1', carrier: 'DHL', trackingNumber: row!.notice.trackingNumber }]);
    test.account.change('d-0', { shippingService: 'edited again' });
    await reconcile();
    calls.read = 30;
    expect([await reconciled(), await conflicts()]).toMatchObject([{ stillToAsk: 0 }, 0]);
  });

  it('because the channel shipped them and opened them again are asked', async () => {
    await desk.pack('100-1');
    await test.clock.advance(minutes(2));
    test.account.change('100-1', { state: 'shipped' });
    await test.clock.advance(minutes(2));
    expect(test.station.context.orders.loadOrder(idOf('100-1'))?.order.state).toBe('shipped');
    test.account.show('100-1', []);
    test.account.change('100-1', { state: 'open' });
    await reconcile();
    expect(await conflicts()).toBe(1);
  });

  it('because the channel knows the order no more are a matter for the lead', async () => {
    await doubted('d-0');
    Object.assign(test.account, { readOrder: () => Promise.resolve({ kind: 'done', value: null }) });
    await reconcile();
    expect([(await reconciled())?.vanished, await conflicts()]).toEqual([['d-0'], 1]);
  });
});
