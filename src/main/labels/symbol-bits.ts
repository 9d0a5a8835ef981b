import type { Sscc } from '../../shared/domain/gs1/sscc.ts';
import { SSCC_SYMBOL_MODULES } from '../../shared/domain/label/media.ts';
import { barcodeModules } from './barcode-modules.ts';

/** The GS1-128 symbol of an SSCC as one row of pixels, one bit per module, 1 = bar, first module in the highest bit. */
export function buildSsccBits(sscc: Sscc): Uint8Array {
  const widths = barcodeModules('gs1-128', `(00)${sscc}`);
  const modules = widths.reduce((sum, width) => sum + width, 0);
  if (modules !== SSCC_SYMBOL_MODULES) throw new Error(`the symbol of SSCC ${sscc} has ${modules} modules, not ${SSCC_SYMBOL_MODULES}`);
  const bits = new Uint8Array(Math.ceil(modules / 8));
  let at = 0;
  widths.forEach((width, i) => {
    // Bars and spaces take turns, a bar comes first.
    for (let k = 0; k < width; k++, at++) if (i % 2 === 0) bits[at >> 3] = (bits[at >> 3] ?? 0) | (0x80 >> (at & 7));
  });
  return bits;
}
