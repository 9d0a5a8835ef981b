import { watch } from 'node:fs';
import { expect, it } from 'vitest';
import { aFolder } from '../storage/temp-storage.ts';
import { bound, countOf, inspect, nothingSaid, seeded, startWriter } from './survivor.ts';

const kills = 200;
const killsWhileOpening = 20;

it(`${kills} times kill -9 between any two steps: nothing acknowledged is lost, nothing is doubled`, { timeout: 900_000 }, async () => {
  const directory = aFolder();
  const said = nothingSaid();
  const random = seeded(20261121);
  for (let kill = 0; kill < kills; kill += 1) {
    // Lines come three a parcel: the kill falls between any two of them, or inside a commit.
    let left = 1 + Math.floor(random() * 45);
    const { ended } = startWriter({
      directory,
      run: `k${kill}`,
      said,
      onLine(_line, child) {
        if ((left -= 1) === 0) child.kill('SIGKILL');
      },
    });
    const { lines } = await ended;
    expect(lines.filter((line) => line.startsWith('refused') || line.startsWith('not-opened'))).toEqual([]);
    if (kill % 20 === 19) expect(inspect(directory, said)).toEqual({ lost: [], doubled: [], torn: [] });
  }
  const found = inspect(directory, said);
  console.log(`kill -9: ${kills} kills, ${countOf(said)} acknowledged (${said.dispatched.length} dispatches), ${found.lost.length} lost, ${found.doubled.length} doubled; ${bound(kills)} per kill`);
  expect(found).toEqual({ lost: [], doubled: [], torn: [] });
  expect(said.dispatched.length).toBeGreaterThan(kills);
});

it(`${killsWhileOpening} times kill -9 while the journal is being made: the next start brings it up whole`, { timeout: 200_000 }, async () => {
  const begunWith = new Set<number>();
  for (let kill = 0; kill < killsWhileOpening; kill += 1) {
    const directory = aFolder();
    let changesLeft = 1 + 6 * kill;
    const { child, ended } = startWriter({ directory, run: 'first', parcels: 1, said: nothingSaid() });
    const watcher = watch(directory, () => {
      if ((changesLeft -= 1) === 0) child.kill('SIGKILL');
    });
    await ended;
    watcher.close();
    const said = nothingSaid();
    const { code, lines } = await startWriter({ directory, run: 'second', parcels: 2, said }).ended;
    expect(code).toBe(0);
    begunWith.add(Number(/^opened (\d+)$/.exec(lines.find((line) => line.startsWith('opened')) ?? '')?.[1]));
    expect(said.dispatched).toHaveLength(2);
    expect(inspect(directory, said)).toEqual({ lost: [], doubled: [], torn: [] });
  }
  console.log(`kill -9 while opening: the next start had ${[...begunWith].sort().join(', ')} migrations left to apply`);
  // Neither always the whole schema nor never any of it: the kills did fall in between.
  expect(begunWith.size).toBeGreaterThan(1);
});
