import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aDraft, aLineDraft, cancelledBy } from '../support/builders.ts';
import { openTestStation, type TestStation } from '../support/station.ts';

const mug = '9521234543213';
const kettle = '9521234500001';
let test: TestStation;
beforeEach(async () => {
  test = await openTestStation();
  await test.given(aDraft({ lines: [aLineDraft({ quantity: 2 })] }));
  await test.given(aDraft({ channelOrderId: '100-2', lines: [aLineDraft({ lineId: 'x', sku: 'KETTLE', barcodes: [kettle], title: 'Kettle' })] }));
  test.scan('100-1');
});
afterEach(() => test.close());

describe('a scan that is refused at an open box', () => {
  it('names what belongs there and what came, and who can put it right', () => {
    expect(test.scan(kettle)).toMatchObject({ outcome: 'wrong-item', block: { code: 'SKU_NOT_IN_ORDER', owner: 'packer', strength: 'refuse-scan', evidence: { source: 'Shop', facts: { order: '100-1', expected: 'Blue mug', got: 'Kettle', sku: 'KETTLE' } } } });
    expect(test.scan('4006381333931')).toMatchObject({ outcome: 'unknown-code', block: { code: 'SKU_UNKNOWN', owner: 'catalogue', evidence: { facts: { expected: 'Blue mug', got: '4006381333931' } } } });
    test.scan(mug);
    expect(test.parcelOnBench()?.lines[0]?.packed).toBe(1);
  });

  it('sounds otherwise for goods of another order, for a code that nobody knows and for a stop', async () => {
    await test.given(aDraft({ channelOrderId: '100-4', state: 'cancelled', cancellation: cancelledBy() }));
    const heard = [test.scan(mug), test.scan(kettle), test.scan('4006381333931')].map(({ sound }) => sound);
    test.command('abort');
    expect([...heard, test.scan('100-4').sound]).toEqual(['ok', 'wrong', 'unknown', 'stop']);
  });

  it('as one unit too many keeps the count', async () => {
    await test.given(aDraft({ channelOrderId: '100-3', lines: [aLineDraft({ lineId: 'm' }), aLineDraft({ lineId: 'k', sku: 'KETTLE', barcodes: [kettle], title: 'Kettle' })] }));
    test.command('abort');
    test.scan('100-3');
    test.scan(mug);
    expect(test.scan(mug)).toMatchObject({ outcome: 'over-scan', detail: { wouldBe: 2 }, block: { code: 'OVER_SCAN', evidence: { facts: { line: 'Blue mug', expected: 1, got: 2 } } } });
    expect(test.parcelOnBench()?.lines[0]?.packed).toBe(1);
  });

  it('as a second order is hard for that order and a lead’s, before any label; the box itself goes on', () => {
    const second = { outcome: 'other-order', block: { code: 'COMBINE_NOT_ALLOWED', strength: 'hard', owner: 'lead', evidence: { facts: { expected: '100-1', got: '100-2', refusedBy: 'Shop' } } } };
    expect(test.scan('100-2')).toMatchObject(second);
    expect([test.scan(mug).outcome, test.scan(mug).outcome]).toEqual(['item-counted', 'parcel-complete']);
    expect(test.scan('100-2')).toMatchObject(second);
  });

  it('is answered with the very same reason when it is delivered again, also by a station that was started anew', async () => {
    const scan = { scanId: randomUUID(), text: kettle, method: 'wedge' as const, deviceId: 'test', scannedAtMs: test.clock.nowMs() + 60_000 };
    const first = test.station.scan(scan);
    expect(first.block).not.toBeNull();
    expect(test.station.scan(scan)).toEqual(first);
    await test.restart();
    expect(test.station.scan(scan)).toEqual(first);
    expect(test.bench().lastVerdict).toEqual(first);
  });
});

describe('a label that does not come out', () => {
  it('names the printer and why, on the screen that waits for it', async () => {
    test.printerAnswers({ kind: 'not-ready', reason: 'out of paper' });
    test.scan(mug);
    test.scan(mug);
    await test.clock.settle();
    expect(test.bench().screen).toMatchObject({ kind: 'label-problem', block: { code: 'PRINTER_NOT_READY', owner: 'packer', evidence: { facts: { printer: 'test printer', cause: 'out of paper' } } } });
  });

  it('names the printer that stands in for it, where Setup has one', async () => {
    await Promise.resolve(test.station.handlers.saveSettings({ ...test.station.context.settings(), sparePrinter: 'Zebra at bench 2' }));
    test.printerAnswers({ kind: 'not-ready', reason: 'out of paper' });
    test.scan(mug);
    test.scan(mug);
    await test.clock.settle();
    expect(test.bench().screen).toMatchObject({ kind: 'label-problem', block: { evidence: { facts: { spare: 'Zebra at bench 2' } } } });
  });
});
