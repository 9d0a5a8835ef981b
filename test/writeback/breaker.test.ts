import { describe, expect, it } from 'vitest';
import { createBreaker } from '../../src/main/writeback/breaker.ts';
import { minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import { createManualClock } from '../support/manual-clock.ts';

const policy = { backoffBaseMs: seconds(1), backoffCapMs: minutes(5) };
const aBreaker = (random = 0.5) => {
  const clock = createManualClock(0);
  return { clock, breaker: createBreaker({ clock, random: () => random, policy }) };
};

describe('a breaker', () => {
  it('counts eight requests that left together and failed together as one failure', async () => {
    const { clock, breaker } = aBreaker();
    await clock.advance(100);
    for (let request = 0; request < 8; request += 1) breaker.failed(0);
    expect(breaker.restMs()).toBe(seconds(1));
  });

  it('rests longer with each round, five minutes at most, and never less than the base, whatever the dice say', async () => {
    const rests = async (random: number): Promise<readonly number[]> => {
      const { clock, breaker } = aBreaker(random);
      const made: number[] = [];
      for (let round = 0; round < 12; round += 1) {
        breaker.failed(clock.monotonicMs());
        made.push(breaker.restMs());
        await clock.advance(breaker.restMs());
      }
      return made;
    };
    expect((await rests(0.5)).map((ms) => ms / 1000)).toEqual([1, 1, 2, 4, 8, 16, 32, 64, 128, 150, 150, 150]);
    expect(new Set(await rests(0))).toEqual(new Set([seconds(1)]));
  });

  it('tries until one works, and forgets its failures then', async () => {
    const { clock, breaker } = aBreaker();
    for (let round = 0; round < 6; round += 1) {
      breaker.failed(clock.monotonicMs());
      await clock.advance(breaker.restMs());
    }
    expect([breaker.isTrying(), breaker.restMs()]).toEqual([true, 0]);
    breaker.worked();
    expect(breaker.isTrying()).toBe(false);
    breaker.failed(clock.monotonicMs());
    expect(breaker.restMs()).toBe(seconds(1));
  });

  it('cut short or in doubt may go at once, and still tries with one', () => {
    const { breaker } = aBreaker();
    breaker.doubt();
    expect([breaker.isTrying(), breaker.restMs()]).toEqual([true, 0]);
    breaker.failed(0);
    breaker.cutShort();
    expect([breaker.isTrying(), breaker.restMs()]).toEqual([true, 0]);
  });

  it('that never failed and is cut short tries nothing', () => {
    const { breaker } = aBreaker();
    breaker.cutShort();
    expect(breaker.isTrying()).toBe(false);
  });
});
