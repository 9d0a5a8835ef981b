import type { Actor, Person, PersonId, PinHash } from '../../../shared/domain/people/person.ts';
import { findPersonProblem, type PersonProblem } from '../../../shared/domain/people/person-change.ts';
import { isTrivialPin } from '../../../shared/domain/people/pin.ts';
import type { Role } from '../../../shared/domain/people/role.ts';
import { noteAct } from '../note-act.ts';
import type { PinHasher } from '../ports/people.ts';
import type { StationContext } from '../station-context.ts';
import { enterBench, signOut } from './judge-badge.ts';

export interface SavePersonRequest {
  /** Null: somebody new. */
  readonly personId: PersonId | null;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly language: Person['language'];
  /** Absent: the PIN stays as it is. */
  readonly pin?: string | undefined;
  readonly isNewBadge: boolean;
  readonly isActive: boolean;
}

export type SavePersonAnswer = { readonly kind: 'saved'; readonly person: Person } | { readonly kind: 'unknown-person' } | { readonly kind: 'refused'; readonly problem: PersonProblem };

/**
 * Sets up, changes or ends a person. The first one is signed in at once: they stand here, and the badge that opens the bench from now
 * on is still to be printed.
 */
export async function savePerson(context: StationContext, tools: { readonly pins: PinHasher; newBadgeId(): string }, request: SavePersonRequest, by: Actor): Promise<SavePersonAnswer> {
  const { journal } = context;
  const early = problemWith(journal.people.list(), request);
  if (early !== null) return { kind: 'refused', problem: early };
  const pin = request.pin === undefined ? null : await tools.pins.hash(request.pin);
  // Asked again: somebody else may have been saved while the PIN was hashed.
  return journal.transaction((): SavePersonAnswer => {
    const known = request.personId === null ? null : journal.people.load(request.personId);
    if (known === null && request.personId !== null) return { kind: 'unknown-person' };
    const problem = problemWith(journal.people.list(), request);
    if (problem !== null) return { kind: 'refused', problem };
    const wasOpenHouse = !journal.people.isAnybodySetUp();
    const person = personOf(context, request, known, pin, tools.newBadgeId);
    journal.people.save(person);
    if (pin !== null) journal.people.savePinTries({ personId: person.id, failures: 0, lastFailureAtMs: context.clock.nowMs() });
    noteChange(context, person, known, by);
    if (wasOpenHouse) enterBench(context, person, 'first-admin');
    else if (!person.isActive && journal.signIns.load(context.benchId).personId === person.id) signOut(context, 'left-the-house');
    return { kind: 'saved', person };
  });
}

function problemWith(people: readonly Person[], request: SavePersonRequest): PersonProblem | null {
  if (request.pin !== undefined && isTrivialPin(request.pin)) return 'trivial-pin';
  return findPersonProblem(people, request);
}

function personOf({ newId, clock }: StationContext, request: SavePersonRequest, known: Person | null, pin: PinHash | null, newBadgeId: () => string): Person {
  const [first, ...rest] = [...new Set(request.roles)];
  if (first === undefined) throw new Error(`${request.name} has no role`);
  return {
    id: known?.id ?? (newId() as PersonId),
    name: request.name,
    roles: [first, ...rest],
    language: request.language,
    badgeId: known === null || request.isNewBadge ? newBadgeId() : known.badgeId,
    pin: pin ?? known?.pin ?? null,
    isActive: request.isActive,
    createdAtMs: known?.createdAtMs ?? clock.nowMs(),
  };
}

/** What changed, and no secret: neither PIN nor badge number. Before the first person nobody could be asked: they set themselves up. */
function noteChange(context: StationContext, person: Person, known: Person | null, by: Actor): void {
  const { name, roles, isActive } = person;
  const changed = { hasNewPin: person.pin !== (known?.pin ?? null), hasNewBadge: person.badgeId !== known?.badgeId };
  if (known === null) noteAct(context, 'person-added', person.id, { name, roles, isActive, ...changed }, by.name);
  else noteAct(context, 'person-changed', person.id, { name, roles, isActive, ...changed, before: { name: known.name, roles: known.roles, isActive: known.isActive } }, by.name);
}
