import type { ParcelState } from '../../shared/domain/parcel/parcel.ts';
import { boxOf, ordersOf } from './box.ts';
import { judged, type Judgement } from './judgement.ts';
import type { BenchSession } from './ports/journal.ts';
import type { StationContext } from './station-context.ts';

const onTheBench: readonly ParcelState[] = ['open', 'verified', 'labelled'];

/** So many parcels one after the other that weigh the same to the gram are more likely one old number. Source: pain P32. */
const sameWeightParcels = 5;

/**
 * The scale said what the box weighs, with all that is in it. Kept with this moment's time, so no weight can be older than the box; whether it is right is
 * asked at dispatch.
 */
export function weighParcel(context: StationContext, session: BenchSession, grams: number): Judgement {
  const { journal, clock } = context;
  const parcel = session.parcelId === null || session.mode.kind !== 'packing' ? null : journal.parcels.load(session.parcelId);
  if (parcel === null || !onTheBench.includes(parcel.state)) return judged('not-now', { reason: 'weigh-a-parcel', grams });
  if (grams <= 0) return judged('not-now', { reason: 'scale-empty', grams }, parcel.id);
  const box = boxOf(context, parcel);
  for (const { id } of box) journal.parcels.saveWeight(id, { grams, atMs: clock.nowMs() });
  const isSuspicious = hasStoodStill(context, grams);
  return judged('weighed', { grams, order: ordersOf(box), ...(isSuspicious ? { watchdog: 1 } : {}) }, parcel.id);
}

function hasStoodStill({ journal, benchId }: StationContext, grams: number): boolean {
  const before = journal.parcels.listRecentlyDispatched(benchId, sameWeightParcels - 1);
  return before.length === sameWeightParcels - 1 && before.every(({ weight }) => weight?.grams === grams);
}
