import type { ManifestPaperView } from '../../../shared/contract/lead-views.ts';
import { manifestCodeOf } from '../../../shared/domain/loading/manifest-paper.ts';
import type { Manifest, ManifestId } from '../../../shared/domain/loading/manifest.ts';
import { noteAct } from '../note-act.ts';
import { FolderNotWritableError, type ExportFolder } from '../ports/files.ts';
import type { LabelPrinter, PrintOutcome } from '../ports/label-printer.ts';
import type { ManifestRenderer } from '../ports/manifest-renderer.ts';
import type { StationContext } from '../station-context.ts';
import { manifestPaper } from './manifest-paper.ts';

export type ManifestPrint =
  /** `paper`: whether a printer has it too, or why not. */
  | { readonly kind: 'kept'; readonly filePath: string; readonly rows: number; readonly paper: Paper }
  | { readonly kind: 'not-closed' }
  | { readonly kind: 'not-kept'; readonly reason: string };

type Paper = Pick<ManifestPaperView, 'state' | 'reason'>;

export interface ManifestPrinting {
  /** Draws the paper of a closed manifest, puts it into the exports folder, and sends it to the printer where one takes A4. `by`: who asked; default: who closed it. */
  print(manifestId: ManifestId, by?: string): Promise<ManifestPrint>;
  /** After a restart: what was closed and never drawn, or found no room. */
  recover(): void;
  /** What a printer answers from now on is written down nowhere. */
  stop(): void;
}

export interface ManifestPrintingParts {
  readonly context: StationContext;
  readonly renderer: ManifestRenderer;
  readonly exports: ExportFolder;
  /** Null where no printer takes A4. */
  printer(): LabelPrinter | null;
  /** IANA name of the zone this station stands in. */
  readonly timeZone: string;
  onChange(): void;
  onFault(error: unknown): void;
}

/** Each drawing of a manifest leaves this act in the log, whatever became of it. */
export const drawnAct = 'manifest-drawn';
/** Older than this many manifests was drawn, or is missed by nobody any more. */
const lookedThrough = 50;
const paperStates: readonly ManifestPaperView['state'][] = ['no-printer', 'sent', 'not-ready', 'failed', 'unknown', 'not-kept'];

/** What became of this manifest's paper when it was last drawn; null: not drawn yet. */
export function lastPaper({ journal }: StationContext, manifestId: ManifestId): ManifestPaperView | null {
  const drawn = journal.audit.listBySubject(manifestId, 100).find(({ act }) => act === drawnAct);
  if (drawn === undefined) return null;
  const { paper, reason } = JSON.parse(drawn.detail) as { readonly paper?: unknown; readonly reason?: unknown };
  const state = paperStates.find((word) => word === paper) ?? 'unknown';
  return { state, reason: typeof reason === 'string' ? reason : null, atMs: drawn.atMs };
}

export function createManifestPrinting({ context, renderer, exports, printer, timeZone, onChange, onFault }: ManifestPrintingParts): ManifestPrinting {
  const { journal, newId } = context;
  /** One paper after the other, as with labels. */
  let queue: Promise<unknown> = Promise.resolve();
  let isStopped = false;

  async function printNow(manifestId: ManifestId, askedBy: string | undefined): Promise<ManifestPrint> {
    const manifest = journal.manifests.load(manifestId);
    const paper = manifest === null ? null : manifestPaper(context, manifest, timeZone);
    if (manifest === null || paper === null) return { kind: 'not-closed' };
    const by = askedBy ?? paper.closedBy;
    const { pdf, sha256 } = await renderer.renderManifest(paper);
    const title = titleOf(manifest, paper.practice);
    const filePath = keep(`${title}.pdf`, pdf);
    if (filePath instanceof FolderNotWritableError) {
      noteDrawn(manifest, { state: 'not-kept', reason: filePath.message }, sha256, by);
      return { kind: 'not-kept', reason: filePath.message };
    }
    const onPaper = await send(title, pdf);
    noteDrawn(manifest, onPaper, sha256, by);
    return { kind: 'kept', filePath, rows: paper.rows.length, paper: onPaper };
  }

  function keep(fileName: string, pdf: Uint8Array): string | FolderNotWritableError {
    try {
      return exports.write(fileName, pdf);
    } catch (error: unknown) {
      if (error instanceof FolderNotWritableError) return error;
      throw error;
    }
  }

  function noteDrawn({ id, number }: Manifest, { state, reason }: Paper, sha256: string, by: string): void {
    if (isStopped) return;
    noteAct(context, drawnAct, id, { manifest: number, sha256, paper: state, ...(reason === null ? {} : { reason }) }, by);
    onChange();
  }

  async function send(title: string, pdf: Uint8Array): Promise<Paper> {
    const target = printer();
    if (target === null) return { state: 'no-printer', reason: null };
    const outcome = await target.print({ jobId: newId(), title, pdf, media: 'A4' }).catch((error: unknown): PrintOutcome => ({ kind: 'unknown', reason: error instanceof Error ? error.message : String(error) }));
    return outcome.kind === 'sent' ? { state: 'sent', reason: null } : { state: outcome.kind, reason: outcome.reason };
  }

  const printing: ManifestPrinting = {
    print(manifestId, by) {
      const next = queue.then(() => printNow(manifestId, by));
      queue = next.catch(() => undefined);
      return next;
    },
    recover() {
      for (const { id, closedAtMs } of journal.manifests.list(lookedThrough)) {
        const paper = lastPaper(context, id);
        if (closedAtMs !== null && (paper === null || paper.state === 'not-kept')) printing.print(id).catch(onFault);
      }
    },
    stop() {
      isStopped = true;
    },
  };
  return printing;
}

/** "manifest-MF000012-DHL": what the file is named after and what a spooler shows. */
const titleOf = ({ number, carrier }: Manifest, practice: boolean): string => `${practice ? 'PRACTICE-' : ''}manifest-${manifestCodeOf(number)}-${carrier}`;
