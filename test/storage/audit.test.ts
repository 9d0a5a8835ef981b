import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../src/main/application/ports/journal.ts';
import { aJournal, bench, refusal } from './temp-storage.ts';

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

describe('the audit log', () => {
  it('is read from its newest row backwards, page by page', () => {
    const { journal } = aJournal();
    for (let n = 1; n <= 5; n += 1) journal.audit.append(entry(n));
    const newest = journal.audit.list(null, 2);
    expect(newest.map(({ sequence, detail }) => [sequence, detail])).toEqual([[5, '{"n":5}'], [4, '{"n":4}']]);
    expect(journal.audit.list(4, 9).map(({ sequence }) => sequence)).toEqual([3, 2, 1]);
    expect(journal.audit.list(1, 9)).toEqual([]);
    expect(newest[0]).toEqual({ ...entry(5), sequence: 5, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(journal.audit.verify()).toMatchObject({ head: newest[0]?.hash });
  });

  it('of one subject is what was done to it, the newest first', () => {
    const { journal } = aJournal();
    for (let n = 1; n <= 6; n += 1) journal.audit.append({ ...entry(n), subject: n % 2 === 0 ? 'shop/100-1' : 'shop/100-10' });
    expect(journal.audit.listBySubject('shop/100-1', 2)).toEqual([6, 4].map((n) => ({ ...entry(n), subject: 'shop/100-1', sequence: n })));
    expect(journal.audit.listBySubject('shop/100', 9)).toEqual([]);
  });

  it('of one subject is found by an index, however long the log', () => {
    const { file } = aJournal();
    const plan = file.db.prepare("EXPLAIN QUERY PLAN SELECT * FROM audit WHERE subject = 'x' ORDER BY sequence DESC LIMIT 9").all() as readonly { readonly detail: string }[];
    expect(plan.map(({ detail }) => detail)).toEqual(['SEARCH audit USING INDEX audit_by_subject (subject=?)']);
  });

  it.each([
    ['is not deleted', 'DELETE FROM audit WHERE sequence = 2', 'append-only'],
    ['is not changed', "UPDATE audit SET actor = 'Eve' WHERE sequence = 2", 'append-only'],
    ['is not replaced', "INSERT OR REPLACE INTO audit SELECT sequence, at_ms, bench_id, 'Eve', act, subject, detail, previous_hash, hash FROM audit WHERE sequence = 2", 'append-only'],
    ['does not take the place of another', 'UPDATE OR REPLACE audit SET sequence = 1 WHERE sequence = 2', 'append-only'],
    ['does not come in without the hash before it', "INSERT INTO audit (at_ms, bench_id, actor, act, subject, detail, previous_hash, hash) SELECT at_ms, bench_id, 'Eve', act, subject, detail, previous_hash, hash FROM audit WHERE sequence = 2", 'audit-chain'],
  ])('by direct SQL a row %s', (_, statement, rule) => {
    const { journal, file, sql } = aJournal();
    for (let n = 1; n <= 3; n += 1) journal.audit.append(entry(n));
    // As a database tool has it: a row that is replaced fires no delete trigger.
    file.db.pragma('recursive_triggers = 0');
    const before = journal.audit.list(null, 9);
    expect(refusal(() => sql(statement))).toBe(rule);
    expect(journal.audit.list(null, 9)).toEqual(before);
    expect(journal.audit.verify()).toMatchObject({ ok: true, rows: 3 });
  });
});
