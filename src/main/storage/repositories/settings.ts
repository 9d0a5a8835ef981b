import type { SettingsRepository } from '../../application/ports/journal.ts';
import type { JournalFile } from '../journal-file.ts';

export function createSettingsRepository({ db, write }: JournalFile): SettingsRepository {
  const load = db.prepare<[string], string>('SELECT value FROM setting WHERE name = ?').pluck();
  const save = db.prepare('INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value');
  return {
    load: (name) => load.get(name) ?? null,
    save(name, json) {
      write(() => save.run(name, json));
    },
  };
}
