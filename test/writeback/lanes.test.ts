import { describe, expect, it } from 'vitest';
import type { MarketplaceAccount } from '../../src/main/application/ports/marketplace.ts';
import { createAccountBudgets, type SharedLimit } from '../../src/main/connectors/kit/account-budgets.ts';
import { createLanes, type Lanes } from '../../src/main/writeback/lanes.ts';
import { callsInReserve } from '../../src/main/application/calls-in-reserve.ts';
import { isPeak, peakBegins, peakEnds, type PeakMode } from '../../src/shared/domain/writeback/lanes.ts';
import { minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import { createFakeAccount } from '../support/fake-account.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';

const oneForAll: readonly SharedLimit[] = [{ calls: ['list-orders', 'read-order', 'confirm-dispatch', 'publish-stock'], ratePerSecond: 1, burst: 10 }];
const eachItsOwn: readonly SharedLimit[] = (['list-orders', 'read-order', 'confirm-dispatch', 'publish-stock'] as const).map((call) => ({ calls: [call], ratePerSecond: 1, burst: 10 }));

interface House {
  readonly clock: ManualClock;
  readonly account: MarketplaceAccount;
  readonly lanes: Lanes;
  readonly left: string[];
  waiting: number;
  mode: PeakMode;
}

/** An account whose calls take from real budgets and are written down; `waiting` messages are due. */
function aHouse(limits: readonly SharedLimit[]): House {
  const clock = createManualClock(0);
  const budgets = createAccountBudgets(limits, clock);
  const left: string[] = [];
  const took = (call: 'list-orders' | 'read-order' | 'confirm-dispatch' | 'publish-stock'): void => {
    expect(budgets.bucket(call).take()).toBe(true);
    left.push(call);
  };
  const fake = createFakeAccount(clock);
  const account: MarketplaceAccount = {
    ...fake,
    ...budgets,
    listOrders: (listing) => (took('list-orders'), fake.listOrders(listing)),
    readOrder: (id) => (took('read-order'), fake.readOrder(id)),
    confirmDispatch: (notice) => (took('confirm-dispatch'), fake.confirmDispatch(notice)),
    stock: { mostPerCall: 1, publish: () => (took('publish-stock'), Promise.resolve({ kind: 'done', value: { refused: [] } })), read: () => Promise.resolve({ kind: 'done', value: [] }) },
  };
  const house: House = { clock, left, waiting: 0, mode: 'auto', lanes: null as never, account: null as never };
  const lanes = createLanes({ clock, peakMode: () => house.mode, waiting: () => house.waiting, isTracking: () => house.waiting > 0 });
  return Object.assign(house, { lanes, account: lanes.share(account) });
}

/** Everybody takes what they are told is left for them, the least pressing first: the worst case for messages. */
async function oneSecond(house: House): Promise<void> {
  const { account } = house;
  if (account.callsLeft('publish-stock') > 0) await account.stock!.publish([{ sku: 'a', available: 1 }]);
  if (account.callsLeft('list-orders') > 0) await account.listOrders({ updatedAfterMs: 0 });
  if (account.callsLeft('read-order') > 0) await account.readOrder('1');
  while (house.waiting > 0 && account.callsLeft('confirm-dispatch') > 0) {
    await account.confirmDispatch({ channelOrderId: '1', packageReference: '1', carrierCode: 'DHL', trackingNumber: '1', shippedAtMs: 0, lines: [] });
    house.waiting -= 1;
  }
  await house.clock.advance(seconds(1));
}
const count = (house: House, call: string): number => house.left.filter((left) => left === call).length;

describe('500 stock levels and one message', () => {
  it.each([
    ['of one budget', oneForAll],
    ['of budgets of their own', eachItsOwn],
  ])('%s: in a peak the message leaves first', async (_, limits) => {
    const house = aHouse(limits);
    house.waiting = 1;
    house.mode = 'on';
    await oneSecond(house);
    expect(house.left.filter((call) => call === 'publish-stock' || call === 'confirm-dispatch')[0]).toBe('confirm-dispatch');
    expect(house.lanes.isPeak()).toBe(true);
    await oneSecond(house);
    expect(house.left).toContain('publish-stock');
  });
});

describe('one budget for everything', () => {
  it('gives messages nearly all of it while many wait, a cancel check every few seconds and a listing now and then', async () => {
    const house = aHouse(oneForAll);
    house.waiting = 10_000;
    for (let second = 0; second < 600; second += 1) await oneSecond(house);
    expect(house.left.length).toBeGreaterThanOrEqual(600);
    expect(count(house, 'confirm-dispatch') / house.left.length).toBeGreaterThan(0.75);
    expect(count(house, 'read-order')).toBeGreaterThanOrEqual(80);
    expect(count(house, 'read-order')).toBeLessThanOrEqual(121);
    expect(count(house, 'list-orders')).toBeGreaterThanOrEqual(3);
    expect(count(house, 'publish-stock')).toBe(0);
  });

  it('is everybody’s as soon as nothing waits', async () => {
    const house = aHouse(oneForAll);
    await house.account.readOrder('1');
    await house.account.readOrder('2');
    expect([house.account.callsLeft('read-order'), house.account.callsLeft('publish-stock'), house.account.waitMs('list-orders')]).toEqual([8, 8, 0]);
  });

  it('a lane whose turn has not come says how long', async () => {
    const house = aHouse(oneForAll);
    house.waiting = 5;
    await house.account.listOrders({ updatedAfterMs: 0 });
    expect(house.account.callsLeft('list-orders')).toBe(0);
    expect(house.account.waitMs('list-orders')).toBe(minutes(1));
  });
});

describe('a message that makes room for a cancel check', () => {
  it('a lane that has no turn in a peak says so, also where it never ran before', () => {
    const house = aHouse(oneForAll);
    house.waiting = 1;
    house.mode = 'on';
    expect(house.account.waitMs('publish-stock')).toBe(Infinity);
  });

  it('is told to look again in a moment, never at once: the worker must not spin', async () => {
    const house = aHouse([{ calls: ['list-orders', 'read-order', 'confirm-dispatch', 'publish-stock'], ratePerSecond: 0.5, burst: 1 }]);
    house.waiting = 5;
    await house.account.confirmDispatch({ channelOrderId: '1', packageReference: '1', carrierCode: 'DHL', trackingNumber: '1', shippedAtMs: 0, lines: [] });
    expect(house.account.callsLeft('read-order')).toBe(0);
    await house.clock.advance(seconds(2));
    expect(house.account.callsLeft('confirm-dispatch')).toBe(0);
    expect(house.account.waitMs('confirm-dispatch')).toBeGreaterThan(0);
    expect(house.account.callsLeft('read-order')).toBe(1);
  });
});

describe('room that a message makes', () => {
  const points: readonly SharedLimit[] = [{ calls: ['list-orders', 'read-order', 'confirm-dispatch', 'publish-stock'], ratePerSecond: 100, burst: 200, cost: { 'confirm-dispatch': 10, 'read-order': 50 } }];

  it('is as wide as the other call is dear, where the vendor counts points', async () => {
    const clock = createManualClock(0);
    const budgets = createAccountBudgets(points, clock);
    const lanes = createLanes({ clock, peakMode: () => 'auto', waiting: () => 100, isTracking: () => true });
    const account = lanes.share({ ...createFakeAccount(clock), ...budgets });
    budgets.bucket('confirm-dispatch').take(200);
    expect(account.callsLeft('read-order')).toBe(0);
    await clock.advance(seconds(1));
    expect(budgets.callsLeft('confirm-dispatch')).toBe(10);
    expect(account.callsLeft('confirm-dispatch')).toBe(5);
    expect(account.callsLeft('read-order')).toBe(2);
  });

  it('closes when the other lane has not asked again for half a minute', async () => {
    const clock = createManualClock(0);
    const budgets = createAccountBudgets(points, clock);
    const lanes = createLanes({ clock, peakMode: () => 'auto', waiting: () => 100, isTracking: () => true });
    const account = lanes.share({ ...createFakeAccount(clock), ...budgets });
    budgets.bucket('confirm-dispatch').take(200);
    expect(account.callsLeft('read-order')).toBe(0);
    await clock.advance(seconds(29));
    expect(account.callsLeft('confirm-dispatch')).toBe(15);
    await clock.advance(seconds(1));
    expect(account.callsLeft('confirm-dispatch')).toBe(20);
  });
});

describe('a budget of its own', () => {
  it('is nobody else’s business', async () => {
    const house = aHouse(eachItsOwn);
    house.waiting = 5;
    await house.account.listOrders({ updatedAfterMs: 0 });
    expect(house.account.callsLeft('list-orders')).toBe(9);
  });
});

describe('a peak', () => {
  it('begins by itself with many messages, and ends when few are left', () => {
    expect([isPeak('auto', peakBegins - 1, false), isPeak('auto', peakBegins, false), isPeak('auto', peakEnds + 1, true), isPeak('auto', peakEnds, true)]).toEqual([false, true, true, false]);
  });

  it('by hand is what was said', () => {
    expect([isPeak('on', 0, false), isPeak('off', 1_000_000, true)]).toEqual([true, false]);
  });
});

describe('a peak at an account', () => {
  it('begins at 200 waiting messages and ends at 50 by itself; between them it stays what it was', async () => {
    const house = aHouse(oneForAll);
    const at = async (waiting: number): Promise<boolean> => {
      house.waiting = waiting;
      await house.clock.advance(seconds(5));
      return house.lanes.isPeak();
    };
    expect([await at(199), await at(200), await at(51), await at(50), await at(199)]).toEqual([false, true, true, false, false]);
  });

  it('is what the hand says at once, against any number of messages, and counts again by itself afterwards', async () => {
    const house = aHouse(oneForAll);
    house.waiting = 10_000;
    house.mode = 'off';
    expect(house.lanes.isPeak()).toBe(false);
    house.mode = 'on';
    house.waiting = 0;
    expect(house.lanes.isPeak()).toBe(true);
    house.mode = 'auto';
    await house.clock.advance(seconds(5));
    expect(house.lanes.isPeak()).toBe(false);
  });

  it('500 stock levels and one message of one budget: the message waits for no stock, and stock goes on after it', async () => {
    const house = aHouse([{ calls: ['list-orders', 'read-order', 'confirm-dispatch', 'publish-stock'], ratePerSecond: 1, burst: 1 }]);
    house.waiting = 1;
    house.mode = 'on';
    for (let second = 0; second < 20; second += 1) await oneSecond(house);
    expect(count(house, 'confirm-dispatch')).toBe(1);
    expect(house.left.indexOf('confirm-dispatch')).toBeLessThanOrEqual(2);
    expect(house.left.indexOf('publish-stock')).toBeGreaterThan(house.left.indexOf('confirm-dispatch'));
    expect(count(house, 'publish-stock')).toBeGreaterThan(5);
  });

  it('starves no stock of a shop that owes nothing, however many messages others owe', async () => {
    const clock = createManualClock(0);
    const budgets = createAccountBudgets(oneForAll, clock);
    const lanes = createLanes({ clock, peakMode: () => 'auto', waiting: () => 5_000, isTracking: () => false });
    const account = lanes.share({ ...createFakeAccount(clock), ...budgets });
    expect(lanes.isPeak()).toBe(true);
    expect(account.callsLeft('publish-stock')).toBe(10);
  });
});

describe('what is kept back for something more pressing', () => {
  it.each([
    [100, 10, 10],
    [30, 10, 10],
    [8, 10, 2],
    [1, 10, 0],
  ])('of a budget of %i calls, where %i are wanted: %i', (burst, wanted, kept) => {
    const { account } = aHouse([{ calls: ['read-order'], ratePerSecond: 1, burst }]);
    expect(callsInReserve(account, 'read-order', wanted)).toBe(kept);
  });

  it('counts calls where the vendor counts points', () => {
    const { account } = aHouse([{ calls: ['read-order'], ratePerSecond: 1, burst: 400, cost: { 'read-order': 50 } }]);
    expect(callsInReserve(account, 'read-order', 10)).toBe(2);
  });
});
