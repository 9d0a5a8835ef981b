import type { BarcodeView } from '../../../../shared/contract/views.ts';

/** Quiet zones in modules. Code 128 and GS1-128: 10 on each side; EAN-13: 11 left, 7 right. Source: GS1 General Specifications, 5.2 and 5.4. */
const QUIET: Readonly<Record<BarcodeView['symbology'], readonly [left: number, right: number]>> = {
  code128: [10, 10],
  'gs1-128': [10, 10],
  ean13: [11, 7],
};

export interface Bars {
  /** Whole width with quiet zones, in modules. */
  readonly modules: number;
  /** One SVG path of all bars, one unit per module, one unit high. */
  readonly path: string;
}

export function barsOf({ modules: widths, symbology }: BarcodeView): Bars {
  const [left, right] = QUIET[symbology];
  let x = left;
  let path = '';
  widths.forEach((width, index) => {
    if (index % 2 === 0) path += `M${x} 0h${width}v1h-${width}z`;
    x += width;
  });
  return { modules: x + right, path };
}

/** CSS pixels per module such that each is a whole number of the screen's own pixels: uneven bars cannot be read. */
export function moduleWidth(modules: number, roomPx: number, pixelRatio: number): number {
  const ratio = pixelRatio > 0 ? pixelRatio : 1;
  return Math.max(1, Math.floor((roomPx * ratio) / modules)) / ratio;
}
