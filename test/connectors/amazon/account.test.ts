import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aNotice } from './fixtures.ts';
import { openAmazonWorld } from './world.ts';
import type { PracticeWorld } from '../support/practice-world.ts';

describe('an Amazon account', () => {
  let world: PracticeWorld;
  beforeEach(async () => {
    world = await openAmazonWorld({ budgets: { getOrder: { ratePerSecond: 4, burst: 30 } } });
  });
  afterEach(() => world.close());

  it('opens with the budgets that Amazon publishes', () => {
    expect((['list-orders', 'read-order', 'confirm-dispatch'] as const).map((operation) => world.account.callsLeft(operation))).toEqual([20, 30, 10]);
  });

  it('sends nothing that Amazon would refuse or silently drop, and spends no budget on it', async () => {
    expect(await world.account.confirmDispatch(aNotice({ packageReference: 'P1', trackingNumber: '' }))).toMatchObject({
      kind: 'rejected',
      problems: [{ field: 'packageReference' }, { field: 'trackingNumber' }],
    });
    expect(world.site.requests()).toEqual([]);
    expect(world.account.callsLeft('confirm-dispatch')).toBe(10);
  });

  it('learns its real rate from the header of an answer', async () => {
    await world.account.readOrder(world.orders.shippable);
    while (world.account.callsLeft('read-order') > 0) await world.account.readOrder(world.orders.shippable);
    expect(world.account.waitMs('read-order')).toBe(250);
  });

  it('asks for one token for many calls at once and renews it once after a refusal', async () => {
    await Promise.all([world.account.readOrder('1'), world.account.readOrder('2'), world.account.listOrders({ updatedAfterMs: 0 })]);
    expect(world.site.arrived('accessToken')).toBe(1);
    world.expireTokens();
    await world.account.readOrder(world.orders.shippable);
    expect(world.site.arrived('accessToken')).toBe(2);
    expect(world.site.requests().filter((request) => request.operation === 'getOrder').map((request) => request.status)).toEqual([404, 404, 403, 200]);
  });

  it('says that a person must act where the token service refuses, and sends nothing to the marketplace', async () => {
    world.site.faults.add({ operation: 'accessToken', fault: { kind: 'status', status: 400 } });
    expect(await world.account.readOrder(world.orders.shippable)).toMatchObject({ kind: 'rejected', problems: [{ code: 'auth' }] });
    expect(world.site.arrived('getOrder')).toBe(0);
  });

  it('proves that it may read, and write where no real order can be meant', async () => {
    expect(await world.account.testConnection()).toMatchObject({ kind: 'done', value: { canRead: true, canWrite: true } });
    expect(world.arrived('confirm-dispatch')).toBe(1);
    expect(world.site.acceptances()).toEqual([]);
  });

  it('takes a sign-in page of some network for what it is: no answer', async () => {
    for (const operation of ['getOrder', 'searchOrders', 'accessToken'] as const) world.site.faults.add({ operation, fault: { kind: 'not-json' } });
    expect((await world.account.readOrder(world.orders.shippable)).kind).toBe('unavailable');
    expect((await world.account.readOrder(world.orders.shippable)).kind).toBe('unavailable');
    expect((await world.account.listOrders({ updatedAfterMs: 0 })).kind).toBe('unavailable');
    expect((await world.account.readOrder(world.orders.shippable)).kind).toBe('done');
  });

  it('starts a listing anew when its page token is refused', async () => {
    expect(await world.account.listOrders({ updatedAfterMs: 0, pageToken: 'bm8' })).toMatchObject({ kind: 'rejected', problems: [{ code: 'page-token-refused' }] });
  });

  it('proves that the line is up without spending a call and without a record', async () => {
    expect(await world.account.probe()).toEqual({ reachable: true });
    expect(world.exchanges).toEqual([]);
    expect(world.site.requests().map((request) => request.operation)).toEqual(['other']);
  });
});
