import type { LabelContent } from '../../../shared/domain/label/content.ts';
import type { LabelDpi, LabelMedium } from '../../../shared/domain/label/media.ts';

/** Draws a label. The same content gives the same bytes, so a reprint can be compared. */
export interface LabelRenderer {
  renderLabel(content: LabelContent, paper: { readonly media: LabelMedium; readonly dpi: LabelDpi }): Promise<{ readonly pdf: Uint8Array; readonly sha256: string; readonly missing: readonly string[] }>;
}
