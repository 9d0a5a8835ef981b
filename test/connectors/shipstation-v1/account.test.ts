import { afterEach, describe, expect, it } from 'vitest';
import type { ChannelOrder } from '../../../src/main/application/ports/marketplace.ts';
import type { DispatchNotice } from '../../../src/shared/domain/writeback/write-back.ts';
import { openShipStationV1World } from './world.ts';
import type { PracticeWorld } from '../support/practice-world.ts';

let world: PracticeWorld;
afterEach(() => world.close());

async function open(options: Parameters<typeof openShipStationV1World>[0] = {}): Promise<void> {
  world = await openShipStationV1World(options);
}
async function read(kind: string): Promise<ChannelOrder> {
  const outcome = await world.account.readOrder(world.idOf(kind));
  if (outcome.kind !== 'done' || outcome.value === null) throw new Error(JSON.stringify(outcome));
  return outcome.value;
}
const notice = (channelOrderId: string, overrides: Partial<DispatchNotice> = {}): DispatchNotice => ({ channelOrderId, packageReference: '1', carrierCode: 'dpd', trackingNumber: '01234567890123', shippedAtMs: world.clock.nowMs(), lines: [], ...overrides });
const paths = (): string[] => world.site.requests().map(({ operation }) => operation);

describe('a ShipStation V1 account at the practice site', () => {
  it('counts all its calls in one budget, and believes what ShipStation says is left', async () => {
    await open();
    await world.account.listOrders({ updatedAfterMs: 0 });
    await read('clean');
    expect(world.account.budgets()).toMatchObject([{ left: 38, burst: 40 }]);
    expect(world.account.callsLeft('list-orders')).toBe(38);
    // To tell takes two calls: the order is looked at first.
    expect(world.account.callsLeft('confirm-dispatch')).toBe(19);
  });

  it('with nothing left waits for the end of the window, in which nothing refills', async () => {
    await open();
    for (let calls = 0; calls < 40; calls += 1) expect((await world.account.readOrder(world.orders.unknown)).kind).toBe('done');
    await world.clock.advance(30_000);
    expect(world.account.callsLeft('read-order')).toBe(0);
    expect(await world.account.readOrder(world.orders.unknown)).toMatchObject({ kind: 'rate-limited', retryAfterMs: 30_000 });
    expect(world.arrived('read-order')).toBe(40);
    await world.clock.advance(30_000);
    expect((await world.account.readOrder(world.orders.unknown)).kind).toBe('done');
    expect(world.account.callsLeft('read-order')).toBe(39);
  });

  it.each([
    ['cancelled', 'order-cancelled'],
    ['already-shipped', 'already-shipped'],
    ['payment-pending', 'wrong-state'],
    ['pre-order', 'wrong-state'],
    ['ship-plus', 'wrong-state'],
  ])('%s is locked: looked at, never marked', async (kind, code) => {
    await open();
    expect(await world.account.confirmDispatch(notice(world.idOf(kind)))).toMatchObject({ kind: 'rejected', problems: [{ code }] });
    expect(world.arrived('confirm-dispatch')).toBe(0);
  });

  it('an order that ShipStation does not know is gone', async () => {
    await open();
    expect(await world.account.confirmDispatch(notice(world.orders.unknown))).toMatchObject({ kind: 'rejected', problems: [{ code: 'order-gone' }] });
  });

  it('what ShipStation took and does not show yet cannot be marked twice', async () => {
    await open();
    const id = world.idOf('clean');
    expect((await world.account.confirmDispatch(notice(id))).kind).toBe('done');
    expect(await world.account.confirmDispatch(notice(id))).toMatchObject({ kind: 'rejected', problems: [{ code: 'already-shipped' }] });
    expect(world.accepted(id)).toBe(1);
  });

  it('a carrier that the account does not have is refused by its field', async () => {
    await open();
    expect(await world.account.confirmDispatch(notice(world.idOf('clean'), { carrierCode: 'pigeon' }))).toMatchObject({ kind: 'rejected', problems: [{ code: 'bad-carrier', field: 'carrierCode' }] });
  });

  it('a bad notice never leaves', async () => {
    await open();
    expect(await world.account.confirmDispatch(notice(world.idOf('clean'), { trackingNumber: '' }))).toMatchObject({ kind: 'rejected', problems: [{ code: 'bad-number' }] });
    expect(paths()).toEqual([]);
  });

  it('numbers are asked for where something was sent, and nowhere else', async () => {
    await open();
    await read('clean');
    expect(paths()).toEqual(['getOrder']);
    expect((await read('already-shipped')).seenDispatches).toMatchObject([{ trackingNumber: '00340000000000000000', carrier: 'DHL' }]);
    expect(paths()).toEqual(['getOrder', 'getOrder', 'listFulfillments']);
  });

  it('a read-back without its numbers is no read-back', async () => {
    await open();
    world.site.faults.add({ operation: 'listFulfillments', fault: { kind: 'status', status: 500 } });
    expect((await world.account.readOrder(world.idOf('already-shipped'))).kind).toBe('unavailable');
  });

  it('of a split order the parent is asked; what is left of it may leave', async () => {
    await open();
    const rest = await read('partly-shipped');
    expect(paths()).toEqual(['getOrder', 'getOrder']);
    expect(rest.draft).toMatchObject({ state: 'open', channelHold: null, lines: [{ quantity: 1, quantityShipped: 0 }] });
  });

  it('while the parent cannot be asked the order is not known either', async () => {
    await open();
    world.site.faults.add({ operation: 'getOrder', channelOrderId: `9${world.idOf('partly-shipped')}`, fault: { kind: 'status', status: 503 } });
    expect((await world.account.readOrder(world.idOf('partly-shipped'))).kind).toBe('unavailable');
  });

  it('the trial of a connection shows which carriers the account knows', async () => {
    await open();
    expect(await world.account.testConnection()).toMatchObject({ kind: 'done', value: { canRead: true, canWrite: null, notifies: true, notes: [expect.stringContaining('royal_mail') as string] } });
  });

  it('lists more orders than a page holds, each once', async () => {
    await open({ firstWave: { count: 1_100, mix: 'clean' } });
    const seen: string[] = [];
    let token: string | null = null;
    do {
      const page = await world.account.listOrders(token === null ? { updatedAfterMs: 0 } : { updatedAfterMs: 0, pageToken: token });
      if (page.kind !== 'done') throw new Error(JSON.stringify(page));
      seen.push(...page.value.orders.map(({ draft }) => draft.channelOrderId));
      token = page.value.nextPageToken;
    } while (token !== null);
    expect(seen).toHaveLength(1_100);
    expect(new Set(seen).size).toBe(1_100);
    expect(world.arrived('list-orders')).toBe(3);
  });

  it('orders that change between two pages push no other over the edge', async () => {
    await open({ firstWave: { count: 600, mix: 'clean' } });
    const before = await world.account.listOrders({ updatedAfterMs: 0 });
    if (before.kind !== 'done' || before.value.nextPageToken === null) throw new Error('one page');
    const onFirst = new Set(before.value.orders.map(({ draft }) => draft.channelOrderId));
    // Twenty of the first page are cancelled now: they go to the end, and all others move up by twenty places.
    for (const id of [...onFirst].slice(0, 20)) await world.site.cancelOrder(id);
    const after = await world.account.listOrders({ updatedAfterMs: 0, pageToken: before.value.nextPageToken });
    if (after.kind !== 'done') throw new Error(after.kind);
    const all = new Set([...onFirst, ...after.value.orders.map(({ draft }) => draft.channelOrderId)]);
    expect(all.size).toBe(600);
    expect(after.value.orders.filter(({ draft }) => draft.state === 'cancelled')).toHaveLength(20);
    expect(after.value.nextPageToken).toBeNull();
  });

  it('a page token of somebody else begins anew', async () => {
    await open();
    expect(await world.account.listOrders({ updatedAfterMs: 0, pageToken: 'x' })).toMatchObject({ kind: 'rejected', problems: [{ code: 'page-token-refused' }] });
  });
});
