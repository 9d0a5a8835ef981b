import type { LabelMedium } from '../../../shared/domain/label/media.ts';

/** Labels, and the papers that go along with them. */
export type PrintMedium = LabelMedium | 'A4';

export interface PrintJob {
  /** Our own id of this print, minted before it is sent. */
  readonly jobId: string;
  /** `<order>-<sscc>`: what the spooler shows and what a file is named after. */
  readonly title: string;
  readonly pdf: Uint8Array;
  readonly media: PrintMedium;
  /**
   * Reference of an earlier print of the same label. It is withdrawn first: a job that waits for a printer that is off comes out
   * hours later, when the packer has long printed the label again.
   */
  readonly replaces?: string;
}

/**
 * `sent` is never `printed`: a spooler says "completed" when it has handed the bytes on, with no paper in the printer as well. Only
 * the scan of the label on the box proves the print.
 */
export type PrintOutcome =
  | { readonly kind: 'sent'; readonly reference: string }
  /** Nothing was sent; a person has to do what the reason says, then it may be tried again. */
  | { readonly kind: 'not-ready'; readonly reason: string }
  /** Nothing was sent and trying again would end the same way. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** It may come out of the printer or not. Never repeated without asking the packer. */
  | { readonly kind: 'unknown'; readonly reason: string };

export type PrinterStatus =
  | { readonly kind: 'ready'; readonly detail: string }
  | { readonly kind: 'not-ready'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string };

export interface LabelPrinter {
  /** As the setup screen shows it. */
  readonly name: string;
  print(job: PrintJob): Promise<PrintOutcome>;
  status(): Promise<PrinterStatus>;
}
