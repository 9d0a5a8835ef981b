import { describe, expect, it } from 'vitest';
import { combineNotAllowed, overScan, printerNotReady, skuNotInOrder, skuUnknown } from '../../../src/shared/domain/scan/refusal.ts';

const witness = { source: 'Shop', checkedAtMs: 7 };

describe('a refused scan', () => {
  it.each([
    [skuNotInOrder(witness, { order: '100-1', expected: 'Blue mug', got: 'Kettle', sku: 'KETTLE' }), 'SKU_NOT_IN_ORDER', 'packer', { order: '100-1', expected: 'Blue mug', got: 'Kettle', sku: 'KETTLE' }],
    [overScan(witness, { order: '100-1', line: 'Blue mug', sku: 'MUG', expected: 2, got: 3 }), 'OVER_SCAN', 'packer', { order: '100-1', line: 'Blue mug', sku: 'MUG', expected: 2, got: 3 }],
    [skuUnknown(witness, { order: '100-1', expected: null, got: '4006381333931' }), 'SKU_UNKNOWN', 'catalogue', { order: '100-1', got: '4006381333931' }],
    [printerNotReady(witness, { printer: 'Zebra', cause: 'out of paper', spare: 'Zebra at bench 2' }), 'PRINTER_NOT_READY', 'packer', { printer: 'Zebra', cause: 'out of paper', spare: 'Zebra at bench 2' }],
    [printerNotReady(witness, { printer: 'Zebra', cause: 'out of paper' }), 'PRINTER_NOT_READY', 'packer', { printer: 'Zebra', cause: 'out of paper' }],
  ])('says who can put it right, and what belongs there against what came: %#', (block, code, owner, facts) => {
    expect(block).toEqual({ code, strength: 'refuse-scan', owner, evidence: { ...witness, sinceMs: null, facts } });
  });

  it('of a second order in one box is hard, and a lead’s', () => {
    const of = { expected: '100-1', got: '100-2' };
    expect(combineNotAllowed(witness, { ...of, why: { policyOffAt: 'A' } })).toEqual({ code: 'COMBINE_NOT_ALLOWED', strength: 'hard', owner: 'lead', evidence: { ...witness, sinceMs: null, facts: { ...of, policyOffAt: 'A' } } });
  });
});
