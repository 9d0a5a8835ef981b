import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { orderIdOf } from '../../src/shared/domain/order/order.ts';
import { aDraft, aLineDraft } from '../support/builders.ts';
import { openTestStation, shop, type TestStation } from '../support/station.ts';

const mug = '9521234543213';
/** What the scale's printer makes of a weight: AI 3303, gross kilograms with three decimals, behind an FNC1. */
const slip = (grams: number): string => `]C13303${String(grams).padStart(6, '0')}`;

let test: TestStation;
beforeEach(async () => {
  test = await openTestStation({ store: { rules: { taxFields: [], weight: { packagingGrams: 100, toleranceGrams: 20, tolerancePercent: 0 }, documents: [], returnCostMinor: 0, pilot: [] } } });
});
afterEach(() => test.close());

const journal = () => test.station.context.journal;
const labelCode = (): string => `00${test.parcelOnBench()?.label?.sscc ?? 'none'}`;

describe('a weight off the scale', () => {
  it('belongs to the box on the bench, with its time, until a newer one', async () => {
    await test.given(aDraft({ lines: [aLineDraft({ weightGrams: 350 })] }));
    test.scan('100-1');
    expect(test.scan(slip(120))).toMatchObject({ outcome: 'weighed', detail: { grams: 120 } });
    test.scan(mug);
    expect(test.scan(slip(455)).outcome).toBe('weighed');
    expect(test.parcelOnBench()?.weight).toEqual({ grams: 455, atMs: test.clock.nowMs() });
    expect(test.bench().screen).toMatchObject({ kind: 'scan-label', parcel: { weightGrams: 455 } });
    expect(test.scan(labelCode()).outcome).toBe('dispatched');
  });

  it('out of range is asked about at dispatch, and weighing again settles it', async () => {
    await test.given(aDraft({ lines: [aLineDraft({ weightGrams: 350 })] }));
    test.scan('100-1');
    test.scan(mug);
    const label = labelCode();
    test.scan(slip(900));
    expect(test.scan(label)).toMatchObject({ outcome: 'blocked', block: { code: 'WEIGHT_OUT_OF_RANGE', strength: 'ask-lead', evidence: { facts: { actualGrams: 900, expectedGrams: 450, toleranceGrams: 20 } } } });
    test.command('ok');
    expect([test.scan('100-1').outcome, test.scan(slip(441)).outcome, test.scan(label).outcome]).toEqual(['order-opened', 'weighed', 'dispatched']);
  });

  it('of nothing is not taken, and neither is an empty scale', async () => {
    await test.given(aDraft());
    expect(test.scan(slip(455))).toMatchObject({ outcome: 'not-now', detail: { reason: 'weigh-a-parcel' } });
    test.scan('100-1');
    expect(test.scan(slip(0))).toMatchObject({ outcome: 'not-now', detail: { reason: 'scale-empty' } });
    expect(test.parcelOnBench()?.weight).toBeNull();
  });

  it('that is the same to the gram for five parcels in a row is told as doubtful', async () => {
    for (let n = 1; n <= 5; n += 1) {
      await test.given(aDraft({ channelOrderId: `w-${n}`, lines: [aLineDraft({ lineId: `line-${n}` })] }));
      test.scan(`w-${n}`);
      test.scan(mug);
      const label = labelCode();
      expect(test.scan(slip(91)).detail['watchdog']).toBe(n === 5 ? 1 : undefined);
      expect(test.scan(label).outcome).toBe('dispatched');
    }
    expect(journal().parcels.listByOrder(orderIdOf(shop, 'w-5'))[0]?.weight?.grams).toBe(91);
  });
});
