// Who works here, and what no statement can do to that list: by the bare repository and by direct SQL.
import { describe, expect, it } from 'vitest';
import type { Person, PersonId } from '../../src/shared/domain/people/person.ts';
import { testStartMs } from '../support/builders.ts';
import { aJournal, bench, refusal, type TestJournal } from './temp-storage.ts';

const idOf = (text: string): PersonId => text as PersonId;
const pin = { scheme: 'scrypt', cost: 16_384, blockSize: 8, parallelism: 1, salt: 'c2FsdA==', hash: 'aGFzaA==' } as const;

function aPerson(overrides: Partial<Person> = {}): Person {
  return { id: idOf('ada'), name: 'Ada', roles: ['admin'], language: null, badgeId: 'BADGE-ADA', pin: null, isActive: true, createdAtMs: testStartMs, ...overrides };
}
const pat = aPerson({ id: idOf('pat'), name: 'Pat', roles: ['packer'], badgeId: 'BADGE-PAT' });
const eve = aPerson({ id: idOf('eve'), name: 'Eve', roles: ['lead', 'admin'], badgeId: 'BADGE-EVE' });

function aHouse(...people: readonly Person[]): TestJournal {
  const test = aJournal();
  for (const person of people) test.journal.people.save(person);
  return test;
}

const columns = 'id, name, roles, badge_id, is_active, created_at_ms';

describe('a person', () => {
  it('comes back whole, is changed in place and is found by the badge', () => {
    const { journal } = aHouse(aPerson({ pin, language: 'de' }), pat);
    expect(journal.people.load(idOf('ada'))).toEqual(aPerson({ pin, language: 'de' }));
    expect(journal.people.load(idOf('nobody'))).toBeNull();
    journal.people.save({ ...pat, name: 'Patricia', roles: ['lead', 'packer'], badgeId: 'BADGE-NEW' });
    expect(journal.people.findByBadge('BADGE-PAT')).toBeNull();
    expect(journal.people.findByBadge('BADGE-NEW')).toEqual({ ...pat, name: 'Patricia', roles: ['lead', 'packer'], badgeId: 'BADGE-NEW' });
    expect(journal.people.list().map(({ name }) => name)).toEqual(['Ada', 'Patricia']);
  });

  it('who left is kept behind those who work here, and the badge opens nothing', () => {
    const { journal } = aHouse(aPerson({ name: 'Zoe' }), pat);
    journal.people.save({ ...pat, isActive: false });
    expect(journal.people.findByBadge('BADGE-PAT')).toBeNull();
    expect(journal.people.list().map(({ name, isActive }) => [name, isActive])).toEqual([['Zoe', true], ['Pat', false]]);
  });

  it.each([
    ['a name of blanks', { name: '   ' }],
    ['no badge', { badgeId: '' }],
    ['a language that the station does not speak', { language: 'fr' as 'de' }],
    ['no role', { roles: [] as unknown as Person['roles'] }],
  ])('with %s is refused', (_, wrong) => {
    const { journal } = aHouse(aPerson());
    expect(() => journal.people.save({ ...pat, ...wrong })).toThrow(/CHECK/);
  });

  it.each([
    ['a role nobody knows', `UPDATE person SET roles = '["god"]' WHERE id = 'pat'`, /roles/],
    ['a PIN that is no scrypt hash', `UPDATE person SET pin = '{"scheme":"plain","hash":"1234"}' WHERE id = 'pat'`, /pin/],
  ])('with %s is unreadable, not taken for something else', (_, statement, message) => {
    const { journal, sql } = aHouse(aPerson(), pat);
    sql(statement);
    expect(() => journal.people.load(idOf('pat'))).toThrow(message);
  });

  it.each([
    ['deleted', "DELETE FROM person WHERE id = 'pat'"],
    ['given another id', "UPDATE person SET id = 'pit' WHERE id = 'pat'"],
    ['made older than they are', "UPDATE person SET created_at_ms = 1 WHERE id = 'pat'"],
    ['replaced by a namesake', `INSERT OR REPLACE INTO person (${columns}) VALUES ('pat', 'Mallory', '["admin"]', 'BADGE-M', 1, 1)`],
    ['replaced by a change of the id', "UPDATE OR REPLACE person SET id = 'pat' WHERE id = 'ada'"],
  ])('is never %s', (_, statement) => {
    const { journal, sql } = aHouse(aPerson(), pat);
    expect(refusal(() => sql(statement))).toBe('person-is-kept');
    expect(journal.people.list()).toEqual([aPerson(), pat]);
  });
});

describe('a badge', () => {
  it('is of one person who works here', () => {
    const { journal, sql } = aHouse(aPerson(), pat);
    expect(refusal(() => journal.people.save({ ...eve, badgeId: 'BADGE-PAT' }))).toBe('badge-is-taken');
    expect(refusal(() => journal.people.save({ ...pat, badgeId: 'BADGE-ADA' }))).toBe('badge-is-taken');
    expect(refusal(() => sql(`INSERT OR REPLACE INTO person (${columns}) VALUES ('eve', 'Eve', '["packer"]', 'BADGE-PAT', 1, 1)`))).toBe('badge-is-taken');
    expect(refusal(() => sql("UPDATE OR REPLACE person SET badge_id = 'BADGE-PAT' WHERE id = 'ada'"))).toBe('badge-is-taken');
    expect(journal.people.list()).toEqual([aPerson(), pat]);
  });

  it('of somebody who left can be given to the next, and then they cannot come back with it', () => {
    const { journal } = aHouse(aPerson(), pat);
    journal.people.save({ ...pat, isActive: false });
    journal.people.save({ ...eve, badgeId: 'BADGE-PAT' });
    expect(journal.people.findByBadge('BADGE-PAT')?.id).toBe('eve');
    expect(refusal(() => journal.people.save(pat))).toBe('badge-is-taken');
    expect(refusal(() => journal.people.save({ ...pat, badgeId: 'BADGE-PAT-2' }))).toBe('let through');
  });
});

describe('the admins', () => {
  it('are the first who come: without one nobody could ever change the list', () => {
    const { journal } = aJournal();
    expect(journal.people.isAnybodySetUp()).toBe(false);
    for (const person of [pat, aPerson({ isActive: false })]) expect(refusal(() => journal.people.save(person))).toBe('first-person-is-admin');
    expect(journal.people.isAnybodySetUp()).toBe(false);
    journal.people.save(aPerson());
    journal.people.save(pat);
    expect(journal.people.isAnybodySetUp()).toBe(true);
  });

  it('are never without one while somebody works here', () => {
    const { journal, sql } = aHouse(aPerson(), pat);
    for (const change of [{ isActive: false }, { roles: ['packer'] as const }]) expect(refusal(() => journal.people.save(aPerson(change)))).toBe('last-admin-stays');
    expect(refusal(() => sql(`UPDATE person SET roles = '["packer"]'`))).toBe('last-admin-stays');
    journal.people.save(eve);
    expect(refusal(() => journal.people.save(aPerson({ isActive: false })))).toBe('let through');
    expect(refusal(() => journal.people.save({ ...eve, roles: ['lead'] }))).toBe('last-admin-stays');
  });

  it('may not become something else when they are alone', () => {
    const { journal } = aHouse(aPerson());
    expect(refusal(() => journal.people.save(aPerson({ roles: ['packer'] })))).toBe('last-admin-stays');
  });

  it('go last: then it is open house, and only an admin can open the list again', () => {
    const { journal } = aHouse(aPerson(), pat);
    journal.people.save({ ...pat, isActive: false });
    journal.people.save(aPerson({ isActive: false }));
    expect(journal.people.isAnybodySetUp()).toBe(false);
    expect(refusal(() => journal.people.save(pat))).toBe('last-admin-stays');
    expect(refusal(() => journal.people.save({ ...eve, roles: ['packer'] }))).toBe('first-person-is-admin');
    expect(refusal(() => journal.people.save(eve))).toBe('let through');
    expect(refusal(() => journal.people.save(pat))).toBe('let through');
  });
});

describe('tries of a PIN', () => {
  it('are counted across a restart', () => {
    const first = aHouse(aPerson());
    expect(first.journal.people.loadPinTries(idOf('ada'))).toEqual({ personId: 'ada', failures: 0, lastFailureAtMs: 0 });
    for (const failures of [1, 2]) first.journal.people.savePinTries({ personId: idOf('ada'), failures, lastFailureAtMs: testStartMs });
    first.file.close();
    expect(aJournal({ directory: first.directory }).journal.people.loadPinTries(idOf('ada'))).toEqual({ personId: 'ada', failures: 2, lastFailureAtMs: testStartMs });
  });

  it('belong to somebody', () => {
    const { journal } = aJournal();
    expect(() => journal.people.savePinTries({ personId: idOf('nobody'), failures: 1, lastFailureAtMs: 1 })).toThrow(/FOREIGN KEY/);
  });
});

describe('who stands at a bench', () => {
  it('is nobody until somebody signs in, and stands there locked or not after a restart', () => {
    const first = aHouse(aPerson(), pat);
    expect(first.journal.signIns.load(bench)).toEqual({ benchId: bench, personId: null, sinceMs: 0, isLocked: false });
    const signIn = { benchId: bench, personId: pat.id, sinceMs: testStartMs, isLocked: true };
    first.journal.signIns.save({ ...signIn, isLocked: false });
    first.journal.signIns.save(signIn);
    first.file.close();
    const { journal } = aJournal({ directory: first.directory });
    expect(journal.signIns.load(bench)).toEqual(signIn);
    journal.signIns.save({ ...signIn, personId: null });
    expect(journal.signIns.load(bench).personId).toBeNull();
  });

  it('is somebody of the house', () => {
    const { journal } = aJournal();
    expect(() => journal.signIns.save({ benchId: bench, personId: idOf('nobody'), sinceMs: 1, isLocked: false })).toThrow(/FOREIGN KEY/);
  });
});
