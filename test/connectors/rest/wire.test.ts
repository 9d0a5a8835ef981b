import { afterEach, describe, expect, it } from 'vitest';
import type { ChannelOrder, MarketplaceAccount } from '../../../src/main/application/ports/marketplace.ts';
import { restConnector } from '../../../src/main/connectors/marketplaces/rest/connector.ts';
import { createPracticeSite } from '../../../src/main/practice/practice-site.ts';
import { practiceDescription } from '../../../src/main/practice/rest/description.ts';
import { PRACTICE_REST_KEY, practiceRest } from '../../../src/main/practice/rest/desk.ts';
import type { StoreId } from '../../../src/shared/domain/order/order.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { openRestWorld } from './world.ts';
import type { PracticeWorld } from '../support/practice-world.ts';

let world: PracticeWorld;
afterEach(() => world.close());

type Fields = Record<string, unknown>;
/** The practice service, described otherwise. */
async function openAs(changes: (description: Fields) => Fields): Promise<MarketplaceAccount> {
  world = await openRestWorld({ listLagMs: 0 });
  const { baseUrl } = await world.site.start();
  const opened = restConnector.openAccount({ storeId: 's' as StoreId, settings: { description: changes(practiceDescription(`${baseUrl}/api/v1`)), secret: PRACTICE_REST_KEY, username: 'someone' }, clock: world.clock, timers: world.clock });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  return opened.account;
}
const withList = (list: Fields) => (description: Fields): Fields => ({ ...description, list: { ...(description['list'] as Fields), ...list } });

async function listAll(account: MarketplaceAccount, between: () => Promise<void> = async () => undefined): Promise<readonly ChannelOrder[]> {
  const orders: ChannelOrder[] = [];
  let pageToken: string | null = null;
  do {
    const page = await account.listOrders({ updatedAfterMs: 0, ...(pageToken === null ? {} : { pageToken }) });
    if (page.kind !== 'done') throw new Error(JSON.stringify(page));
    orders.push(...page.value.orders);
    pageToken = page.value.nextPageToken;
    if (pageToken !== null) await between();
  } while (pageToken !== null);
  return orders;
}
const idsOf = (orders: readonly ChannelOrder[]): readonly string[] => orders.map(({ draft }) => draft.channelOrderId);

describe('pages of a described service', () => {
  it.each([
    ['by number', { paging: { kind: 'page', parameter: 'page', first: 1, size: 20 }, sortedBy: 'other' }],
    ['by number and time', { paging: { kind: 'page', parameter: 'page', first: 1, size: 20 }, sortedBy: 'updated' }],
    ['by cursor', { paging: { kind: 'cursor', parameter: 'after', next: 'next' } }],
    ['all in one', { paging: { kind: 'none' }, query: { changed_since: '{updatedAfter}', limit: '100' } }],
  ])('%s: each order once', async (_what, list) => {
    const ids = idsOf(await listAll(await openAs(withList(list))));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(world.orderCount);
  });

  /** An order of the first page is changed while the next one is asked for: it moves to the end, and all behind it move up. */
  const changeOneMeanwhile = (): (() => Promise<void>) => {
    let isDone = false;
    return async () => {
      if (isDone) return;
      isDone = true;
      const [oldest] = [...world.site.orders()].reverse();
      await world.clock.advance(1000);
      await world.site.requestCancel(oldest?.channelOrderId ?? '', 'changed');
    };
  };

  it('by time lose no order that was pushed over the edge; by number alone they do', async () => {
    const byTime = await openAs(withList({ sortedBy: 'updated' }));
    expect(new Set(idsOf(await listAll(byTime, changeOneMeanwhile()))).size).toBe(world.orderCount);
    await world.close();
    const byNumber = await openAs(withList({ sortedBy: 'other' }));
    expect(new Set(idsOf(await listAll(byNumber, changeOneMeanwhile()))).size).toBe(world.orderCount - 1);
  });

  it('of many orders changed in one second go on by number, without a circle', async () => {
    const clock = createManualClock(Date.UTC(2026, 10, 21, 9));
    const site = await createPracticeSite({ clock, timers: clock, seed: 3, channel: practiceRest, listLagMs: 0 });
    const added = await site.addOrders(50, 'clean');
    const { settings } = await site.start();
    const opened = restConnector.openAccount({ storeId: 's' as StoreId, settings, clock, timers: clock });
    if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
    const ids = idsOf(await listAll(opened.account));
    await site.stop();
    world = await openRestWorld();
    expect(new Set(ids).size).toBe(ids.length);
    for (const { channelOrderId } of added) expect(ids).toContain(channelOrderId);
  });

  it('a page token of somebody else is refused', async () => {
    const account = await openAs((description) => description);
    expect(await account.listOrders({ updatedAfterMs: 0, pageToken: 'e30' })).toMatchObject({ kind: 'rejected', problems: [{ code: 'page-token-refused' }] });
  });
});

describe('parcels at a described service', () => {
  const openWorld = async (): Promise<PracticeWorld> => (world = await openRestWorld());
  async function orderOf(kind: string): Promise<ChannelOrder> {
    const read = await world.account.readOrder(world.idOf(kind));
    if (read.kind !== 'done' || read.value === null) throw new Error(kind);
    return read.value;
  }
  const noticeOf = ({ draft }: ChannelOrder, packageReference: string, trackingNumber: string, lines = draft.lines.map(({ lineId, quantity }) => ({ lineId, quantity }))) => ({ channelOrderId: draft.channelOrderId, packageReference, carrierCode: 'dhl', trackingNumber, shippedAtMs: world.clock.nowMs(), lines });

  it('two parcels of an order stand side by side, and a corrected number takes the place of its own', async () => {
    await openWorld();
    const order = await orderOf('multi-quantity');
    const [line] = order.draft.lines;
    if (line === undefined) throw new Error('no line');
    const part = (quantity: number): { lineId: string; quantity: number }[] => [{ lineId: line.lineId, quantity }];
    expect(await world.account.confirmDispatch(noticeOf(order, '1', 'FIRST-1', part(1)))).toMatchObject({ kind: 'done' });
    expect(await world.account.confirmDispatch(noticeOf(order, '2', 'SECOND-2', part(line.quantity - 1)))).toMatchObject({ kind: 'done' });
    expect(await world.account.confirmDispatch({ ...noticeOf(order, '1', 'FIRST-1B', part(1)), replaces: { trackingNumber: 'FIRST-1' } })).toMatchObject({ kind: 'done' });
    await world.passLag();
    const { seenDispatches, draft } = await orderOf('multi-quantity');
    expect([...seenDispatches].sort((a, b) => a.packageReference.localeCompare(b.packageReference)).map(({ packageReference, trackingNumber, lines }) => [packageReference, trackingNumber, lines?.[0]?.quantity])).toEqual([['1', 'FIRST-1B', 1], ['2', 'SECOND-2', line.quantity - 1]]);
    expect(draft.state).toBe('shipped');
    expect(world.site.acceptances().map(({ result }) => result)).toEqual(['stored', 'stored', 'edited']);
  });

  it.each([
    ['cancelled', {}, 'order-cancelled'],
    ['ship-plus', {}, 'not-ours-to-tell'],
    ['payment-pending', {}, 'wrong-state'],
    ['already-shipped', {}, 'already-shipped'],
    ['clean', { carrierCode: 'pigeon' }, 'bad-carrier'],
    ['clean', { trackingNumber: '?' }, 'bad-number'],
    ['clean', { quantity: 9 }, 'quantity-wrong'],
  ])('a refusal for %s %o is %s', async (kind, { quantity, ...overrides }: { quantity?: number; carrierCode?: string; trackingNumber?: string }, code) => {
    await openWorld();
    const order = await orderOf(kind);
    const lines = order.draft.lines.map((line) => ({ lineId: line.lineId, quantity: quantity ?? line.quantity }));
    expect(await world.account.confirmDispatch({ ...noticeOf(order, '7', 'NUMBER-77', lines), ...overrides })).toMatchObject({ kind: 'rejected', problems: [{ code }] });
    expect(world.site.acceptances()).toEqual([]);
  });

  it('a busy record, and a page of a hotel instead of an answer', async () => {
    await openWorld();
    const order = await orderOf('clean');
    world.site.faults.add({ operation: 'confirmDispatch', fault: { kind: 'status', status: 423 } });
    expect(await world.account.confirmDispatch(noticeOf(order, '1', 'NUMBER-1'))).toMatchObject({ kind: 'rejected', problems: [{ code: 'locked' }] });
    world.site.faults.add({ operation: 'confirmDispatch', fault: { kind: 'not-json' } });
    expect((await world.account.confirmDispatch(noticeOf(order, '1', 'NUMBER-1'))).kind).toBe('uncertain');
    world.site.faults.add({ operation: 'readOrder', fault: { kind: 'not-json' } });
    expect((await world.account.readOrder(order.draft.channelOrderId)).kind).toBe('unavailable');
    expect(world.site.acceptances()).toEqual([]);
  });
});

describe('a trial of the connection', () => {
  it('says what was read, and that a mapping fits no order', async () => {
    const account = await openAs((description) => description);
    expect(await account.testConnection()).toMatchObject({ kind: 'done', value: { accountName: 'Practice web shop', canRead: true, canWrite: null, notes: [expect.stringMatching(/^20 orders/) as string] } });
    await world.close();
    const wrong = await openAs((description) => ({ ...description, order: { ...(description['order'] as Fields), id: 'nummer' } }));
    const trial = await wrong.testConnection();
    expect(trial).toMatchObject({ kind: 'done', value: { canRead: false } });
    expect(JSON.stringify(trial)).toContain('nummer: is missing');
  });

  it.each([
    ['bearer', { kind: 'bearer' }],
    ['basic', { kind: 'basic' }],
    ['no key', { kind: 'none' }],
  ])('with the wrong way to sign in (%s) is refused as a matter of the account', async (_what, auth) => {
    const account = await openAs((description) => ({ ...description, auth }));
    expect(await account.testConnection()).toMatchObject({ kind: 'rejected', problems: [{ code: 'auth' }] });
  });

  it('one budget for all calls is counted as one', async () => {
    const account = await openAs((description) => ({ ...description, limits: { ratePerSecond: 1, burst: 2 } }));
    await account.readOrder(world.idOf('clean'));
    await account.readOrder(world.idOf('clean'));
    expect(await account.listOrders({ updatedAfterMs: 0 })).toMatchObject({ kind: 'rate-limited' });
    expect(account.budgets()).toHaveLength(1);
  });
});
