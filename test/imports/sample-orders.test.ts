import { describe, expect, it } from 'vitest';
import { toPackgateCsv } from '../../scripts/bench/imports.ts';
import { sampleOrders } from '../../scripts/bench/sample-orders.ts';
import type { Cancellation } from '../../src/shared/domain/order/cancellation.ts';
import type { OrderDraft } from '../../src/shared/domain/order/order-draft.ts';
import { nowMs, readAll } from './support/read-all.ts';

const orders = [...sampleOrders(4000, 7)];
const lines = orders.flatMap((order) => order.lines);

describe('the sample orders of the benchmarks', () => {
  it('are the same for the same seed and others for another', () => {
    expect([...sampleOrders(50, 7)]).toEqual(orders.slice(0, 50));
    expect([...sampleOrders(50, 8)]).not.toEqual(orders.slice(0, 50));
  });

  it('have about two lines each, twelve countries, and the shares of trouble they promise', () => {
    const share = (wanted: (order: OrderDraft) => boolean): number => orders.filter(wanted).length / orders.length;
    expect(lines.length / orders.length).toBeGreaterThan(1.85);
    expect(lines.length / orders.length).toBeLessThan(2.15);
    expect(new Set(orders.map(({ shipTo }) => shipTo.countryCode)).size).toBe(12);
    expect(share(({ cancellation }) => cancellation.kind === 'cancelled')).toBeCloseTo(0.01, 2);
    expect(share(({ cancellation }) => cancellation.kind === 'requested')).toBeCloseTo(0.005, 2);
    expect(new Set(orders.map(({ channelOrderId }) => channelOrderId)).size).toBe(orders.length);
  });

  it('have barcodes whose check digits are right', () => {
    for (const line of lines) {
      const gtin = line.barcodes[1] ?? '';
      expect(gtin).toMatch(/^952\d{10}$/);
      const sum = [...gtin].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
      expect(sum % 10).toBe(0);
    }
  });

  it('written as Packgate CSV read back as the same orders', async () => {
    const { bytes, rows } = toPackgateCsv(orders);
    const read = await readAll(bytes);
    expect(read.problems).toEqual([]);
    expect(read.end).toMatchObject({ rows, orders: orders.length });
    const seenNow = (cancellation: Cancellation): Cancellation => (cancellation.kind === 'none' ? cancellation : { ...cancellation, seenAtMs: nowMs });
    const ofLine = (cancellation: Cancellation): Cancellation => (cancellation.kind === 'none' ? cancellation : { kind: cancellation.kind, by: 'unknown', reason: null, seenAtMs: nowMs });
    expect(read.orders).toEqual(orders.map((order) => ({
      ...order, cancellation: seenNow(order.cancellation), lines: order.lines.map((line) => ({ ...line, cancellation: ofLine(line.cancellation) })),
    })));
  });
});
