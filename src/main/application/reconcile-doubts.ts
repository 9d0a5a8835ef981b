import { orderIdOf, type StoreId } from '../../shared/domain/order/order.ts';
import { minutes, type InstantMs } from '../../shared/domain/units/instant.ts';
import { kindOfRejection } from '../../shared/domain/writeback/problems.ts';
import { isSameNumber } from '../../shared/domain/writeback/proof.ts';
import type { SeenDispatch, WriteBack } from '../../shared/domain/writeback/write-back.ts';
import { callsInReserve } from './calls-in-reserve.ts';
import { noteAct } from './note-act.ts';
import { openTask } from './open-task.ts';
import type { ChannelOrder, MarketplaceAccount } from './ports/marketplace.ts';
import type { Doubt, ReconcileProgress } from './reconcile-progress.ts';
import { storeOf, type StationContext } from './station-context.ts';

/** Single reads that one turn may spend; as many are kept back for what is on the benches. */
const mostSingleReads = 20;
/** An order that gave no answer is asked again after this. */
const askAgainMs = minutes(60);

export interface DoubtParts {
  readonly context: StationContext;
  /** Takes over what the channel said of orders, as a listing does. */
  readonly takeOver: (account: MarketplaceAccount, orders: readonly ChannelOrder[], askedAtMs: InstantMs) => void;
  readonly isStopped?: () => boolean;
}

const isShown = (row: WriteBack, seen: readonly SeenDispatch[]): boolean => seen.some(({ trackingNumber }) => isSameNumber(trackingNumber, row.notice.trackingNumber));

const confirmedRows = ({ journal }: StationContext, storeId: StoreId, channelOrderId: string): readonly WriteBack[] =>
  journal.writeBacks.listByOrder(orderIdOf(storeId, channelOrderId)).filter(({ state }) => state === 'confirmed');

/** `shown`: every number that was confirmed is there, or none was. `silent`: the page says nothing of it either way. */
export type Sight = 'shown' | 'silent' | 'doubtful';

/**
 * Some channels show no packages in their listings: a page that shows none at all is no evidence, only a reason to look at the order
 * itself when it counts as open again.
 */
export function sightOf(context: StationContext, storeId: StoreId, { draft, seenDispatches }: ChannelOrder): Sight {
  if (confirmedRows(context, storeId, draft.channelOrderId).every((row) => isShown(row, seenDispatches))) return 'shown';
  return seenDispatches.length > 0 || draft.state !== 'shipped' ? 'doubtful' : 'silent';
}

/** With what a page leaves in doubt, and without what it shows. */
export function withSights(doubts: readonly Doubt[], sights: ReadonlyMap<string, Sight>): readonly Doubt[] {
  const kept = doubts.filter(({ channelOrderId }) => sights.get(channelOrderId) !== 'shown');
  const known = new Set(kept.map(({ channelOrderId }) => channelOrderId));
  return [...kept, ...[...sights].filter(([id, sight]) => sight === 'doubtful' && !known.has(id)).map(([channelOrderId]) => ({ channelOrderId, askedAtMs: null }))];
}

export function hasAskable(progress: ReconcileProgress, nowMs: InstantMs): boolean {
  return progress.last() !== null && progress.doubts().some(isAskable(nowMs));
}

const isAskable = (nowMs: InstantMs) => ({ askedAtMs }: Doubt): boolean => askedAtMs === null || Math.abs(nowMs - askedAtMs) >= askAgainMs;

/** Asks the orders themselves, as many as the budget has to spare. Who gives no answer stays on the list, and in nobody's way. */
export async function askDoubtful(parts: DoubtParts, account: MarketplaceAccount, progress: ReconcileProgress): Promise<void> {
  const { context } = parts;
  const due = progress.doubts().filter(isAskable(context.clock.nowMs())).toSorted((a, b) => (a.askedAtMs ?? 0) - (b.askedAtMs ?? 0)).slice(0, mostSingleReads);
  for (const { channelOrderId } of due) {
    if (account.callsLeft('read-order') <= callsInReserve(account, 'read-order', mostSingleReads)) return;
    const askedAtMs = context.clock.nowMs();
    // Before it is asked: where the connector throws, the next one has its turn first.
    progress.saveDoubts(progress.doubts().map((doubt) => (doubt.channelOrderId === channelOrderId ? { ...doubt, askedAtMs } : doubt)));
    const outcome = await account.readOrder(channelOrderId);
    if (parts.isStopped?.() === true) return;
    const last = progress.last();
    if (last !== null) progress.saveLast({ ...last, calls: last.calls + 1 });
    if (outcome.kind === 'rejected' && kindOfRejection(outcome.problems) !== 'auth') continue;
    if (outcome.kind !== 'done') return;
    if (outcome.value !== null) parts.takeOver(account, [outcome.value], askedAtMs);
    judge(context, account.storeId, channelOrderId, outcome.value, askedAtMs, progress);
  }
}

/** `found`: null where the channel knows the order no more, and so shows no number of ours either. */
function judge(context: StationContext, storeId: StoreId, channelOrderId: string, found: ChannelOrder | null, askedAtMs: InstantMs, progress: ReconcileProgress): void {
  const seen = found?.seenDispatches ?? [];
  const gone = confirmedRows(context, storeId, channelOrderId).filter((row) => !isShown(row, seen));
  context.journal.transaction(() => {
    for (const row of gone) openConflict(context, row, seen, found?.draft.updatedAtMs ?? askedAtMs);
    const last = progress.last();
    if (gone.length > 0 && last !== null && !last.vanished.includes(channelOrderId)) {
      progress.saveLast({ ...last, vanished: [...last.vanished, channelOrderId] });
      noteAct(context, 'reconciled', storeId, { vanished: channelOrderId }, 'station');
    }
    progress.saveDoubts(progress.doubts().filter((doubt) => doubt.channelOrderId !== channelOrderId));
  });
}

/** Two writers disagree about the number of a parcel that left here. One task per parcel and disagreement, however often it is found. */
function openConflict(context: StationContext, row: WriteBack, seen: readonly SeenDispatch[], changedAtMs: InstantMs): void {
  const there = seen.map(({ carrier, trackingNumber }) => `${carrier} ${trackingNumber}`).join(', ').slice(0, 200) || '–';
  const isKnown = context.journal.tasks.listByOrder(row.orderId).some(({ kind, parcelId, facts }) => kind === 'conflict' && parcelId === row.parcelId && facts['there'] === there);
  if (isKnown) return;
  openTask(context, 'conflict', { orderId: row.orderId, storeId: row.storeId, channelOrderId: row.notice.channelOrderId, parcelId: row.parcelId }, {
    field: 'trackingNumber',
    here: row.notice.trackingNumber,
    there,
    source: storeOf(context, row.storeId)?.name ?? row.storeId,
    changedAtMs,
  });
}
