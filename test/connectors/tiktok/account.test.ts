import { afterEach, describe, expect, it } from 'vitest';
import type { ChannelOrder } from '../../../src/main/application/ports/marketplace.ts';
import { PRACTICE_SHOP } from '../../../src/main/practice/tiktok/access.ts';
import type { DispatchNotice } from '../../../src/shared/domain/writeback/write-back.ts';
import { openTikTokWorld } from './world.ts';
import type { TikTokWorldOptions } from './world.ts';
import type { PracticeWorld } from '../support/practice-world.ts';

let world: PracticeWorld;
afterEach(() => world.close());
const open = async (options: TikTokWorldOptions = {}): Promise<PracticeWorld> => (world = await openTikTokWorld(options));

async function read(channelOrderId: string): Promise<ChannelOrder> {
  const outcome = await world.account.readOrder(channelOrderId);
  if (outcome.kind !== 'done' || outcome.value === null) throw new Error(`the order was not read: ${JSON.stringify(outcome)}`);
  return outcome.value;
}

let numbers = 0;
async function noticeFor(channelOrderId: string, overrides: Partial<DispatchNotice> = {}): Promise<DispatchNotice> {
  const { draft } = await read(channelOrderId);
  numbers += 1;
  return {
    channelOrderId,
    packageReference: '1',
    carrierCode: 'DHL',
    trackingNumber: `0034012345678${String(numbers).padStart(5, '0')}`,
    shippedAtMs: world.clock.nowMs(),
    lines: draft.lines.map(({ lineId, quantity, quantityCancelled, quantityShipped }) => ({ lineId, quantity: quantity - quantityCancelled - quantityShipped })).filter(({ quantity }) => quantity > 0),
    ...overrides,
  };
}

const sent = (operation: string) => world.site.requests().filter((request) => request.operation === operation);
const bodyOf = (operation: string, index = -1): Record<string, unknown> => JSON.parse(sent(operation).at(index)?.body ?? '{}') as Record<string, unknown>;
const reject = (code: string) => ({ kind: 'rejected', problems: [{ code }] });

describe('several parcels of one order', () => {
  it('name different units, though the first does not show yet', async () => {
    await open();
    const order = world.idOf('multi-quantity');
    const whole = await noticeFor(order);
    const [line] = whole.lines;
    if (line === undefined) throw new Error('the order has a line');
    const part = (packageReference: string, quantity: number): Promise<DispatchNotice> => noticeFor(order, { packageReference, lines: [{ lineId: line.lineId, quantity }] });
    expect((await world.account.confirmDispatch(await part('1', 2))).kind).toBe('done');
    expect((await world.account.confirmDispatch(await part('2', line.quantity - 2))).kind).toBe('done');
    const named = [0, 1].map((index) => bodyOf('markPackageShipped', index)['order_line_item_ids'] as string[]);
    expect(new Set(named.flat()).size).toBe(line.quantity);
    await world.passLag();
    const shown = await read(order);
    expect(shown.seenDispatches.map((seen) => seen.lines)).toEqual([[{ lineId: line.lineId, quantity: 2 }], [{ lineId: line.lineId, quantity: line.quantity - 2 }]]);
    expect(shown.draft).toMatchObject({ state: 'shipped', lines: [{ lineId: line.lineId, quantityShipped: line.quantity }] });
  });

  it('after a restart a unit that was told already is refused, and nothing is told twice', async () => {
    await open();
    const order = world.idOf('multi-quantity');
    const notice = await noticeFor(order, { packageReference: '1' });
    await world.account.confirmDispatch(notice);
    const other = { ...notice, packageReference: '2', trackingNumber: '003409999999999999' };
    expect(await world.openAgain().confirmDispatch(other)).toMatchObject(reject('already-shipped'));
    expect(sent('markPackageShipped')).toHaveLength(2);
    expect(world.accepted(order)).toBe(1);
  });

  it('one SKU on two lines of the shop is one line here, and both units leave', async () => {
    await open();
    const order = world.idOf('same-item-two-lines');
    const notice = await noticeFor(order);
    expect(notice.lines).toMatchObject([{ quantity: 3 }]);
    expect((await world.account.confirmDispatch(notice)).kind).toBe('done');
    expect(bodyOf('markPackageShipped')['order_line_item_ids']).toHaveLength(3);
  });

  it('a cancelled unit stays behind', async () => {
    await open();
    const order = world.idOf('partly-cancelled-line');
    const before = await read(order);
    expect(before.draft.lines.map(({ quantityCancelled }) => quantityCancelled).some((count) => count > 0)).toBe(true);
    expect((await world.account.confirmDispatch(await noticeFor(order))).kind).toBe('done');
    await world.passLag();
    expect((await read(order)).draft.state).toBe('shipped');
  });
});

describe('a wish to cancel', () => {
  it('names its units when the order is read alone', async () => {
    await open();
    const { draft } = await read(world.idOf('one-line-requested'));
    expect(draft.cancellation.kind).toBe('none');
    expect(draft.lines.map((line) => line.cancellation.kind)).toEqual(['requested', 'none']);
    expect(sent('searchCancellations')).toHaveLength(1);
  });

  it('counts for the whole order where its units cannot be read', async () => {
    await open();
    world.site.faults.add({ operation: 'searchCancellations', fault: { kind: 'status', status: 500 } });
    expect((await read(world.idOf('one-line-requested'))).draft.cancellation).toMatchObject({ kind: 'requested', by: 'buyer' });
  });

  it('costs a second call only where there is one', async () => {
    await open();
    await read(world.orders.shippable);
    expect(sent('searchCancellations')).toHaveLength(0);
  });

  it('that is over shows as refused', async () => {
    await open();
    expect((await read(world.idOf('cancel-request-rejected'))).draft.cancellation).toMatchObject({ kind: 'rejected' });
  });

  it('outside the US stops the message', async () => {
    await open();
    expect(await world.account.confirmDispatch(await noticeFor(world.orders.cancelRequested))).toMatchObject(reject('cancel-requested'));
    expect(world.accepted(world.orders.cancelRequested)).toBe(0);
  });

  it('in the US is decided by the message, against the buyer: whoever sends it must have asked', async () => {
    await open({ desk: { market: 'US' } });
    expect(world.account.traits.tellingDecidesCancels).toBe(true);
    expect((await world.account.confirmDispatch(await noticeFor(world.orders.cancelRequested))).kind).toBe('done');
    await world.passLag();
    expect((await read(world.orders.cancelRequested)).draft).toMatchObject({ state: 'shipped', cancellation: { kind: 'none' } });
  });

  it('that became a cancellation since the last look is refused by TikTok', async () => {
    await open();
    const notice = await noticeFor(world.orders.shippable);
    await world.site.cancelOrder(world.orders.shippable);
    expect(await world.account.confirmDispatch(notice)).toMatchObject(reject('order-cancelled'));
    expect(sent('markPackageShipped')).toHaveLength(1);
    // The refusal drops what was seen: now the order itself says so, and nothing is sent.
    expect(await world.account.confirmDispatch(notice)).toMatchObject(reject('order-cancelled'));
    expect(sent('markPackageShipped')).toHaveLength(1);
  });
});

describe('shipping providers', () => {
  it('are looked up by delivery option, once', async () => {
    await open();
    for (const kind of ['clean', 'multi-line']) expect((await world.account.confirmDispatch(await noticeFor(world.idOf(kind)))).kind).toBe('done');
    expect(sent('getShippingProviders')).toHaveLength(1);
    await world.account.confirmDispatch(await noticeFor(world.idOf('ship-by-soon')));
    expect(sent('getShippingProviders')).toHaveLength(2);
    const ids = [0, 2].map((index) => bodyOf('markPackageShipped', index)['shipping_provider_id']);
    expect(ids[0]).not.toBe(ids[1]);
  });

  it('a carrier that the option has not is refused before anything is written, with the names it has', async () => {
    await open();
    const outcome = await world.account.confirmDispatch(await noticeFor(world.orders.shippable, { carrierCode: 'Correos' }));
    expect(outcome).toMatchObject({ kind: 'rejected', problems: [{ code: 'bad-carrier', message: expect.stringMatching(/allowed: DHL, DPD/) as string }] });
    expect(sent('markPackageShipped')).toHaveLength(0);
  });

  it('are read again after an unknown name, and after half a day', async () => {
    await open();
    const notice = await noticeFor(world.orders.shippable, { carrierCode: 'Correos' });
    await world.account.confirmDispatch(notice);
    await world.account.confirmDispatch({ ...notice, carrierCode: 'DHL' });
    expect(sent('getShippingProviders')).toHaveLength(2);
    await world.clock.advance(13 * 3_600_000);
    await world.account.confirmDispatch(await noticeFor(world.idOf('multi-line')));
    expect(sent('getShippingProviders')).toHaveLength(3);
  });

  it('a number of another carrier is refused by TikTok', async () => {
    await open();
    expect(await world.account.confirmDispatch(await noticeFor(world.orders.shippable, { carrierCode: 'Royal Mail' }))).toMatchObject(reject('bad-carrier'));
    expect(await world.account.confirmDispatch(await noticeFor(world.orders.shippable, { trackingNumber: '1234' }))).toMatchObject(reject('bad-number'));
    // Either may come from an old list: it is read again after each.
    expect((await world.account.confirmDispatch(await noticeFor(world.orders.shippable))).kind).toBe('done');
    expect(sent('getShippingProviders')).toHaveLength(3);
  });
});

describe('numbers', () => {
  it('one number for two orders is refused', async () => {
    await open();
    const first = await noticeFor(world.orders.shippable);
    await world.account.confirmDispatch(first);
    expect(await world.account.confirmDispatch(await noticeFor(world.idOf('multi-line'), { trackingNumber: first.trackingNumber }))).toMatchObject(reject('number-reused'));
    expect(world.account.traits.sharedNumber).toBe('no');
  });

  it('one number for two parcels of an order is refused', async () => {
    await open();
    const whole = await noticeFor(world.idOf('multi-quantity'));
    const [line] = whole.lines;
    const part = (packageReference: string): DispatchNotice => ({ ...whole, packageReference, lines: [{ lineId: line?.lineId ?? '', quantity: 1 }] });
    await world.account.confirmDispatch(part('1'));
    expect(await world.account.confirmDispatch(part('2'))).toMatchObject(reject('number-reused'));
  });

  it('blanks and hyphens stay here', async () => {
    await open();
    expect((await world.account.confirmDispatch(await noticeFor(world.orders.shippable, { trackingNumber: 'JD01 4600-0042' }))).kind).toBe('done');
    expect(bodyOf('markPackageShipped')['tracking_number']).toBe('JD0146000042');
  });

  it('a number that TikTok shows already is not told again', async () => {
    await open();
    const notice = await noticeFor(world.orders.shippable);
    await world.account.confirmDispatch(notice);
    await world.passLag();
    expect((await world.account.confirmDispatch(notice)).kind).toBe('done');
    expect(sent('markPackageShipped')).toHaveLength(1);
  });

  it('a doubt about the number (a warning) stays accepted, and is in the record', async () => {
    await open();
    expect((await world.account.confirmDispatch(await noticeFor(world.orders.shippable, { trackingNumber: '123456789012' }))).kind).toBe('done');
    expect(JSON.stringify(world.exchanges)).toContain('match more than one provider');
  });

  it('what was accepted and dropped never shows', async () => {
    await open();
    const order = world.idOf('accepted-not-shown');
    expect((await world.account.confirmDispatch(await noticeFor(order))).kind).toBe('done');
    await world.clock.advance(3_600_000);
    expect((await read(order)).seenDispatches).toEqual([]);
  });
});

describe('a correction', () => {
  async function told(): Promise<DispatchNotice> {
    await open();
    const notice = await noticeFor(world.orders.shippable);
    await world.account.confirmDispatch(notice);
    await world.passLag();
    return notice;
  }
  const corrected = (notice: DispatchNotice, trackingNumber: string): DispatchNotice => ({ ...notice, carrierCode: 'DPD', trackingNumber, replaces: { trackingNumber: notice.trackingNumber } });

  it('changes the package that holds the old number', async () => {
    const notice = await told();
    expect((await world.account.confirmDispatch(corrected(notice, '01505000000001'))).kind).toBe('done');
    expect((await read(notice.channelOrderId)).seenDispatches).toMatchObject([{ trackingNumber: '01505000000001', carrier: 'DPD' }]);
    expect(world.site.acceptances().map(({ result }) => result)).toEqual(['stored', 'edited']);
  });

  it('is possible once', async () => {
    const notice = await told();
    const second = corrected(notice, '01505000000001');
    await world.account.confirmDispatch(second);
    expect(await world.account.confirmDispatch({ ...second, trackingNumber: '01505000000002', replaces: { trackingNumber: second.trackingNumber } })).toMatchObject(reject('correction-closed'));
  });

  it('is possible for three days', async () => {
    const notice = await told();
    await world.clock.advance(73 * 3_600_000);
    expect(await world.account.confirmDispatch(corrected(notice, '01505000000001'))).toMatchObject(reject('correction-closed'));
  });

  it('of a number that was never told tells the new one', async () => {
    await open();
    const notice = await noticeFor(world.orders.shippable, { replaces: { trackingNumber: '003400000000000000' } });
    expect((await world.account.confirmDispatch(notice)).kind).toBe('done');
    expect(sent('markPackageShipped')).toHaveLength(1);
  });

  it('whose answer is lost is in doubt', async () => {
    const notice = await told();
    world.site.faults.add({ operation: 'updatePackageShippingInfo', fault: { kind: 'done-then-cut' } });
    expect((await world.account.confirmDispatch(corrected(notice, '01505000000001'))).kind).toBe('uncertain');
  });
});

describe('a bench clock that is wrong', () => {
  it.each([['an hour slow', -3_600_000], ['an hour fast', 3_600_000], ['two days fast', 2 * 86_400_000]])('%s: the first refusal tells the time, and everything works', async (_name, benchAheadMs) => {
    await open({ benchAheadMs: () => benchAheadMs });
    const notice = await noticeFor(world.orders.shippable);
    // Refused once, signed again, and no other is refused.
    expect(sent('getOrderDetail').map(({ status }) => status).slice(0, 2)).toEqual([400, 200]);
    expect((await world.account.confirmDispatch(notice)).kind).toBe('done');
    const listed = await world.account.listOrders({ updatedAfterMs: 0 });
    expect(world.site.requests().filter(({ status }) => status === 400)).toHaveLength(1);
    // What counts as listed is TikTok's time, not the bench's.
    expect(listed).toMatchObject({ kind: 'done', value: { completeUntilMs: world.clock.nowMs() - 120_000 } });
    expect(sent('refreshToken')).toHaveLength(1);
  });

  it('is not noticed where the gateway still takes it, and tokens live no longer for it', async () => {
    await open({ benchAheadMs: () => -240_000 });
    await read(world.orders.shippable);
    expect(world.site.requests().filter(({ status }) => status !== 200)).toEqual([]);
    await world.clock.advance(7 * 86_400_000 - 300_000);
    await read(world.orders.shippable);
    expect(sent('refreshToken')).toHaveLength(2);
  });

  it('set by days while the account is open changes nothing: the time goes on from the last answer', async () => {
    let aheadMs = 0;
    await open({ benchAheadMs: () => aheadMs });
    await read(world.orders.shippable);
    aheadMs = 3 * 86_400_000;
    await world.clock.advance(3_600_000);
    await read(world.orders.shippable);
    expect(world.site.requests().filter(({ status }) => status !== 200)).toEqual([]);
  });
});

describe('answers of the gateway', () => {
  it('after a refusal for haste nothing leaves for a second', async () => {
    await open();
    world.breakNext('confirm-dispatch', 'throttled');
    const outcome = await world.account.confirmDispatch(await noticeFor(world.orders.shippable));
    expect(outcome.kind === 'rate-limited' ? outcome.retryAfterMs : 0).toBeGreaterThanOrEqual(1_000);
    expect(world.account.waitMs('read-order')).toBe(0);
  });

  it('status 401 alone is no reason for another token: the code decides', async () => {
    await open();
    world.site.faults.add({ operation: 'getOrderDetail', fault: { kind: 'status', status: 401 } });
    expect((await world.account.readOrder(world.orders.shippable)).kind).toBe('unavailable');
    expect([sent('getOrderDetail').length, sent('refreshToken').length]).toEqual([1, 1]);
  });
});

describe('a region that knows no single units', () => {
  it('is told by whole packages, after one refusal for all', async () => {
    await open({ desk: { market: 'SG' } });
    for (const kind of ['clean', 'multi-line']) expect((await world.account.confirmDispatch(await noticeFor(world.idOf(kind)))).kind).toBe('done');
    expect([sent('markPackageShipped').length, sent('shipPackage').length]).toEqual([1, 2]);
    await world.passLag();
    expect((await read(world.orders.shippable)).seenDispatches).toHaveLength(1);
  });

  it('takes no part of a package', async () => {
    await open({ desk: { market: 'SG' } });
    const whole = await noticeFor(world.idOf('multi-line'));
    expect(await world.account.confirmDispatch({ ...whole, lines: whole.lines.slice(0, 1) })).toMatchObject(reject('quantity-wrong'));
    expect(sent('shipPackage')).toHaveLength(0);
  });
});

describe('signing in', () => {
  it('hands out each new refresh token at once, and renews with it', async () => {
    await open({ desk: { forgetsOldTokens: true } });
    await read(world.orders.shippable);
    world.expireTokens();
    await read(world.orders.shippable);
    expect(world.credentials.map(({ refreshToken }) => refreshToken)).toEqual(['ROW_practice-refresh-1', 'ROW_practice-refresh-2']);
    expect(world.credentials[0]?.['refreshTokenEndsAtMs']).toBe(String(world.clock.nowMs() + 365 * 86_400_000));
    expect(world.account.credentialEndsAtMs()).toBe(world.clock.nowMs() + 365 * 86_400_000);
  });

  it('does not ask for a token again in seven days, and then once', async () => {
    await open();
    await read(world.orders.shippable);
    await world.clock.advance(7 * 86_400_000 - 3_600_000);
    await read(world.orders.shippable);
    expect(sent('refreshToken')).toHaveLength(1);
    await world.clock.advance(3_600_000);
    await Promise.all([read(world.orders.shippable), read(world.orders.cancelled)]);
    expect(sent('refreshToken')).toHaveLength(2);
  });

  it('that has ended is a matter for a person', async () => {
    await open({ settings: { refreshToken: 'ROW_gone' } });
    expect(await world.account.readOrder(world.orders.shippable)).toMatchObject({ kind: 'rejected', problems: [{ code: 'auth', message: expect.stringContaining('rt has expired') as string }] });
    expect(sent('getOrderDetail')).toHaveLength(0);
  });

  it('knows the end of its sign-in from the last time', async () => {
    await open({ settings: { refreshTokenEndsAtMs: '1826785800000' } });
    expect(world.account.credentialEndsAtMs()).toBe(1_826_785_800_000);
  });

  it('with the wrong secret is refused as what it is', async () => {
    await open({ settings: { appSecret: 'wrong' } });
    expect(await world.account.readOrder(world.orders.shippable)).toMatchObject(reject('auth'));
  });

  it('asks for the shop where nobody named it', async () => {
    await open({ settings: { shopCipher: '' } });
    await Promise.all([read(world.orders.shippable), read(world.orders.cancelled)]);
    expect(sent('getAuthorizedShops')).toHaveLength(1);
    expect(sent('getAuthorizedShops')[0]?.path).not.toContain('shop_cipher');
    expect(sent('getOrderDetail')[0]?.path).toContain(`shop_cipher=${PRACTICE_SHOP.cipher}`);
  });

  it('tries a connection without touching an order', async () => {
    await open();
    expect(await world.account.testConnection()).toEqual({ kind: 'done', value: { accountName: 'Practice Shop', canRead: true, canWrite: null, notifies: null, notes: [] } });
    expect(world.site.requests().map(({ operation }) => operation)).toEqual(['refreshToken', 'getAuthorizedShops', 'searchOrders', 'searchCancellations']);
  });
});
