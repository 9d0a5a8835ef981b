import { describe, expect, it } from 'vitest';
import { findPersonProblem, type PersonChange } from '../../../src/shared/domain/people/person-change.ts';
import type { Person, PersonId } from '../../../src/shared/domain/people/person.ts';
import type { Role } from '../../../src/shared/domain/people/role.ts';

const id = (name: string): PersonId => name.toLowerCase() as PersonId;

function person(name: string, roles: [Role, ...Role[]], isActive = true): Person {
  return { id: id(name), name, roles, language: null, badgeId: name.toUpperCase(), pin: null, isActive, createdAtMs: 0 };
}

const ada = person('Ada', ['admin']);
const bea = person('Bea', ['admin', 'lead']);
const pat = person('Pat', ['packer']);
const gone = person('Ada', ['admin'], false);

const change = (name: string, roles: Role[], over: Partial<PersonChange> = {}): PersonChange => ({ personId: null, name, roles, isActive: true, ...over });

describe('whether a person can be saved', () => {
  it.each<[string, readonly Person[], PersonChange, string | null]>([
    ['the first person as an admin', [], change('Ada', ['admin']), null],
    ['the first person as admin and packer', [], change('Ada', ['packer', 'admin']), null],
    ['the first person as a packer', [], change('Pat', ['packer']), 'first-admin'],
    ['a first admin who does not work here', [], change('Ada', ['admin'], { isActive: false }), 'first-admin'],
    ['a first packer after everybody left', [gone], change('Pat', ['packer']), 'first-admin'],
    ['an admin who comes back to an empty house', [gone], change('Ada', ['admin'], { personId: gone.id }), null],
    ['a packer beside an admin', [ada], change('Pat', ['packer']), null],
    ['the last admin who leaves', [ada, pat], change('Ada', ['admin'], { personId: ada.id, isActive: false }), 'last-admin'],
    ['the last admin as a mere lead', [ada, pat], change('Ada', ['lead'], { personId: ada.id }), 'last-admin'],
    ['one of two admins who leaves', [ada, bea], change('Ada', ['admin'], { personId: ada.id, isActive: false }), null],
    ['an admin whose only colleague left already', [bea, person('Ada', ['admin'], false)], change('Bea', ['lead'], { personId: bea.id }), 'last-admin'],
    ['a new name for the last admin', [ada], change('Adele', ['admin'], { personId: ada.id }), null],
    ['a second Pat', [ada, pat], change('Pat', ['packer']), 'name-taken'],
    ['a second Pat in small letters', [ada, pat], change(' pat ', ['packer']), 'name-taken'],
    ['Pat as he is', [ada, pat], change('Pat', ['packer', 'lead'], { personId: pat.id }), null],
    ['a second Pat who does not work here', [ada, pat], change('Pat', ['packer'], { isActive: false }), null],
    ['a Pat after the other one left', [ada, person('Pat', ['packer'], false)], change('Pat', ['packer']), null],
  ])('%s', (_name, people, asked, problem) => {
    expect(findPersonProblem(people, asked)).toBe(problem);
  });
});
