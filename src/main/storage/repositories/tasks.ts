import type { TaskRepository } from '../../application/ports/lead-work.ts';
import type { OrderId, StoreId } from '../../../shared/domain/order/order.ts';
import type { ParcelId } from '../../../shared/domain/parcel/parcel.ts';
import { taskKinds, taskOutcomes, type Task, type TaskId, type TaskKind } from '../../../shared/domain/task/task.ts';
import type { JournalFile } from '../journal-file.ts';
import { countsOf, id, idOrNull, integer, integerOrNull, jsonObject, text, UnreadableRowError, word, type Row } from '../rows.ts';
import { moneyColumns, readMoney } from './money.ts';

/** What a task is about, in the words of the index `task_open_once`. */
const subject = "coalesce(parcel_id, order_id, store_id || '/' || channel_order_id)";

export function createTaskRepository({ db, write, transaction }: JournalFile): TaskRepository {
  const insert = db.prepare(
    `INSERT INTO task (id, kind, store_id, order_id, channel_order_id, parcel_id, facts, value_minor, value_currency, ship_by_ms, opened_at_ms, opened_by)
     VALUES (@id, @kind, @storeId, @orderId, @channelOrderId, @parcelId, @factsJson, @valueMinor, @valueCurrency, @shipByMs, @openedAtMs, @openedBy)`,
  );
  const byId = db.prepare<[string], Row>('SELECT * FROM task WHERE id = ?');
  const openOf = db.prepare<[string, string], Row>(`SELECT * FROM task WHERE kind = ? AND ${subject} = ? AND outcome IS NULL`);
  const close = db.prepare('UPDATE task SET outcome = ?, closed_by = ?, closed_note = ?, closed_at_ms = ? WHERE id = ?');
  const saveFacts = db.prepare('UPDATE task SET facts = ? WHERE id = ?');
  const open = db.prepare<[number], Row>('SELECT * FROM task WHERE outcome IS NULL ORDER BY coalesce(ship_by_ms, 9007199254740991), opened_at_ms LIMIT ?');
  const openByKind = db.prepare<[], Row>('SELECT kind AS state, count(*) AS rows FROM task WHERE outcome IS NULL GROUP BY kind');
  const countOpen = db.prepare<[], number>('SELECT count(*) FROM task WHERE outcome IS NULL').pluck();
  const ofOrder = db.prepare<[string], Row>('SELECT * FROM task WHERE order_id = ? ORDER BY opened_at_ms, id');

  const readOrNull = (row: Row | undefined): Task | null => (row === undefined ? null : readTask(row));
  const changeOne = (taskId: TaskId, change: () => { readonly changes: number }): void => {
    if (write(change).changes !== 1) throw new Error(`task ${taskId} is not in the journal`);
  };

  return {
    open: (task) =>
      transaction(() => {
        const known = readOrNull(openOf.get(task.kind, subjectOf(task)));
        if (known !== null) return known;
        const { id: taskId, kind, storeId, orderId, channelOrderId, parcelId, shipByMs, openedAtMs, openedBy } = task;
        insert.run({ id: taskId, kind, storeId, orderId, channelOrderId, parcelId, factsJson: JSON.stringify(task.facts), ...moneyColumns(task.value), shipByMs, openedAtMs, openedBy });
        return task;
      }),
    load: (taskId) => readOrNull(byId.get(taskId)),
    saveFacts(taskId, facts) {
      changeOne(taskId, () => saveFacts.run(JSON.stringify(facts), taskId));
    },
    close(taskId, { outcome, by, note, atMs }) {
      changeOne(taskId, () => close.run(outcome, by, note, atMs, taskId));
    },
    findOpen: (kind, about) => readOrNull(openOf.get(kind, 'parcelId' in about ? about.parcelId : about.orderId)),
    listOpen: (limit) => open.all(limit).map(readTask),
    countOpen: () => countOpen.get() ?? 0,
    countOpenByKind: () => countsOf(openByKind.all(), taskKinds),
    listByOrder: (orderId) => ofOrder.all(orderId).map(readTask),
  };
}

const subjectOf = ({ parcelId, orderId, storeId, channelOrderId }: Task): string => parcelId ?? orderId ?? `${storeId}/${channelOrderId}`;

function readTask(row: Row): Task {
  const kind = word(row, 'kind', taskKinds);
  return {
    id: id<TaskId>(row, 'id'),
    kind,
    storeId: id<StoreId>(row, 'store_id'),
    orderId: idOrNull<OrderId>(row, 'order_id'),
    channelOrderId: text(row, 'channel_order_id'),
    parcelId: idOrNull<ParcelId>(row, 'parcel_id'),
    facts: readFacts(jsonObject(row, 'facts')),
    value: readMoney(row),
    shipByMs: integerOrNull(row, 'ship_by_ms'),
    openedAtMs: integer(row, 'opened_at_ms'),
    openedBy: text(row, 'opened_by'),
    closed: row['outcome'] === null ? null : readEnd(row, kind),
  };
}

const readEnd = (row: Row, kind: TaskKind): NonNullable<Task['closed']> => ({ outcome: word(row, 'outcome', taskOutcomes[kind]), by: text(row, 'closed_by'), note: text(row, 'closed_note'), atMs: integer(row, 'closed_at_ms') });

function readFacts(value: Row): Task['facts'] {
  for (const fact of Object.values(value)) if (typeof fact !== 'string' && typeof fact !== 'number') throw new UnreadableRowError('facts', fact);
  return value as Task['facts'];
}
