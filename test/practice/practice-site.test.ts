import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChannelOrder } from '../../src/main/application/ports/marketplace.ts';
import type { PracticeSiteOptions } from '../../src/main/practice/practice-site.ts';
import type { DispatchNotice } from '../../src/shared/domain/writeback/write-back.ts';
import { openAmazonWorld } from '../connectors/amazon/world.ts';
import type { PracticeWorld } from '../connectors/support/practice-world.ts';

let world: PracticeWorld;
const worlds: PracticeWorld[] = [];
const folders: string[] = [];
async function open(options: Partial<PracticeSiteOptions> = {}): Promise<PracticeWorld> {
  world = await openAmazonWorld(options);
  worlds.push(world);
  return world;
}
afterEach(async () => {
  for (const opened of worlds.splice(0)) await opened.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

async function read(channelOrderId: string): Promise<ChannelOrder> {
  const outcome = await world.account.readOrder(channelOrderId);
  if (outcome.kind !== 'done' || outcome.value === null) throw new Error(JSON.stringify(outcome));
  return outcome.value;
}

async function logIn(): Promise<string> {
  const { baseUrl } = await world.site.start();
  const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'practice-client', client_secret: 'practice-secret', refresh_token: 'practice-refresh-token' });
  return ((await (await fetch(`${baseUrl}/auth/o2/token`, { method: 'POST', body: form })).json()) as { access_token: string }).access_token;
}

const idOf = (kind: string): string => world.site.orders().find((sheet) => sheet.kind === kind)?.channelOrderId ?? '';

async function noticeFor(channelOrderId: string, overrides: Partial<DispatchNotice> = {}): Promise<DispatchNotice> {
  const { draft } = await read(channelOrderId);
  return {
    channelOrderId,
    marketplaceId: draft.marketplaceId ?? '',
    packageReference: '1',
    carrierCode: 'DHL',
    trackingNumber: '003401234567890129',
    shippedAtMs: world.clock.nowMs(),
    lines: draft.lines.map((line) => ({ lineId: line.lineId, quantity: line.quantity - line.quantityCancelled })).filter((line) => line.quantity > 0),
    ...overrides,
  };
}

describe('the practice marketplace confirms like Amazon', () => {
  beforeEach(async () => {
    await open();
  });

  it('answers 204 to a carrier it does not know, and shows nothing, ever', async () => {
    const notice = await noticeFor(idOf('clean'), { carrierCode: 'Kiez-Velo' });
    expect(await world.account.confirmDispatch(notice)).toMatchObject({ kind: 'done' });
    await world.clock.advance(3_600_000);
    expect((await read(notice.channelOrderId)).seenDispatches).toEqual([]);
    expect(world.site.acceptances()).toMatchObject([{ result: 'dropped', carrierCode: 'Kiez-Velo' }]);
    // Once the carrier is mended, the same package reference goes through.
    await world.account.confirmDispatch({ ...notice, carrierCode: 'DHL' });
    expect(world.site.acceptances().map((acceptance) => acceptance.result)).toEqual(['dropped', 'stored']);
  });

  it('shows "Other" under the name that was given', async () => {
    const notice = await noticeFor(idOf('clean'), { carrierCode: 'Other', carrierName: 'Evri' });
    await world.account.confirmDispatch(notice);
    await world.clock.advance(4_000);
    expect(world.site.shownPackages(notice.channelOrderId)).toEqual([{ packageReference: '1', carrier: 'Evri', trackingNumber: '003401234567890129' }]);
  });

  it('accepts, and for one order never shows anything', async () => {
    const notice = await noticeFor(idOf('accepted-not-shown'));
    expect(await world.account.confirmDispatch(notice)).toMatchObject({ kind: 'done' });
    await world.clock.advance(3_600_000);
    expect(world.site.shownPackages(notice.channelOrderId)).toEqual([]);
  });

  it('shows a slow order only after it was read three times', async () => {
    const notice = await noticeFor(idOf('slow-to-show'));
    await world.account.confirmDispatch(notice);
    const seen: number[] = [];
    for (let reads = 0; reads < 5; reads++) seen.push((await read(notice.channelOrderId)).seenDispatches.length);
    expect(seen).toEqual([0, 0, 0, 1, 1]);
  });

  it('says "order already fulfilled" to a second package of a fully shipped order', async () => {
    const notice = await noticeFor(idOf('clean'));
    await world.account.confirmDispatch(notice);
    expect(await world.account.confirmDispatch({ ...notice, packageReference: '2' })).toMatchObject({ kind: 'rejected', problems: [{ code: 'already-shipped', message: expect.stringContaining('PackageToUpdateNotFound') as string }] });
  });

  it('takes several parcels of one order, each with its own reference', async () => {
    const notice = await noticeFor(idOf('multi-line'));
    for (const [index, line] of notice.lines.entries()) {
      expect(await world.account.confirmDispatch({ ...notice, packageReference: String(index + 1), lines: [line] })).toMatchObject({ kind: 'done' });
    }
    await world.clock.advance(4_000);
    expect((await read(notice.channelOrderId)).draft.state).toBe('shipped');
    expect(world.site.shownPackages(notice.channelOrderId)).toHaveLength(notice.lines.length);
  });

  it('changes a package when its reference comes again, until it was changed too often', async () => {
    const notice = await noticeFor(idOf('clean'));
    await world.account.confirmDispatch(notice);
    await world.clock.advance(60_000);
    await world.account.confirmDispatch({ ...notice, trackingNumber: '003401234567890136' });
    expect(world.site.shownPackages(notice.channelOrderId)).toMatchObject([{ trackingNumber: '003401234567890136' }]);
    for (let edits = 1; edits < 10; edits++) {
      await world.clock.advance(1_000);
      expect((await world.account.confirmDispatch(notice)).kind).toBe('done');
    }
    expect(await world.account.confirmDispatch(notice)).toMatchObject({ kind: 'rejected', problems: [{ code: 'too-many-updates' }] });
  });

  it('does not know the lines of a cancelled order any more', async () => {
    const notice = await noticeFor(idOf('clean'));
    expect(await world.site.cancelOrder(notice.channelOrderId)).toBe(true);
    expect(await world.account.confirmDispatch(notice)).toMatchObject({ kind: 'rejected', problems: [{ code: 'order-cancelled-or-unknown-line' }] });
    expect(world.site.acceptances()).toEqual([]);
  });

  it.each([
    ['a Ship+ order', 'ship-plus', {}, 'ship-plus'],
    ['an order that is not paid', 'payment-pending', {}, 'unrecognised'],
    ['more units than were ordered', 'clean', { lines: undefined }, 'unrecognised'],
    ['a line of another order', 'clean', { lines: [{ lineId: '59999999999999', quantity: 1 }] }, 'order-cancelled-or-unknown-line'],
    ['another marketplace', 'clean', { marketplaceId: 'ATVPDKIKX0DER' }, 'unrecognised'],
    ['a number that Royal Mail never gives out', 'clean', { carrierCode: 'Royal Mail' }, 'bad-number'],
  ])('refuses %s', async (_what, kind, overrides, code) => {
    const notice = await noticeFor(idOf(kind));
    const lines = 'lines' in overrides ? (overrides.lines ?? notice.lines.map((line) => ({ ...line, quantity: line.quantity + 1 }))) : notice.lines;
    expect(await world.account.confirmDispatch({ ...notice, ...overrides, lines })).toMatchObject({ kind: 'rejected', problems: [{ code }] });
    expect(world.site.acceptances()).toEqual([]);
  });
});

describe('buyers of the practice marketplace', () => {
  beforeEach(async () => {
    await open();
  });

  it('may ask to cancel, once, as long as something is left', async () => {
    const id = idOf('clean');
    expect(await world.site.requestCancel(id, 'Too late')).toBe(true);
    expect(await world.site.requestCancel(id, 'Too late')).toBe(false);
    expect((await read(id)).draft.cancellation).toMatchObject({ kind: 'requested', by: 'buyer', reason: 'Too late' });
  });

  it('may ask between the listing and the packing: the list is clean, the first live read too, the second is not', async () => {
    const id = idOf('cancel-requested-while-packing');
    const listed = await world.account.listOrders({ updatedAfterMs: 0 });
    const inList = listed.kind === 'done' ? listed.value.orders.find((order) => order.draft.channelOrderId === id) : undefined;
    expect(inList?.draft.cancellation.kind).toBe('none');
    expect((await read(id)).draft.cancellation.kind).toBe('none');
    expect((await read(id)).draft.cancellation.kind).toBe('requested');
  });

  it('see their request refused: it is gone from the wire, and they may ask again', async () => {
    const id = idOf('cancel-requested');
    expect((await read(id)).draft.cancellation.kind).toBe('requested');
    const { updatedAtMs } = (await read(id)).draft;
    await world.clock.advance(1_000);
    expect(await world.site.rejectCancel(id)).toBe(true);
    const { draft } = await read(id);
    expect([draft.state, draft.cancellation.kind, ...draft.lines.map((line) => line.cancellation.kind)]).toEqual(['open', 'none', 'none']);
    expect(draft.updatedAtMs).toBeGreaterThan(updatedAtMs ?? 0);
    expect(await world.site.rejectCancel(id)).toBe(false);
    expect(await world.site.requestCancel(id, 'Please')).toBe(true);
  });

  it.each([
    ['one unit of the first line that has several', 'partly-cancelled-line', [[3, 2, 'cancelled'], [2, 1, 'cancelled']]],
    ['one unit, the other five stay', 'multi-quantity', [[6, 1, 'cancelled']]],
    ['the first of two lines of one unit each', 'cancelled-while-packing', [[1, 1, 'cancelled'], [1, 0, 'none']]],
  ])('may cancel a part: %s', async (_what, kind, lines) => {
    const id = idOf(kind);
    expect(await world.site.cancelUnits(id)).toBe(true);
    const { draft } = await read(id);
    expect([draft.state, draft.cancellation.kind]).toEqual(['open', 'none']);
    expect(draft.lines.map((line) => [line.quantity, line.quantityCancelled, line.cancellation.kind])).toEqual(lines);
  });

  it('cannot cancel a part of a single unit, of what is cancelled, or of what was shipped', async () => {
    for (const kind of ['clean', 'cancelled', 'already-shipped']) expect([kind, await world.site.cancelUnits(idOf(kind))]).toEqual([kind, false]);
  });

  it('cannot cancel what was shipped', async () => {
    expect(await world.site.cancelOrder(idOf('already-shipped'))).toBe(false);
    const notice = await noticeFor(idOf('clean'));
    await world.account.confirmDispatch(notice);
    expect(await world.site.cancelOrder(notice.channelOrderId)).toBe(false);
  });

  it('keep what is left of a partly cancelled line', async () => {
    const { draft } = await read(idOf('partly-cancelled-line'));
    expect(draft.cancellation.kind).toBe('none');
    expect(draft.lines.map((line) => [line.quantity, line.quantityCancelled, line.cancellation.kind])).toEqual([[3, 2, 'cancelled'], [2, 0, 'none']]);
  });
});

describe('listings of the practice marketplace', () => {
  const ORDERS = '/orders/2026-01-01/orders';
  let baseUrl: string;
  let token: string;
  beforeEach(async () => {
    await open({ budgets: { searchOrders: { ratePerSecond: 1, burst: 100 } } });
    baseUrl = (await world.site.start()).baseUrl;
    token = await logIn();
  });
  interface Page { orders: { orderId: string }[]; pagination?: { nextToken: string }; lastUpdatedBefore: string }
  const list = async (query: string): Promise<{ status: number; page: Page }> => {
    const reply = await fetch(`${baseUrl}${ORDERS}?${query}`, { headers: { 'x-amz-access-token': token } });
    return { status: reply.status, page: (await reply.json()) as Page };
  };
  const SINCE = 'lastUpdatedAfter=2026-01-01T00:00:00Z';

  it('page through everything once, although an order changes meanwhile', async () => {
    const first = await list(`${SINCE}&maxResultsPerPage=20`);
    await world.site.cancelOrder(idOf('clean'));
    const second = await list(`${SINCE}&maxResultsPerPage=100&paginationToken=${first.page.pagination?.nextToken ?? ''}`);
    expect(second.page.pagination).toBeUndefined();
    expect(second.page.lastUpdatedBefore).toBe(first.page.lastUpdatedBefore);
    const seen = [...first.page.orders, ...second.page.orders].map((order) => order.orderId);
    expect(new Set(seen).size).toBe(seen.length);
    // What changed after the high-water mark comes with the next listing.
    await world.clock.advance(180_000);
    const next = await list(`lastUpdatedAfter=${first.page.lastUpdatedBefore}`);
    expect(next.page.orders.map((order) => order.orderId)).toEqual([idOf('clean')]);
  });

  it.each([
    ['no instant', 'maxResultsPerPage=10'],
    ['two instants', `${SINCE}&createdAfter=2026-01-01T00:00:00Z`],
    ['an unreadable instant', 'lastUpdatedAfter=yesterday'],
    ['an end less than two minutes ago', `${SINCE}&lastUpdatedBefore=2026-11-21T08:59:00Z`],
    ['101 orders a page', `${SINCE}&maxResultsPerPage=101`],
    ['an unknown status', `${SINCE}&fulfillmentStatuses=LOST`],
    ['an unknown parameter', `${SINCE}&OrderStatuses=Unshipped`],
    ['a made-up token', `${SINCE}&paginationToken=bm8`],
  ])('refuse %s', async (_what, query) => {
    expect((await list(query)).status).toBe(400);
  });

  it('refuse a page token beside other parameters, and after a day', async () => {
    const { page } = await list(`${SINCE}&maxResultsPerPage=5`);
    const next = `paginationToken=${page.pagination?.nextToken ?? ''}`;
    expect((await list(`lastUpdatedAfter=2026-01-02T00:00:00Z&${next}`)).status).toBe(400);
    expect((await list(`${SINCE}&fulfilledBy=MERCHANT&${next}`)).status).toBe(400);
    expect((await list(`${SINCE}&${next}`)).status).toBe(200);
    await world.clock.advance(59 * 60_000);
    expect((await list(`${SINCE}&${next}`)).status).toBe(200);
    await world.clock.advance(24 * 3_600_000);
    token = await logIn();
    expect((await list(`${SINCE}&${next}`)).status).toBe(400);
    expect((await list(`${SINCE}&maxResultsPerPage=5`)).status).toBe(200);
  });

  it('hold only what was asked for', async () => {
    const { page } = await list(SINCE);
    for (const order of page.orders) expect(Object.keys(order)).not.toEqual(expect.arrayContaining(['recipient']));
  });

  it('new orders show up once the listing has caught up', async () => {
    const added = await world.site.addOrders(3, 'clean');
    const count = async (): Promise<number> => (await list(SINCE)).page.orders.filter((order) => added.some((sheet) => sheet.channelOrderId === order.orderId)).length;
    expect(await count()).toBe(0);
    await world.clock.advance(120_000);
    expect(await count()).toBe(3);
  });
});

describe('budgets and tokens of the practice marketplace', () => {
  it('refuse the 11th confirmation at once and let two through each second', async () => {
    await open();
    const notice = await noticeFor(idOf('clean'));
    // Straight to the site: the connector's own budget would keep the haste from ever arriving.
    const site = await world.site.start();
    const token = await logIn();
    const hurry = async (): Promise<number> =>
      (await fetch(`${site.baseUrl}/orders/v0/orders/${notice.channelOrderId}/shipmentConfirmation`, { method: 'POST', headers: { 'x-amz-access-token': token }, body: '{}' })).status;
    const statuses: number[] = [];
    for (let call = 0; call < 12; call++) statuses.push(await hurry());
    expect(statuses).toEqual([...Array<number>(10).fill(400), 429, 429]);
    await world.clock.advance(1_000);
    expect([await hurry(), await hurry(), await hurry()]).toEqual([400, 400, 429]);
  });

  it('the connector’s budget and the site’s agree over a long drain: not one refusal', async () => {
    await open({ firstWave: { count: 60, mix: 'clean' } });
    const listed = await world.account.listOrders({ updatedAfterMs: 0 });
    const orders = listed.kind === 'done' ? listed.value.orders : [];
    expect(orders).toHaveLength(60);
    const startMs = world.clock.monotonicMs();
    for (const { draft } of orders) {
      await world.clock.advance(world.account.waitMs('confirm-dispatch'));
      const lines = draft.lines.map((line) => ({ lineId: line.lineId, quantity: line.quantity }));
      const notice = { channelOrderId: draft.channelOrderId, marketplaceId: draft.marketplaceId ?? '', packageReference: '1', carrierCode: 'DHL', trackingNumber: '1', shippedAtMs: world.clock.nowMs(), lines };
      expect(await world.account.confirmDispatch(notice)).toMatchObject({ kind: 'done' });
    }
    // 60 calls at 2 per second after a burst of 10: the physical limit is 25 s.
    expect(world.clock.monotonicMs() - startMs).toBe(25_000);
    expect(world.site.acceptances()).toHaveLength(60);
  });

  it('refuses wrong credentials, and the station says that a person must act', async () => {
    await open();
    const { baseUrl } = await world.site.start();
    const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'practice-client', client_secret: 'practice-secret', refresh_token: 'old' });
    const reply = await fetch(`${baseUrl}/auth/o2/token`, { method: 'POST', body: form });
    expect([reply.status, ((await reply.json()) as { error: string }).error]).toEqual([400, 'invalid_grant']);
  });

  it('lets a token live for one hour', async () => {
    await open();
    await read(idOf('clean'));
    await world.clock.advance(3_600_000);
    await read(idOf('clean'));
    expect(world.site.requests().filter((request) => request.operation === 'accessToken')).toHaveLength(2);
    expect(world.site.requests().filter((request) => request.status === 403)).toHaveLength(0);
  });
});

describe('the memory of the practice marketplace', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'packgate-practice-'));
    folders.push(folder);
  });
  const dataFile = (): string => join(folder, 'practice.json');

  it('holds an accepted confirmation before the answer leaves', async () => {
    await open({ dataFile: dataFile() });
    const notice = await noticeFor(idOf('clean'));
    world.site.faults.add({ operation: 'confirmShipment', fault: { kind: 'done-then-cut' } });
    expect((await world.account.confirmDispatch(notice)).kind).toBe('uncertain');
    // Read from the disk without stopping the site, as after a kill.
    const stored = JSON.parse(readFileSync(dataFile(), 'utf8')) as { acceptances: unknown[] };
    expect(stored.acceptances).toHaveLength(1);
  });

  it('survives a restart: accepted stays accepted, cancelled stays cancelled, a repetition is seen as one', async () => {
    await open({ dataFile: dataFile() });
    const [first, second] = world.site.orders().filter((sheet) => sheet.kind === 'clean');
    const notice = await noticeFor(first?.channelOrderId ?? '');
    await world.account.confirmDispatch(notice);
    await world.site.cancelOrder(second?.channelOrderId ?? '');
    const before = world.site.orders();
    await world.close();
    await open({ dataFile: dataFile(), seed: 99 });
    expect(world.site.orders()).toEqual(before);
    await world.clock.advance(10_000);
    expect(world.site.shownPackages(notice.channelOrderId)).toMatchObject([{ trackingNumber: notice.trackingNumber }]);
    expect((await read(second?.channelOrderId ?? '')).draft.state).toBe('cancelled');
    await world.account.confirmDispatch(notice);
    expect(world.site.acceptances().map((acceptance) => acceptance.result)).toEqual(['stored', 'edited']);
    expect(world.site.shownPackages(notice.channelOrderId)).toHaveLength(1);
  });

  it('is never replaced when it cannot be read', async () => {
    writeFileSync(dataFile(), '{"version":1,"orders":[]}');
    await expect(open({ dataFile: dataFile() })).rejects.toThrow(/cannot read its own memory/);
    expect(readFileSync(dataFile(), 'utf8')).toBe('{"version":1,"orders":[]}');
  });

  it('keeps many changes at once', async () => {
    await open({ dataFile: dataFile() });
    const ids = world.site.orders().filter((sheet) => sheet.kind === 'clean').map((sheet) => sheet.channelOrderId);
    await Promise.all(ids.map((id) => world.site.requestCancel(id, 'All at once')));
    const stored = JSON.parse(readFileSync(dataFile(), 'utf8')) as { orders: { channelOrderId: string; lines: { requestReason: string | null }[] }[] };
    for (const id of ids) expect(stored.orders.find((order) => order.channelOrderId === id)?.lines.every((line) => line.requestReason === 'All at once')).toBe(true);
  });
});

describe('goods of the practice shop', () => {
  it('carry the GTIN that the tray shows, although Amazon’s orders name none', async () => {
    await open();
    const sheet = world.site.orders().find((order) => order.kind === 'multi-line');
    const { draft } = await read(sheet?.channelOrderId ?? '');
    expect(draft.lines.map((line) => [line.sku, line.barcodes[0]])).toEqual(sheet?.lines.map((line) => [line.sku, line.gtin]));
  });
});

describe('the network switch', () => {
  it('keeps the address, and refuses connections while down', async () => {
    await open();
    const { baseUrl } = await world.site.start();
    await read(idOf('clean'));
    await world.site.setNetwork(false);
    expect(world.site.isNetworkUp()).toBe(false);
    expect(await world.account.readOrder(idOf('clean'))).toMatchObject({ kind: 'unavailable' });
    await world.site.setNetwork(true);
    expect((await world.site.start()).baseUrl).toBe(baseUrl);
    await read(idOf('clean'));
  });
});
