import type { CallInput } from '../../../../shared/contract/calls.ts';
import type { PersonView } from '../../../../shared/contract/people-views.ts';
import type { ReplyError } from '../../../../shared/contract/reply.ts';
import { roles, type Role } from '../../../../shared/domain/people/role.ts';

/** What the form holds about one person. The PIN is only ever one that is being set. */
export interface PersonDraft {
  readonly personId: string | null;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly language: 'en' | 'de' | null;
  readonly pin: string;
  readonly isNewBadge: boolean;
  readonly isActive: boolean;
}

/** Somebody new; the first person can only be an admin. */
export const newPerson = (isFirst: boolean): PersonDraft => ({ personId: null, name: '', roles: [isFirst ? 'admin' : 'packer'], language: null, pin: '', isNewBadge: false, isActive: true });

export const personDraftOf = ({ personId, name, roles: held, language, isActive }: PersonView): PersonDraft => ({ personId, name, roles: held, language, pin: '', isNewBadge: false, isActive });

/** In the order of the table, whatever was ticked first. */
export const withRole = (held: readonly Role[], role: Role, isHeld: boolean): readonly Role[] => roles.filter((other) => (other === role ? isHeld : held.includes(other)));

const problems = ['first-admin', 'last-admin', 'name-taken', 'trivial-pin', 'pin-form', 'no-role', 'no-name'] as const;
export type PersonFormProblem = (typeof problems)[number];

/** Beside which field each is said. */
export const placeOf: Readonly<Record<PersonFormProblem, 'name' | 'roles' | 'pin'>> = {
  'first-admin': 'roles',
  'last-admin': 'roles',
  'no-role': 'roles',
  'name-taken': 'name',
  'no-name': 'name',
  'trivial-pin': 'pin',
  'pin-form': 'pin',
};

/** What needs no station to be known. */
export function findDraftProblem({ name, roles: held, pin }: PersonDraft): PersonFormProblem | null {
  if (name.trim() === '') return 'no-name';
  if (held.length === 0) return 'no-role';
  return pin === '' || /^\d{4,12}$/.test(pin) ? null : 'pin-form';
}

/** Which of the known reasons the station refused for; null: another one. */
export function refusedFor({ code, details }: ReplyError): PersonFormProblem | null {
  if (code !== 'refused' || typeof details !== 'object' || details === null || !('problem' in details)) return null;
  return problems.find((problem) => problem === details.problem) ?? null;
}

export function personInputOf({ name, roles: held, pin, ...rest }: PersonDraft): CallInput<'savePerson'> {
  return { ...rest, name: name.trim(), roles: [...held], ...(pin === '' ? {} : { pin }) };
}
