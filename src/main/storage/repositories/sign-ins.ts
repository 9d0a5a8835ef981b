import type { SignInRepository } from '../../application/ports/people.ts';
import type { PersonId } from '../../../shared/domain/people/person.ts';
import type { JournalFile } from '../journal-file.ts';
import { flag, idOrNull, integer, type Row } from '../rows.ts';

export function createSignInRepository({ db, write }: JournalFile): SignInRepository {
  const byBench = db.prepare<[string], Row>('SELECT person_id, since_ms, is_locked FROM sign_in WHERE bench_id = ?');
  const save = db.prepare(
    `INSERT INTO sign_in (bench_id, person_id, since_ms, is_locked) VALUES (?, ?, ?, ?)
     ON CONFLICT (bench_id) DO UPDATE SET person_id = excluded.person_id, since_ms = excluded.since_ms, is_locked = excluded.is_locked`,
  );
  return {
    load(benchId) {
      const row = byBench.get(benchId);
      if (row === undefined) return { benchId, personId: null, sinceMs: 0, isLocked: false };
      return { benchId, personId: idOrNull<PersonId>(row, 'person_id'), sinceMs: integer(row, 'since_ms'), isLocked: flag(row, 'is_locked') };
    },
    save({ benchId, personId, sinceMs, isLocked }) {
      write(() => save.run(benchId, personId, sinceMs, isLocked ? 1 : 0));
    },
  };
}
