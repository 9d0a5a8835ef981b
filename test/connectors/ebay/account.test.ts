import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChannelOrder, OrderPage } from '../../../src/main/application/ports/marketplace.ts';
import type { Outcome } from '../../../src/shared/domain/writeback/outcome.ts';
import type { DispatchNotice } from '../../../src/shared/domain/writeback/write-back.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { aNotice } from './fixtures.ts';
import { openEbayWorld } from './world.ts';
import type { PracticeWorld } from '../support/practice-world.ts';

let world: PracticeWorld;
afterEach(() => world.close());

function done<T>(outcome: Outcome<T>): T {
  if (outcome.kind !== 'done') throw new Error(`expected an answer, got ${JSON.stringify(outcome)}`);
  return outcome.value;
}

async function read(channelOrderId: string): Promise<ChannelOrder> {
  const order = done(await world.account.readOrder(channelOrderId));
  if (order === null) throw new Error(`eBay does not know ${channelOrderId}`);
  return order;
}

async function noticeFor(channelOrderId: string, overrides: Partial<DispatchNotice> = {}): Promise<DispatchNotice> {
  const { draft } = await read(channelOrderId);
  const lines = draft.lines.map((line) => ({ lineId: line.lineId, quantity: line.quantity - line.quantityCancelled - line.quantityShipped })).filter((line) => line.quantity > 0);
  return aNotice({ channelOrderId, carrierCode: 'DHL', trackingNumber: '003401234567890129', shippedAtMs: world.clock.nowMs(), lines, ...overrides });
}

const callsOf = (operation: string): number => world.site.requests().filter((request) => request.operation === operation).length;

describe('an eBay account', () => {
  beforeEach(async () => {
    world = await openEbayWorld();
  });

  it('counts all its calls in one budget, as eBay counts the day', async () => {
    expect(world.account.budgets()).toMatchObject([{ calls: ['list-orders', 'read-order', 'confirm-dispatch'], left: 100, burst: 100 }]);
    await read(world.orders.shippable);
    expect((['list-orders', 'read-order', 'confirm-dispatch'] as const).map((call) => world.account.callsLeft(call))).toEqual([99, 99, 99]);
  });

  it('sends nothing that eBay would refuse, and spends no call on it', async () => {
    expect(await world.account.confirmDispatch(aNotice({ trackingNumber: 'ÄÖÜ', lines: [] }))).toMatchObject({ kind: 'rejected', problems: [{ field: 'trackingNumber' }, { field: 'lines' }] });
    expect(world.site.requests()).toEqual([]);
  });

  it('asks what was told only where something was told', async () => {
    await read(world.orders.shippable);
    expect(callsOf('getShippingFulfillments')).toBe(0);
    expect((await read(world.idOf('already-shipped'))).seenDispatches).toMatchObject([{ carrier: 'DHL', lines: [{ quantity: 1 }] }]);
    expect(callsOf('getShippingFulfillments')).toBe(1);
  });

  it('still knows the numbers where the budget ends between the two calls', async () => {
    const shipped = world.idOf('already-shipped');
    while (world.account.callsLeft('read-order') > 1) await world.account.readOrder(world.orders.unknown);
    expect((await read(shipped)).seenDispatches).toEqual([{ packageReference: '00340000000000000000', carrier: '', trackingNumber: '00340000000000000000' }]);
    expect(callsOf('getShippingFulfillments')).toBe(0);
    expect(world.account.callsLeft('read-order')).toBe(0);
  });

  it('is unavailable, and no half truth, where the second call fails', async () => {
    world.site.faults.add({ operation: 'getShippingFulfillments', fault: { kind: 'status', status: 500 } });
    expect((await world.account.readOrder(world.idOf('already-shipped'))).kind).toBe('unavailable');
  });

  it('proves that it may read, and write where no real order can be meant', async () => {
    expect(await world.account.testConnection()).toEqual({ kind: 'done', value: { accountName: null, canRead: true, canWrite: true, notifies: null, notes: [] } });
    expect(world.arrived('confirm-dispatch')).toBe(1);
    for (const _again of [1, 2]) world.site.faults.add({ operation: 'createShippingFulfillment', fault: { kind: 'token-expired' } });
    expect(await world.account.testConnection()).toMatchObject({ kind: 'done', value: { canRead: true, canWrite: false } });
    world.site.faults.add({ operation: 'accessToken', fault: { kind: 'status', status: 400 } });
    world.expireTokens();
    expect(await world.account.testConnection()).toMatchObject({ kind: 'rejected', problems: [{ code: 'auth' }] });
  });

  it('takes a sign-in page of some network for what it is: no answer', async () => {
    for (const operation of ['getOrder', 'getOrders', 'accessToken'] as const) world.site.faults.add({ operation, fault: { kind: 'not-json' } });
    expect((await world.account.readOrder(world.orders.shippable)).kind).toBe('unavailable');
    expect((await world.account.readOrder(world.orders.shippable)).kind).toBe('unavailable');
    expect((await world.account.listOrders({ updatedAfterMs: 0 })).kind).toBe('unavailable');
    expect((await world.account.readOrder(world.orders.shippable)).kind).toBe('done');
  });

  it('refuses a page token that is none of its own, without a call', async () => {
    expect(await world.account.listOrders({ updatedAfterMs: 0, pageToken: 'bm8' })).toMatchObject({ kind: 'rejected', problems: [{ code: 'page-token-refused' }] });
    expect(world.site.requests()).toEqual([]);
  });

  it('shows a wish to cancel in the list without its words, and alone with them', async () => {
    const wished = world.orders.cancelRequested;
    const listed = done(await world.account.listOrders({ updatedAfterMs: 0 })).orders.find(({ draft }) => draft.channelOrderId === wished);
    expect(listed?.draft.cancellation).toMatchObject({ kind: 'requested', by: 'unknown', reason: null });
    expect((await read(wished)).draft.cancellation).toMatchObject({ kind: 'requested', by: 'buyer', reason: 'Ordered by mistake' });
  });

  it('tells a refused wish from none, and the order may go', async () => {
    expect((await read(world.idOf('cancel-request-rejected'))).draft).toMatchObject({ state: 'open', cancellation: { kind: 'rejected', by: 'buyer' } });
  });

  it('sees that units were taken out of an order', async () => {
    const before = (await read(world.idOf('multi-quantity'))).draft.lines[0]?.quantity ?? 0;
    await world.site.cancelUnits(world.idOf('multi-quantity'));
    expect((await read(world.idOf('multi-quantity'))).draft.lines[0]?.quantity).toBe(before - 1);
  });
});

describe('telling eBay', () => {
  beforeEach(async () => {
    world = await openEbayWorld();
  });

  it('several parcels of one order, each with units and a number of its own', async () => {
    const order = world.idOf('multi-quantity');
    const notice = await noticeFor(order);
    const [line] = notice.lines;
    if (line === undefined) throw new Error('the order has no line');
    const parcels = [{ trackingNumber: 'AAA1', lines: [{ ...line, quantity: 2 }] }, { trackingNumber: 'AAA2', lines: [{ ...line, quantity: line.quantity - 2 }] }];
    for (const [index, parcel] of parcels.entries()) expect((await world.account.confirmDispatch({ ...notice, ...parcel, packageReference: String(index + 1) })).kind).toBe('done');
    await world.passLag();
    const shown = await read(order);
    expect(shown.draft.state).toBe('shipped');
    expect(shown.seenDispatches.map(({ trackingNumber, lines }) => [trackingNumber, lines?.[0]?.quantity])).toEqual([['AAA1', 2], ['AAA2', line.quantity - 2]]);
  });

  it('half of an order shows as partly shipped, in the list and alone', async () => {
    const order = world.idOf('multi-line');
    const notice = await noticeFor(order);
    await world.account.confirmDispatch({ ...notice, lines: notice.lines.slice(0, 1) });
    await world.passLag();
    expect((await read(order)).draft).toMatchObject({ state: 'partly-shipped', lines: [{ quantityShipped: 1 }, { quantityShipped: 0 }, { quantityShipped: 0 }] });
    const listed = done(await world.account.listOrders({ updatedAfterMs: 0 })).orders.find(({ draft }) => draft.channelOrderId === order);
    expect(listed?.seenDispatches).toEqual([{ packageReference: '003401234567890129', carrier: '', trackingNumber: '003401234567890129' }]);
  });

  it('writes a number with blanks and hyphens as eBay takes it, and finds it again', async () => {
    const notice = await noticeFor(world.orders.shippable, { carrierCode: 'RoyalMail', trackingNumber: 'AB 1234-5678 9GB' });
    expect((await world.account.confirmDispatch(notice)).kind).toBe('done');
    await world.passLag();
    expect((await read(world.orders.shippable)).seenDispatches).toMatchObject([{ trackingNumber: 'AB123456789GB', carrier: 'RoyalMail' }]);
  });

  it('the same once more is "told already", and makes no second fulfillment', async () => {
    const notice = await noticeFor(world.orders.shippable);
    await world.account.confirmDispatch(notice);
    expect(await world.account.confirmDispatch(notice)).toMatchObject({ kind: 'rejected', problems: [{ code: 'already-shipped' }] });
    expect(world.site.acceptances()).toMatchObject([{ result: 'stored' }]);
  });

  it('a new number for what has left is "told already" too', async () => {
    const notice = await noticeFor(world.orders.shippable);
    await world.account.confirmDispatch(notice);
    expect(await world.account.confirmDispatch({ ...notice, trackingNumber: 'NEW1' })).toMatchObject({ kind: 'rejected', problems: [{ code: 'already-shipped' }] });
  });

  it('a corrected number does not leave at all: it is changed on eBay’s pages', async () => {
    const notice = await noticeFor(world.orders.shippable, { trackingNumber: 'NEW1', replaces: { trackingNumber: 'OLD1' } });
    expect(await world.account.confirmDispatch(notice)).toMatchObject({ kind: 'rejected', problems: [{ code: 'correction-closed' }] });
    expect(callsOf('createShippingFulfillment')).toBe(0);
  });

  it('one number for two orders: of one buyer yes, of two no', async () => {
    const twin = (await world.site.addOrders(41)).find(({ kind, channelOrderId }) => kind === 'clean' && channelOrderId !== world.orders.shippable)?.channelOrderId ?? '';
    await world.account.confirmDispatch(await noticeFor(world.orders.shippable));
    expect((await world.account.confirmDispatch(await noticeFor(twin))).kind).toBe('done');
    expect(await world.account.confirmDispatch(await noticeFor(world.idOf('multi-line')))).toMatchObject({ kind: 'rejected', problems: [{ code: 'bad-number', message: '32300: Invalid shipment tracking number or carrier' }] });
  });

  it.each([
    ['a line that eBay does not know', { lines: [{ lineId: '1', quantity: 1 }] }, 'order-gone'],
    ['more units than are left', { lines: undefined }, 'bad-request-ours'],
    ['an order that eBay does not know', { channelOrderId: '99-00000-00000' }, 'order-gone'],
  ])('is refused with %s', async (_what, overrides, code) => {
    const notice = await noticeFor(world.orders.shippable);
    const lines = 'lines' in overrides ? (overrides.lines ?? notice.lines.map((line) => ({ ...line, quantity: line.quantity + 1 }))) : notice.lines;
    expect(await world.account.confirmDispatch({ ...notice, ...overrides, lines })).toMatchObject({ kind: 'rejected', problems: [{ code }] });
    expect(world.site.acceptances()).toEqual([]);
  });

  it('a box that was closed while the bench’s clock ran ahead is told as of now: eBay takes no day that has not come', async () => {
    expect((await world.account.confirmDispatch(await noticeFor(world.orders.shippable, { shippedAtMs: Date.UTC(2027, 0, 1) }))).kind).toBe('done');
  });

  it('a bench whose clock runs days ahead tells the time by eBay’s own', async () => {
    await world.close();
    const theirs = createManualClock(world.clock.nowMs() - 3 * 86_400_000);
    world = await openEbayWorld({ clock: theirs });
    expect((await world.account.confirmDispatch(await noticeFor(world.orders.shippable))).kind).toBe('done');
    const sent = JSON.parse(world.site.requests().at(-1)?.body ?? '') as { readonly shippedDate: string };
    expect(sent.shippedDate).toBe(new Date(theirs.nowMs()).toISOString());
  });

  it('while somebody else changes the order it is only busy, and may go again', async () => {
    const notice = await noticeFor(world.orders.shippable);
    world.site.faults.add({ operation: 'createShippingFulfillment', fault: { kind: 'status', status: 409 } });
    expect(await world.account.confirmDispatch(notice)).toMatchObject({ kind: 'rejected', problems: [{ code: 'locked' }] });
    expect((await world.account.confirmDispatch(notice)).kind).toBe('done');
  });

  it('is taken, and for one order never shows', async () => {
    const order = world.idOf('accepted-not-shown');
    expect((await world.account.confirmDispatch(await noticeFor(order))).kind).toBe('done');
    await world.clock.advance(3_600_000);
    expect((await read(order)).seenDispatches).toEqual([]);
    expect(world.site.acceptances()).toMatchObject([{ result: 'dropped' }]);
  });
});

describe('listing while orders change', () => {
  const everything = { updatedAfterMs: 0 };
  const idsOf = (page: OrderPage): string[] => page.orders.map(({ draft }) => draft.channelOrderId);
  beforeEach(async () => {
    world = await openEbayWorld({ firstWave: { count: 450, mix: 'clean' } });
  });

  async function listAll(between: (page: number, first: readonly string[]) => Promise<void>): Promise<string[]> {
    let page = done(await world.account.listOrders(everything));
    const [seen, first] = [idsOf(page), idsOf(page)];
    for (let number = 1; page.nextPageToken !== null; number++) {
      await between(number, first);
      page = done(await world.account.listOrders({ ...everything, pageToken: page.nextPageToken }));
      seen.push(...idsOf(page));
    }
    return seen;
  }

  it('lists each order once over three pages where nothing moves', async () => {
    const seen = await listAll(() => Promise.resolve());
    expect(seen).toHaveLength(450);
    expect(new Set(seen).size).toBe(450);
  });

  it('loses none of the orders that move up over a page’s edge, and tells what changed anew', async () => {
    const seen = await listAll(async (number, first) => {
      // Five orders of the first page are changed: all others move up by five places.
      for (const id of first.slice(number * 5, number * 5 + 5)) await world.site.requestCancel(id, 'Changed my mind');
    });
    expect(new Set(seen).size).toBe(450);
    expect(seen).toHaveLength(450 + 10);
  });

  it('does lose them with the plain offset that eBay’s document describes', async () => {
    const { baseUrl } = await world.site.start();
    const token = await signIn(baseUrl);
    const page = async (offset: number): Promise<string[]> => {
      const filter = encodeURIComponent('lastmodifieddate:[2026-01-01T00:00:00.000Z..]');
      const reply = await fetch(`${baseUrl}/sell/fulfillment/v1/order?filter=${filter}&limit=200&offset=${offset}`, { headers: { authorization: `Bearer ${token}` } });
      return ((await reply.json()) as { orders: { orderId: string }[] }).orders.map(({ orderId }) => orderId);
    };
    const first = await page(0);
    for (const id of first.slice(0, 5)) await world.site.requestCancel(id, 'Changed my mind');
    const seen = new Set([...first, ...(await page(200)), ...(await page(400))]);
    expect(seen.size).toBe(445);
  });

  it('begins anew where more moved than it steps back', async () => {
    const first = done(await world.account.listOrders(everything));
    for (const id of idsOf(first).slice(0, 30)) await world.site.requestCancel(id, 'Changed my mind');
    expect(await world.account.listOrders({ ...everything, pageToken: first.nextPageToken ?? '' })).toMatchObject({ kind: 'rejected', problems: [{ code: 'page-token-refused' }] });
  });
});

async function signIn(baseUrl: string): Promise<string> {
  const reply = await fetch(`${baseUrl}/identity/v1/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from('practice-ebay-client:practice-ebay-secret').toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'v^1.1#practice#refresh' }),
  });
  return ((await reply.json()) as { access_token: string }).access_token;
}
