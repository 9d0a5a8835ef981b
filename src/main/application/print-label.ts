import type { LabelContent } from '../../shared/domain/label/content.ts';
import { canonicalShipTo } from '../../shared/domain/label/ship-to.ts';
import { unreachable } from '../../shared/domain/units/unreachable.ts';
import type { Parcel, ParcelId } from '../../shared/domain/parcel/parcel.ts';
import { boxOf, ordersOnPaper } from './box.ts';
import { GateRefusedError, type PrintJob, type PrintJobState } from './ports/journal.ts';
import type { LabelPrinter, PrintOutcome } from './ports/label-printer.ts';
import type { LabelRenderer } from './ports/label-renderer.ts';
import { storeOf, type StationContext } from './station-context.ts';

export interface LabelPrinting {
  /** Renders and sends the label of a labelled parcel. Repeating it prints the same number again, never a new one. */
  print(parcelId: ParcelId, isReprint: boolean): Promise<void>;
  /** After a restart: a job that was being sent may or may not be on paper, and only a person can see that. */
  recover(): void;
}

export interface LabelPrintingParts {
  readonly context: StationContext;
  readonly renderer: LabelRenderer;
  printer(): LabelPrinter;
  isPractice(parcel: Parcel): boolean;
  onChange(): void;
}

export function createLabelPrinting({ context, renderer, printer, isPractice, onChange }: LabelPrintingParts): LabelPrinting {
  const { journal, clock, newId } = context;
  /** One label after the other: two jobs at once have made printers lose the second. */
  let queue: Promise<void> = Promise.resolve();

  async function printNow(parcelId: ParcelId, isReprint: boolean): Promise<void> {
    const parcel = journal.parcels.load(parcelId);
    if (parcel === null || parcel.state !== 'labelled' || parcel.label?.isVoid !== false) return;
    const latest = journal.printJobs.latestForParcel(parcelId);
    // A commit that had to be tried twice asks twice. Only a person prints a second time.
    if (latest !== null && !isReprint) return;
    const target = printer();
    const drawn = await draw(parcel);
    const job: PrintJob = {
      id: newId(),
      parcelId,
      printer: target.name,
      reference: null,
      isReprint,
      // Never before the one it follows, also where the clock was set back between them.
      createdAtMs: Math.max(clock.nowMs(), latest?.createdAtMs ?? 0),
      ...(typeof drawn === 'string' ? { state: 'failed', reason: drawn, sha256: noPdf } : { state: 'waiting', reason: null, sha256: drawn.sha256 }),
    };
    if (!insertJob(job)) return;
    onChange();
    if (typeof drawn === 'string') return;
    const title = `${parcel.channelOrderId}-${parcel.label.sscc}`;
    const { labelMedia: media } = context.settings();
    const outcome = await target.print({ jobId: job.id, title, pdf: drawn.pdf, media, ...(latest?.reference == null ? {} : { replaces: latest.reference }) }).catch(notToldByPrinter);
    // The packer may have been faster: a label that was scanned on the box is proof, whatever the spooler says.
    const now = journal.printJobs.latestForParcel(parcelId);
    if (now?.id === job.id && now.state === 'waiting') journal.printJobs.save({ ...job, ...stateOf(outcome) });
    onChange();
  }

  /** The drawn label, or why there is none, in words for the packer and the log. */
  async function draw(parcel: Parcel): Promise<{ readonly pdf: Uint8Array; readonly sha256: string } | string> {
    const content = contentOf(context, parcel, isPractice(parcel));
    if (content === null) return 'the order or the sender’s address is not known any more';
    if (isOtherAddress(context, parcel, content)) return 'the order has another address than the one this label was made for';
    const { labelMedia, labelDpi } = context.settings();
    try {
      return await renderer.renderLabel(content, { media: labelMedia, dpi: labelDpi });
    } catch (error: unknown) {
      return `the label could not be drawn (${error instanceof Error ? error.message : String(error)})`;
    }
  }

  /** False where the order was held back while its label was drawn: no paper for it, and the stop on the bench says why. */
  function insertJob(job: PrintJob): boolean {
    try {
      journal.printJobs.insert(job);
      return true;
    } catch (error: unknown) {
      if (error instanceof GateRefusedError) return false;
      throw error;
    }
  }

  return {
    print(parcelId, isReprint) {
      const next = queue.then(() => printNow(parcelId, isReprint));
      queue = next.catch(() => undefined);
      return next;
    },
    recover() {
      for (const job of journal.printJobs.listByState(['waiting'], 1000)) {
        journal.printJobs.save({ ...job, state: 'unknown', reason: 'restarted' });
      }
      const session = journal.benches.load(context.benchId);
      const onBench = session.parcelId === null ? null : journal.parcels.load(session.parcelId);
      const first = onBench === null ? null : (boxOf(context, onBench)[0] ?? onBench);
      if (first !== null && journal.printJobs.latestForParcel(first.id) === null) context.afterwards.printLabel(first.id, false);
    },
  };
}

/** Nothing was drawn, so there is nothing to compare a reprint with. */
const noPdf = '0'.repeat(64);

const notToldByPrinter = (error: unknown): PrintOutcome => ({ kind: 'unknown', reason: error instanceof Error ? error.message : String(error) });

function stateOf(outcome: PrintOutcome): { readonly state: PrintJobState; readonly reason: string | null; readonly reference: string | null } {
  switch (outcome.kind) {
    case 'sent':
      return { state: 'sent', reason: null, reference: outcome.reference };
    case 'not-ready':
    case 'failed':
    case 'unknown':
      return { state: outcome.kind, reason: outcome.reason, reference: null };
    default:
      return unreachable(outcome);
  }
}

/** What the label says, read at the moment of drawing; null where the order is gone. */
function contentOf(context: StationContext, parcel: Parcel, practice: boolean): LabelContent | null {
  const settings = context.settings();
  const checked = context.orders.loadOrder(parcel.orderId);
  const { label } = parcel;
  if (checked === null || label === null || settings.shipFrom === null) return null;
  return {
    parcelId: parcel.id,
    sscc: label.sscc,
    tracking: { mode: label.trackingMode, number: label.trackingNumber },
    shipFrom: withoutUndefined(settings.shipFrom),
    shipTo: checked.order.shipTo,
    orderNumber: ordersOnPaper(boxOf(context, parcel)),
    carrierName: label.carrier,
    serviceName: label.carrierService,
    parcelIndex: parcel.parcelIndex,
    parcelCount: parcel.parcelCount,
    storeName: storeOf(context, parcel.storeId)?.name ?? parcel.storeId,
    practice,
    printedAtText: new Date(label.labelledAtMs).toISOString().slice(0, 16).replace('T', ' ') + ' UTC',
  };
}

/** Pain P33: whatever was open when the label was asked for, no paper carries an address that its number was not made for. */
function isOtherAddress(context: StationContext, { label }: Parcel, { shipTo }: LabelContent): boolean {
  return label !== null && label.shipToHash !== null && label.shipToHash !== context.sha256(canonicalShipTo(shipTo));
}

type WithoutUndefined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Zod's optional fields may hold `undefined`; the domain's are either there or not. */
export function withoutUndefined<T extends object>(value: T): WithoutUndefined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as WithoutUndefined<T>;
}
