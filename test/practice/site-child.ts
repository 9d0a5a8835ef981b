// Runs the practice site in a process of its own, so that a test can kill it. Prints its address as one line of JSON.
import { createPracticeSite } from '../../src/main/practice/practice-site.ts';

const [dataFile] = process.argv.slice(2);
if (dataFile === undefined) throw new Error('the path of the data file is missing');
const clock = { nowMs: () => Date.now(), monotonicMs: () => performance.now() };
const site = await createPracticeSite({
  clock,
  seed: 3,
  dataFile,
  firstWave: { count: 200, mix: 'clean' },
  budgets: { confirmShipment: { ratePerSecond: 1_000, burst: 10_000 }, searchOrders: { ratePerSecond: 1_000, burst: 10_000 } },
});
const addresses = await site.start();
process.stdout.write(`${JSON.stringify(addresses)}\n`);
