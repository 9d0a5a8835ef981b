import { asStillHere, withoutLeftOut } from '../../shared/domain/gate/still-here.ts';
import type { Standing } from '../../shared/domain/gate/standing.ts';
import type { Parcel } from '../../shared/domain/parcel/parcel.ts';
import type { StationContext } from './station-context.ts';

/**
 * What the channel says, as it concerns this box: a box that was opened again after the channel was told is to be packed once more,
 * and what a lead left out is not wanted in it. The standing on disk stays the channel's own word.
 */
export function standingForBox(context: StationContext, standing: Standing, parcel: Parcel | null): Standing {
  return withoutLeftOut(asStillHere(standing, toldAndReopened(context, standing)), leftOut(context, standing, parcel));
}

function toldAndReopened({ journal }: StationContext, standing: Standing): readonly { readonly lineId: string; readonly quantity: number }[] {
  if (standing.state !== 'shipped' && standing.state !== 'partly-shipped') return [];
  const rows = journal.writeBacks.listByOrder(standing.orderId).filter((row) => row.state !== 'superseded' && journal.parcels.load(row.parcelId)?.state === 'stopped');
  return rows.flatMap((row) => row.notice.lines);
}

/** By line: how many units were in the box when a lead decided to send it without the rest. */
function leftOut({ journal }: StationContext, standing: Standing, parcel: Parcel | null): ReadonlyMap<string, number> {
  const isShort = parcel?.lines.some((line) => line.expected < (standing.lines.find(({ lineId }) => lineId === line.lineId)?.quantityToPack ?? 0));
  if (parcel === null || isShort !== true) return new Map();
  const decided = journal.tasks.listByOrder(standing.orderId).filter((task) => task.kind === 'short' && task.parcelId === parcel.id && task.closed?.outcome === 'partial');
  return new Map(decided.map(({ facts }) => [String(facts['lineId']), Number(facts['packed'])]));
}
