import type { Clock } from '../../application/ports/clock.ts';
import type { BudgetedCall, CallBudget, MarketplaceAccount } from '../../application/ports/marketplace.ts';
import type { RateLimit } from './marketplace-connector.ts';
import { createKeptBuckets, type KeptBuckets } from './kept-buckets.ts';
import type { TokenBucket } from './token-bucket.ts';

/** Calls that the vendor counts together, and how many of them it allows. */
export interface SharedLimit extends RateLimit {
  readonly calls: readonly BudgetedCall[];
  /** What one of these calls costs, where the vendor counts points; default 1. */
  readonly cost?: Readonly<Partial<Record<BudgetedCall, number>>>;
}

export interface AccountBudgets extends Pick<MarketplaceAccount, 'waitMs' | 'callsLeft' | 'budgets'> {
  /** The bucket a call is counted in. Throws for a call that was given none: a mistake in the connector's table. */
  bucket(call: BudgetedCall): TokenBucket;
  cost(call: BudgetedCall): number;
  /** What one of these calls took in truth, all its requests together. */
  noteSpent(call: BudgetedCall, points: number): void;
}

/** A new observation counts for so much of what is believed: a page of large orders among small ones is no new normal. */
const NEW_SHARE = 1 / 4;

/**
 * The rate budgets of one account, as its port shows them. A call without a budget has none left and waits for ever.
 * `buckets`: those of an earlier opening of the account, where there was one.
 */
export function createAccountBudgets(limits: readonly SharedLimit[], clock: Pick<Clock, 'monotonicMs'>, buckets: KeptBuckets = createKeptBuckets(clock)): AccountBudgets {
  const shared = limits.map((limit) => ({ ...limit, bucket: buckets.bucket(limit.calls.join(), limit) }));
  const of = (call: BudgetedCall): (typeof shared)[number] | undefined => shared.find(({ calls }) => calls.includes(call));
  const spent = new Map<BudgetedCall, number>();
  const spentOn = (calls: readonly BudgetedCall[]): Pick<CallBudget, 'spent'> => {
    const known = calls.flatMap((call) => (spent.has(call) ? [[call, spent.get(call)] as const] : []));
    return known.length === 0 ? {} : { spent: Object.fromEntries(known) };
  };
  const costOf = (call: BudgetedCall): number => of(call)?.cost?.[call] ?? 1;
  return {
    bucket(call) {
      const found = of(call);
      if (found === undefined) throw new Error(`no budget is given for ${call}`);
      return found.bucket;
    },
    cost: costOf,
    noteSpent(call, points) {
      if (!Number.isFinite(points) || points <= 0) return;
      const before = spent.get(call) ?? points;
      spent.set(call, before + (points - before) * NEW_SHARE);
    },
    waitMs: (call) => of(call)?.bucket.waitMs(costOf(call)) ?? Number.POSITIVE_INFINITY,
    callsLeft: (call) => Math.floor((of(call)?.bucket.tokens() ?? 0) / costOf(call) + 1e-6),
    budgets: () => shared.map(({ calls, cost, bucket }): CallBudget => ({ calls, left: bucket.tokens(), burst: bucket.burst(), ratePerSecond: bucket.ratePerSecond(), costs: cost ?? {}, ...spentOn(calls) })),
  };
}
