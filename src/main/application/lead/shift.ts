import { ownerOf, usualOwners, type StoreSettings } from '../../../shared/contract/settings.ts';
import type { ShiftStoreView, ShiftView } from '../../../shared/contract/lead-views.ts';
import type { StoreId } from '../../../shared/domain/order/order.ts';
import type { Parcel } from '../../../shared/domain/parcel/parcel.ts';
import type { Actor } from '../../../shared/domain/people/person.ts';
import { days, seconds, type InstantMs } from '../../../shared/domain/units/instant.ts';
import { waitingSinceMs } from '../loading/lanes.ts';
import { noteAct } from '../note-act.ts';
import { reconcileProgress } from '../reconcile-progress.ts';
import type { Explanation } from '../ports/lead-work.ts';
import type { StationContext } from '../station-context.ts';
import { countOpenRows } from './board.ts';

type Difference = ShiftStoreView['differences'][number];

/** A first shift has no end before it: then the last day is looked at. */
const firstShiftMs = days(1);
const historyShown = 30;
/** More than a bench ships in a shift. */
const everyParcel = 100_000;

/** What left here against what each channel shows, since the last shift was closed. */
export function buildShift(context: StationContext): ShiftView {
  const { journal, clock } = context;
  const nowMs = clock.nowMs();
  const last = journal.shifts.last();
  // An end that lies ahead was signed while the clock was wrong: from then on nothing would be looked at.
  const fromMs = last === null || last.toMs > nowMs ? nowMs - firstShiftMs : last.toMs;
  const explained = new Map(journal.shifts.listExplanations().map((explanation) => [explanation.rowId, explanation]));
  const stores = context.settings().stores.map((store) => buildStore(context, store, fromMs, nowMs, explained));
  return {
    fromMs,
    nowMs,
    stores,
    unexplained: stores.flatMap(({ differences }) => differences).filter(({ explanation }) => explanation === null).length,
    notLoaded: journal.manifests.countWaitingByCarrier(waitingSinceMs(context)).reduce((sum, { parcels }) => sum + parcels, 0),
    openRows: countOpenRows(context),
    last: last === null ? null : { toMs: last.toMs, by: last.by, isClean: last.isClean, note: last.note },
    history: journal.shifts.list(historyShown).map(({ id, fromMs: from, toMs, by, isClean }) => ({ id, fromMs: from, toMs, by, isClean })),
  };
}

function buildStore(context: StationContext, store: StoreSettings, fromMs: InstantMs, nowMs: InstantMs, explained: ReadonlyMap<string, Explanation>): ShiftStoreView {
  const storeId = store.storeId as StoreId;
  const sent = context.journal.parcels.listDispatchedBetween(storeId, fromMs, nowMs + 1);
  const left = sent.filter((parcel) => parcel.state !== 'stopped');
  const shippedOwner = ownerOf(store.owners ?? usualOwners(store.name), 'shipped') ?? '';
  const common = { storeId, storeName: store.name, shippedHere: left.length, shippedOwner, reconciled: reconciledOf(context, storeId) };
  // A store that files feed has no channel behind it that could be asked.
  if (store.connection.kind === 'file') return { ...common, shippedThere: null, differences: [] };
  const unseen = left.filter((parcel) => !isSeenThere(context, parcel));
  const recalled = sent.filter((parcel) => parcel.state === 'stopped' && isSeenThere(context, parcel) && !context.journal.parcels.hasLeft(parcel.orderId));
  const elsewhere = context.orders.listShippedSince(storeId, fromMs, everyParcel).filter(({ order }) => !context.journal.parcels.hasLeft(order.id) && !recalled.some(({ orderId }) => orderId === order.id));
  const explanationOf = (rowId: string): Difference['explanation'] => {
    const said = explained.get(rowId);
    return said === undefined ? null : { text: said.text, by: said.by };
  };
  const row = (kind: Difference['kind'], key: string, rest: Omit<Difference, 'rowId' | 'kind' | 'explanation'>): Difference => {
    const rowId = `${storeId}/${kind}/${key}`;
    return { rowId, kind, ...rest, explanation: explanationOf(rowId) };
  };
  const ofParcel = (kind: Difference['kind'], parcel: Parcel): Difference =>
    row(kind, parcel.id, { channelOrderId: parcel.channelOrderId, orderId: parcel.orderId, state: context.journal.writeBacks.findByParcel(parcel.id)?.state ?? parcel.state, trackingNumber: parcel.label?.trackingNumber ?? null, atMs: parcel.dispatchedAtMs ?? nowMs });
  const differences = [
    ...unseen.map((parcel) => ofParcel('not-there', parcel)),
    ...recalled.map((parcel) => ofParcel('not-here', parcel)),
    ...elsewhere.map(({ order }) => row('not-here', order.id, { channelOrderId: order.channelOrderId, orderId: order.id, state: order.state, trackingNumber: null, atMs: order.updatedAtMs })),
  ];
  return { ...common, shippedThere: left.length - unseen.length + recalled.length + elsewhere.length, differences };
}

function reconciledOf({ journal }: StationContext, storeId: StoreId): ShiftStoreView['reconciled'] {
  const progress = reconcileProgress(journal.settings, storeId);
  const [last, half] = [progress.last(), progress.half()];
  if (last === null) return null;
  const { atMs, calls, orders, missed, vanished } = last;
  return { atMs, calls, orders, missed, vanished, stillToAsk: progress.doubts().length, isHalfRead: half !== null };
}

/** Green means that the channel itself showed it: our message was proven, or whoever tells this channel did. */
function isSeenThere({ journal }: StationContext, parcel: Parcel): boolean {
  const row = journal.writeBacks.findByParcel(parcel.id);
  if (row !== null) return row.state === 'confirmed';
  const state = journal.standings.load(parcel.orderId)?.state;
  return state === 'shipped' || state === 'partly-shipped';
}

export function explainDifference(context: StationContext, rowId: string, text: string, by: Actor): boolean {
  const isOpen = buildShift(context).stores.some(({ differences }) => differences.some((row) => row.rowId === rowId));
  if (!isOpen) return false;
  context.journal.transaction(() => {
    context.journal.shifts.explain({ rowId, text, by: by.name, atMs: context.clock.nowMs() });
    noteAct(context, 'difference-explained', rowId, { text }, by.name);
  });
  return true;
}

export type CloseShiftAnswer = { readonly kind: 'closed' } | { readonly kind: 'unexplained'; readonly rows: number };

/** Signs the figures as they stand. "Clean" is a claim, and refused while a difference has no explanation. */
export function closeShift(context: StationContext, isClean: boolean, note: string, by: Actor): CloseShiftAnswer {
  const { journal, benchId, newId } = context;
  return journal.transaction((): CloseShiftAnswer => {
    if (isPressedTwice(context, isClean, note, by)) return { kind: 'closed' };
    const shift = buildShift(context);
    if (isClean && shift.unexplained > 0) return { kind: 'unexplained', rows: shift.unexplained };
    const { fromMs, nowMs, stores, unexplained, notLoaded, openRows } = shift;
    const summary = JSON.stringify({ stores, unexplained, notLoaded, openRows });
    journal.shifts.close({ id: newId(), fromMs, toMs: nowMs, isClean, summary, note, by: by.name, benchId });
    noteAct(context, 'shift-closed', benchId, { isClean, unexplained, notLoaded, openRows, note }, by.name);
    return { kind: 'closed' };
  });
}

/** Two presses of one hand are one signature. */
const pressedTwiceMs = seconds(10);

function isPressedTwice({ journal, clock }: StationContext, isClean: boolean, note: string, by: Actor): boolean {
  const last = journal.shifts.last();
  const agoMs = clock.nowMs() - (last?.toMs ?? 0);
  return last !== null && agoMs >= 0 && agoMs < pressedTwiceMs && last.by === by.name && last.isClean === isClean && last.note === note;
}
