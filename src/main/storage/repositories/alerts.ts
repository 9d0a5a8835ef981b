import type { AlertRepository } from '../../application/ports/alerts.ts';
import { triggerKinds, type Alert, type AlertId } from '../../../shared/domain/alert/alert.ts';
import { blockOwners } from '../../../shared/domain/gate/block.ts';
import type { OrderId, StoreId } from '../../../shared/domain/order/order.ts';
import type { JournalFile } from '../journal-file.ts';
import { id, idOrNull, integer, integerOrNull, text, textOrNull, word, type Row } from '../rows.ts';

/** No ship-by comes last. The largest instant JavaScript holds. */
const urgency = 'coalesce(ship_by_ms, 9007199254740991), since_ms, id';

export function createAlertRepository({ db, write }: JournalFile): AlertRepository {
  const insert = db.prepare(
    `INSERT INTO alert (id, kind, subject, store_id, order_id, channel_order_id, state, since_ms, ship_by_ms, blocker, owner, stuck_rows, limit_value, fired_at_ms)
     VALUES (@id, @kind, @subject, @storeId, @orderId, @channelOrderId, @state, @sinceMs, @shipByMs, @blocker, @owner, @rows, @limit, @firedAtMs)`,
  );
  // A clock that was put back must not keep an alert open for ever.
  const end = db.prepare('UPDATE alert SET ended_at_ms = max(fired_at_ms, ?) WHERE id = ?');
  const open = db.prepare<[number], Row>(`SELECT * FROM alert WHERE ended_at_ms IS NULL ORDER BY ${urgency} LIMIT ?`);
  const countOpen = db.prepare<[], number>('SELECT count(*) FROM alert WHERE ended_at_ms IS NULL').pluck();
  const ended = db.prepare<[number], Row>('SELECT * FROM alert WHERE ended_at_ms IS NOT NULL ORDER BY ended_at_ms DESC, id LIMIT ?');
  const between = db.prepare<[number, number], Row>('SELECT * FROM alert WHERE fired_at_ms >= ? AND fired_at_ms < ? ORDER BY fired_at_ms, id');
  const lastTime = db.prepare<[string], number | null>('SELECT max(fired_at_ms) FROM alert WHERE kind = ?').pluck();
  const firedAt = db.prepare<[string, number], Row>(`SELECT *, count(*) OVER () AS alerts FROM alert WHERE kind = ? AND fired_at_ms = ? ORDER BY ${urgency} LIMIT 1`);

  return {
    fire(alert) {
      write(() => insert.run(alert));
    },
    end(alertId, atMs) {
      if (write(() => end.run(atMs, alertId)).changes !== 1) throw new Error(`alert ${alertId} is not in the journal`);
    },
    listOpen: (limit) => open.all(limit).map(readAlert),
    countOpen: () => countOpen.get() ?? 0,
    listEnded: (limit) => ended.all(limit).map(readAlert),
    listFiredBetween: (fromMs, toMs) => between.all(fromMs, toMs).map(readAlert),
    lastFired(kind) {
      const atMs = lastTime.get(kind) ?? null;
      const row = atMs === null ? undefined : firedAt.get(kind, atMs);
      return row === undefined || atMs === null ? null : { atMs, alerts: integer(row, 'alerts'), first: readAlert(row) };
    },
  };
}

const readAlert = (row: Row): Alert => ({
  id: id<AlertId>(row, 'id'),
  kind: word(row, 'kind', triggerKinds),
  subject: text(row, 'subject'),
  storeId: id<StoreId>(row, 'store_id'),
  orderId: idOrNull<OrderId>(row, 'order_id'),
  channelOrderId: textOrNull(row, 'channel_order_id'),
  state: text(row, 'state'),
  sinceMs: integer(row, 'since_ms'),
  shipByMs: integerOrNull(row, 'ship_by_ms'),
  blocker: text(row, 'blocker'),
  owner: word(row, 'owner', blockOwners),
  rows: integer(row, 'stuck_rows'),
  limit: integer(row, 'limit_value'),
  firedAtMs: integer(row, 'fired_at_ms'),
  endedAtMs: integerOrNull(row, 'ended_at_ms'),
});
