import type { Block, BlockCode } from '../../shared/domain/gate/block.ts';
import type { Standing } from '../../shared/domain/gate/standing.ts';
import type { Parcel } from '../../shared/domain/parcel/parcel.ts';
import { days } from '../../shared/domain/units/instant.ts';
import { askGate, isStop } from './ask-gate.ts';
import { interruptLoading } from './loading/interrupt-loading.ts';
import { openIntercept, recallParcel } from './recall-parcel.ts';
import type { StationContext } from './station-context.ts';
import { recordStop } from './stop-bench.ts';

/** What is long gone is for the returns desk: nobody stops a van of last month. */
const followedForDays = 14;

/** Codes after which a box that was dispatched must not travel as it is. */
const endsDispatched: readonly BlockCode[] = ['CANCELLED', 'CONTENTS_CHANGED', 'ADDRESS_CHANGED'];

/**
 * The channel changed an order whose parcel was dispatched here. In the house it is taken back (or held, where a lead decides); on
 * the truck somebody has to run after it. Call inside a transaction. True where something was done.
 */
export function followDispatched(context: StationContext, standing: Standing): boolean {
  const { journal, clock } = context;
  let isTaken = false;
  for (const parcel of journal.parcels.listByOrder(standing.orderId)) {
    if (!isDispatched(parcel) || clock.nowMs() - (parcel.dispatchedAtMs ?? 0) > days(followedForDays)) continue;
    const verdict = askGate(context, 'loading', standing.orderId, parcel);
    if (!isStop(verdict)) continue;
    const decisive = verdict.blocks.filter((block) => block.code !== 'STALE_DATA');
    if (decisive.length === 0) continue;
    isTaken = true;
    if (journal.manifests.ofParcel(parcel.id) !== null) interceptIfEnded(context, parcel, decisive);
    else if (ends(decisive)) recallParcel(context, parcel, decisive);
    else recordStop(context, parcel, parcel, decisive, 'loading');
  }
  return isTaken;
}

function interceptIfEnded(context: StationContext, parcel: Parcel, blocks: readonly Block[]): void {
  if (!ends(blocks)) return;
  const isNews = !context.journal.tasks.listByOrder(parcel.orderId).some(({ kind, parcelId }) => kind === 'intercept' && parcelId === parcel.id);
  openIntercept(context, parcel, blocks);
  if (isNews) interruptLoading(context, parcel, blocks);
}

const ends = (blocks: readonly Block[]): boolean => blocks.some((block) => endsDispatched.includes(block.code));

const isDispatched = ({ state }: Parcel): boolean => state === 'dispatched' || state === 'posted' || state === 'confirmed';
