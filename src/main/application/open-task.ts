import type { OrderId, StoreId } from '../../shared/domain/order/order.ts';
import type { ParcelId } from '../../shared/domain/parcel/parcel.ts';
import type { Task, TaskId, TaskKind, TaskOutcome } from '../../shared/domain/task/task.ts';
import type { StationContext } from './station-context.ts';

/** What a task is about: an order, or one parcel of it. */
export interface TaskSubject {
  readonly orderId: OrderId;
  readonly storeId: StoreId;
  readonly channelOrderId: string;
  readonly parcelId: ParcelId | null;
}

/** Something a person has to see to. Where it is open already, that one is answered. Call inside a transaction. */
export function openTask(context: StationContext, kind: TaskKind, subject: TaskSubject, facts: Task['facts']): Task {
  const { journal, clock, newId } = context;
  const { orderId, storeId, channelOrderId, parcelId } = subject;
  const standing = journal.standings.load(orderId);
  return journal.tasks.open({
    id: newId() as TaskId,
    kind,
    storeId,
    orderId,
    channelOrderId,
    parcelId,
    facts,
    value: standing?.value ?? null,
    shipByMs: standing?.shipByMs ?? null,
    openedAtMs: clock.nowMs(),
    openedBy: context.actor().name,
    closed: null,
  });
}

/** What the station itself can say is over. */
export function closeByStation({ journal, clock }: StationContext, task: Task, outcome: TaskOutcome, by = 'station'): void {
  journal.tasks.close(task.id, { outcome, by, note: '', atMs: clock.nowMs() });
}
