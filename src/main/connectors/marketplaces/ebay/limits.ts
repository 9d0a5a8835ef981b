import type { AccountOperation } from '../../../application/ports/marketplace.ts';
import type { RateLimit } from '../../kit/marketplace-connector.ts';

/**
 * eBay counts calls per day and application over the whole resource, and promises nothing per second. 100,000 a day is the figure
 * that is passed on for this API; eBay's own page leaves it to the account's growth check, so it is unconfirmed. We spread the day evenly
 * and keep a hundred calls for a burst; several stores of one application share the day at eBay, not here.
 */
export const EBAY_DAY: RateLimit = { ratePerSecond: 100_000 / 86_400, burst: 100 };

export const EBAY_CALLS = ['list-orders', 'read-order', 'confirm-dispatch'] as const satisfies readonly AccountOperation[];
