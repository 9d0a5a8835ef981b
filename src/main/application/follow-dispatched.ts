import type { Block, BlockCode } from '../../shared/domain/gate/block.ts';
import type { Standing } from '../../shared/domain/gate/standing.ts';
import type { Parcel } from '../../shared/domain/parcel/parcel.ts';
import { days, minutes } from '../../shared/domain/units/instant.ts';
import { askGate, isStop } from './ask-gate.ts';
import { interruptLoading } from './loading/interrupt-loading.ts';
import { openIntercept, recallParcel } from './recall-parcel.ts';
import type { StationContext } from './station-context.ts';
import { recordStop, showStop } from './stop-bench.ts';

/** What is long gone is for the returns desk: nobody stops a van of last month. */
export const followedForDays = 14;

/** A box that was closed this lately has hardly left the bench. */
const inHandForMinutes = 5;

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
    else takeBack(context, parcel, decisive);
  }
  return isTaken;
}

/**
 * It stands in the house. Who has just closed it still has it in hand, and is told full screen; never over another box or stop. A lane
 * lists it among what must not go, and stops when it is scanned.
 */
function takeBack(context: StationContext, parcel: Parcel, blocks: readonly Block[]): void {
  const { journal, benchId, clock } = context;
  if (ends(blocks)) recallParcel(context, parcel, blocks);
  else recordStop(context, parcel, parcel, blocks, 'loading');
  const { parcelId, stop, mode } = journal.benches.load(benchId);
  const isInHand = parcel.benchId === benchId && clock.nowMs() - (parcel.dispatchedAtMs ?? 0) <= minutes(inHandForMinutes);
  if (isInHand && parcelId === null && stop === null && mode.kind === 'packing') showStop(context, parcel, parcel, blocks, 'loading');
}

function interceptIfEnded(context: StationContext, parcel: Parcel, blocks: readonly Block[]): void {
  if (!ends(blocks)) return;
  const isNews = !context.journal.tasks.listByOrder(parcel.orderId).some(({ kind, parcelId }) => kind === 'intercept' && parcelId === parcel.id);
  openIntercept(context, parcel, blocks);
  if (isNews) interruptLoading(context, parcel, blocks);
}

const ends = (blocks: readonly Block[]): boolean => blocks.some((block) => endsDispatched.includes(block.code));

const isDispatched = ({ state }: Parcel): boolean => state === 'dispatched' || state === 'posted' || state === 'confirmed';
