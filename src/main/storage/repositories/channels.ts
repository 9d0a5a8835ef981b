import type { ChannelRepository } from '../../application/ports/journal.ts';
import type { JournalFile } from '../journal-file.ts';
import { integer, integerOrNull, text, type Row } from '../rows.ts';

export function createChannelRepository({ db, write }: JournalFile): ChannelRepository {
  const load = db.prepare<[string], number>('SELECT complete_until_ms FROM channel_cursor WHERE store_id = ?').pluck();
  const save = db.prepare('INSERT INTO channel_cursor (store_id, complete_until_ms) VALUES (?, ?) ON CONFLICT (store_id) DO UPDATE SET complete_until_ms = excluded.complete_until_ms');
  const record = db.prepare('INSERT INTO channel_exchange (store_id, operation, reference, status, body, at_ms) VALUES (@storeId, @operation, @reference, @status, @body, @atMs)');
  const ofReference = db.prepare<[string, string, number], Row>('SELECT operation, status, body, at_ms FROM channel_exchange WHERE store_id = ? AND reference = ? ORDER BY sequence DESC LIMIT ?');
  return {
    loadCompleteUntil: (storeId) => load.get(storeId) ?? null,
    saveCompleteUntil(storeId, completeUntilMs) {
      write(() => save.run(storeId, completeUntilMs));
    },
    listExchanges: (storeId, reference, limit) =>
      ofReference.all(storeId, reference, limit).map((row) => ({ operation: text(row, 'operation'), status: integerOrNull(row, 'status'), body: text(row, 'body'), atMs: integer(row, 'at_ms') })),
    recordExchange({ storeId, operation, reference, status, body, atMs }) {
      write(() => record.run({ storeId, operation, reference, status, body, atMs }));
    },
  };
}
