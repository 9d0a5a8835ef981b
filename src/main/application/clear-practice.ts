import type { StationSettings } from '../../shared/contract/settings.ts';
import type { OrderId, StoreId } from '../../shared/domain/order/order.ts';
import type { Actor } from '../../shared/domain/people/person.ts';
import { taskOutcomes } from '../../shared/domain/task/task.ts';
import { endParcel } from './end-parcel.ts';
import { drawnAct } from './loading/print-manifest.ts';
import { noteAct } from './note-act.ts';
import { closeByStation } from './open-task.ts';
import { leaveMode } from './reopen-parcel.ts';
import type { StationContext } from './station-context.ts';

/** More than anybody leaves behind in practice. */
const everything = 10_000;

/**
 * A practice store is taken out of Setup: nothing of the play stands on the bench, in a lane or on the board that real parcels come to.
 * What happened stays in the journal. Call inside the transaction that saves the settings, before they are saved.
 */
export function clearPractice(context: StationContext, next: StationSettings, by: Actor): void {
  const stays = new Set(next.stores.filter(({ connection }) => connection.kind === 'practice').map(({ storeId }) => storeId));
  const leaving = context.settings().stores.filter(({ storeId, connection }) => connection.kind === 'practice' && !stays.has(storeId));
  for (const { storeId } of leaving) clearStore(context, storeId as StoreId, by);
}

function clearStore(context: StationContext, storeId: StoreId, by: Actor): void {
  const { journal, clock } = context;
  const parcels = endParcels(context, storeId);
  for (const row of journal.writeBacks.listByState(storeId, ['due', 'parked', 'accepted', 'uncertain'], everything)) {
    journal.writeBacks.save({ ...row, state: 'superseded', sendingSinceMs: null, parkReason: null });
  }
  const blocked = journal.standings.listBlocked(everything).filter((row) => row.storeId === storeId);
  for (const { orderId } of blocked) journal.standings.clearBlocked(orderId);
  const tasks = journal.tasks.listOpen(everything).filter((task) => task.storeId === storeId);
  for (const task of tasks) {
    const [outcome] = taskOutcomes[task.kind].slice(-1);
    if (outcome !== undefined) closeByStation(context, task, outcome);
  }
  for (const { id, number, carrier, closedAtMs, parcels: loaded } of journal.manifests.list(everything)) {
    if (closedAtMs !== null || loaded.length === 0) continue;
    journal.manifests.close(id, clock.nowMs(), by.name);
    // No paper: a carrier signs for real boxes only.
    noteAct(context, drawnAct, id, { manifest: number, carrier, paper: 'no-printer', reason: 'practice' }, by.name);
  }
  leaveMode(context);
  noteAct(context, 'practice-cleared', storeId, { parcels, tasks: tasks.length, blocked: blocked.length }, by.name);
}

/** Every box that has not gone with a carrier: its label is void, and no lane takes it. */
function endParcels(context: StationContext, storeId: StoreId): number {
  const { journal } = context;
  const orderIds = new Set<OrderId>([...journal.standings.listWithUndispatchedParcel(storeId), ...journal.standings.listDispatchedSince(storeId, 0)]);
  const standing = [...orderIds].flatMap((orderId) => journal.parcels.listByOrder(orderId)).filter(({ id, state }) => state !== 'stopped' && journal.manifests.ofParcel(id) === null);
  // A labelled box ends with the first of its orders.
  for (const parcel of standing) if (journal.parcels.load(parcel.id)?.state !== 'stopped') endParcel(context, parcel, [], false);
  return standing.length;
}
