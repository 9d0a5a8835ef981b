import type { BudgetedCall } from '../../../application/ports/marketplace.ts';
import type { RateLimit } from '../../kit/marketplace-connector.ts';

/**
 * Calls per second and burst, per selling partner and application. Source: the "Usage Plan" of each operation in Amazon's
 * models, Orders API 2026-01-01 (searchOrders, getOrder), Orders API v0 (confirmShipment) and Listings Items API 2021-08-01
 * (patchListingsItem), read on 2026-11-21. An answer's
 * `x-amzn-RateLimit-Limit` header names the account's real rate and wins.
 */
export const AMAZON_LIMITS: Readonly<Record<BudgetedCall, RateLimit>> = {
  'list-orders': { ratePerSecond: 0.0056, burst: 20 },
  'read-order': { ratePerSecond: 0.5, burst: 30 },
  'confirm-dispatch': { ratePerSecond: 2, burst: 10 },
  'publish-stock': { ratePerSecond: 5, burst: 5 },
};

/** Source: as above, searchListingsItems. It is counted apart and asked only beside levels that are told or read. */
export const LISTINGS_SEARCH_LIMIT: RateLimit = { ratePerSecond: 5, burst: 5 };
