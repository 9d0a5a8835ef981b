import type { Person, PersonId } from './person.ts';
import type { Role } from './role.ts';

/** Why a person cannot be saved like this. */
export type PersonProblem = 'first-admin' | 'last-admin' | 'name-taken' | 'trivial-pin';

export interface PersonChange {
  /** Null: somebody new. */
  readonly personId: PersonId | null;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly isActive: boolean;
}

const isActiveAdmin = ({ isActive, roles }: Pick<Person, 'isActive' | 'roles'>): boolean => isActive && roles.includes('admin');

/**
 * Somebody must stay who can change people: the first one is an admin, and the last admin goes only after another came. Names are
 * what the log and the parcels carry, so two people who work here cannot share one.
 */
export function findPersonProblem(people: readonly Person[], change: PersonChange): PersonProblem | null {
  const others = people.filter((person) => person.id !== change.personId && person.isActive);
  const changed = { isActive: change.isActive, roles: change.roles as Person['roles'] };
  if (!people.some((person) => person.isActive)) return isActiveAdmin(changed) ? null : 'first-admin';
  if (!isActiveAdmin(changed) && !others.some(isActiveAdmin)) return 'last-admin';
  return change.isActive && others.some((person) => sameName(person.name, change.name)) ? 'name-taken' : null;
}

const sameName = (one: string, other: string): boolean => one.normalize('NFKC').trim().toLowerCase() === other.normalize('NFKC').trim().toLowerCase();
