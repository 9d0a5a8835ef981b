import { createHash } from 'node:crypto';
import type { AuditEntry, AuditLog } from '../../application/ports/journal.ts';
import type { BenchId } from '../../../shared/domain/parcel/parcel.ts';
import type { JournalFile } from '../journal-file.ts';
import { id, integer, text, type Row } from '../rows.ts';

/** Before the first row. */
const noHash = '0'.repeat(64);

/**
 * Each row's hash covers the hash before it, so a row that was changed or taken out breaks the chain at its place. A tail that
 * was cut off is noticed against SQLite's own count of numbers given, and against the witness file.
 */
export function createAuditLog(file: JournalFile): AuditLog {
  const { db } = file;
  const lastHash = db.prepare<[], string>('SELECT hash FROM audit ORDER BY sequence DESC LIMIT 1').pluck();
  const insert = db.prepare('INSERT INTO audit (at_ms, bench_id, actor, act, subject, detail, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const all = db.prepare<[], Row>('SELECT sequence, at_ms, bench_id, actor, act, subject, detail, previous_hash, hash FROM audit ORDER BY sequence');
  const newest = db.prepare<[number, number], Row>('SELECT * FROM audit WHERE sequence < ? ORDER BY sequence DESC LIMIT ?');
  const ofSubject = db.prepare<[string, number], Row>('SELECT * FROM audit WHERE subject = ? ORDER BY sequence DESC LIMIT ?');
  const highestGiven = db.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'audit'").pluck();

  return {
    append(entry) {
      file.transaction(() => {
        const previous = lastHash.get() ?? noHash;
        insert.run(entry.atMs, entry.benchId, entry.actor, entry.act, entry.subject, entry.detail, previous, hashOf(previous, entry));
      });
    },
    list: (beforeSequence, limit) => newest.all(beforeSequence ?? Number.MAX_SAFE_INTEGER, limit).map((row) => ({ ...readEntry(row), sequence: integer(row, 'sequence'), hash: text(row, 'hash') })),
    listBySubject: (subject, limit) => ofSubject.all(subject, limit).map((row) => ({ ...readEntry(row), sequence: integer(row, 'sequence') })),
    verify() {
      let head = noHash;
      let rows = 0;
      for (const row of all.iterate()) {
        const isNext = integer(row, 'sequence') === rows + 1 && text(row, 'previous_hash') === head && text(row, 'hash') === hashOf(head, readEntry(row));
        if (!isNext) return { ok: false, brokenAt: rows + 1 };
        head = text(row, 'hash');
        rows += 1;
      }
      return (highestGiven.get() ?? 0) > rows ? { ok: false, brokenAt: rows + 1 } : { ok: true, rows, head };
    },
  };
}

/** JSON of a list: no two different rows give the same text. */
function hashOf(previous: string, { atMs, benchId, actor, act, subject, detail }: AuditEntry): string {
  return createHash('sha256').update(JSON.stringify([previous, atMs, benchId, actor, act, subject, detail])).digest('hex');
}

function readEntry(row: Row): AuditEntry {
  return { atMs: integer(row, 'at_ms'), benchId: id<BenchId>(row, 'bench_id'), actor: text(row, 'actor'), act: text(row, 'act'), subject: text(row, 'subject'), detail: text(row, 'detail') };
}
