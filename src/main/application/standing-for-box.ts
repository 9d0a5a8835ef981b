import { asStillHere, withoutLeftOut } from '../../shared/domain/gate/still-here.ts';
import type { Standing } from '../../shared/domain/gate/standing.ts';
import type { Parcel } from '../../shared/domain/parcel/parcel.ts';
import type { StationContext } from './station-context.ts';
import { messageToldBefore } from './told-before.ts';

/**
 * What the channel says, as it concerns this box: a box that was opened again after the channel was told is to be packed once more,
 * and what a lead left out is not wanted in it. The standing on disk stays the channel's own word.
 */
export function standingForBox(context: StationContext, standing: Standing, parcel: Parcel | null): Standing {
  return withoutLeftOut(asStillHere(standing, toldAndReopened(context, standing)), leftOut(context, standing, parcel));
}

function toldAndReopened({ journal }: StationContext, standing: Standing): readonly { readonly lineId: string; readonly quantity: number }[] {
  if (standing.state !== 'shipped' && standing.state !== 'partly-shipped') return [];
  const packages = Map.groupBy(journal.writeBacks.listByOrder(standing.orderId), ({ notice }) => notice.packageReference);
  return [...packages.values()].flatMap((messages) => {
    const last = messages.at(-1);
    if (last === undefined || journal.parcels.load(last.parcelId)?.state !== 'stopped') return [];
    // A box that was relabelled twice: its last number never left, and what is counted there came by the one before.
    if (last.state !== 'superseded') return last.notice.lines;
    return last.notice.replaces === undefined ? [] : (messageToldBefore(messages)?.notice.lines ?? []);
  });
}

/** By line: how many units were in the box when a lead decided to send it without the rest. */
function leftOut({ journal }: StationContext, standing: Standing, parcel: Parcel | null): ReadonlyMap<string, number> {
  const isShort = parcel?.lines.some((line) => line.expected < (standing.lines.find(({ lineId }) => lineId === line.lineId)?.quantityToPack ?? 0));
  if (parcel === null || isShort !== true) return new Map();
  const decided = journal.tasks.listByOrder(standing.orderId).filter((task) => task.kind === 'short' && task.parcelId === parcel.id && task.closed?.outcome === 'partial');
  return new Map(decided.map(({ facts }) => [String(facts['lineId']), Number(facts['packed'])]));
}
