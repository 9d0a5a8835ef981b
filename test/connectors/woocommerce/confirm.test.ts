import { afterEach, describe, expect, it } from 'vitest';
import type { ChannelOrder } from '../../../src/main/application/ports/marketplace.ts';
import { PRACTICE_WOO_KEYS } from '../../../src/main/practice/woocommerce/desk.ts';
import type { PracticeWooTarget } from '../../../src/main/practice/woocommerce/shop-state.ts';
import type { DispatchNotice } from '../../../src/shared/domain/writeback/write-back.ts';
import { openWooWorld } from './world.ts';
import type { WooWorld, WooWorldOptions } from './world.ts';

const SHOPS: readonly (readonly [title: string, targets: readonly PracticeWooTarget[]])[] = [
  ['order fulfillments', ['fulfillments']],
  ['Shipment Tracking', ['shipment-tracking']],
  ['AST', ['ast']],
  ['nothing but notes', []],
];

let world: WooWorld;
afterEach(() => world.close());

const open = async (options: WooWorldOptions = {}): Promise<void> => {
  world = await openWooWorld(options);
};

async function read(channelOrderId: string): Promise<ChannelOrder> {
  const outcome = await world.account.readOrder(channelOrderId);
  if (outcome.kind !== 'done' || outcome.value === null) throw new Error(JSON.stringify(outcome));
  return outcome.value;
}

/** All units of the order in one parcel, unless told otherwise. */
async function noticeOf(kind: string, overrides: Partial<DispatchNotice> = {}): Promise<DispatchNotice> {
  const { draft } = await read(world.idOf(kind));
  return {
    channelOrderId: draft.channelOrderId, packageReference: '1', carrierCode: 'dhl', carrierName: 'DHL', trackingNumber: '003401234567890129', shippedAtMs: Date.UTC(2026, 10, 21, 9),
    lines: draft.lines.map((line) => ({ lineId: line.lineId, quantity: line.quantity - line.quantityCancelled })).filter((line) => line.quantity > 0), ...overrides,
  };
}

/** Waits as the budget says, like the lanes do. */
async function confirm(notice: DispatchNotice) {
  await world.clock.advance(world.account.waitMs('confirm-dispatch'));
  return world.account.confirmDispatch(notice);
}

/** Asks the shop past the connector. */
async function ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const authorization = `Basic ${Buffer.from(`${PRACTICE_WOO_KEYS.consumerKey}:${PRACTICE_WOO_KEYS.consumerSecret}`).toString('base64')}`;
  const reply = await fetch(`${world.siteUrl}${path}`, { method, headers: { authorization, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return { status: reply.status, body: await reply.json() };
}

const statusAt = async (channelOrderId: string): Promise<unknown> => ((await ask('GET', `/wp-json/wc/v3/orders/${channelOrderId}`)).body as { status: unknown }).status;
const sent = (): string[] => world.site.requests().filter((request) => request.method !== 'GET').map((request) => request.operation);
const bodyOf = (operation: string): unknown => JSON.parse(world.site.requests().find((request) => request.operation === operation)?.body ?? 'null');

describe.each(SHOPS)('a shop with %s', (_title, targets) => {
  const openHere = (): Promise<void> => open({ targets: new Set(targets) });

  it('is completed by the parcel that carries the last units, and shows them', async () => {
    await openHere();
    const notice = await noticeOf('clean');
    expect(await confirm(notice)).toMatchObject({ kind: 'done' });
    expect(await statusAt(notice.channelOrderId)).toBe('completed');
    await world.passLag();
    const { draft, seenDispatches } = await read(notice.channelOrderId);
    expect(seenDispatches).toMatchObject([{ packageReference: '1', trackingNumber: notice.trackingNumber, lines: notice.lines }]);
    expect(draft).toMatchObject({ state: 'shipped', cancellation: { kind: 'none' } });
  });

  it('takes several parcels of an order, each with its units, and is completed by the last', async () => {
    await openHere();
    const whole = await noticeOf('multi-line');
    const [first, ...others] = whole.lines;
    if (first === undefined) throw new Error('the order has no line');
    expect(await confirm({ ...whole, lines: [first] })).toMatchObject({ kind: 'done' });
    expect(await statusAt(whole.channelOrderId)).toBe('processing');
    expect(await confirm({ ...whole, packageReference: '2', trackingNumber: 'SECOND1', lines: others })).toMatchObject({ kind: 'done' });
    expect(await statusAt(whole.channelOrderId)).toBe('completed');
    await world.passLag();
    const shown = (await read(whole.channelOrderId)).seenDispatches;
    expect(shown).toMatchObject([{ packageReference: '1', lines: [first] }, { packageReference: '2', trackingNumber: 'SECOND1', lines: others }]);
    expect(world.accepted(whole.channelOrderId)).toBe(2);
  });

  it('shows a part that left as a part', async () => {
    await openHere();
    const whole = await noticeOf('multi-line');
    await confirm({ ...whole, lines: whole.lines.slice(0, 1) });
    await world.passLag();
    expect((await read(whole.channelOrderId)).draft).toMatchObject({ state: 'partly-shipped', lines: [{ quantityShipped: whole.lines[0]?.quantity }, { quantityShipped: 0 }, {}] });
  });

  it('has one number after a correction, in place of the old one', async () => {
    await openHere();
    const notice = await noticeOf('clean');
    await confirm(notice);
    await world.passLag();
    expect(await confirm({ ...notice, trackingNumber: 'NEW1', replaces: { trackingNumber: notice.trackingNumber } })).toMatchObject({ kind: 'done' });
    await world.passLag();
    expect((await read(notice.channelOrderId)).seenDispatches).toMatchObject([{ packageReference: '1', trackingNumber: 'NEW1', lines: notice.lines }]);
    expect((await read(notice.channelOrderId)).seenDispatches).toHaveLength(1);
  });

  it('is not opened again: a cancelled order is refused before anything is written', async () => {
    await openHere();
    const notice = { ...(await noticeOf('clean')), channelOrderId: world.idOf('cancelled') };
    expect(await confirm(notice)).toMatchObject({ kind: 'rejected', problems: [{ code: 'order-cancelled' }] });
    expect(sent()).toEqual([]);
  });

  it('is asked before the write: a cancellation since the last look stops it', async () => {
    await openHere();
    const notice = await noticeOf('clean');
    await world.site.cancelOrder(notice.channelOrderId);
    expect(await confirm(notice)).toMatchObject({ kind: 'rejected', problems: [{ code: 'order-cancelled' }] });
    expect(sent()).toEqual([]);
  });

  it('is completed by the next try where the answer to that step was lost, with no second package', async () => {
    await openHere();
    const notice = await noticeOf('clean');
    world.site.faults.add({ operation: 'updateOrder', fault: { kind: 'cut-before' } });
    const first = await confirm(notice);
    expect(first.kind).toBe(targets.length === 0 ? 'uncertain' : 'unavailable');
    await world.passLag();
    expect(await confirm(notice)).toMatchObject({ kind: 'done' });
    expect(await statusAt(notice.channelOrderId)).toBe('completed');
    expect(world.accepted(notice.channelOrderId)).toBe(1);
    if (targets.length === 0) expect(world.site.arrived('createNote')).toBe(1);
  });

  it('tells in a trial where numbers go, that the key may write, and changes nothing', async () => {
    await openHere();
    const proof = await world.account.testConnection();
    expect(proof).toMatchObject({ kind: 'done', value: { accountName: 'Practice shop', canRead: true, canWrite: true } });
    expect(JSON.stringify(proof)).toContain({ fulfillments: 'order fulfillments', 'shipment-tracking': 'plug-in Shipment Tracking', ast: '(AST)', none: 'no place for numbers' }[targets[0] ?? 'none']);
    // The trial of writing: order 0, which no shop has.
    expect(sent()).toEqual(['updateOrder']);
    expect(world.site.acceptances()).toEqual([]);
  });
});

describe('a number for WooCommerce', () => {
  it('goes to the best place there is', async () => {
    await open({ targets: new Set<PracticeWooTarget>(['ast', 'fulfillments', 'shipment-tracking']) });
    await confirm(await noticeOf('clean'));
    expect(sent()).toEqual(['createFulfillment', 'updateOrder']);
  });

  it('goes where the store says, and nowhere if that is missing', async () => {
    await open({ targets: new Set<PracticeWooTarget>(['fulfillments', 'ast']), settings: { target: 'ast' } });
    expect(await confirm(await noticeOf('clean'))).toMatchObject({ kind: 'done' });
    expect(sent()[0]).toBe('createAstTracking');
    await world.close();
    await open({ targets: new Set<PracticeWooTarget>(['fulfillments']), settings: { target: 'ast' } });
    expect(await world.account.confirmDispatch({ ...notOurs(world.idOf('clean')) })).toMatchObject({ kind: 'rejected', problems: [{ code: 'no-target' }] });
    expect(await world.account.testConnection()).toMatchObject({ kind: 'rejected', problems: [{ code: 'no-target' }] });
  });

  it.each([['ast', 'wc-ast'], ['shipment-tracking', 'wc-shipment-tracking']] as const)('that somebody typed into %s before us is not written again, and the order is completed', async (target, root) => {
    await open({ targets: new Set<PracticeWooTarget>([target]) });
    const notice = await noticeOf('clean');
    await ask('POST', `/wp-json/${root}/v3/orders/${notice.channelOrderId}/shipment-trackings`, { tracking_provider: 'DHL', tracking_number: '0034 0123 4567 890129' });
    await world.passLag();
    expect(await confirm(notice)).toMatchObject({ kind: 'done' });
    expect(await statusAt(notice.channelOrderId)).toBe('completed');
    expect((await read(notice.channelOrderId)).seenDispatches).toMatchObject([{ packageReference: '1', lines: notice.lines }]);
    expect(world.accepted(notice.channelOrderId)).toBe(1);
  });

  it('finds its new place when a plug-in was switched off, and the old one is not asked for again', async () => {
    const targets = new Set<PracticeWooTarget>(['fulfillments', 'ast']);
    await open({ targets });
    const notice = await noticeOf('clean');
    targets.delete('fulfillments');
    expect(await confirm(notice)).toMatchObject({ kind: 'done' });
    expect(sent()[0]).toBe('createAstTracking');
    const before = world.site.arrived('listFulfillments');
    await read(notice.channelOrderId);
    expect(world.site.arrived('listFulfillments')).toBe(before);
  });

  it('waits where the place closes between look and write, and is told elsewhere by the next try', async () => {
    const targets = new Set<PracticeWooTarget>(['fulfillments', 'ast']);
    await open({ targets });
    const notice = await noticeOf('clean');
    world.site.faults.add({ operation: 'createFulfillment', fault: { kind: 'slow', delayMs: 1_000 } });
    const sending = world.account.confirmDispatch(notice);
    await expect.poll(() => world.site.arrived('createFulfillment')).toBe(1);
    targets.delete('fulfillments');
    await world.clock.advance(1_000);
    expect(await sending).toMatchObject({ kind: 'unavailable' });
    expect(await confirm(notice)).toMatchObject({ kind: 'done' });
    expect(sent()).toContain('createAstTracking');
    expect(world.accepted(notice.channelOrderId)).toBe(1);
  });

  it.each([
    ['cancel-requested', 'cancel-requested'],
    ['payment-pending', 'wrong-state'],
    ['unfulfillable', 'wrong-state'],
  ])('is refused for an order of the kind %s', async (kind, code) => {
    await open();
    expect(await confirm(await noticeOf(kind, { lines: [{ lineId: '1', quantity: 1 }] }))).toMatchObject({ kind: 'rejected', problems: [{ code }] });
    expect(sent()).toEqual([]);
  });

  it.each([
    ['more units than were ordered', (lines: DispatchNotice['lines']) => lines.map((line) => ({ ...line, quantity: line.quantity + 1 })), 'quantity-wrong'],
    ['a line that is not in the order', () => [{ lineId: '999999', quantity: 1 }], 'order-cancelled-or-unknown-line'],
  ])('is refused for %s', async (_what, change, code) => {
    await open();
    const notice = await noticeOf('clean');
    expect(await confirm({ ...notice, lines: change(notice.lines) })).toMatchObject({ kind: 'rejected', problems: [{ code }] });
    expect(sent()).toEqual([]);
  });

  it('is refused for a line that was refunded, and completes the order without it', async () => {
    await open();
    const notice = await noticeOf('line-cancelled');
    const { draft } = await read(notice.channelOrderId);
    const gone = draft.lines.find((line) => line.quantityCancelled === line.quantity);
    expect(await confirm({ ...notice, lines: [{ lineId: gone?.lineId ?? '', quantity: 1 }] })).toMatchObject({ kind: 'rejected', problems: [{ code: 'order-cancelled-or-unknown-line' }] });
    expect(await confirm(notice)).toMatchObject({ kind: 'done' });
    expect(await statusAt(notice.channelOrderId)).toBe('completed');
  });

  it('is refused for units that somebody else has sent', async () => {
    await open();
    const notice = await noticeOf('partly-shipped');
    expect(await confirm(notice)).toMatchObject({ kind: 'rejected', problems: [{ code: 'already-shipped' }] });
  });

  it('of an order that is gone says so', async () => {
    await open();
    expect(await confirm(notOurs('999999'))).toMatchObject({ kind: 'rejected', problems: [{ code: 'order-gone' }] });
  });

  it('carries the word on the buyer’s notice where the place has one', async () => {
    await open();
    await confirm(await noticeOf('clean', { notifyBuyer: true }));
    await confirm(await noticeOf('multi-line'));
    expect(world.site.requests().filter((request) => request.operation === 'createFulfillment').map((request) => request.path.split('?')[1] ?? '')).toEqual(['notify_customer=true', '']);
    await world.close();
    await open({ targets: new Set() });
    await confirm(await noticeOf('clean', { notifyBuyer: false }));
    expect(bodyOf('createNote')).toMatchObject({ customer_note: false });
  });

  it('leaves the order’s status alone where the store wants that', async () => {
    await open({ settings: { completeOrders: 'no' } });
    const notice = await noticeOf('clean');
    await confirm(notice);
    expect(sent()).toEqual(['createFulfillment']);
    expect(await statusAt(notice.channelOrderId)).toBe('processing');
  });

  it('names a carrier of Shipment Tracking by its own word, and any other by ours; the list is asked for once', async () => {
    await open({ targets: new Set<PracticeWooTarget>(['shipment-tracking']) });
    await confirm(await noticeOf('clean', { carrierCode: 'royal-mail', carrierName: 'Royal Mail' }));
    await confirm(await noticeOf('multi-line', { carrierCode: 'gls', carrierName: 'GLS' }));
    const bodies = world.site.requests().filter((request) => request.operation === 'createTracking').map((request) => JSON.parse(request.body) as unknown);
    expect(bodies).toMatchObject([{ tracking_provider: 'Royal Mail' }, { custom_tracking_provider: 'GLS' }]);
    expect(world.site.arrived('listProviders')).toBe(1);
  });

  it('is written in the end, however little budget there is for each try', async () => {
    await open({ targets: new Set() });
    const notice = await noticeOf('line-cancelled');
    let outcome = await world.account.confirmDispatch(notice);
    for (let tries = 0; tries < 10 && outcome.kind === 'rate-limited'; tries++) {
      await world.clock.advance(world.account.waitMs('confirm-dispatch'));
      outcome = await world.account.confirmDispatch(notice);
    }
    expect(outcome).toMatchObject({ kind: 'done' });
    expect(world.site.arrived('createNote')).toBe(1);
  });

  it('is not written while the budget holds less than all its requests', async () => {
    await open();
    const notice = await noticeOf('clean');
    while (world.account.callsLeft('confirm-dispatch') > 0) await read(notice.channelOrderId);
    const before = world.site.requests().length;
    expect(await world.account.confirmDispatch(notice)).toEqual({ kind: 'rate-limited', retryAfterMs: world.account.waitMs('confirm-dispatch') });
    expect(world.site.requests()).toHaveLength(before);
  });
});

const notOurs = (channelOrderId: string): DispatchNotice => ({ channelOrderId, packageReference: '1', carrierCode: 'dhl', carrierName: 'DHL', trackingNumber: 'N1', shippedAtMs: 0, lines: [{ lineId: '1', quantity: 1 }] });

describe('the practice shop has the manners of a real one', () => {
  it('opens a cancelled order again when its status is changed, which is why the connector looks first', async () => {
    await open();
    const cancelled = world.idOf('cancelled');
    expect(await statusAt(cancelled)).toBe('cancelled');
    expect((await ask('PUT', `/wp-json/wc/v3/orders/${cancelled}`, { status: 'completed' })).status).toBe(200);
    expect(await statusAt(cancelled)).toBe('completed');
  });

  it('takes the same number twice and has two rows then', async () => {
    await open({ targets: new Set<PracticeWooTarget>(['shipment-tracking']) });
    const path = `/wp-json/wc-shipment-tracking/v3/orders/${world.idOf('clean')}/shipment-trackings`;
    for (let round = 0; round < 2; round++) expect((await ask('POST', path, { tracking_provider: 'DHL', tracking_number: 'N1' })).status).toBe(201);
    await world.passLag();
    expect((await ask('GET', path)).body).toHaveLength(2);
  });

  it('says rest_no_route where the feature is off', async () => {
    await open({ targets: new Set() });
    expect(await ask('GET', `/wp-json/wc/v3/orders/${world.idOf('clean')}/fulfillments`)).toMatchObject({ status: 404, body: { code: 'rest_no_route' } });
  });

  it('loses every other row when AST is asked to replace', async () => {
    await open({ targets: new Set<PracticeWooTarget>(['ast']) });
    const path = `/wp-json/wc-ast/v3/orders/${world.idOf('clean')}/shipment-trackings`;
    await ask('POST', path, { tracking_provider: 'DHL', tracking_number: 'N1' });
    await ask('POST', path, { tracking_provider: 'DHL', tracking_number: 'N2', replace_tracking: 1 });
    await world.passLag();
    expect((await ask('GET', path)).body).toMatchObject([{ tracking_number: 'N2' }]);
  });
});
