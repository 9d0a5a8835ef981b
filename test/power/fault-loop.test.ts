// Fails the N-th system call of a working journal, for N after N: a disk that answers with an error instead of dying.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aFolder } from '../storage/temp-storage.ts';
import { bound, countOf, inspect, nothingSaid, startWriter } from './survivor.ts';

const parcels = 3;
/** Of the calls that one run makes, so many are failed, spread evenly from the first to the last. */
const faultsPerKind = 10;

const whyNot = ((): string | null => {
  if (process.platform !== 'linux') return 'needs Linux';
  const tried = spawnSync('strace', ['-f', '-qq', '-o', '/dev/null', '-e', 'trace=fsync', '-e', 'inject=fsync:error=EIO:when=1', 'true'], { encoding: 'utf8' });
  if (tried.error !== undefined) return 'needs strace';
  return tried.status === 0 ? null : `strace may not trace here: ${tried.stderr.split('\n')[0]}`;
})();

/** How often an undisturbed run makes this call. */
async function callsOf(call: string): Promise<number> {
  const log = join(aFolder(), 'trace');
  await startWriter({ directory: aFolder(), run: 'counted', parcels, said: nothingSaid(), under: ['strace', '-f', '-qq', '-o', log, '-e', `trace=${call}`] }).ended;
  return readFileSync(log, 'utf8').split('\n').filter((line) => line.includes(`${call}(`)).length;
}

describe.skipIf(whyNot !== null)(`a disk that fails one call${whyNot === null ? '' : ` (skipped: ${whyNot})`}`, () => {
  it.each([
    ['fsync', 'EIO'],
    ['pwrite64', 'EIO'],
    ['pwrite64', 'ENOSPC'],
  ])('%s with %s: what was acknowledged is there, what was not is refused in words, and the next start works', { timeout: 400_000 }, async (call, error) => {
    const calls = await callsOf(call);
    let acknowledged = 0;
    let refused = 0;
    for (let fault = 0; fault < faultsPerKind; fault += 1) {
      const when = 1 + Math.floor((fault * (calls - 1)) / (faultsPerKind - 1));
      const directory = aFolder();
      const said = nothingSaid();
      const { code, lines } = await startWriter({ directory, run: 'faulty', parcels, said, under: ['strace', '-f', '-qq', '-o', '/dev/null', '-e', `trace=${call}`, '-e', `inject=${call}:error=${error}:when=${when}`] }).ended;
      // 0: worked on after the fault; 3: could not open and said so. Anything else is a crash.
      expect([0, 3], `${call} ${when} of ${calls}: ${lines.join(' | ')}`).toContain(code);
      refused += lines.filter((line) => line.startsWith('refused') || line.startsWith('not-opened')).length;
      acknowledged += countOf(said);
      const found = inspect(directory, said);
      expect(found, `${call} ${when} of ${calls}`).toEqual({ lost: [], doubled: [], torn: [] });
      await startWriter({ directory, run: 'after', parcels: 1, said }).ended;
      expect(inspect(directory, said)).toMatchObject({ lost: [], doubled: [] });
    }
    console.log(`${call} ${error}: ${faultsPerKind} of ${calls} calls failed one by one, ${refused} steps refused, ${acknowledged} acknowledged, 0 lost; ${bound(faultsPerKind)} per fault`);
    expect(refused).toBeGreaterThan(0);
  });
});

describe.skipIf(whyNot !== null)(`durability by the count of system calls${whyNot === null ? '' : ` (skipped: ${whyNot})`}`, () => {
  it('there is at least one fsync for each acknowledged commit', async () => {
    const log = join(aFolder(), 'trace');
    const directory = aFolder();
    await startWriter({ directory, run: 'setup', parcels: 1, said: nothingSaid() }).ended;
    const said = nothingSaid();
    await startWriter({ directory, run: 'traced', parcels: 20, said, under: ['strace', '-f', '-qq', '-o', log, '-e', 'trace=fsync,fdatasync'] }).ended;
    const syncs = readFileSync(log, 'utf8').split('\n').filter((line) => line.includes('sync(')).length;
    expect(said.dispatched).toHaveLength(20);
    expect(syncs).toBeGreaterThanOrEqual(countOf(said));
  });
});
