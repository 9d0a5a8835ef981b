import { afterEach, describe, expect, it } from 'vitest';
import { buildSearchOrders } from '../../../src/main/connectors/marketplaces/tiktok/build.ts';
import { completeUntilMs, cursorOf, isRepeated, nextPageToken } from '../../../src/main/connectors/marketplaces/tiktok/paging.ts';
import type { Cursor } from '../../../src/main/connectors/marketplaces/tiktok/paging.ts';
import { NINE_O_CLOCK } from '../support/practice-world.ts';
import { openTikTokWorld } from './world.ts';
import type { PracticeWorld } from '../support/practice-world.ts';

const NOW = NINE_O_CLOCK / 1000;
const start = (updatedAfterMs = 0): Cursor => {
  const at = cursorOf({ updatedAfterMs }, NINE_O_CLOCK);
  if (at === null) throw new Error('a first page has a place');
  return at;
};
const goOn = (token: string | null): Cursor => {
  const at = cursorOf({ updatedAfterMs: 0, pageToken: token ?? '' }, NINE_O_CLOCK + 60_000);
  if (at === null) throw new Error('the token has no place');
  return at;
};
const record = (id: string, updateTime: number) => ({ id, update_time: updateTime });

describe('turning pages', () => {
  it('asks for what changed, oldest first, a hundred at a time', () => {
    const wire = buildSearchOrders({ at: start(5_000_000), updatedAfter: 5_000 });
    expect(wire).toMatchObject({ method: 'POST', path: '/order/202309/orders/search', query: { page_size: '100', sort_field: 'update_time', sort_order: 'ASC' } });
    expect(JSON.parse(wire.body ?? '')).toEqual({ update_time_ge: 5_000 });
    expect(JSON.parse(buildSearchOrders({ at: start(), updatedAfter: 0 }).body ?? '')).toEqual({});
  });

  it('goes on at the second in which the page ended, and leaves out what was seen of it', () => {
    const at = goOn(nextPageToken(start(), [record('1', 10), record('2', 20), record('3', 20)], 'theirs', 0));
    expect(at).toMatchObject({ phase: 'changed', from: 20, seen: ['2', '3'], theirs: null });
    expect([record('2', 20), record('4', 20), record('2', 21)].map((listed) => isRepeated(at, listed))).toEqual([true, false, false]);
  });

  it.each([
    ['a page of one second', [record('1', 20), record('2', 20)], { ...start(20_000) }, ['1', '2']],
    ['answers out of order', [record('1', 30), record('2', 20)], start(), []],
    ['a record without a time', [record('1', 10), { id: '2' }], start(), []],
  ])('%s is gone through by TikTok’s own token', (_what, records, at, seen) => {
    expect(goOn(nextPageToken(at, records, 'theirs', 0))).toMatchObject({ from: at.from, theirs: 'theirs', seen });
    expect(buildSearchOrders({ at: goOn(nextPageToken(at, records, 'theirs', 0)), updatedAfter: 0 }).query).toMatchObject({ page_token: 'theirs' });
  });

  it('ends with older orders that have an open wish to cancel, in case a wish counts as no change', () => {
    const at = goOn(nextPageToken(start(5_000_000), [record('1', 6_000)], null, 5_000));
    expect(JSON.parse(buildSearchOrders({ at, updatedAfter: 5_000 }).body ?? '')).toEqual({ is_buyer_request_cancel: true, update_time_lt: 5_000 });
    expect(nextPageToken(at, [], null, 5_000)).toBeNull();
    expect(nextPageToken(start(), [], null, 0)).toBeNull();
  });

  it('is complete up to two minutes before its first page, however long it takes', () => {
    const first = start();
    const later = goOn(nextPageToken(first, [record('1', 10)], 'theirs', 0));
    expect([completeUntilMs(first), completeUntilMs(later)]).toEqual([(NOW - 120) * 1000, (NOW - 120) * 1000]);
  });

  it.each(['', 'bm8', Buffer.from('{"phase":"changed"}').toString('base64url')])('the token %j is none of ours', (pageToken) => {
    expect(cursorOf({ updatedAfterMs: 0, pageToken }, NINE_O_CLOCK)).toBeNull();
  });
});

describe('a listing while orders change', () => {
  let world: PracticeWorld;
  afterEach(() => world.close());

  it('loses none, though the marketplace counts places', async () => {
    world = await openTikTokWorld({ site: { firstWave: { count: 250, mix: 'clean' } } });
    const ids = world.site.orders().map((sheet) => sheet.channelOrderId);
    const listed: string[] = [];
    let pageToken: string | null = null;
    for (let page = 0; page < 20; page++) {
      const outcome = await world.account.listOrders(pageToken === null ? { updatedAfterMs: 0 } : { updatedAfterMs: 0, pageToken });
      if (outcome.kind !== 'done') throw new Error(outcome.kind);
      listed.push(...outcome.value.orders.map((order) => order.draft.channelOrderId));
      pageToken = outcome.value.nextPageToken;
      if (pageToken === null) break;
      // Orders of the page before change now: they move behind all others, and everything moves up by as many places.
      for (const id of listed.slice(-30, -20)) await world.site.requestCancel(id, 'Changed mind');
      await world.clock.advance(6_000);
    }
    expect(pageToken).toBeNull();
    expect(ids.filter((id) => !listed.includes(id))).toEqual([]);
    expect(listed.length).toBeGreaterThan(ids.length);
  });

  it('names none twice while nothing changes', async () => {
    // Pages end in the middle of a second: each of these orders came in at the same one.
    world = await openTikTokWorld();
    const { length } = await world.site.addOrders(230, 'clean');
    await world.clock.advance(6_000);
    const listed: string[] = [];
    let pageToken: string | null = null;
    for (let page = 0; page < 20; page++) {
      const outcome = await world.account.listOrders(pageToken === null ? { updatedAfterMs: 0 } : { updatedAfterMs: 0, pageToken });
      if (outcome.kind !== 'done') throw new Error(outcome.kind);
      listed.push(...outcome.value.orders.map((order) => order.draft.channelOrderId));
      pageToken = outcome.value.nextPageToken;
      if (pageToken === null) break;
    }
    expect(listed).toHaveLength(world.orderCount + length);
    expect(new Set(listed).size).toBe(listed.length);
  });

  it('refuses a token that is none of its own', async () => {
    world = await openTikTokWorld();
    expect(await world.account.listOrders({ updatedAfterMs: 0, pageToken: 'bm8' })).toMatchObject({ kind: 'rejected', problems: [{ code: 'page-token-refused' }] });
    expect(world.site.arrived('searchOrders')).toBe(0);
  });

  it('finds an older order whose buyer asks to cancel', async () => {
    world = await openTikTokWorld();
    const updatedAfterMs = NINE_O_CLOCK - 60_000;
    const first = await world.account.listOrders({ updatedAfterMs });
    expect(first).toMatchObject({ kind: 'done', value: { orders: [] } });
    const pageToken = first.kind === 'done' ? first.value.nextPageToken : null;
    const second = await world.account.listOrders({ updatedAfterMs, pageToken: pageToken ?? '' });
    const found = second.kind === 'done' ? second.value.orders.map((order) => order.draft.channelOrderId) : [];
    expect(found).toContain(world.orders.cancelRequested);
    expect(found).not.toContain(world.orders.shippable);
  });
});
