import type { Block, Verdict } from '../../../shared/domain/gate/block.ts';
import type { Manifest } from '../../../shared/domain/loading/manifest.ts';
import type { Parcel } from '../../../shared/domain/parcel/parcel.ts';
import type { CodeReading } from '../../../shared/domain/scan/reading.ts';
import { minutes } from '../../../shared/domain/units/instant.ts';
import { unreachable } from '../../../shared/domain/units/unreachable.ts';
import { endsParcel, isStop, passGate } from '../ask-gate.ts';
import { boxOf, ordersOf } from '../box.ts';
import { whyStopped } from '../judge-known-label.ts';
import { judged, judgedBlocked, type Judgement } from '../judgement.ts';
import { noteAct } from '../note-act.ts';
import type { BenchSession } from '../ports/journal.ts';
import { recallParcel } from '../recall-parcel.ts';
import { leaveMode } from '../reopen-parcel.ts';
import { findOrders, type StationContext } from '../station-context.ts';
import { showStop, stopBench } from '../stop-bench.ts';
import { openLane, refuseLoader } from './judge-lane.ts';
import { isOfLane, waitingFor } from './lanes.ts';

/**
 * A label was scanned at the carrier's lane: the last point of the gate. What is loaded is on the manifest in the same commit as the
 * scan; what must not leave stays here, whatever lane it stands in. Call inside the scan's transaction, while the bench is loading.
 */
export function judgeLoadingScan(context: StationContext, session: BenchSession, reading: CodeReading): Judgement {
  const refused = refuseLoader(context);
  if (refused !== null) return refused;
  const manifest = openManifestOf(context, session);
  if (manifest === null) return judged('not-now', { reason: 'lane-first' });
  const parcel = findToLoad(context, reading, manifest.carrier);
  if (parcel === null) return explainNoLabel(context, reading);
  switch (parcel.state) {
    case 'open':
    case 'verified':
    case 'labelled':
      return judged('not-dispatched', { order: parcel.channelOrderId }, parcel.id);
    case 'stopped':
      return stopAgain(context, parcel);
    case 'dispatched':
    case 'posted':
    case 'confirmed':
      return judgeDispatched(context, parcel, manifest);
    default:
      return unreachable(parcel.state);
  }
}

/** Null where another path closed it: the bench is free then. */
function openManifestOf(context: StationContext, { mode }: BenchSession): Manifest | null {
  const manifest = mode.kind === 'loading' ? context.journal.manifests.load(mode.manifestId) : null;
  if (manifest?.closedAtMs === null) return manifest;
  leaveMode(context);
  return null;
}

/** By our own number, else by the carrier's. Carriers use numbers again: then the parcel that waits for this lane, else the newest. */
function findToLoad({ journal }: StationContext, reading: CodeReading, carrier: string): Parcel | null {
  const bySscc = reading.sscc === null ? null : journal.parcels.findBySscc(reading.sscc);
  if (bySscc !== null) return bySscc;
  const found = journal.parcels.findByTrackingNumber(reading.text);
  return found.find((parcel) => isDispatched(parcel) && isOfLane(parcel, carrier) && journal.manifests.ofParcel(parcel.id) === null) ?? found[0] ?? null;
}

const isDispatched = ({ state }: Parcel): boolean => state === 'dispatched' || state === 'posted' || state === 'confirmed';

function explainNoLabel(context: StationContext, reading: CodeReading): Judgement {
  const isOrder = findOrders(context, reading.text).length > 0;
  if (isOrder || reading.productCodes.some((code) => context.orders.findProduct(code) !== null)) return judged('not-now', { reason: 'label-wanted', code: reading.text });
  return reading.hint === null ? judged('unknown-code', { code: reading.text }) : judged('unreadable', { reason: reading.hint });
}

/** Says again why. The label of a box that was opened again is paper and no more. */
function stopAgain(context: StationContext, labelled: Parcel): Judgement {
  const { parcel, blocks } = whyStopped(context, labelled);
  if (blocks.length === 0) return judged('wrong-label', { order: parcel.channelOrderId, reason: 'reopened' }, parcel.id);
  stopBench(context, parcel, parcel, blocks, 'loading');
  return judgedBlocked(parcel.channelOrderId, blocks, parcel.id);
}

function judgeDispatched(context: StationContext, parcel: Parcel, manifest: Manifest): Judgement {
  const left = context.journal.manifests.ofParcel(parcel.id);
  if (left !== null) {
    return judged('already-loaded', { order: parcel.channelOrderId, carrier: left.carrier, manifest: left.number, at: left.loadedAtMs }, parcel.id);
  }
  const box = boxOf(context, parcel);
  for (const { orderId } of box) context.afterwards.checkLive(orderId);
  const passed: Passed[] = [];
  for (const one of box) {
    const verdict = passGate(context, 'loading', one.orderId, one);
    if (isStop(verdict)) return stopAtLane(context, one, verdict.blocks);
    passed.push(verdict);
  }
  if (!isOfLane(parcel, manifest.carrier)) return judged('wrong-lane', { order: ordersOf(box), carrier: parcel.label?.carrier ?? '' }, parcel.id);
  return load(context, box, manifest, passed);
}

/** A box that can never leave as it is ends here; one that a lead can still clear waits where it is. */
function stopAtLane(context: StationContext, parcel: Parcel, blocks: readonly Block[]): Judgement {
  if (endsParcel(blocks)) {
    recallParcel(context, parcel, blocks);
    showStop(context, parcel, parcel, blocks, 'loading');
  } else stopBench(context, parcel, parcel, blocks, 'loading');
  return judgedBlocked(parcel.channelOrderId, blocks, parcel.id);
}

type Passed = Extract<Verdict, { kind: 'go' }>;

/** The whole box or nothing of it; the carrier counts one. */
function load(context: StationContext, box: readonly Parcel[], lane: Manifest, passed: readonly Passed[]): Judgement {
  const { journal, clock } = context;
  const carrier = box[0]?.label?.carrier ?? lane.carrier;
  // Two spellings of one carrier hang at one lane; each has its own paper.
  const manifest = carrier === lane.carrier ? lane : openLane(context, carrier, lane.id);
  const nowMs = clock.nowMs();
  const age = ageShown(passed, nowMs);
  for (const parcel of box) {
    journal.manifests.add(manifest.id, { parcelId: parcel.id, loadedAtMs: nowMs, loadedBy: context.actor().name });
    noteAct(context, 'loaded', parcel.id, { order: parcel.channelOrderId, carrier, manifest: manifest.number, ...age });
  }
  return judged('loaded', { order: ordersOf(box), carrier, loaded: manifest.parcels.length + 1, waiting: waitingFor(context, carrier), ...age }, box[0]?.id ?? null);
}

/** A truck waits for nobody: what is not fresh is loaded with the age of its cancel check said. */
function ageShown(passed: readonly Passed[], nowMs: number): { readonly ageMinutes?: number; readonly source?: string } {
  const aged = passed.flatMap(({ notes }) => notes.filter(({ code }) => code === 'AGE_SHOWN'));
  const note = aged.sort((one, other) => one.evidence.checkedAtMs - other.evidence.checkedAtMs)[0];
  if (note === undefined) return {};
  return { ageMinutes: Math.max(0, Math.floor((nowMs - note.evidence.checkedAtMs) / minutes(1))), source: note.evidence.source };
}
