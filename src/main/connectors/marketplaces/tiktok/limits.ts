import type { AccountOperation } from '../../../application/ports/marketplace.ts';
import type { RateLimit } from '../../kit/marketplace-connector.ts';

/** Calls a second for each API, per app and shop. Source: TikTok Shop, "Rate limits", read on 2026-11-21. */
export const TIKTOK_RATE: RateLimit = { ratePerSecond: 50, burst: 50 };

export const TIKTOK_LIMITS: Readonly<Record<AccountOperation, RateLimit>> = { 'list-orders': TIKTOK_RATE, 'read-order': TIKTOK_RATE, 'confirm-dispatch': TIKTOK_RATE };

/** TikTok sends no Retry-After and asks for patience in its own words; a second is fifty calls. Milliseconds. */
export const TIKTOK_PAUSE_MS = 1_000;
