import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTokenBucket } from '../../../src/main/connectors/kit/token-bucket.ts';
import { createManualClock } from '../../support/manual-clock.ts';

describe('the budget of one kind of call', () => {
  it('gives the whole burst at once and then one call per refill', async () => {
    const clock = createManualClock(0);
    const bucket = createTokenBucket({ ratePerSecond: 2, burst: 10, clock });
    expect(Array.from({ length: 11 }, () => bucket.take())).toEqual([...Array<boolean>(10).fill(true), false]);
    expect(bucket.waitMs()).toBe(500);
    await clock.advance(499);
    expect(bucket.take()).toBe(false);
    await clock.advance(1);
    expect(bucket.take()).toBe(true);
    expect(bucket.take()).toBe(false);
  });

  it('never holds more than the burst, however long nothing was asked', async () => {
    const clock = createManualClock(0);
    const bucket = createTokenBucket({ ratePerSecond: 2, burst: 3, clock });
    await clock.advance(3_600_000);
    expect(bucket.tokens()).toBe(3);
  });

  it('names a wait after which a call really may leave, at any rate and any moment', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 100, noNaN: true }), fc.integer({ min: 1, max: 50 }), fc.array(fc.double({ min: 0, max: 5_000, noNaN: true }), { maxLength: 60 }), (rate, burst, pausesMs) => {
        let nowMs = 0;
        const bucket = createTokenBucket({ ratePerSecond: rate, burst, clock: { monotonicMs: () => nowMs } });
        for (const pauseMs of pausesMs) {
          nowMs += pauseMs;
          const waitMs = bucket.waitMs();
          const isAllowed = bucket.take();
          expect(isAllowed).toBe(waitMs === 0);
          if (isAllowed) continue;
          nowMs += waitMs;
          expect(bucket.take()).toBe(true);
        }
      }),
    );
  });

  it('never lets more calls through than burst plus rate times time', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 20, noNaN: true }), fc.integer({ min: 1, max: 30 }), fc.array(fc.double({ min: 0, max: 2_000, noNaN: true }), { minLength: 1, maxLength: 200 }), (rate, burst, pausesMs) => {
        let nowMs = 0;
        let taken = 0;
        const bucket = createTokenBucket({ ratePerSecond: rate, burst, clock: { monotonicMs: () => nowMs } });
        for (const pauseMs of pausesMs) {
          nowMs += pauseMs;
          if (bucket.take()) taken += 1;
          expect(taken).toBeLessThanOrEqual(burst + (nowMs / 1000) * rate + 0.001);
        }
      }),
    );
  });

  it('of a channel that asks for ten days has one call again after an hour', async () => {
    const clock = createManualClock(0);
    const bucket = createTokenBucket({ ratePerSecond: 1, burst: 10, clock });
    bucket.empty(864_000_000);
    expect(bucket.waitMs()).toBe(3_600_000);
    await clock.advance(3_600_000);
    expect([bucket.take(), bucket.take()]).toEqual([true, false]);
  });

  it('is empty after the channel refused, whatever we had counted', () => {
    const bucket = createTokenBucket({ ratePerSecond: 0.5, burst: 30, clock: createManualClock(0) });
    bucket.empty();
    expect(bucket.tokens()).toBe(0);
    expect(bucket.waitMs()).toBe(2_000);
  });

  it('opens for one call, not for the burst, when a named pause is over', async () => {
    const clock = createManualClock(0);
    const bucket = createTokenBucket({ ratePerSecond: 0.5, burst: 30, clock });
    bucket.empty(5_000);
    expect(bucket.tokens()).toBe(0);
    expect(bucket.waitMs()).toBe(5_000);
    await clock.advance(4_999);
    expect(bucket.take()).toBe(false);
    await clock.advance(1);
    expect(bucket.take()).toBe(true);
    expect(bucket.take()).toBe(false);
  });

  it('learns the real rate from the channel and ignores nonsense', () => {
    const bucket = createTokenBucket({ ratePerSecond: 2, burst: 1, clock: createManualClock(0) });
    for (const nonsense of [Number.NaN, 0, -1, Number.POSITIVE_INFINITY]) bucket.learn(nonsense);
    expect(bucket.ratePerSecond()).toBe(2);
    bucket.learn(5);
    bucket.take();
    expect(bucket.waitMs()).toBe(200);
  });

  it('does not notice when somebody sets the wall clock', async () => {
    const clock = createManualClock(1_000_000);
    const bucket = createTokenBucket({ ratePerSecond: 1, burst: 1, clock });
    bucket.take();
    clock.setWallClock(9_000_000);
    expect(bucket.take()).toBe(false);
    await clock.advance(1_000);
    expect(bucket.take()).toBe(true);
  });
});
