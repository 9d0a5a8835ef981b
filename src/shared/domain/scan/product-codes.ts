import { parseGtin } from '../gs1/gtin.ts';

/**
 * The form in which codes on goods are compared: a valid GTIN of any length as 14 digits, all else as it is, in upper
 * case (Caps Lock on a bench must not turn a known product into an unknown one).
 */
export function productCodeOf(text: string): string {
  const trimmed = text.trim();
  const gtin = parseGtin(trimmed);
  return gtin.ok ? gtin.gtin : trimmed.toUpperCase();
}

/** Every code by which a line's goods may be scanned; the SKU is always one of them. */
export function barcodesOfLine(line: { readonly sku: string; readonly barcodes: readonly string[] }): readonly string[] {
  const codes = [...line.barcodes, line.sku].map(productCodeOf).filter((code) => code !== '');
  return [...new Set(codes)];
}
