import type { Checklist, ChecklistKind, ChecklistRepository, ChecklistTick } from '../../application/ports/lead-work.ts';
import type { JournalFile } from '../journal-file.ts';
import { integer, text, type Row } from '../rows.ts';

export function createChecklistRepository({ db, write }: JournalFile): ChecklistRepository {
  const ticksOf = db.prepare<[string, string], Row>('SELECT item_id, by_name, at_ms FROM checklist_tick WHERE kind = ? AND period = ? ORDER BY at_ms, item_id');
  const signatureOf = db.prepare<[string, string], Row>('SELECT by_name, at_ms FROM checklist_signature WHERE kind = ? AND period = ?');
  const tick = db.prepare('INSERT INTO checklist_tick (kind, period, item_id, by_name, at_ms) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING');
  const untick = db.prepare('DELETE FROM checklist_tick WHERE kind = ? AND period = ? AND item_id = ?');
  const sign = db.prepare('INSERT INTO checklist_signature (kind, period, by_name, at_ms) VALUES (?, ?, ?, ?)');
  const periods = db.prepare<[string, string, number], string>(
    'SELECT period FROM (SELECT period FROM checklist_tick WHERE kind = ? UNION SELECT period FROM checklist_signature WHERE kind = ?) ORDER BY period DESC LIMIT ?',
  ).pluck();

  function load(kind: ChecklistKind, period: string): Checklist {
    const signed = signatureOf.get(kind, period);
    return { kind, period, ticks: ticksOf.all(kind, period).map(readTick), signed: signed === undefined ? null : { by: text(signed, 'by_name'), atMs: integer(signed, 'at_ms') } };
  }

  return {
    load,
    tick(kind, period, { itemId, by, atMs }) {
      write(() => tick.run(kind, period, itemId, by, atMs));
    },
    untick(kind, period, itemId) {
      write(() => untick.run(kind, period, itemId));
    },
    sign(kind, period, { by, atMs }) {
      write(() => sign.run(kind, period, by, atMs));
    },
    list: (kind, limit) => periods.all(kind, kind, limit).map((period) => load(kind, period)),
  };
}

const readTick = (row: Row): ChecklistTick => ({ itemId: text(row, 'item_id'), by: text(row, 'by_name'), atMs: integer(row, 'at_ms') });
