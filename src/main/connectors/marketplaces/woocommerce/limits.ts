import type { BudgetedCall } from '../../../application/ports/marketplace.ts';
import type { SharedLimit } from '../../kit/account-budgets.ts';
import type { RateLimit } from '../../kit/marketplace-connector.ts';

/**
 * WooCommerce counts nothing; the shop's host does, and says so with 429, 503 or 508. Three requests a second leave a small host room for
 * its buyers. Ours, not documented: one budget for everything, because one machine answers it all.
 */
const RATE: RateLimit = { ratePerSecond: 3, burst: 20 };

/**
 * Requests that must fit before a call begins, so that each try gets at least one order further. Listing: the page, and rows and refunds of one
 * order in it. Reading: the order, rows, refunds. Confirming: also what the place asks for, and the write; or, in a second try, the steps after
 * it. Publishing: the look-up and one change.
 */
const COSTS = { 'list-orders': 3, 'read-order': 3, 'confirm-dispatch': 5, 'publish-stock': 2 } as const satisfies Record<BudgetedCall, number>;

export const WOO_SHARED_LIMIT: SharedLimit = { calls: ['list-orders', 'read-order', 'confirm-dispatch', 'publish-stock'], cost: COSTS, ...RATE };

const limitOf = (call: BudgetedCall): RateLimit => ({ ratePerSecond: RATE.ratePerSecond / COSTS[call], burst: Math.floor(RATE.burst / COSTS[call]) });

/** Calls of each kind, if nothing else is asked meanwhile. */
export const WOO_LIMITS: Readonly<Record<BudgetedCall, RateLimit>> = {
  'list-orders': limitOf('list-orders'),
  'read-order': limitOf('read-order'),
  'confirm-dispatch': limitOf('confirm-dispatch'),
  'publish-stock': limitOf('publish-stock'),
};

/** A refusal for haste without a Retry-After. Milliseconds; our own figure. */
export const HASTE_PAUSE_MS = 10_000;
