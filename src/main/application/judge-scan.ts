import { isBounce } from '../../shared/domain/scan/bounce.ts';
import { readScan, type CodeReading, type Reading } from '../../shared/domain/scan/reading.ts';
import type { Parcel } from '../../shared/domain/parcel/parcel.ts';
import { unreachable } from '../../shared/domain/units/unreachable.ts';
import { judgeCommand } from './judge-command.ts';
import { boxOf, ordersOf } from './box.ts';
import { countItem } from './count-item.ts';
import { dispatchParcel } from './dispatch-parcel.ts';
import { combineOrder } from './join-order.ts';
import { judgeKnownLabel } from './judge-known-label.ts';
import { judged, type Judgement } from './judgement.ts';
import { judgeLane } from './loading/judge-lane.ts';
import { judgeLoadingScan } from './loading/judge-loading-scan.ts';
import { openOrder } from './open-order.ts';
import { benchAccess } from './people/bench-access.ts';
import { judgeBadge } from './people/judge-badge.ts';
import type { BenchSession, JudgedScan } from './ports/journal.ts';
import { loadPutBack } from './put-back.ts';
import { putBackItem } from './put-back-item.ts';
import { leaveMode, reopenParcel } from './reopen-parcel.ts';
import { returnParcel } from './return-parcel.ts';
import { findOrders, missingSetup, type StationContext } from './station-context.ts';
import { weighParcel } from './weigh-parcel.ts';

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
  if (reading.kind === 'badge') return judgeBadge(context, reading.badgeId);
  return refuseStranger(context, session) ?? judgeWork(context, reading, session);
}

/** Without somebody who may pack in front of an open bench nothing but a badge does anything. */
function refuseStranger(context: StationContext, { parcelId }: BenchSession): Judgement | null {
  const access = benchAccess(context);
  switch (access.kind) {
    case 'open':
      return null;
    case 'locked':
      return judged('badge-first', { reason: 'locked', name: access.person.name }, parcelId);
    case 'nobody':
      return judged('badge-first', { reason: 'nobody' }, parcelId);
    case 'not-a-packer':
      return judged('not-allowed', { name: access.person.name, act: 'pack' }, parcelId);
    default:
      return unreachable(access);
  }
}

function judgeWork(context: StationContext, reading: Exclude<Reading, { kind: 'unreadable' | 'badge' }>, session: BenchSession): Judgement {
  if (reading.kind === 'command') return judgeCommand(context, reading.command, session);
  // While a stop stands, everything but a command is written down and does nothing.
  if (session.stop !== null) return judged('ignored-while-stopped', { order: session.stop.channelOrderId }, session.stop.parcelId);
  switch (reading.kind) {
    case 'lane':
      return judgeLane(context, reading.lane);
    case 'weight':
      return weighParcel(context, session, reading.grams);
    case 'codes':
      return judgeCodes(context, reading, session);
    default:
      return unreachable(reading);
  }
}

function judgeCodes(context: StationContext, reading: CodeReading, session: BenchSession): Judgement {
  const { mode } = session;
  switch (mode.kind) {
    case 'packing':
      return judgePacking(context, reading, session);
    case 'loading':
      return judgeLoadingScan(context, session, reading);
    case 'reopen':
      return reopenParcel(context, reading);
    case 'return':
      return returnParcel(context, reading);
    case 'put-back': {
      const open = loadPutBack(context, mode.parcelId);
      if (open !== null) return putBackItem(context, open, reading);
      // A lead wrote the goods off meanwhile: the bench is free.
      leaveMode(context);
      return judgeOnFreeBench(context, reading);
    }
    default:
      return unreachable(mode);
  }
}

function judgePacking(context: StationContext, reading: CodeReading, session: BenchSession): Judgement {
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
  const { journal, orders } = context;
  const missing = missingSetup(context.settings());
  if (missing.length > 0) return judged('setup-needed', { missing: missing.join(', ') });
  const ours = reading.sscc === null ? null : journal.parcels.findBySscc(reading.sscc);
  if (ours !== null) return judgeKnownLabel(context, ours);
  const [orderId, another] = findOrders(context, reading.text);
  if (another !== undefined) return judged('ambiguous-order', { code: reading.text });
  if (orderId !== undefined) return openOrder(context, orderId);
  const [carried] = journal.parcels.findByTrackingNumber(reading.text);
  if (carried !== undefined) return judgeKnownLabel(context, carried);
  const product = reading.productCodes.map((code) => orders.findProduct(code)).find((found) => found !== null);
  if (product !== undefined) return judged('not-now', { reason: 'order-first', title: product.title });
  return unknownCode(reading);
}

function unknownCode(reading: CodeReading): Judgement {
  return reading.hint === null ? judged('unknown-code', { code: reading.text }) : judged('unreadable', { reason: reading.hint });
}

function judgeLabelScan(context: StationContext, parcel: Parcel, reading: CodeReading): Judgement {
  const { label } = parcel;
  if (label === null) throw new Error(`labelled parcel ${parcel.id} has no label`);
  if (reading.sscc === label.sscc || reading.text === label.trackingNumber) return dispatchParcel(context, parcel);
  if (reading.sscc !== null) return judged('wrong-label', { order: parcel.channelOrderId }, parcel.id);
  const orders = findOrders(context, reading.text);
  const box = boxOf(context, parcel);
  if (orders.length > 0 && !box.some(({ orderId }) => orders.includes(orderId))) return combineOrder(context, parcel, reading);
  return judged('not-now', { reason: 'label-first', order: ordersOf(box) }, parcel.id);
}
