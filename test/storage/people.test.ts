import { describe, expect, it } from 'vitest';
import type { BenchSignIn } from '../../src/main/application/ports/people.ts';
import type { BenchId } from '../../src/shared/domain/parcel/parcel.ts';
import type { Person, PersonId } from '../../src/shared/domain/people/person.ts';
import { testStartMs } from '../support/builders.ts';
import { aJournal, bench, refusal, type TestJournal } from './temp-storage.ts';

const idOf = (text: string): PersonId => text as PersonId;

function aPerson(overrides: Partial<Person> = {}): Person {
  return { id: idOf('ada'), name: 'Ada', roles: ['admin'], language: null, badgeId: 'BADGE-A', pin: null, isActive: true, createdAtMs: testStartMs, ...overrides };
}
const ada = aPerson();
const bea = aPerson({ id: idOf('bea'), name: 'Bea', roles: ['packer'], badgeId: 'BADGE-B' });
const cleo = aPerson({ id: idOf('cleo'), name: 'Cleo', roles: ['lead', 'admin'], badgeId: 'BADGE-C' });

/** As a database tool has it: a row that is replaced fires no delete trigger. */
function aHouse(...people: readonly Person[]): TestJournal {
  const test = aJournal();
  for (const person of people) test.journal.people.save(person);
  test.file.db.pragma('recursive_triggers = 0');
  return test;
}
const names = ({ journal }: TestJournal): readonly string[] => journal.people.list().map(({ name }) => name);

describe('people', () => {
  it('come back as they were saved, also after a restart', () => {
    const first = aJournal();
    const withPin = aPerson({ name: 'Zoë Łukasz', roles: ['lead', 'admin'], language: 'de', pin: { scheme: 'scrypt', cost: 32768, blockSize: 8, parallelism: 1, salt: 'c2FsdA==', hash: 'aGFzaA==' } });
    first.journal.people.save(withPin);
    first.journal.people.save(bea);
    first.file.close();
    const { journal } = aJournal({ directory: first.directory });
    expect(journal.people.load(withPin.id)).toEqual(withPin);
    expect(journal.people.load(bea.id)).toEqual(bea);
    expect(journal.people.load(idOf('nobody'))).toBeNull();
  });

  it('saved again are changed and stay one', () => {
    const { journal } = aHouse(ada, bea);
    journal.people.save({ ...bea, name: 'Beatrice', roles: ['packer', 'customer-service'], badgeId: 'BADGE-9', language: 'en' });
    expect(journal.people.load(bea.id)).toMatchObject({ name: 'Beatrice', roles: ['packer', 'customer-service'], badgeId: 'BADGE-9', language: 'en' });
    expect(journal.people.list()).toHaveLength(2);
  });

  it('are listed with those who work here first, by name', () => {
    const test = aHouse(cleo, aPerson({ ...bea, name: 'bea' }), ada);
    test.journal.people.save({ ...ada, isActive: false });
    expect(names(test)).toEqual(['bea', 'Cleo', 'Ada']);
  });

  it('nobody is set up until the first one is, nor once all have left', () => {
    const { journal } = aHouse();
    expect(journal.people.isAnybodySetUp()).toBe(false);
    journal.people.save(ada);
    expect(journal.people.isAnybodySetUp()).toBe(true);
    journal.people.save({ ...ada, isActive: false });
    expect(journal.people.isAnybodySetUp()).toBe(false);
  });

  it('a badge finds who works here, and whoever left may have had the same', () => {
    const { journal } = aHouse(ada, bea);
    journal.people.save({ ...bea, isActive: false });
    expect(journal.people.findByBadge('BADGE-B')).toBeNull();
    journal.people.save({ ...cleo, badgeId: 'BADGE-B' });
    expect(journal.people.findByBadge('BADGE-B')?.name).toBe('Cleo');
    expect(journal.people.findByBadge('badge-b')).toBeNull();
  });
});

describe('a badge', () => {
  const insert = "INSERT OR REPLACE INTO person VALUES ('eve', 'Eve', '[\"packer\"]', NULL, 'BADGE-B', NULL, 1, 1)";

  it('is of one person who works here, whoever says otherwise', () => {
    const test = aHouse(ada, bea);
    expect(refusal(() => test.journal.people.save({ ...cleo, badgeId: 'BADGE-B' }))).toBe('badge-is-taken');
    expect(refusal(() => test.journal.people.save({ ...bea, badgeId: 'BADGE-A' }))).toBe('badge-is-taken');
    expect(refusal(() => test.sql(insert))).toBe('badge-is-taken');
    expect(refusal(() => test.sql("UPDATE OR REPLACE person SET badge_id = 'BADGE-B' WHERE id = 'ada'"))).toBe('badge-is-taken');
    expect(test.journal.people.list()).toEqual([ada, bea]);
  });

  it('of somebody who left and that was given on does not come back with them', () => {
    const { journal } = aHouse(ada, bea);
    journal.people.save({ ...bea, isActive: false });
    journal.people.save({ ...cleo, badgeId: 'BADGE-B' });
    expect(refusal(() => journal.people.save(bea))).toBe('badge-is-taken');
    expect(refusal(() => journal.people.save({ ...bea, badgeId: 'BADGE-9' }))).toBe('let through');
  });
});

describe('the first person', () => {
  it.each([
    ['is no packer', { roles: ['packer'] }],
    ['is nobody who has left', { isActive: false }],
  ] as const)('%s', (_, changes) => {
    const test = aHouse();
    expect(refusal(() => test.journal.people.save(aPerson(changes)))).toBe('first-person-is-admin');
    expect(names(test)).toEqual([]);
  });

  it('is an admin again after all have left', () => {
    const { journal } = aHouse(ada);
    journal.people.save({ ...ada, isActive: false });
    expect(refusal(() => journal.people.save(bea))).toBe('first-person-is-admin');
    journal.people.save(cleo);
    journal.people.save(bea);
    expect(journal.people.isAnybodySetUp()).toBe(true);
  });
});

describe('the last admin', () => {
  it.each([
    ['keeps the role', { roles: ['packer'] }],
    ['does not leave', { isActive: false }],
  ] as const)('%s while others work here', (_, changes) => {
    const { journal } = aHouse(ada, bea);
    expect(refusal(() => journal.people.save({ ...ada, ...changes }))).toBe('last-admin-stays');
    expect(journal.people.load(ada.id)).toEqual(ada);
  });

  it('may go once another came, and the house has one still', () => {
    const { journal } = aHouse(ada, bea, cleo);
    journal.people.save({ ...ada, roles: ['packer'] });
    expect(refusal(() => journal.people.save({ ...cleo, isActive: false }))).toBe('last-admin-stays');
  });

  it('who is alone may leave: then the house is open again', () => {
    const { journal } = aHouse(ada);
    journal.people.save({ ...ada, isActive: false });
    expect(journal.people.isAnybodySetUp()).toBe(false);
  });

  it('who is alone may not become something else', () => {
    const { journal } = aHouse(ada);
    expect(refusal(() => journal.people.save({ ...ada, roles: ['packer'] }))).toBe('last-admin-stays');
  });

  it('who left is followed by an admin, not by a packer who comes back', () => {
    const { journal } = aHouse(ada, bea);
    journal.people.save({ ...bea, isActive: false });
    journal.people.save({ ...ada, isActive: false });
    expect(refusal(() => journal.people.save(bea))).toBe('last-admin-stays');
    journal.people.save(ada);
    expect(refusal(() => journal.people.save(bea))).toBe('let through');
  });

  it('stays also where everybody is changed by one statement', () => {
    const { journal, sql } = aHouse(ada, bea, cleo);
    expect(refusal(() => sql("UPDATE person SET roles = '[\"packer\"]'"))).toBe('last-admin-stays');
    expect(journal.people.list().filter(({ roles }) => roles.includes('admin'))).toHaveLength(2);
  });
});

describe('by direct SQL', () => {
  it.each([
    ['nobody is deleted', 'DELETE FROM person', 'person-is-kept'],
    ['nobody is replaced', "INSERT OR REPLACE INTO person VALUES ('bea', 'Eve', '[\"admin\"]', NULL, 'BADGE-E', NULL, 1, 1)", 'person-is-kept'],
    ['an id stays', "UPDATE person SET id = 'eve' WHERE id = 'bea'", 'person-is-kept'],
    ['since when somebody is known stays', 'UPDATE person SET created_at_ms = 1', 'person-is-kept'],
  ])('%s', (_, statement, rule) => {
    const test = aHouse(ada, bea);
    expect(refusal(() => test.sql(statement))).toBe(rule);
    expect(test.journal.people.list()).toEqual([ada, bea]);
  });

  it.each([
    ['an empty name', "UPDATE person SET name = '  '"],
    ['no role at all', "UPDATE person SET roles = '[]' WHERE id = 'bea'"],
    ['roles that are no list', "UPDATE person SET roles = '{\"admin\":1}' WHERE id = 'bea'"],
    ['a language the station does not speak', "UPDATE person SET language = 'fr'"],
    ['a badge without a code', "UPDATE person SET badge_id = '' WHERE id = 'bea'"],
    ['a PIN as it is typed', "UPDATE person SET pin = 'secret'"],
  ])('%s is refused', (_, statement) => {
    expect(() => aHouse(ada, bea).sql(statement)).toThrow(/CHECK/);
  });
});

describe('what a newer or a foreign hand wrote', () => {
  it.each([
    ['a role nobody knows', `UPDATE person SET roles = '["god"]' WHERE id = 'bea'`, /roles/],
    ['a PIN that is no scrypt hash', `UPDATE person SET pin = '{"scheme":"plain","hash":"1234"}' WHERE id = 'bea'`, /pin/],
  ])('%s is unreadable, and not taken for something else', (_, statement, message) => {
    const { journal, sql } = aHouse(ada, bea);
    sql(statement);
    expect(() => journal.people.load(bea.id)).toThrow(message);
  });
});

describe('wrong PINs', () => {
  it('are counted per person, and a restart does not forget them', () => {
    const first = aHouse(ada, bea);
    expect(first.journal.people.loadPinTries(ada.id)).toEqual({ personId: 'ada', failures: 0, lastFailureAtMs: 0 });
    first.journal.people.savePinTries({ personId: ada.id, failures: 4, lastFailureAtMs: 7 });
    first.journal.people.savePinTries({ personId: ada.id, failures: 5, lastFailureAtMs: 9 });
    first.file.close();
    const { journal } = aJournal({ directory: first.directory });
    expect(journal.people.loadPinTries(ada.id)).toEqual({ personId: 'ada', failures: 5, lastFailureAtMs: 9 });
    expect(journal.people.loadPinTries(bea.id).failures).toBe(0);
  });

  it('of nobody are no tries', () => {
    expect(() => aHouse(ada).journal.people.savePinTries({ personId: idOf('nobody'), failures: 1, lastFailureAtMs: 1 })).toThrow(/FOREIGN KEY/);
  });
});

describe('who stands at a bench', () => {
  it('is nobody at first, then who signed in, locked or not, also after a restart', () => {
    const first = aHouse(ada);
    expect(first.journal.signIns.load(bench)).toEqual({ benchId: bench, personId: null, sinceMs: 0, isLocked: false });
    const signIn: BenchSignIn = { benchId: bench, personId: ada.id, sinceMs: 5, isLocked: true };
    first.journal.signIns.save({ ...signIn, sinceMs: 4, isLocked: false });
    first.journal.signIns.save(signIn);
    first.file.close();
    const { journal } = aJournal({ directory: first.directory });
    expect(journal.signIns.load(bench)).toEqual(signIn);
    expect(journal.signIns.load('bench-2' as BenchId).personId).toBeNull();
    journal.signIns.save({ benchId: bench, personId: null, sinceMs: 6, isLocked: false });
    expect(journal.signIns.load(bench)).toEqual({ benchId: bench, personId: null, sinceMs: 6, isLocked: false });
  });

  it('is somebody the house knows', () => {
    expect(() => aHouse(ada).journal.signIns.save({ benchId: bench, personId: idOf('nobody'), sinceMs: 1, isLocked: false })).toThrow(/FOREIGN KEY/);
  });
});
