import type { BenchScreen, HeaderView } from '../../../shared/contract/views.ts';
import type { Person } from '../../../shared/domain/people/person.ts';
import { mayDo } from '../../../shared/domain/people/role.ts';
import { unitsExpected, unitsPacked } from '../../../shared/domain/parcel/parcel.ts';
import { unreachable } from '../../../shared/domain/units/unreachable.ts';
import { boxOf, linesOf } from '../box.ts';
import type { StationContext } from '../station-context.ts';

/** Whether a scan may do anything but ask for a badge. */
export type BenchAccess =
  /** Nobody is set up, or somebody is signed in who may work here. */
  | { readonly kind: 'open' }
  | { readonly kind: 'locked'; readonly person: Person }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'not-a-packer'; readonly person: Person };

export function benchAccess(context: StationContext): BenchAccess {
  const { journal, benchId } = context;
  if (!journal.people.isAnybodySetUp()) return { kind: 'open' };
  const person = personAtBench(context);
  if (person === null) return { kind: 'nobody' };
  if (journal.signIns.load(benchId).isLocked) return { kind: 'locked', person };
  return mayUseBench(person) ? { kind: 'open' } : { kind: 'not-a-packer', person };
}

export const mayUseBench = ({ roles }: Person): boolean => mayDo(roles, 'pack') || mayDo(roles, 'load');

/** Who is signed in, also behind the lock. Somebody who left the house is nobody, at once and on every bench. */
export function personAtBench({ journal, benchId }: StationContext): Person | null {
  const { personId } = journal.signIns.load(benchId);
  const person = personId === null ? null : journal.people.load(personId);
  return person?.isActive === true ? person : null;
}

/** Who is signed in and stands in front of an open screen: what they may do needs no proof, where the act itself asks for none. */
export function presentPerson(context: StationContext): Person | null {
  return context.journal.signIns.load(context.benchId).isLocked ? null : personAtBench(context);
}

/** The part of the strip on every screen that says who works here. */
export function peopleHeader(context: StationContext): Pick<HeaderView, 'person' | 'isOpenHouse' | 'isLocked'> {
  const isOpenHouse = !context.journal.people.isAnybodySetUp();
  const person = isOpenHouse ? null : personAtBench(context);
  if (person === null) return { person: null, isOpenHouse, isLocked: false };
  const { sinceMs, isLocked } = context.journal.signIns.load(context.benchId);
  return { person: { name: person.name, roles: person.roles, language: person.language, sinceMs }, isOpenHouse, isLocked };
}

/** What the bench shows instead of its work; null where the work itself may be seen. Nothing of a buyer is in it. */
export function accessScreen(context: StationContext): Extract<BenchScreen, { kind: 'sign-in' | 'locked' }> | null {
  const access = benchAccess(context);
  switch (access.kind) {
    case 'open':
      return null;
    case 'nobody':
      return { kind: 'sign-in', refused: null };
    case 'not-a-packer':
      return { kind: 'sign-in', refused: access.person.name };
    case 'locked':
      return { kind: 'locked', person: access.person.name, sinceMs: context.journal.signIns.load(context.benchId).sinceMs, progress: progressAtBench(context) };
    default:
      return unreachable(access);
  }
}

/** How far the box on the bench is. */
export function progressAtBench(context: StationContext): { readonly packed: number; readonly expected: number } | null {
  const { journal, benchId } = context;
  const { parcelId } = journal.benches.load(benchId);
  const parcel = parcelId === null ? null : journal.parcels.load(parcelId);
  if (parcel === null) return null;
  const lines = linesOf(boxOf(context, parcel));
  return { packed: unitsPacked({ lines }), expected: unitsExpected({ lines }) };
}
