import type { Clock } from '../../application/ports/clock.ts';
import type { RateLimit } from './marketplace-connector.ts';
import { createTokenBucket, type TokenBucket } from './token-bucket.ts';

/**
 * Buckets that outlive the account they were made for. An account is opened anew for a changed word or secret, while requests of the old
 * one are still on their way: the vendor counts on, so both take from the same bucket.
 */
export interface KeptBuckets {
  /** `name` and `limit` tell buckets apart: another limit is another bucket. */
  bucket(name: string, limit: RateLimit): TokenBucket;
}

export function createKeptBuckets(clock: Pick<Clock, 'monotonicMs'>): KeptBuckets {
  const kept = new Map<string, TokenBucket>();
  return {
    bucket(name, { ratePerSecond, burst }) {
      const key = JSON.stringify([name, ratePerSecond, burst]);
      const known = kept.get(key);
      if (known !== undefined) return known;
      const bucket = createTokenBucket({ ratePerSecond, burst, clock });
      kept.set(key, bucket);
      return bucket;
    },
  };
}
