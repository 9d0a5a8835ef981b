import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../src/main/application/ports/journal.ts';
import { aJournal, bench } from './temp-storage.ts';

const entry = (n: number): AuditEntry => ({ atMs: n, benchId: bench, actor: 'Ada', act: 'dispatched', subject: `parcel-${n}`, detail: `{"n":${n}}` });

/** A log of ten rows with its guards taken away, as if somebody wrote into the file with a tool of their own. */
function anUnguardedLog() {
  const test = aJournal();
  for (let n = 1; n <= 10; n += 1) test.journal.audit.append(entry(n));
  for (const name of ['audit_is_kept', 'audit_is_final', 'audit_continues_the_chain']) test.file.db.exec(`DROP TRIGGER ${name}`);
  return test;
}

describe('the audit chain', () => {
  it('of an untouched log is whole, also after a restart', () => {
    const first = aJournal();
    expect(first.journal.audit.verify()).toEqual({ ok: true, rows: 0, head: '0'.repeat(64) });
    for (let n = 1; n <= 10; n += 1) first.journal.audit.append(entry(n));
    const whole = first.journal.audit.verify();
    expect(whole).toMatchObject({ ok: true, rows: 10 });
    first.file.close();
    expect(aJournal({ directory: first.directory }).journal.audit.verify()).toEqual(whole);
  });

  it.each([
    ['a changed word', "UPDATE audit SET actor = 'Somebody' WHERE sequence = 4", 4],
    ['a changed instant', 'UPDATE audit SET at_ms = at_ms + 1 WHERE sequence = 7', 7],
    ['a row taken from the middle', 'DELETE FROM audit WHERE sequence = 5', 5],
    ['the first row taken', 'DELETE FROM audit WHERE sequence = 1', 1],
    ['the tail cut off', 'DELETE FROM audit WHERE sequence > 8', 9],
    ['everything taken', 'DELETE FROM audit', 1],
    ['words moved from one column to the next', "UPDATE audit SET actor = 'Adad', act = 'ispatched' WHERE sequence = 2", 2],
  ])('shows %s', (_, statement, brokenAt) => {
    const { journal, sql } = anUnguardedLog();
    sql(statement);
    expect(journal.audit.verify()).toEqual({ ok: false, brokenAt });
  });

  it('a tail that was cut off with the count of numbers given is shown by the witness', () => {
    const first = anUnguardedLog();
    first.file.checkpoint();
    first.sql('DELETE FROM audit WHERE sequence > 8');
    first.sql("UPDATE sqlite_sequence SET seq = 8 WHERE name = 'audit'");
    expect(first.journal.audit.verify()).toMatchObject({ ok: true, rows: 8 });
    expect(first.file.witness.facts().auditSequence).toBe(10);
  });

  it('a row that was rolled back leaves no gap', () => {
    const { journal } = aJournal();
    journal.audit.append(entry(1));
    expect(() =>
      journal.transaction(() => {
        journal.audit.append(entry(2));
        throw new Error('rolled back');
      }),
    ).toThrow('rolled back');
    journal.audit.append(entry(3));
    expect(journal.audit.verify()).toMatchObject({ ok: true, rows: 2 });
  });
});
