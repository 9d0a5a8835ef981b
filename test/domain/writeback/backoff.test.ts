import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ceilingMs, fullJitterMs } from '../../../src/shared/domain/writeback/backoff.ts';
import { defaultWriteBackPolicy as policy } from '../../../src/shared/domain/writeback/policy.ts';

describe('backoff', () => {
  it.each([
    { attempts: 0, ceiling: 1_000 },
    { attempts: 1, ceiling: 1_000 },
    { attempts: 2, ceiling: 2_000 },
    { attempts: 5, ceiling: 16_000 },
    { attempts: 9, ceiling: 256_000 },
    { attempts: 10, ceiling: 300_000 },
    { attempts: 5_000, ceiling: 300_000 },
  ])('attempt $attempts waits at most $ceiling ms', ({ attempts, ceiling }) => {
    expect(ceilingMs(attempts, policy)).toBe(ceiling);
  });

  it('spreads over the whole range from zero to the ceiling', () => {
    expect(fullJitterMs(4, 0, policy)).toBe(0);
    expect(fullJitterMs(4, 0.5, policy)).toBe(4_000);
    expect(fullJitterMs(4, 0.999999, policy)).toBe(7_999);
  });

  it('answers whole milliseconds within the cap for every attempt and every draw', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (attempts, random) => {
        const waitMs = fullJitterMs(attempts, random, policy);
        return Number.isInteger(waitMs) && waitMs >= 0 && waitMs <= policy.backoffCapMs;
      }),
    );
  });
});
