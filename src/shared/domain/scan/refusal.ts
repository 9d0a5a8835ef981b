import type { Block, BlockCode, BlockOwner, Evidence } from '../gate/block.ts';
import type { CombineRefusal } from '../parcel/combine.ts';

/** Which system's word decided, and when it was last asked. */
export type Witness = Pick<Evidence, 'source' | 'checkedAtMs'>;

/**
 * Why one scan was not counted, in the same shape as every other reason: what belongs here (`expected`) against what came (`got`).
 * The box itself goes on.
 */
function refused(code: BlockCode, owner: BlockOwner, { source, checkedAtMs }: Witness, facts: Evidence['facts']): Block {
  return { code, strength: 'refuse-scan', owner, evidence: { source, checkedAtMs, sinceMs: null, facts } };
}

/** A product we know, and not one that belongs here. `expected` is null where nothing more is. */
export function skuNotInOrder(witness: Witness, of: { readonly order: string; readonly expected: string | null; readonly got: string; readonly sku: string }): Block {
  const { order, expected, got, sku } = of;
  return refused('SKU_NOT_IN_ORDER', 'packer', witness, { order, ...(expected === null ? {} : { expected }), got, sku });
}

/** In the order, and all of it is there: "needs 2, this would be the 3rd". */
export function overScan(witness: Witness, of: { readonly order: string; readonly line: string; readonly sku: string; readonly expected: number; readonly got: number }): Block {
  const { order, line, sku, expected, got } = of;
  return refused('OVER_SCAN', 'packer', witness, { order, line, sku, expected, got });
}

/** No order of any store has a product with this code: somebody must enter it, and no further scan of it will help. */
export function skuUnknown(witness: Witness, of: { readonly order: string; readonly expected: string | null; readonly got: string }): Block {
  const { order, expected, got } = of;
  return refused('SKU_UNKNOWN', 'catalogue', witness, { order, ...(expected === null ? {} : { expected }), got });
}

/**
 * A second order for a box that is begun. Hard for that order: whether its channel takes one tracking number for two orders is a
 * decision made in Setup, and one nobody made is "no".
 */
export function combineNotAllowed(witness: Witness, of: { readonly expected: string; readonly got: string; readonly why: CombineRefusal }): Block {
  const { expected, got, why } = of;
  return { ...refused('COMBINE_NOT_ALLOWED', 'lead', witness, { expected, got, ...why }), strength: 'hard' };
}

/** The label has a number and no paper. */
export function printerNotReady(witness: Witness, of: { readonly printer: string; readonly cause: string; readonly spare?: string | undefined }): Block {
  const { printer, cause, spare } = of;
  return refused('PRINTER_NOT_READY', 'packer', witness, { printer, cause, ...(spare === undefined ? {} : { spare }) });
}
