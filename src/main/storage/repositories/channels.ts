import type { ChannelRepository } from '../../application/ports/journal.ts';
import type { JournalFile } from '../journal-file.ts';

export function createChannelRepository({ db, write }: JournalFile): ChannelRepository {
  const load = db.prepare<[string], number>('SELECT complete_until_ms FROM channel_cursor WHERE store_id = ?').pluck();
  const save = db.prepare('INSERT INTO channel_cursor (store_id, complete_until_ms) VALUES (?, ?) ON CONFLICT (store_id) DO UPDATE SET complete_until_ms = excluded.complete_until_ms');
  const record = db.prepare('INSERT INTO channel_exchange (store_id, operation, reference, status, body, at_ms) VALUES (@storeId, @operation, @reference, @status, @body, @atMs)');
  return {
    loadCompleteUntil: (storeId) => load.get(storeId) ?? null,
    saveCompleteUntil(storeId, completeUntilMs) {
      write(() => save.run(storeId, completeUntilMs));
    },
    recordExchange({ storeId, operation, reference, status, body, atMs }) {
      write(() => record.run({ storeId, operation, reference, status, body, atMs }));
    },
  };
}
