/**
 * AIM symbology identifiers: `]`, a letter for the symbology, a modifier. Scanners send one only when told to.
 * Source: ISO/IEC 15424; GS1 General Specifications, 7.8.2.
 */
export type SymbologyData =
  /** The data are element strings. */
  | 'gs1'
  /** The data are a GTIN of 13, 12 or 8 digits, perhaps with a two- or five-digit add-on. */
  | 'ean'
  /** Anything: an order number, a web address, an SSCC without its FNC1. */
  | 'plain';

export interface AimId {
  readonly aim: string;
  readonly data: SymbologyData;
}

const SYMBOLOGY_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUXZcdez';
const GS1_IDS: ReadonlySet<string> = new Set([']C1', ']e0', ']d2', ']Q3', ']J1']);
const EAN_IDS: ReadonlySet<string> = new Set([']E0', ']E3', ']E4']);

export function readAimId(text: string): AimId | null {
  if (!/^\].[0-9]/.test(text) || !SYMBOLOGY_LETTERS.includes(text.charAt(1))) return null;
  const aim = text.slice(0, 3);
  return { aim, data: GS1_IDS.has(aim) ? 'gs1' : EAN_IDS.has(aim) ? 'ean' : 'plain' };
}
