export type LabelMedium = '4x6in' | 'A6';
/** Dots per inch as the drivers name them: 203 stands for 8 dots/mm, and is 203, not 203.2. */
export type LabelDpi = 203 | 300 | 600;

export const labelMedia: readonly LabelMedium[] = ['4x6in', 'A6'];
export const labelDpis: readonly LabelDpi[] = [203, 300, 600];

export const mediumMm: Readonly<Record<LabelMedium, { readonly widthMm: number; readonly heightMm: number }>> = {
  '4x6in': { widthMm: 101.6, heightMm: 152.4 },
  A6: { widthMm: 105, heightMm: 148 },
};

/**
 * Dots per module of the SSCC symbol. A thermal head prints whole dots only, so the module is a whole number of them, and for a
 * logistic unit it is 0.495 to 0.940 mm (GS1 General Specifications, symbol specification table 5). With 176 modules on 101.6 mm
 * these are the only widths that are legal and fit: 4 dots = 0.5005 mm, 6 and 12 dots = 0.508 mm.
 */
export const moduleDots: Readonly<Record<LabelDpi, number>> = { 203: 4, 300: 6, 600: 12 };

/** Start C, FNC1, ten digit pairs, check and stop of Code 128: 11 + 11 + 110 + 11 + 13. */
export const SSCC_SYMBOL_MODULES = 156;
/** Either side of the bars (GS1 General Specifications 5.4.4.1). */
export const QUIET_ZONE_MODULES = 10;

/** Nearest whole dot. */
export const dotsOf = (mm: number, dpi: LabelDpi): number => Math.round((mm * dpi) / 25.4);
/** A point is 1/72 inch. */
export const pointsOf = (dots: number, dpi: LabelDpi): number => (dots * 72) / dpi;

/** The page in whole dots, never larger than the paper: a page on the dot grid keeps every bar on it. */
export function pageDots(medium: LabelMedium, dpi: LabelDpi): { width: number; height: number } {
  const { widthMm, heightMm } = mediumMm[medium];
  // 4 in x 203 dpi is 812 dots exactly; the tolerance keeps binary fractions from losing one.
  const whole = (mm: number): number => Math.floor((mm * dpi) / 25.4 + 1e-6);
  return { width: whole(widthMm), height: whole(heightMm) };
}
