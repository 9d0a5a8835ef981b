import bwipjs from 'bwip-js/browser';
import type { BarcodeView } from '../../../src/shared/contract/views.ts';

/** Bars as the station sends them, for pictures. */
export function barcode(symbology: BarcodeView['symbology'], text: string): BarcodeView {
  const [symbol] = bwipjs.raw({ bcid: symbology, text });
  if (symbol === undefined || !('sbs' in symbol)) throw new Error(`no bars for ${text}`);
  return { text: text.replace(/[()]/g, ''), symbology, modules: symbol.sbs };
}
