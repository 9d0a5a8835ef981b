import { isBounce } from '../../shared/domain/scan/bounce.ts';
import { readScan, type CodeReading } from '../../shared/domain/scan/reading.ts';
import type { Parcel } from '../../shared/domain/parcel/parcel.ts';
import { unreachable } from '../../shared/domain/units/unreachable.ts';
import { judgeCommand } from './judge-command.ts';
import { countItem } from './count-item.ts';
import { dispatchParcel } from './dispatch-parcel.ts';
import { judged, type Judgement } from './judgement.ts';
import { openOrder } from './open-order.ts';
import type { BenchSession, JudgedScan } from './ports/journal.ts';
import { findOrders, missingSetup, type StationContext } from './station-context.ts';
import { stopBench } from './stop-bench.ts';

/**
 * One scan, seen against what the bench is doing. Runs inside the transaction that also writes the verdict, so a
 * count without its scan or a scan without its verdict cannot be on disk.
 */
export function judgeScan(context: StationContext, scan: JudgedScan, lastCounted: JudgedScan | null): Judgement {
  const session = context.journal.benches.load(context.benchId);
  const reading = readScan(scan.text);
  if (reading.kind === 'unreadable') return judged('unreadable', { reason: reading.reason }, session.parcelId);
  if (lastCounted !== null && isBounce({ text: lastCounted.text, atMs: lastCounted.scannedAtMs }, { text: scan.text, atMs: scan.scannedAtMs })) {
    return judged('bounce', {}, session.parcelId);
  }
  switch (reading.kind) {
    case 'command':
      return judgeCommand(context, reading.command, session);
    case 'badge':
      return judged('command-not-here', { command: 'badge' }, session.parcelId);
    case 'codes':
      return judgeCodes(context, reading, session);
  }
}

function judgeCodes(context: StationContext, reading: CodeReading, session: BenchSession): Judgement {
  if (session.stop !== null) return judged('ignored-while-stopped', { order: session.stop.channelOrderId }, session.stop.parcelId);
  const parcel = session.parcelId === null ? null : context.journal.parcels.load(session.parcelId);
  if (parcel === null) return judgeOnFreeBench(context, reading);
  switch (parcel.state) {
    case 'open':
      return countItem(context, parcel, reading);
    case 'labelled':
      return judgeLabelScan(context, parcel, reading);
    case 'verified':
      return judged('not-now', { reason: 'label-problem', order: parcel.channelOrderId }, parcel.id);
    case 'dispatched':
    case 'posted':
    case 'confirmed':
    case 'stopped':
      // Left or ended by another path: the screen shows a free bench, and a scan is always answered.
      return judgeOnFreeBench(context, reading);
    default:
      return unreachable(parcel.state);
  }
}

function judgeOnFreeBench(context: StationContext, reading: CodeReading): Judgement {
  const missing = missingSetup(context.settings());
  if (missing.length > 0) return judged('setup-needed', { missing: missing.join(', ') });
  if (reading.sscc !== null) {
    const parcel = context.journal.parcels.findBySscc(reading.sscc);
    if (parcel !== null) return judgeKnownLabel(context, parcel);
  }
  const [orderId, another] = findOrders(context, reading.text);
  if (another !== undefined) return judged('ambiguous-order', { code: reading.text });
  if (orderId !== undefined) return openOrder(context, orderId);
  const product = reading.productCodes.map((code) => context.orders.findProduct(code)).find((found) => found !== null);
  if (product !== undefined) return judged('not-now', { reason: 'order-first', title: product.title });
  return unknownCode(reading);
}

function unknownCode(reading: CodeReading): Judgement {
  return reading.hint === null ? judged('unknown-code', { code: reading.text }) : judged('unreadable', { reason: reading.hint });
}

/** A label of ours on a free bench: the box that was put aside is back, or it left already, or it must not leave. */
function judgeKnownLabel(context: StationContext, parcel: Parcel): Judgement {
  switch (parcel.state) {
    case 'labelled':
      context.journal.benches.save({ benchId: context.benchId, parcelId: parcel.id, stop: null });
      return dispatchParcel(context, parcel);
    case 'stopped': {
      const blocks = context.journal.parcels.loadStop(parcel.id);
      stopBench(context, parcel, parcel, blocks);
      return judged('blocked', { order: parcel.channelOrderId, code: blocks[0]?.code ?? 'CANCELLED' }, parcel.id);
    }
    case 'dispatched':
    case 'posted':
    case 'confirmed':
      return judged('already-dispatched', { order: parcel.channelOrderId, bench: parcel.benchId }, parcel.id);
    case 'open':
    case 'verified':
      throw new Error(`parcel ${parcel.id} has a label in state ${parcel.state}`);
  }
}

function judgeLabelScan(context: StationContext, parcel: Parcel, reading: CodeReading): Judgement {
  const { label } = parcel;
  if (label === null) throw new Error(`labelled parcel ${parcel.id} has no label`);
  if (reading.sscc === label.sscc || reading.text === label.trackingNumber) return dispatchParcel(context, parcel);
  if (reading.sscc !== null) return judged('wrong-label', { order: parcel.channelOrderId }, parcel.id);
  const orders = findOrders(context, reading.text);
  if (orders.length > 0 && !orders.includes(parcel.orderId)) return judged('other-order', { what: 'order', scanned: reading.text, order: parcel.channelOrderId }, parcel.id);
  return judged('not-now', { reason: 'label-first', order: parcel.channelOrderId }, parcel.id);
}
