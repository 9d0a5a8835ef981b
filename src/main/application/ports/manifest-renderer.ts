import type { ManifestPaper } from '../../../shared/domain/loading/manifest-paper.ts';

/** Draws the paper that the driver signs. The same content gives the same bytes. */
export interface ManifestRenderer {
  renderManifest(paper: ManifestPaper): Promise<{ readonly pdf: Uint8Array; readonly sha256: string; readonly pages: number }>;
}
