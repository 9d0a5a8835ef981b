import { afterEach, describe, expect, it } from 'vitest';
import type { ChannelOrder, OrderPage } from '../../../src/main/application/ports/marketplace.ts';
import type { Outcome } from '../../../src/shared/domain/writeback/outcome.ts';
import type { DispatchNotice } from '../../../src/shared/domain/writeback/write-back.ts';
import { openTrendyolWorld } from './world.ts';
import type { TrendyolWorldOptions } from './world.ts';
import type { PracticeWorld } from '../support/practice-world.ts';

let world: PracticeWorld;
const open = async (options: TrendyolWorldOptions = {}): Promise<PracticeWorld> => (world = await openTrendyolWorld(options));
afterEach(() => world.close());

function done<T>(outcome: Outcome<T>): T {
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.value;
}

async function read(channelOrderId: string): Promise<ChannelOrder> {
  const order = done(await world.account.readOrder(channelOrderId));
  if (order === null) throw new Error(`Trendyol does not know ${channelOrderId}`);
  return order;
}

const noticeFor = ({ draft }: ChannelOrder, change: Partial<DispatchNotice> = {}): DispatchNotice => ({
  channelOrderId: draft.channelOrderId, packageReference: '1', carrierCode: 'DHLMP', trackingNumber: '003401234567890129', shippedAtMs: world.clock.nowMs(),
  lines: draft.lines.filter((line) => line.quantityCancelled === 0).map(({ lineId, quantity }) => ({ lineId, quantity })),
  ...change,
});
const requests = (operation: string) => world.site.requests().filter((request) => request.operation === operation);
const operations = () => world.site.requests().map(({ operation }) => operation);

async function listAll(updatedAfterMs = 0): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let pageToken: string | null = null, isFirst = true; isFirst || pageToken !== null; isFirst = false) {
    const page: OrderPage = done(await world.account.listOrders(pageToken === null ? { updatedAfterMs } : { updatedAfterMs, pageToken }));
    expect(page.unreadable).toEqual([]);
    ids.push(...page.orders.map(({ draft }) => draft.channelOrderId));
    pageToken = page.nextPageToken;
  }
  return ids;
}

describe('telling Trendyol a number', () => {
  it('sets the package to Picking first, with all its lines, and then writes the number', async () => {
    await open();
    const order = await read(world.idOf('multi-line'));
    done(await world.account.confirmDispatch(noticeFor(order)));
    expect(operations().slice(-3)).toEqual(['readPackages', 'setPicking', 'tellNumber']);
    expect(JSON.parse(requests('setPicking')[0]?.body ?? '')).toEqual({ lines: order.draft.lines.map((line) => ({ lineId: Number(line.lineId), quantity: line.quantity })), params: {}, status: 'Picking' });
    expect(JSON.parse(requests('tellNumber')[0]?.body ?? '')).toEqual({ cargoSenderNumber: '003401234567890129', providerCode: 'DHLMP' });
  });

  it('does not set to Picking what is there already', async () => {
    await open();
    const notice = noticeFor(await read(world.idOf('clean')));
    world.site.faults.add({ operation: 'tellNumber', fault: { kind: 'cut-before' } });
    expect((await world.account.confirmDispatch(notice)).kind).toBe('uncertain');
    done(await world.account.confirmDispatch(notice));
    expect(requests('setPicking')).toHaveLength(1);
    expect(world.site.acceptances()).toHaveLength(1);
  });

  it.each(['done-then-cut', 'cut-before'] as const)('may be tried again after a lost answer to Picking (%s): no number left', async (kind) => {
    await open();
    const notice = noticeFor(await read(world.idOf('clean')));
    world.site.faults.add({ operation: 'setPicking', fault: { kind } });
    expect(await world.account.confirmDispatch(notice)).toMatchObject({ kind: 'unavailable' });
    expect(requests('tellNumber')).toHaveLength(0);
    done(await world.account.confirmDispatch(notice));
    expect(world.site.acceptances()).toHaveLength(1);
  });

  it('is done without a word where our number shows already, and refused where another one does', async () => {
    await open();
    const notice = noticeFor(await read(world.idOf('clean')));
    done(await world.account.confirmDispatch(notice));
    await world.passLag();
    done(await world.account.confirmDispatch({ ...notice, trackingNumber: '00340 1234 5678 90129' }));
    expect(await world.account.confirmDispatch({ ...notice, trackingNumber: '00340999' })).toMatchObject({ kind: 'rejected', problems: [{ code: 'already-shipped', message: expect.stringContaining('003401234567890129') as string }] });
    expect(requests('tellNumber')).toHaveLength(1);
  });

  it('is refused for a part of the package: the number would stand for all of it', async () => {
    await open();
    const order = await read(world.idOf('multi-line'));
    const { lines } = noticeFor(order);
    expect(await world.account.confirmDispatch(noticeFor(order, { lines: lines.slice(1) }))).toMatchObject({ kind: 'rejected', problems: [{ code: 'quantity-wrong' }] });
    expect(await world.account.confirmDispatch(noticeFor(order, { lines: [...lines, { lineId: '1', quantity: 1 }] }))).toMatchObject({ kind: 'rejected', problems: [{ code: 'quantity-wrong' }] });
    expect(world.site.acceptances()).toEqual([]);
  });

  it('waits with what Trendyol has not confirmed the payment of', async () => {
    await open();
    const order = await read(world.idOf('payment-pending'));
    expect(order.draft).toMatchObject({ payment: 'pending', channelHold: expect.stringContaining('Awaiting') as string });
    expect(await world.account.confirmDispatch(noticeFor(order))).toMatchObject({ kind: 'rejected', problems: [{ code: 'wrong-state' }] });
  });

  it('sends nothing at all where Trendyol pays the carrier', async () => {
    await open({ settings: { cargo: 'trendyol-pays' } });
    const order = await read(world.idOf('clean'));
    const before = operations().length;
    expect(await world.account.confirmDispatch(noticeFor(order))).toMatchObject({ kind: 'rejected', problems: [{ code: 'not-ours-to-tell' }] });
    expect(operations()).toHaveLength(before);
  });

  it('and knows from the package that it left: the number is Trendyol’s own', async () => {
    await open({ settings: { cargo: 'trendyol-pays' } });
    expect((await read(world.idOf('clean'))).seenDispatches).toEqual([]);
    const left = await read(world.idOf('already-shipped'));
    expect(left.draft.state).toBe('shipped');
    expect(left.seenDispatches).toMatchObject([{ trackingNumber: left.draft.attributes?.['cargoTrackingNumber'] }]);
  });

  it('names a store front that is missing as a matter of the settings', async () => {
    await open({ settings: { storeFrontCode: 'SA' } });
    expect(await world.account.testConnection()).toMatchObject({ kind: 'rejected', problems: [{ code: 'bad-settings', message: expect.stringContaining('storeFrontCode') as string }] });
  });
});

describe('a label printed anew', () => {
  const another = '00340999999999999999';
  const relabelled = (notice: DispatchNotice): DispatchNotice => ({ ...notice, trackingNumber: another, replaces: { trackingNumber: notice.trackingNumber } });

  it('takes the place of the number told, until the carrier has scanned the parcel', async () => {
    await open();
    const notice = noticeFor(await read(world.idOf('clean')));
    done(await world.account.confirmDispatch(notice));
    await world.passLag();
    done(await world.account.confirmDispatch(relabelled(notice)));
    expect(requests('setPicking')).toHaveLength(1);
    expect((await read(notice.channelOrderId)).seenDispatches).toMatchObject([{ trackingNumber: another }]);
    expect(world.site.acceptances().map(({ result }) => result)).toEqual(['stored', 'edited']);
  });

  it('comes too late after the scan, and nothing is sent', async () => {
    await open();
    const notice = noticeFor(await read(world.idOf('clean')));
    done(await world.account.confirmDispatch(notice));
    await world.passLag();
    await world.clock.advance(3 * 3_600_000);
    expect(await world.account.confirmDispatch(relabelled(notice))).toMatchObject({ kind: 'rejected', problems: [{ code: 'correction-closed' }] });
    expect(requests('tellNumber')).toHaveLength(1);
  });

  it('does not take the place of a number that somebody else told', async () => {
    await open();
    const notice = noticeFor(await read(world.idOf('clean')));
    done(await world.account.confirmDispatch(notice));
    await world.passLag();
    expect(await world.account.confirmDispatch({ ...relabelled(notice), replaces: { trackingNumber: '00340111' } })).toMatchObject({ kind: 'rejected', problems: [{ code: 'already-shipped' }] });
  });
});

describe('our own vehicle', () => {
  const settings = { carriers: { Tour: { carrierCode: 'ADEL', trackingUrl: 'https://tours.example/{number}' } } };

  it('is told by its link, once, and known again by the number in it', async () => {
    await open({ settings });
    expect(world.account.carrierFor('Tour')).toEqual({ carrierCode: 'ADEL' });
    const notice = noticeFor(await read(world.idOf('clean')), { carrierCode: 'ADEL', trackingNumber: 'TOUR-7' });
    done(await world.account.confirmDispatch(notice));
    expect(operations().slice(-3)).toEqual(['readPackages', 'setPicking', 'tellLink']);
    expect(JSON.parse(requests('tellLink')[0]?.body ?? '')).toEqual({ isPhoneNumber: false, trackingInfo: 'https://tours.example/TOUR-7', params: {} });
    await world.passLag();
    const shown = await read(notice.channelOrderId);
    expect([shown.draft.state, shown.seenDispatches]).toMatchObject(['shipped', [{ trackingNumber: 'TOUR-7' }]]);
    done(await world.account.confirmDispatch(notice));
    expect(world.site.acceptances()).toHaveLength(1);
  });

  it('leaves a lost answer in doubt, like any number', async () => {
    await open({ settings });
    const notice = noticeFor(await read(world.idOf('clean')), { carrierCode: 'ADEL', trackingNumber: 'TOUR-7' });
    world.site.faults.add({ operation: 'tellLink', fault: { kind: 'done-then-cut' } });
    expect((await world.account.confirmDispatch(notice)).kind).toBe('uncertain');
    await world.passLag();
    expect((await read(notice.channelOrderId)).seenDispatches).toMatchObject([{ trackingNumber: 'TOUR-7' }]);
  });
});

describe('a package of which a part is cancelled', () => {
  it('is closed for another with another cargo number: the old one is cancelled and names it, the new one holds the rest', async () => {
    await open();
    const id = world.idOf('multi-quantity');
    const before = await read(id);
    expect(await world.site.cancelUnits(id)).toBe(true);
    const old = await read(id);
    expect(old.draft).toMatchObject({ state: 'cancelled', cancellation: { kind: 'cancelled' } });
    const reason = old.draft.cancellation.kind === 'cancelled' ? (old.draft.cancellation.reason ?? '') : '';
    const [, successor, cargoNumber] = /goes on as package (\d+) \(cargo number (\d+)\)/.exec(reason) ?? [];
    const next = await read(`${id.split('-')[0] ?? ''}-${successor ?? ''}`);
    expect(next.draft).toMatchObject({ state: 'open', attributes: { orderNumber: before.draft.attributes?.['orderNumber'], cargoTrackingNumber: cargoNumber } });
    expect(cargoNumber).not.toBe(before.draft.attributes?.['cargoTrackingNumber']);
    const units = ({ draft }: ChannelOrder): number => draft.lines.reduce((sum, line) => sum + line.quantity - line.quantityCancelled, 0);
    expect([units(before) - units(next), units(old)]).toEqual([1, 0]);
    done(await world.account.confirmDispatch(noticeFor(next)));
    await world.clock.advance(60_000);
    expect((await listAll()).filter((listed) => listed.startsWith(id.split('-')[0] ?? '-'))).toHaveLength(2);
  });

  it('between reading and telling stops the number of the old one, and says which package to pack', async () => {
    await open();
    const id = world.idOf('multi-quantity');
    const notice = noticeFor(await read(id));
    await world.site.cancelUnits(id);
    expect(await world.account.confirmDispatch(notice)).toMatchObject({ kind: 'rejected', problems: [{ code: 'order-cancelled', message: expect.stringMatching(/goes on as package \d+/) as string }] });
    expect(requests('setPicking')).toHaveLength(0);
  });
});

describe('listing', () => {
  it('asks for no more than 14 days at once and not beyond what Trendyol keeps', async () => {
    await open();
    expect(await listAll()).toHaveLength(world.site.orders().length);
    const windows = requests('listPackages').map(({ path }) => new URL(path, 'http://x').searchParams).map((query) => [Number(query.get('startDate')), Number(query.get('endDate'))] as const);
    expect(windows.map(([start, end]) => (end - start) / 86_400_000)).toEqual([13, 13, 3]);
    expect(windows.slice(1).map(([start]) => start)).toEqual(windows.slice(0, -1).map(([, end]) => end));
  });

  it('meets each package once over many pages, also those that change while pages are turned', async () => {
    await open({ firstWave: { count: 450, mix: 'clean' } });
    const from = world.clock.nowMs() - 10 * 86_400_000;
    const first = done(await world.account.listOrders({ updatedAfterMs: from }));
    expect(first.orders).toHaveLength(200);
    // The oldest changes: on counted pages everything behind it would move up by one, and one package would be missed.
    await world.site.cancelOrder(first.orders[0]?.draft.channelOrderId ?? '');
    const seen = new Set(first.orders.map(({ draft }) => draft.channelOrderId));
    for (let pageToken = first.nextPageToken; pageToken !== null; ) {
      const page = done(await world.account.listOrders({ updatedAfterMs: from, pageToken }));
      for (const { draft } of page.orders) seen.add(draft.channelOrderId);
      pageToken = page.nextPageToken;
    }
    expect(seen.size).toBe(450);
  });

  it('gets through more packages of one instant than fit on a page', async () => {
    await open({ firstWave: { count: 1, mix: 'clean' } });
    await world.site.addOrders(450, 'clean');
    await world.clock.advance(60_000);
    const ids = await listAll(world.clock.nowMs() - 3_600_000);
    expect([ids.length, new Set(ids).size]).toEqual([451, 451]);
  });

  it('goes by the stream where the store says so, with start and end as they were along each cursor', async () => {
    await open({ settings: { listing: 'stream' }, firstWave: { count: 450, mix: 'clean' } });
    await world.clock.advance(60_000);
    const ids = await listAll(world.clock.nowMs() - 20 * 86_400_000);
    expect([ids.length, new Set(ids).size]).toEqual([450, 450]);
    expect(requests('listPackages')).toHaveLength(0);
    const asked = requests('streamPackages').map(({ path }) => new URL(path, 'http://x').searchParams);
    const spans = asked.map((query) => [Number(query.get('lastModifiedStartDate')), Number(query.get('lastModifiedEndDate')), query.has('nextCursor')] as const);
    expect(spans.every(([start, end]) => end - start <= 14 * 86_400_000)).toBe(true);
    expect(spans.filter(([, , goesOn]) => goesOn).length).toBeGreaterThan(1);
    for (const [index, [start, end, goesOn]] of spans.entries()) if (goesOn) expect([start, end]).toEqual(spans[index - 1]?.slice(0, 2));
    expect(requests('streamPackages').every(({ status }) => status === 200)).toBe(true);
  });

  it('meets each package over the stream, also those that change meanwhile: in this listing or in the next', async () => {
    await open({ settings: { listing: 'stream' }, firstWave: { count: 450, mix: 'clean' } });
    await world.clock.advance(60_000);
    const from = world.clock.nowMs() - 10 * 86_400_000;
    let page = done(await world.account.listOrders({ updatedAfterMs: from }));
    const seen = new Map(page.orders.map(({ draft }) => [draft.channelOrderId, draft.state]));
    const late = world.site.orders().find(({ channelOrderId }) => !seen.has(channelOrderId))?.channelOrderId ?? '';
    await world.clock.advance(1_000);
    await world.site.cancelOrder(late);
    const { completeUntilMs } = page;
    while (page.nextPageToken !== null) {
      page = done(await world.account.listOrders({ updatedAfterMs: from, pageToken: page.nextPageToken }));
      for (const { draft } of page.orders) seen.set(draft.channelOrderId, draft.state);
    }
    await world.clock.advance(300_000);
    const next = done(await world.account.listOrders({ updatedAfterMs: completeUntilMs ?? 0 }));
    for (const { draft } of next.orders) seen.set(draft.channelOrderId, draft.state);
    expect([seen.size, seen.get(late)]).toEqual([450, 'cancelled']);
  });

  it('by the version that Trendyol closed ends as a matter of the settings', async () => {
    await open({ settings: { listing: 'pages-v1' } });
    expect(await world.account.listOrders({ updatedAfterMs: 0 })).toMatchObject({ kind: 'rejected', problems: [{ code: 'bad-settings', message: expect.stringContaining('426') as string }] });
  });

  it.each(['pages', 'stream'] as const)('is tried with the connection (%s)', async (listing) => {
    await open({ settings: { listing } });
    expect(await world.account.testConnection()).toMatchObject({ kind: 'done', value: { canRead: true, canWrite: null } });
    expect(requests('streamPackages')).toHaveLength(listing === 'stream' ? 1 : 0);
  });

  it('refuses a page token that is none of its own', async () => {
    await open();
    expect(await world.account.listOrders({ updatedAfterMs: 0, pageToken: 'bm9uZQ' })).toMatchObject({ kind: 'rejected', problems: [{ code: 'page-token-refused' }] });
  });

  it('says who it is on every request', async () => {
    await open();
    await listAll();
    expect(world.exchanges.length).toBeGreaterThan(0);
    for (const { request } of world.exchanges) expect(request.headers).toMatchObject({ 'user-agent': '107703 - SelfIntegration', storefrontcode: 'DE' });
  });
});
