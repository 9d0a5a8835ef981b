import { afterEach, describe, expect, it } from 'vitest';
import type { ChannelOrder } from '../../../src/main/application/ports/marketplace.ts';
import type { DispatchNotice } from '../../../src/shared/domain/writeback/write-back.ts';
import { openShipStationV2World } from './world.ts';
import type { PracticeWorld } from '../support/practice-world.ts';

let world: PracticeWorld;
afterEach(() => world.close());

async function open(options: Parameters<typeof openShipStationV2World>[0] = {}): Promise<void> {
  world = await openShipStationV2World(options);
}
async function read(kind: string): Promise<ChannelOrder> {
  const outcome = await world.account.readOrder(world.idOf(kind));
  if (outcome.kind !== 'done' || outcome.value === null) throw new Error(JSON.stringify(outcome));
  return outcome.value;
}
const notice = (channelOrderId: string, overrides: Partial<DispatchNotice> = {}): DispatchNotice => ({ channelOrderId, packageReference: '1', carrierCode: 'dpd', trackingNumber: '01234567890123', shippedAtMs: world.clock.nowMs(), lines: [], ...overrides });
const paths = (): string[] => world.site.requests().map(({ operation }) => operation);

describe('a ShipStation V2 account at the practice site', () => {
  it('counts all its calls in one budget; reading and telling take two each', async () => {
    await open();
    await read('clean');
    expect(paths()).toEqual(['getShipment', 'listFulfillments']);
    expect(world.account.budgets()).toMatchObject([{ left: 8, burst: 10 }]);
    expect([world.account.callsLeft('list-orders'), world.account.callsLeft('read-order'), world.account.callsLeft('confirm-dispatch')]).toEqual([8, 4, 4]);
  });

  it('with one call left begins no pair', async () => {
    await open();
    for (let calls = 0; calls < 9; calls += 1) expect((await world.account.listOrders({ updatedAfterMs: 0 })).kind).toBe('done');
    expect(await world.account.readOrder(world.orders.shippable)).toMatchObject({ kind: 'rate-limited', retryAfterMs: world.account.waitMs('read-order') });
    expect(await world.account.confirmDispatch(notice(world.orders.shippable))).toMatchObject({ kind: 'rate-limited' });
    expect(world.site.requests()).toHaveLength(9);
    await world.clock.advance(world.account.waitMs('read-order'));
    expect((await world.account.readOrder(world.orders.shippable)).kind).toBe('done');
  });

  it('waits as long as Retry-After says', async () => {
    await open();
    world.site.faults.add({ operation: 'createFulfillments', fault: { kind: 'status', status: 429, headers: { 'retry-after': '12' } } });
    const outcome = await world.account.confirmDispatch(notice(world.orders.shippable));
    expect(outcome.kind === 'rate-limited' ? outcome.retryAfterMs : 0).toBeGreaterThanOrEqual(12_000);
    expect(world.accepted(world.orders.shippable)).toBe(0);
  });

  it.each([
    ['cancelled', 'order-cancelled'],
    ['already-shipped', 'already-shipped'],
    ['payment-pending', 'wrong-state'],
    ['pre-order', 'wrong-state'],
    ['ship-plus', 'wrong-state'],
  ])('%s is looked at, never told', async (kind, code) => {
    await open();
    expect(await world.account.confirmDispatch(notice(world.idOf(kind)))).toMatchObject({ kind: 'rejected', problems: [{ code }] });
    expect(world.arrived('confirm-dispatch')).toBe(0);
  });

  it('a refusal comes with HTTP 200, and is one all the same', async () => {
    await open();
    const id = world.idOf('clean');
    expect(await world.account.confirmDispatch(notice(id, { carrierCode: 'pigeon' }))).toMatchObject({ kind: 'rejected', problems: [{ code: 'bad-carrier' }] });
    expect((await world.account.confirmDispatch(notice(id))).kind).toBe('done');
    // Taken, and not shown yet: the look before finds nothing.
    expect(await world.account.confirmDispatch(notice(id))).toMatchObject({ kind: 'rejected', problems: [{ code: 'already-shipped' }] });
    expect(world.site.requests().filter(({ operation }) => operation === 'createFulfillments').map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(world.accepted(id)).toBe(1);
  });

  it('a shipment that ShipStation does not know is gone; a bad notice never leaves', async () => {
    await open();
    expect(await world.account.confirmDispatch(notice(world.orders.unknown))).toMatchObject({ kind: 'rejected', problems: [{ code: 'order-gone' }] });
    const before = world.site.requests().length;
    expect(await world.account.confirmDispatch(notice(world.idOf('clean'), { trackingNumber: '' }))).toMatchObject({ kind: 'rejected', problems: [{ code: 'bad-number' }] });
    expect(world.site.requests()).toHaveLength(before);
  });

  it('a read-back without its fulfillments is no read-back', async () => {
    await open();
    expect((await read('already-shipped')).seenDispatches).toMatchObject([{ trackingNumber: '00340000000000000000', carrier: 'DHL' }]);
    world.site.faults.add({ operation: 'listFulfillments', fault: { kind: 'status', status: 500 } });
    expect((await world.account.readOrder(world.idOf('already-shipped'))).kind).toBe('unavailable');
  });

  it('what is left of a split shipment may leave', async () => {
    await open();
    expect((await read('partly-shipped')).draft).toMatchObject({ state: 'open', channelHold: null, lines: [{ quantity: 1, quantityShipped: 0 }] });
  });

  it('the trial of a connection shows which carriers the account knows, and the account’s own code is used', async () => {
    await open();
    expect(await world.account.testConnection()).toMatchObject({ kind: 'done', value: { canRead: true, canWrite: true, notifies: true, notes: [expect.stringContaining('dhl_paket') as string] } });
    expect(world.account.carrierFor('DHL')).toEqual({ carrierCode: 'dhl_paket' });
    expect(world.account.carrierFor('Kiez-Velo')).toBeNull();
  });

  it('lists more shipments than a page holds, each once, also while they change', async () => {
    await open({ firstWave: { count: 350, mix: 'clean' } });
    const seen = new Map<string, string>();
    let listed = 0;
    let token: string | null = null;
    do {
      const page = await world.account.listOrders(token === null ? { updatedAfterMs: 0 } : { updatedAfterMs: 0, pageToken: token });
      if (page.kind !== 'done') throw new Error(JSON.stringify(page));
      listed += page.value.orders.length;
      for (const { draft } of page.value.orders) seen.set(draft.channelOrderId, draft.state);
      // After the first page, thirty of it go to the end: all others move up by thirty places.
      if (token === null) for (const id of [...seen.keys()].slice(0, 30)) await world.site.cancelOrder(id);
      token = page.value.nextPageToken;
    } while (token !== null);
    expect(seen.size).toBe(350);
    expect(listed).toBe(380);
    expect([...seen.values()].filter((state) => state === 'cancelled')).toHaveLength(30);
  });

  it('a page token of somebody else begins anew', async () => {
    await open();
    expect(await world.account.listOrders({ updatedAfterMs: 0, pageToken: 'x' })).toMatchObject({ kind: 'rejected', problems: [{ code: 'page-token-refused' }] });
  });
});
