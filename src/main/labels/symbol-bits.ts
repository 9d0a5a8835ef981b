import type { Sscc } from '../../shared/domain/gs1/sscc.ts';
import { SSCC_SYMBOL_MODULES } from '../../shared/domain/label/media.ts';
import { barcodeModules } from './barcode-modules.ts';

/** A linear symbol as one row of pixels, one bit per module, 1 = bar, first module in the highest bit. */
export interface SymbolBits {
  readonly bits: Uint8Array;
  readonly modules: number;
}

/** The GS1-128 symbol of an SSCC. */
export function buildSsccBits(sscc: Sscc): Uint8Array {
  const { bits, modules } = bitsOf(barcodeModules('gs1-128', `(00)${sscc}`));
  if (modules !== SSCC_SYMBOL_MODULES) throw new Error(`the symbol of SSCC ${sscc} has ${modules} modules, not ${SSCC_SYMBOL_MODULES}`);
  return bits;
}

/** From widths of bars and spaces, which take turns; a bar comes first. */
export function bitsOf(widths: readonly number[]): SymbolBits {
  const modules = widths.reduce((sum, width) => sum + width, 0);
  const bits = new Uint8Array(Math.ceil(modules / 8));
  let at = 0;
  widths.forEach((width, i) => {
    for (let k = 0; k < width; k++, at++) if (i % 2 === 0) bits[at >> 3] = (bits[at >> 3] ?? 0) | (0x80 >> (at & 7));
  });
  return { bits, modules };
}
