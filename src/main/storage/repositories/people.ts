import type { PeopleRepository } from '../../application/ports/people.ts';
import type { Person, PersonId, PinHash } from '../../../shared/domain/people/person.ts';
import { roles, type Role } from '../../../shared/domain/people/role.ts';
import type { JournalFile } from '../journal-file.ts';
import { flag, id, integer, isObject, json, jsonList, text, UnreadableRowError, type Row } from '../rows.ts';

export function createPeopleRepository({ db, write }: JournalFile): PeopleRepository {
  const update = db.prepare('UPDATE person SET name = @name, roles = @rolesJson, language = @language, badge_id = @badgeId, pin = @pinJson, is_active = @isActive WHERE id = @id');
  const insert = db.prepare(
    'INSERT INTO person (id, name, roles, language, badge_id, pin, is_active, created_at_ms) VALUES (@id, @name, @rolesJson, @language, @badgeId, @pinJson, @isActive, @createdAtMs)',
  );
  const byId = db.prepare<[string], Row>('SELECT * FROM person WHERE id = ?');
  const byBadge = db.prepare<[string], Row>('SELECT * FROM person WHERE badge_id = ? AND is_active = 1');
  const all = db.prepare<[], Row>('SELECT * FROM person ORDER BY is_active DESC, name COLLATE NOCASE, id');
  const anybody = db.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM person WHERE is_active = 1)').pluck();
  const tries = db.prepare<[string], Row>('SELECT failures, last_failure_at_ms FROM pin_try WHERE person_id = ?');
  const saveTries = db.prepare(
    'INSERT INTO pin_try (person_id, failures, last_failure_at_ms) VALUES (?, ?, ?) ON CONFLICT (person_id) DO UPDATE SET failures = excluded.failures, last_failure_at_ms = excluded.last_failure_at_ms',
  );
  return {
    save(person) {
      const { id: personId, name, language, badgeId, createdAtMs } = person;
      const columns = { id: personId, name, language, badgeId, rolesJson: JSON.stringify(person.roles), pinJson: person.pin === null ? null : JSON.stringify(person.pin), isActive: person.isActive ? 1 : 0 };
      write(() => {
        if (update.run(columns).changes === 0) insert.run({ ...columns, createdAtMs });
      });
    },
    load(personId) {
      const row = byId.get(personId);
      return row === undefined ? null : readPerson(row);
    },
    findByBadge(badgeId) {
      const row = byBadge.get(badgeId);
      return row === undefined ? null : readPerson(row);
    },
    list: () => all.all().map(readPerson),
    isAnybodySetUp: () => anybody.get() === 1,
    loadPinTries(personId) {
      const row = tries.get(personId);
      return { personId, failures: row === undefined ? 0 : integer(row, 'failures'), lastFailureAtMs: row === undefined ? 0 : integer(row, 'last_failure_at_ms') };
    },
    savePinTries({ personId, failures, lastFailureAtMs }) {
      write(() => saveTries.run(personId, failures, lastFailureAtMs));
    },
  };
}

function readPerson(row: Row): Person {
  const [first, ...rest] = jsonList(row, 'roles').map(readRole);
  if (first === undefined) throw new UnreadableRowError('roles', row['roles']);
  const language = row['language'];
  if (language !== null && language !== 'en' && language !== 'de') throw new UnreadableRowError('language', language);
  return {
    id: id<PersonId>(row, 'id'),
    name: text(row, 'name'),
    roles: [first, ...rest],
    language,
    badgeId: text(row, 'badge_id'),
    pin: row['pin'] === null ? null : readPin(json(row, 'pin')),
    isActive: flag(row, 'is_active'),
    createdAtMs: integer(row, 'created_at_ms'),
  };
}

function readRole(value: unknown): Role {
  const role = roles.find((candidate) => candidate === value);
  if (role === undefined) throw new UnreadableRowError('roles', value);
  return role;
}

function readPin(value: unknown): PinHash {
  if (!isObject(value) || value['scheme'] !== 'scrypt') throw new UnreadableRowError('pin', 'not a scrypt hash');
  return { scheme: 'scrypt', cost: integer(value, 'cost'), blockSize: integer(value, 'blockSize'), parallelism: integer(value, 'parallelism'), salt: text(value, 'salt'), hash: text(value, 'hash') };
}
