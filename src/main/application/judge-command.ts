import type { Act } from '../../shared/domain/people/role.ts';
import { mayDo } from '../../shared/domain/people/role.ts';
import type { Command } from '../../shared/domain/scan/commands.ts';
import { isComplete, type Parcel, type ParcelLine } from '../../shared/domain/parcel/parcel.ts';
import { unreachable } from '../../shared/domain/units/unreachable.ts';
import { judged, type Judgement } from './judgement.ts';
import { completeParcel, labelParcel } from './label-parcel.ts';
import { finishLoading } from './loading/finish-loading.ts';
import { noteAct } from './note-act.ts';
import { noteShort } from './note-short.ts';
import { personAtBench } from './people/bench-access.ts';
import { lockBench } from './people/judge-badge.ts';
import type { BenchMode, BenchSession } from './ports/journal.ts';
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
  const next: BenchMode = putBack?.task == null || mode.kind === 'loading' ? mode : { kind: 'put-back', parcelId: putBack.parcel.id };
  context.journal.benches.save({ benchId: context.benchId, parcelId: null, stop: null, mode: next });
  noteAct(context, 'stop-acknowledged', stop.orderId, { codes: stop.blocks.map((block) => block.code) });
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
  const line = undoLastCount(context, parcel);
  if (line === null) return judged('nothing-to-undo', {}, parcel.id);
  const { lineId, title, sku, expected } = line;
  const packed = line.packed - 1;
  journal.parcels.saveCount(parcel.id, lineId, packed);
  const changed = { ...parcel, lines: parcel.lines.map((other) => (other.lineId === lineId ? { ...other, packed } : other)) };
  // Only where the channel had taken units out: the last one too many has just left the box.
  const judgement = isComplete(changed) ? completeParcel(context, changed) : judged('undone', { title, sku, packed, expected }, parcel.id);
  return { ...judgement, lineId, countChange: -1 };
}

/** The line whose last unit is to be undone. Units that were taken out since leave scans behind whose unit is gone already. */
function undoLastCount({ journal }: StationContext, parcel: Parcel): ParcelLine | null {
  for (let scan = journal.scans.lastCounted(parcel.id); scan !== null; scan = journal.scans.lastCounted(parcel.id)) {
    journal.scans.markUndone(scan.id);
    const lineId = scan.verdict?.lineId;
    const line = parcel.lines.find((candidate) => candidate.lineId === lineId);
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
  const what = mode.kind === 'loading' ? journal.manifests.load(mode.manifestId)?.carrier : parcel?.channelOrderId;
  if (what === undefined) return notHere('abort', session);
  leaveMode(context);
  return judged('put-aside', { order: what, ...(mode.kind === 'packing' ? {} : { reason: mode.kind }) }, parcel?.id ?? null);
}

function reprint(context: StationContext, session: BenchSession): Judgement {
  const parcel = packingNow(context, session);
  if (parcel?.state === 'verified') return labelParcel(context, parcel);
  if (parcel?.state !== 'labelled') return notHere('reprint', session);
  noteAct(context, 'label-reprinted', parcel.id);
  context.afterwards.printLabel(parcel.id, true);
  return judged('reprinted', { order: parcel.channelOrderId }, parcel.id);
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
