import { describe, expect, it } from 'vitest';
import { keepHouse, type House } from '../../src/main/composition/housekeeping.ts';
import { hours, seconds } from '../../src/shared/domain/units/instant.ts';
import { testStartMs } from '../support/builders.ts';
import { createManualClock } from '../support/manual-clock.ts';

function aHouse(overrides: Partial<House> = {}) {
  const clock = createManualClock(testStartMs);
  const done = { checkpoints: 0, backups: 0, faults: 0, work: 0, idleMs: 60_000 };
  const house: House = {
    idleMs: () => done.idleMs,
    workDone: () => done.work,
    isDiskFull: () => false,
    restoreReserve: () => true,
    checkpoint: () => void (done.checkpoints += 1),
    catchUp: () => false,
    backup: () => Promise.resolve((done.backups += 1)),
    onFault: () => void (done.faults += 1),
    ...overrides,
  };
  const stop = keepHouse(house, clock, clock);
  return { clock, done, stop };
}

describe('housekeeping', () => {
  it('empties the log once after work, and not again while nothing happens', async () => {
    const { clock, done } = aHouse();
    await clock.advance(seconds(60));
    expect(done.checkpoints).toBe(1);
    done.work = 1;
    await clock.advance(seconds(60));
    expect(done.checkpoints).toBe(2);
  });

  it('waits while somebody scans', async () => {
    const { clock, done } = aHouse();
    done.idleMs = 500;
    await clock.advance(hours(7));
    expect([done.checkpoints, done.backups]).toEqual([0, 0]);
  });

  it('copies the journal every six hours', async () => {
    const { clock, done } = aHouse();
    await clock.advance(hours(13));
    expect(done.backups).toBe(2);
  });

  it('sets the reserve aside again as soon as the disk has space', async () => {
    let isFull = true;
    let tries = 0;
    const { clock } = aHouse({ isDiskFull: () => isFull, restoreReserve: () => (isFull = (tries += 1) < 3) });
    await clock.advance(seconds(60));
    expect(tries).toBe(3);
  });

  it('tells of a fault and goes on', async () => {
    const { clock, done } = aHouse({
      checkpoint: () => {
        throw new Error('busy');
      },
      backup: () => Promise.reject(new Error('disk full')),
    });
    await clock.advance(hours(6) + seconds(10));
    expect(done.faults).toBeGreaterThan(2);
  });

  it('ends when it is told to', async () => {
    const { clock, stop } = aHouse();
    stop();
    expect(clock.pending()).toBe(0);
  });
});
