import type { Actor, Person } from '../../../shared/domain/people/person.ts';
import { noteAct } from '../note-act.ts';
import type { StationContext } from '../station-context.ts';
import { signOut } from './judge-badge.ts';

/**
 * Ends several people at once, and what they signed in with: the badges of the practice house hang on every wall. Refused where
 * somebody would stay and no admin with them. Where nobody stays it is open house again.
 */
export function retirePeople(context: StationContext, isOne: (person: Person) => boolean, newBadgeId: () => string, by: Actor): 'retired' | 'admin-first' {
  const { journal, benchId } = context;
  return journal.transaction(() => {
    const active = journal.people.list().filter((person) => person.isActive);
    const leaving = active.filter(isOne);
    const staying = active.filter((person) => !isOne(person));
    if (leaving.length > 0 && staying.length > 0 && !staying.some(isAdmin)) return 'admin-first';
    // Admins last: the database lets the last of them go only as the last of all.
    for (const person of [...leaving].sort((one, other) => Number(isAdmin(one)) - Number(isAdmin(other)))) {
      journal.people.save({ ...person, isActive: false, pin: null, badgeId: newBadgeId() });
      noteAct(context, 'person-retired', person.id, { name: person.name, roles: person.roles }, by.name);
    }
    if (leaving.some(({ id }) => id === journal.signIns.load(benchId).personId)) signOut(context, 'left-the-house');
    return 'retired';
  });
}

const isAdmin = ({ roles }: Person): boolean => roles.includes('admin');
