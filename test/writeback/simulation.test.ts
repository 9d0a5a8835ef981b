import { describe, expect, it } from 'vitest';
import { simulate, type SimulationResult } from './support/simulation.ts';

/** Every seed that once failed stays in this list. */
const regressionSeeds: readonly number[] = [];
const seeds = [...regressionSeeds, ...Array.from({ length: 200 }, (_unused, index) => 1_000 + index)];

describe('a station that dies between any two steps, with a channel that answers as it likes', () => {
  it.each([
    { channel: 'edits by package reference (Amazon)', isKeyed: true },
    { channel: 'adds a package with every message (no natural key)', isKeyed: false },
  ])('comes to rest with nothing lost and nothing doubled, at a channel that $channel', async ({ isKeyed }) => {
    let crashes = 0;
    const parked: Record<string, number> = {};
    for (const seed of seeds) {
      const result = await simulate({ seed, rows: 12, crashes: 8, isKeyed, sender: 'worker' });
      expect({ seed, lost: result.lost, doubled: result.doubled }).toEqual({ seed, lost: 0, doubled: 0 });
      crashes += result.crashes;
      for (const [state, count] of Object.entries(result.states)) parked[state] = (parked[state] ?? 0) + count;
    }
    expect(crashes).toBe(seeds.length * 8);
    // The faults were real: some rows were dropped by the channel, some refused, and most still got through.
    expect(parked['confirmed']).toBeGreaterThan(seeds.length * 6);
    expect(parked['accepted-not-visible']).toBeGreaterThan(0);
    expect(parked['rejected']).toBeGreaterThan(0);
  }, 200_000);

  it('the same seed gives the same run', async () => {
    const run = (): Promise<SimulationResult> => simulate({ seed: 77, rows: 10, crashes: 5, isKeyed: false, sender: 'worker' });
    expect(await run()).toEqual(await run());
  });

  it.each([
    { control: 'resending whatever was in flight, as a new package', sender: 'naive', isKeyed: true },
    { control: 'looking up at once and believing it', sender: 'hasty', isKeyed: false },
  ] as const)('control: $control is caught doubling', async ({ sender, isKeyed }) => {
    let doubled = 0;
    for (const seed of seeds.slice(0, 20)) doubled += (await simulate({ seed, rows: 12, crashes: 8, isKeyed, sender })).doubled;
    expect(doubled).toBeGreaterThan(0);
  }, 200_000);
});
