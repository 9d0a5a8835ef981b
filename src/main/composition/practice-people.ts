// The people of the practice house: there on a practice station, gone with its last practice store.
import type { StationSettings } from '../../shared/contract/settings.ts';
import type { Actor, Person } from '../../shared/domain/people/person.ts';
import { noteAct } from '../application/note-act.ts';
import { enterBench } from '../application/people/judge-badge.ts';
import { retirePeople } from '../application/people/retire-people.ts';
import type { PinHasher } from '../application/ports/people.ts';
import type { StationContext } from '../application/station-context.ts';
import { newBadgeId } from '../people/badge-id.ts';
import { firstAtThePracticeBench, isPracticePerson, practicePeople } from '../practice/people.ts';

const servesRealStores = (settings: StationSettings): boolean => settings.stores.some((store) => store.connection.kind !== 'practice');

/** On a practice station where nobody works: sets the four up and signs the packer in. They have no PIN until `hashPracticePins`. */
export function seedPracticePeople(context: StationContext): void {
  const { journal, clock } = context;
  if (context.settings().stores.length === 0 || servesRealStores(context.settings()) || journal.people.isAnybodySetUp()) return;
  journal.transaction(() => {
    // The admin first: nobody is set up without one.
    for (const { id, name, roles, badgeId } of practicePeople.toReversed()) {
      journal.people.save({ id, name, roles, language: null, badgeId, pin: null, isActive: true, createdAtMs: journal.people.load(id)?.createdAtMs ?? clock.nowMs() });
      noteAct(context, 'person-added', id, { name, roles, isPractice: true }, 'station');
    }
    const first = journal.people.load(firstAtThePracticeBench);
    if (first !== null) enterBench(context, first, 'practice');
  });
}

/** Hashing takes a second or two for all of them, so it runs beside the start, one after the other; what a power cut left out is made up. */
export async function hashPracticePins({ journal }: StationContext, pins: PinHasher, isOpen: () => boolean): Promise<void> {
  for (const { id, pin } of practicePeople) {
    if (!isOpen()) return;
    if (pin === null || !lacksPin(journal.people.load(id))) continue;
    const hash = await pins.hash(pin);
    if (!isOpen()) return;
    const person = journal.people.load(id);
    // They may have been retired, or got a PIN of their own, meanwhile.
    if (lacksPin(person)) journal.people.save({ ...person, pin: hash });
  }
}

const lacksPin = (person: Person | null): person is Person => person?.isActive === true && person.pin === null;

/** With the first real store nobody of the practice house stays. `admin-first`: somebody else does, and could set up nobody. */
export function endPractice(context: StationContext, next: StationSettings, by: Actor): 'ended' | 'admin-first' {
  if (!servesRealStores(next)) return 'ended';
  return retirePeople(context, ({ id }) => isPracticePerson(id), newBadgeId, by) === 'admin-first' ? 'admin-first' : 'ended';
}
