import type { AccountOperation } from '../../../application/ports/marketplace.ts';
import type { SharedLimit } from '../../kit/account-budgets.ts';
import type { RateLimit } from '../../kit/marketplace-connector.ts';

/**
 * 1000 requests a minute for the orders, and 50 in 10 s for each call as clients report it; both are announced to become tighter. One budget for
 * all calls, at the lower figure. Source: "Get Shipment Packages", read on 2026-11-21.
 */
const RATE: RateLimit = { ratePerSecond: 5, burst: 50 };

/** Telling reads the package, sets it to Picking, writes the number, and after a refusal reads again. */
const COSTS = { 'list-orders': 1, 'read-order': 1, 'confirm-dispatch': 4 } as const satisfies Record<AccountOperation, number>;

export const TRENDYOL_SHARED_LIMIT: SharedLimit = { calls: ['list-orders', 'read-order', 'confirm-dispatch'], cost: COSTS, ...RATE };

const limitOf = (call: AccountOperation): RateLimit => ({ ratePerSecond: RATE.ratePerSecond / COSTS[call], burst: Math.floor(RATE.burst / COSTS[call]) });

/** Calls of each kind, if nothing else is asked meanwhile. */
export const TRENDYOL_LIMITS: Readonly<Record<AccountOperation, RateLimit>> = { 'list-orders': limitOf('list-orders'), 'read-order': limitOf('read-order'), 'confirm-dispatch': limitOf('confirm-dispatch') };

/** A 429 without a Retry-After: the length of Trendyol's counting window. Milliseconds. */
export const HASTE_PAUSE_MS = 10_000;
