import type { Parcel, ParcelLabel } from '../../shared/domain/parcel/parcel.ts';
import { decideWriteBack } from '../../shared/domain/writeback/decide.ts';
import { defaultWriteBackPolicy } from '../../shared/domain/writeback/policy.ts';
import type { WriteBack, WriteBackId } from '../../shared/domain/writeback/write-back.ts';
import { boxOf, ordersOf } from './box.ts';
import { judged, type Judgement } from './judgement.ts';
import { passBox } from './label-parcel.ts';
import { noteAct } from './note-act.ts';
import { storeOf, type StationContext } from './station-context.ts';
import { tellerOf } from './teller-of.ts';
import { numberToldBefore } from './told-before.ts';

/**
 * The label was scanned on the closed box. The box leaves, its number counts as shipped and the messages owed for its orders are written, all in the caller's one commit: the reason for the design.
 */
export function dispatchParcel(context: StationContext, scanned: Parcel): Judgement {
  const { journal, clock, benchId } = context;
  const box = boxOf(context, scanned);
  const [first = scanned] = box;
  const { label } = first;
  if (label === null) throw new Error(`parcel ${first.id} has no label`);
  const held = passBox(context, 'dispatch', box);
  if (held !== null) return held;
  const nowMs = clock.nowMs();
  for (const { id } of box) journal.parcels.saveState(id, 'dispatched', nowMs);
  journal.ssccs.markShipped(label.sscc, nowMs);
  const job = journal.printJobs.latestForParcel(first.id);
  if (job !== null) journal.printJobs.save({ ...job, state: 'scan-verified', reason: null });
  journal.benches.save({ benchId, parcelId: null, stop: null });
  for (const parcel of box) tellOrder(context, parcel, label);
  const teller = tellerOf(context, first.storeId);
  return judged('dispatched', { order: ordersOf(box), trackingNumber: label.trackingNumber, ...(teller === null ? {} : { tells: teller }) }, first.id);
}

/** Each order of the box is owed a message of its own, with its own lines and its own proof. */
function tellOrder(context: StationContext, parcel: Parcel, label: ParcelLabel): void {
  const { journal } = context;
  const teller = tellerOf(context, parcel.storeId);
  const replaced = supersedeEarlier(context, parcel);
  const owed = writeBackFor(context, parcel, label, teller, replaced);
  if (owed !== null) journal.writeBacks.insert(owed);
  noteAct(context, 'dispatched', parcel.id, { orderId: parcel.orderId, sscc: label.sscc, ...(teller === null ? {} : { tells: teller }) });
  if (owed !== null) context.afterwards.tellChannel(owed);
  // The box still stands in the house: an answer that says stop calls it back.
  context.afterwards.checkLive(parcel.orderId);
}

/** The box was opened again after its number was told: the new number takes the place of the old one. Answers the number told. */
function supersedeEarlier({ journal }: StationContext, parcel: Parcel): string | null {
  const earlier = journal.writeBacks
    .listByOrder(parcel.orderId)
    .filter((row) => row.notice.packageReference === String(parcel.parcelIndex) && journal.parcels.load(row.parcelId)?.state === 'stopped');
  const told = numberToldBefore(earlier);
  for (const row of earlier) if (row.state !== 'superseded') journal.writeBacks.save({ ...row, state: 'superseded', sendingSinceMs: null, parkReason: null });
  return told;
}

/**
 * What is owed to the channel for this parcel, or null for a store that files feed: no channel stands behind it. Where another system
 * tells the channel, the row is never sent: it stays until the channel shows the number, or a person is asked why it does not.
 */
function writeBackFor(context: StationContext, parcel: Parcel, label: ParcelLabel, teller: string | null, replaced: string | null): WriteBack | null {
  const store = storeOf(context, parcel.storeId);
  if (store?.connection.kind === 'file') return null;
  const account = context.account(parcel.storeId);
  const carrier = account?.carrierFor(label.carrier) ?? (teller === null ? null : { carrierCode: label.carrier });
  if (carrier === null) throw new Error(`carrier ${label.carrier} is not mapped; the gate should have stopped parcel ${parcel.id}`);
  const nowMs = context.clock.nowMs();
  const marketplaceId = context.orders.loadOrder(parcel.orderId)?.order.marketplaceId;
  const row: WriteBack = {
    id: context.newId() as WriteBackId,
    storeId: parcel.storeId,
    orderId: parcel.orderId,
    parcelId: parcel.id,
    notice: {
      channelOrderId: parcel.channelOrderId,
      ...(marketplaceId === undefined ? {} : { marketplaceId }),
      packageReference: String(parcel.parcelIndex),
      ...carrier,
      shippingMethod: label.carrierService,
      trackingNumber: label.trackingNumber,
      shippedAtMs: nowMs,
      lines: parcel.lines.filter((line) => line.packed > 0).map((line) => ({ lineId: line.lineId, quantity: line.packed })),
      ...(replaced === null ? {} : { replaces: { trackingNumber: replaced } }),
      ...(store?.notifyBuyer === undefined ? {} : { notifyBuyer: store.notifyBuyer }),
    },
    state: 'due',
    attempts: 0,
    dueAtMs: nowMs,
    shipByMs: context.journal.standings.load(parcel.orderId)?.shipByMs ?? null,
    createdAtMs: nowMs,
    acceptedAtMs: null,
    confirmedAtMs: null,
    sendingSinceMs: null,
    proofReads: 0,
    parkReason: null,
    problemCode: null,
    lastAnswer: null,
    toldBy: teller,
  };
  if (teller !== null) return { ...row, state: 'accepted', acceptedAtMs: nowMs };
  const [first, ...rest] = account?.findProblems(row.notice) ?? [];
  return first === undefined ? row : decideWriteBack(row, { kind: 'needs-fix', problems: [first, ...rest] }, nowMs, defaultWriteBackPolicy);
}
