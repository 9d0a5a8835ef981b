// node scripts/chaos-drain.ts [--rows 2000] [--seconds 120] [--seed 1] [--speed 30] [--naive]: what is owed to every channel, drained through
// faults, outages, clock jumps and kill -9 of the station every few seconds. Ends with 1 where anything was lost or told twice.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { describeChaos, detailChaos, runChaosDrain } from '../test/power/support/chaos-drain.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '2000' },
    seconds: { type: 'string', default: '120' },
    rest: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    speed: { type: 'string', default: '30' },
    naive: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'packgate-chaos-'));
try {
  const result = await runChaosDrain({
    folder, rows: Number(values.rows), seconds: Number(values.seconds), restSeconds: Number(values.rest), seed: Number(values.seed), speed: Number(values.speed), isNaive: values.naive,
  });
  console.log(describeChaos(result));
  console.log(detailChaos(result));
  process.exitCode = result.lost.length + result.duplicate.length === 0 ? 0 : 1;
} finally {
  if (values.keep) console.log(`  kept: ${folder}`);
  else fs.rmSync(folder, { recursive: true, force: true });
}
