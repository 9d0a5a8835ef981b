import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { practiceChannels } from '../../src/main/practice/channels.ts';
import { describeChaos, detailChaos, runChaosDrain, type ChaosOptions, type ChaosResult } from './support/chaos-drain.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});

async function run(options: Omit<ChaosOptions, 'folder'>): Promise<ChaosResult> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'packgate-chaos-'));
  folders.push(folder);
  const result = await runChaosDrain({ folder, ...options });
  console.log(`${describeChaos(result)}\n${detailChaos(result)}`);
  return result;
}

/** The same weather for both: what one of them does twice is its own doing. */
const weather = { rows: 30 * practiceChannels.length, seed: 11, seconds: 12 };

describe('what is owed to every channel, drained through faults, outages, clock jumps and kill -9 of the station', () => {
  it('is confirmed exactly once, or parked for a reason that the channel bears out', async () => {
    const result = await run({ ...weather, restSeconds: 300 });
    expect({ lost: result.lost, duplicate: result.duplicate }).toEqual({ lost: [], duplicate: [] });
    expect(result.confirmed + result.parked).toBe(result.owed);
    // Enough happened for this to mean something.
    expect(result.shops).toBe(2 * practiceChannels.length);
    expect(result.owed).toBeGreaterThan(weather.rows * 0.8);
    expect(result.confirmed).toBeGreaterThan(result.owed / 2);
    expect(result.kills).toBeGreaterThanOrEqual(3);
    expect(result.faults.size).toBeGreaterThanOrEqual(10);
    expect(result.parkedBy['accepted-not-visible']).toBeGreaterThan(0);
  }, 600_000);

  it('control: a station that sends again whatever has no certain answer, and proves nothing, is caught doubling', async () => {
    const result = await run({ ...weather, isNaive: true, restSeconds: 60 });
    expect(result.duplicate.length).toBeGreaterThan(0);
    expect(result.lost.length).toBeGreaterThan(0);
  }, 400_000);
});
