import type { Act } from '../../shared/domain/people/role.ts';
import { mayDo } from '../../shared/domain/people/role.ts';
import type { Command } from '../../shared/domain/scan/commands.ts';
import { isComplete, type Parcel } from '../../shared/domain/parcel/parcel.ts';
import { unreachable } from '../../shared/domain/units/unreachable.ts';
import { boxLeftBy, boxOf, linesOf, ordersOf, type BoxLine } from './box.ts';
import { undoJoin } from './join-order.ts';
import { judged, type Judgement } from './judgement.ts';
import { completeParcel, labelParcel } from './label-parcel.ts';
import { finishLoading } from './loading/finish-loading.ts';
import { noteAct } from './note-act.ts';
import { noteShort } from './note-short.ts';
import { resumeParcel } from './open-order.ts';
import { personAtBench } from './people/bench-access.ts';
import { lockBench } from './people/judge-badge.ts';
import type { BenchMode, BenchSession, JudgedScan } from './ports/journal.ts';
import { loadPutBack } from './put-back.ts';
import { leaveMode } from './reopen-parcel.ts';
import type { StationContext } from './station-context.ts';

/** What a command lets happen, where that is more than packing. */
const actOf: Readonly<Partial<Record<Command, Act>>> = { reprint: 'reprint', reopen: 'reopen', return: 'reopen', finish: 'load' };

/** A command code, bound to what this bench is doing right now. No command goes round a block. */
export function judgeCommand(context: StationContext, command: Command, session: BenchSession): Judgement {
  const act = actOf[command];
  const person = personAtBench(context);
  if (act !== undefined && person !== null && !mayDo(person.roles, act)) return judged('not-allowed', { name: person.name, act }, session.parcelId);
  switch (command) {
    case 'ok':
      return acknowledge(context, session);
    case 'undo':
      return undo(context, session);
    case 'abort':
      return abort(context, session);
    case 'reprint':
      return reprint(context, session);
    case 'help':
      return judged('help-opened', {}, session.parcelId);
    case 'short':
      return short(context, session);
    case 'reopen':
    case 'return':
      return labelNext(context, command, session);
    case 'finish':
      return session.stop === null && session.mode.kind === 'loading' ? finishLoading(context, session) : notHere(command, session);
    case 'lock':
      return lockBench(context);
    default:
      return unreachable(command);
  }
}

const notHere = (command: Command, session: BenchSession): Judgement => judged('command-not-here', { command }, session.parcelId);

/** What is being packed. While a stop stands, or while the bench is there for something else, nothing is. */
function packingNow({ journal }: StationContext, { parcelId, stop, mode }: BenchSession): Parcel | null {
  return parcelId === null || stop !== null || mode.kind !== 'packing' ? null : journal.parcels.load(parcelId);
}

/** Takes the stop off the screen, not off the order: the next scan of it meets the gate again. What is in the box goes back now. */
function acknowledge(context: StationContext, session: BenchSession): Judgement {
  const { stop, mode } = session;
  if (stop === null) return leaveWaiting(context, 'ok', session);
  const putBack = stop.parcelId === null ? null : loadPutBack(context, stop.parcelId);
  // Who loads a truck goes on loading; the goods wait on the board.
  const gone = stop.parcelId === null ? null : context.journal.parcels.load(stop.parcelId);
  const goesOn = putBack?.task == null && mode.kind === 'packing' && gone !== null ? boxLeftBy(context, gone) : null;
  const next: BenchMode = putBack?.task == null || mode.kind === 'loading' ? mode : { kind: 'put-back', parcelId: putBack.parcel.id };
  context.journal.benches.save({ benchId: context.benchId, parcelId: null, stop: null, mode: next });
  noteAct(context, 'stop-acknowledged', stop.orderId, { codes: stop.blocks.map((block) => block.code) });
  // Nothing of the order that left the box was in it: the others go on at once.
  if (goesOn !== null) return resumeParcel(context, goesOn);
  return judged('acknowledged', { order: stop.channelOrderId, ...(next.kind === 'put-back' ? { reason: 'put-back' } : {}) }, stop.parcelId);
}

/** REOPEN or RETURN was scanned and is taken back: nothing happened yet. */
function leaveWaiting(context: StationContext, command: Command, session: BenchSession): Judgement {
  if (session.mode.kind !== 'reopen' && session.mode.kind !== 'return') return notHere(command, session);
  leaveMode(context);
  return judged('acknowledged', {});
}

function undo(context: StationContext, session: BenchSession): Judgement {
  const { journal } = context;
  const parcel = packingNow(context, session);
  if (parcel === null || parcel.state !== 'open') return notHere('undo', session);
  const box = boxOf(context, parcel);
  const left = undoJoin(context, box, lastCountOf(context, box)?.verdict?.judgedAtMs ?? null);
  if (left !== null) return left;
  const line = undoLastCount(context, box);
  if (line === null) return judged('nothing-to-undo', {}, parcel.id);
  const { lineId, title, sku, expected } = line;
  const packed = line.packed - 1;
  journal.parcels.saveCount(line.parcel.id, lineId, packed);
  // Only where the channel had taken units out: the last one too many has just left the box.
  const isNowComplete = isComplete({ lines: linesOf(boxOf(context, parcel)) });
  const judgement = isNowComplete ? completeParcel(context, parcel) : judged('undone', { title, sku, packed, expected });
  return { ...judgement, parcelId: line.parcel.id, lineId, countChange: -1 };
}

/** The last count of all that are in the box. */
function lastCountOf({ journal }: StationContext, box: readonly Parcel[]): JudgedScan | null {
  const scans = box.flatMap(({ id }) => journal.scans.lastCounted(id) ?? []);
  return scans.sort((one, other) => other.sequence - one.sequence)[0] ?? null;
}

/** The line whose last unit is to be undone. Units that were taken out since leave scans behind whose unit is gone already. */
function undoLastCount(context: StationContext, box: readonly Parcel[]): BoxLine | null {
  for (let scan = lastCountOf(context, box); scan !== null; scan = lastCountOf(context, box)) {
    context.journal.scans.markUndone(scan.id);
    const { lineId, parcelId } = scan.verdict ?? { lineId: null, parcelId: null };
    const line = linesOf(box).find((candidate) => candidate.lineId === lineId && candidate.parcel.id === parcelId);
    if (line !== undefined && line.packed > 0) return line;
  }
  return null;
}

/** Clears the bench and keeps everything: scanning the order, the label or the lane again goes on where it stopped. */
function abort(context: StationContext, session: BenchSession): Judgement {
  const { journal } = context;
  const { mode } = session;
  if (session.stop !== null) return notHere('abort', session);
  if (mode.kind === 'reopen' || mode.kind === 'return') return leaveWaiting(context, 'abort', session);
  const parcel = mode.kind === 'put-back' ? journal.parcels.load(mode.parcelId) : packingNow(context, session);
  // A lane is left open: its manifest goes on with the next scan of the lane.
  const what = mode.kind === 'loading' ? journal.manifests.load(mode.manifestId)?.carrier : parcel === null ? undefined : ordersOf(boxOf(context, parcel));
  if (what === undefined) return notHere('abort', session);
  leaveMode(context);
  return judged('put-aside', { order: what, ...(mode.kind === 'packing' ? {} : { reason: mode.kind }) }, parcel?.id ?? null);
}

function reprint(context: StationContext, session: BenchSession): Judgement {
  const parcel = packingNow(context, session);
  if (parcel?.state === 'verified') return labelParcel(context, parcel);
  if (parcel?.state !== 'labelled') return notHere('reprint', session);
  const box = boxOf(context, parcel);
  const [first = parcel] = box;
  noteAct(context, 'label-reprinted', first.id);
  context.afterwards.printLabel(first.id, true);
  return judged('reprinted', { order: ordersOf(box) }, first.id);
}

function short(context: StationContext, session: BenchSession): Judgement {
  const parcel = packingNow(context, session);
  return (parcel === null ? null : noteShort(context, parcel)) ?? notHere('short', session);
}

/** On a free bench, or in place of the other of the two. */
function labelNext(context: StationContext, what: 'reopen' | 'return', session: BenchSession): Judgement {
  const { journal, benchId } = context;
  const { mode } = session;
  const parcel = packingNow(context, session);
  const isFree = session.stop === null && (mode.kind === 'reopen' || mode.kind === 'return' || (mode.kind === 'packing' && (parcel === null || parcel.state === 'stopped' || parcel.dispatchedAtMs !== null)));
  if (!isFree) return notHere(what, session);
  journal.benches.save({ benchId, parcelId: null, stop: null, mode: { kind: what } });
  return judged('label-next', { what });
}
