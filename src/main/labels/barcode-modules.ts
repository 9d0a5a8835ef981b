import bwipjs from 'bwip-js/node';

const bcids = { code128: 'code128', ean13: 'ean13', 'gs1-128': 'gs1-128' } as const;

/**
 * Widths of bars and spaces in modules, a bar first, without quiet zones: enough for any page to draw a symbol that a
 * scanner reads off the screen. `text` of a GS1-128 is the bracketed element string.
 */
export function barcodeModules(symbology: keyof typeof bcids, text: string): readonly number[] {
  const [symbol] = bwipjs.raw({ bcid: bcids[symbology], text });
  if (symbol === undefined || !('sbs' in symbol)) throw new Error(`no linear symbol came back for ${symbology} "${text}"`);
  return symbol.sbs;
}
