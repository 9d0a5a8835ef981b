import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { practiceChannels } from '../../src/main/practice/channels.ts';
import { hours, minutes } from '../../src/shared/domain/units/instant.ts';
import { describeRehearsal, evenDay, fullestDay, rehearse } from './support/rehearsal.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});

describe('a rehearsed peak', () => {
  it('of five times a small day comes through every channel: all orders on the bench, nothing lost, nothing twice', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'packgate-rehearsal-'));
    folders.push(folder);
    const day = evenDay(2 * practiceChannels.length, minutes(10), 3);
    const run = await rehearse({ folder, day, times: 5, seed: 3, speed: 120, restSeconds: 120 });
    const printed = describeRehearsal(run);
    console.log(printed);
    expect({ lost: run.lost, doubled: run.doubled }).toEqual({ lost: [], doubled: [] });
    expect(run.orders).toBe(10 * practiceChannels.length);
    expect(run.importLags).toHaveLength(run.orders);
    expect(run.dispatched).toBeGreaterThan(run.orders / 2);
    expect(run.postLags.length).toBeGreaterThan(run.orders / 2);
    expect(new Set(run.postLags.map(({ storeId }) => storeId)).size).toBe(practiceChannels.length);
    // The buyers who changed their mind were noticed.
    expect(run.refusals.get('CANCELLED')).toBeGreaterThan(0);
    expect(printed).toMatch(/^rehearsal: \d+ orders in [\d.]+ h at \d+ channels, \d+ imported, \d+ dispatched, 0 lost, 0 doubled$/m);
    expect(printed).toMatch(/import lag +p50 [\d.]+ s, p95 [\d.]+ s/);
    expect(printed).toMatch(/post lag +p50 [\d.]+ s, p95 [\d.]+ s/);
  }, 240_000);

  it('of a file of many days is the 24 hours that hold the most', () => {
    const quiet = [0, hours(9), hours(20)];
    const busy = [hours(40), hours(41), hours(50), hours(63)];
    expect(fullestDay([...busy, ...quiet].reverse())).toEqual(busy);
    expect(fullestDay([5])).toEqual([5]);
  });
});
