import fs from 'node:fs';
import { toPackgateCsv } from './imports.ts';
import type { OrderDraft } from '../../src/shared/domain/order/order-draft.ts';
import { sampleOrders } from './sample-orders.ts';

/** Orders that are turned into text at a time: a million at once would take gigabytes. */
const partSize = 10_000;

/** Writes `count` sample orders as one Packgate CSV. Answers its size in bytes. */
export function writeOrderFile(file: string, count: number, seed: number): number {
  const out = fs.openSync(file, 'w');
  let part: OrderDraft[] = [];
  let written = 0;
  const flush = (): void => {
    const { bytes } = toPackgateCsv(part);
    written += fs.writeSync(out, written === 0 ? bytes : bytes.subarray(bytes.indexOf('\n') + 1));
    part = [];
  };
  try {
    for (const order of sampleOrders(count, seed)) {
      part.push(order);
      if (part.length === partSize) flush();
    }
    if (part.length > 0) flush();
    // Else the system writes it out while something is being timed.
    fs.fsyncSync(out);
  } finally {
    fs.closeSync(out);
  }
  return written;
}
