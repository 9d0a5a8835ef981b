import type { Command } from '../../shared/domain/scan/commands.ts';
import { isComplete, type Parcel, type ParcelLine } from '../../shared/domain/parcel/parcel.ts';
import { unreachable } from '../../shared/domain/units/unreachable.ts';
import { judged, type Judgement } from './judgement.ts';
import { completeParcel, labelParcel } from './label-parcel.ts';
import type { BenchSession } from './ports/journal.ts';
import type { StationContext } from './station-context.ts';

/** A command code, bound to what this bench is doing right now. No command goes round a block. */
export function judgeCommand(context: StationContext, command: Command, session: BenchSession): Judgement {
  switch (command) {
    case 'ok':
      return acknowledge(context, session);
    case 'undo':
      return undo(context, session);
    case 'abort':
      return putAside(context, session);
    case 'reprint':
      return reprint(context, session);
    case 'help':
      return notHere(command, session);
    default:
      return unreachable(command);
  }
}

const notHere = (command: Command, session: BenchSession): Judgement => judged('command-not-here', { command }, session.parcelId);

/** Takes the stop off the screen, not off the order: the next scan of it meets the gate again. */
function acknowledge(context: StationContext, session: BenchSession): Judgement {
  if (session.stop === null) return notHere('ok', session);
  const { stop } = session;
  context.journal.benches.save({ benchId: context.benchId, parcelId: null, stop: null });
  context.journal.audit.append({
    atMs: context.clock.nowMs(),
    benchId: context.benchId,
    actor: context.settings().packer,
    act: 'stop-acknowledged',
    subject: stop.orderId,
    detail: JSON.stringify({ codes: stop.blocks.map((block) => block.code) }),
  });
  return judged('acknowledged', { order: stop.channelOrderId }, stop.parcelId);
}

function undo(context: StationContext, session: BenchSession): Judgement {
  const { journal } = context;
  const parcel = session.parcelId === null || session.stop !== null ? null : journal.parcels.load(session.parcelId);
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

/** Clears the bench and keeps everything: scanning the order or the label again goes on where it stopped. */
function putAside(context: StationContext, session: BenchSession): Judgement {
  const parcel = session.parcelId === null || session.stop !== null ? null : context.journal.parcels.load(session.parcelId);
  if (parcel === null) return notHere('abort', session);
  context.journal.benches.save({ benchId: context.benchId, parcelId: null, stop: null });
  return judged('put-aside', { order: parcel.channelOrderId }, parcel.id);
}

function reprint(context: StationContext, session: BenchSession): Judgement {
  const parcel = session.parcelId === null || session.stop !== null ? null : context.journal.parcels.load(session.parcelId);
  if (parcel?.state === 'verified') return labelParcel(context, parcel);
  if (parcel?.state !== 'labelled') return notHere('reprint', session);
  context.journal.audit.append({ atMs: context.clock.nowMs(), benchId: context.benchId, actor: context.settings().packer, act: 'label-reprinted', subject: parcel.id, detail: '{}' });
  context.afterwards.printLabel(parcel.id, true);
  return judged('reprinted', { order: parcel.channelOrderId }, parcel.id);
}
