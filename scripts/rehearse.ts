// npm run rehearse [-- --file orders.csv] [--orders 240] [--hours 8] [--times 5] [--speed 60] [--seed 1]: a peak day before it comes.
// As many orders as the given day had, five times over, through a whole station: listed, packed by scans, told, proven at the practice channels.
// Ends with 1 where anything was lost or doubled.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readOrderFile } from '../src/main/imports/order-file.ts';
import { hours } from '../src/shared/domain/units/instant.ts';
import { describeRehearsal, evenDay, fullestDay, rehearse } from '../test/power/support/rehearsal.ts';

const { values } = parseArgs({
  options: {
    file: { type: 'string' },
    orders: { type: 'string', default: '240' },
    hours: { type: 'string', default: '8' },
    times: { type: 'string', default: '5' },
    speed: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    rest: { type: 'string', default: '300' },
  },
});
const seed = Number(values.seed);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'packgate-rehearsal-'));
try {
  const day = values.file === undefined ? evenDay(Number(values.orders), hours(Number(values.hours)), seed) : await dayOfFile(values.file);
  const times = Number(values.times);
  console.log(`packgate: ${day.length} orders, ${times} times over; about ${Math.ceil((Math.max(...day) - Math.min(...day)) / Number(values.speed) / 60_000)} min at ${values.speed} times the speed`);
  const run = await rehearse({ folder, day, times, seed, speed: Number(values.speed), restSeconds: Number(values.rest) });
  console.log(describeRehearsal(run));
  process.exitCode = run.lost.length + run.doubled.length === 0 ? 0 : 1;
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}

/** When the orders of the file were placed; of a file of many days its fullest 24 hours. */
async function dayOfFile(file: string): Promise<readonly number[]> {
  const placed: number[] = [];
  for await (const event of readOrderFile(() => fs.createReadStream(file), { fileName: path.basename(file), nowMs: Date.now() })) {
    if (event.kind === 'refused') throw new Error(`${file}: ${event.reason}`);
    if (event.kind === 'order') placed.push(event.draft.placedAtMs);
  }
  if (placed.length === 0) throw new Error(`${file} holds no order`);
  return fullestDay(placed);
}
