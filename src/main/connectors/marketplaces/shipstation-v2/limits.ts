import type { AccountOperation } from '../../../application/ports/marketplace.ts';
import type { RateLimit } from '../../kit/marketplace-connector.ts';

/**
 * 200 requests a minute for one key, 20 for a key of the sandbox. Source: "Rate Limits", read on 2026-11-21. Nothing says how the minute is
 * counted: a small burst and the rest as a rate never come to more in any minute.
 */
export const PRODUCTION_LIMIT: RateLimit = { ratePerSecond: 190 / 60, burst: 10 };
const SANDBOX_LIMIT: RateLimit = { ratePerSecond: 16 / 60, burst: 4 };

export const limitOf = (apiKey: string): RateLimit => (apiKey.startsWith('TEST_') ? SANDBOX_LIMIT : PRODUCTION_LIMIT);

export const SHIPSTATION_CALLS = ['list-orders', 'read-order', 'confirm-dispatch'] as const satisfies readonly AccountOperation[];
