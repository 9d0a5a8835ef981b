import type { AccountOperation } from '../../../application/ports/marketplace.ts';
import type { RateLimit } from '../../kit/marketplace-connector.ts';

/**
 * Calls per second and burst, per selling partner and application. Source: the "Usage Plan" of each operation in Amazon's
 * models, Orders API 2026-01-01 (searchOrders, getOrder) and Orders API v0 (confirmShipment), read on 2026-11-21. An answer's
 * `x-amzn-RateLimit-Limit` header names the account's real rate and wins.
 */
export const AMAZON_LIMITS: Readonly<Record<AccountOperation, RateLimit>> = {
  'list-orders': { ratePerSecond: 0.0056, burst: 20 },
  'read-order': { ratePerSecond: 0.5, burst: 30 },
  'confirm-dispatch': { ratePerSecond: 2, burst: 10 },
};
