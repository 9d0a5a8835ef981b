import { expect, it } from 'vitest';
import { createAccountBudgets } from '../../../src/main/connectors/kit/account-budgets.ts';
import { createKeptBuckets } from '../../../src/main/connectors/kit/kept-buckets.ts';
import { minutes } from '../../../src/shared/domain/units/instant.ts';
import { testStartMs } from '../../support/builders.ts';
import { createManualClock } from '../../support/manual-clock.ts';

const clock = createManualClock(testStartMs);
const orders = { calls: ['list-orders', 'read-order'], ratePerSecond: 1, burst: 10 } as const;

it('an account that is opened again has the pause that its vendor asked for, and not a full budget', () => {
  const kept = createKeptBuckets(clock);
  createAccountBudgets([orders], clock, kept).bucket('read-order').empty(minutes(5));
  const again = createAccountBudgets([orders], clock, kept);
  expect([again.callsLeft('list-orders'), again.waitMs('list-orders')]).toEqual([0, minutes(5)]);
});

it('another limit, or another group of calls, is another bucket', () => {
  const kept = createKeptBuckets(clock);
  createAccountBudgets([orders], clock, kept).bucket('read-order').take(4);
  expect(createAccountBudgets([{ ...orders, burst: 20 }], clock, kept).callsLeft('read-order')).toBe(20);
  expect(createAccountBudgets([{ ...orders, calls: ['read-order'] }], clock, kept).callsLeft('read-order')).toBe(10);
  expect(createAccountBudgets([orders], clock, kept).callsLeft('read-order')).toBe(6);
});

it('accounts that were given none have each their own', () => {
  createAccountBudgets([orders], clock).bucket('read-order').take(4);
  expect(createAccountBudgets([orders], clock).callsLeft('read-order')).toBe(10);
});
