import type { AccountOperation } from '../../../application/ports/marketplace.ts';
import type { RateLimit } from '../../kit/marketplace-connector.ts';
import type { TokenBucket } from '../../kit/token-bucket.ts';
import type { WireReply } from '../../kit/wire.ts';

/** 40 requests a minute for one key and secret, whatever they ask. Source: "ShipStation API V1 Requirements", read on 2026-11-21. */
export const SHIPSTATION_MINUTE: RateLimit = { ratePerSecond: 40 / 60, burst: 40 };

export const SHIPSTATION_CALLS = ['list-orders', 'read-order', 'confirm-dispatch'] as const satisfies readonly AccountOperation[];

/** Where the answer names no end of the window. Milliseconds. */
const WHOLE_WINDOW_MS = 60_000;

const headerOf = (reply: WireReply, name: string): number | null => {
  const text = reply.headers[name]?.trim() ?? '';
  return /^\d+$/.test(text) ? Number(text) : null;
};

/** Milliseconds until ShipStation counts anew. */
export const windowEndsInMs = (reply: WireReply): number => (headerOf(reply, 'x-rate-limit-reset') ?? WHOLE_WINDOW_MS / 1000) * 1000;

/**
 * ShipStation counts in windows of a minute and says after each call what is left: other programs with the same key take from it too. With
 * nothing left nothing refills before the window ends.
 */
export function learnLimit(reply: WireReply, bucket: TokenBucket): void {
  const left = headerOf(reply, 'x-rate-limit-remaining');
  const most = headerOf(reply, 'x-rate-limit-limit');
  if (left === 0 || reply.status === 429) bucket.empty(windowEndsInMs(reply));
  else if (left !== null) bucket.set(left, most ?? undefined);
}
