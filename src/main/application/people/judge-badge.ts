import { unitsExpected, unitsPacked, type Parcel } from '../../../shared/domain/parcel/parcel.ts';
import type { Person } from '../../../shared/domain/people/person.ts';
import { isUnfinished } from '../ask-gate.ts';
import { boxOf, linesOf } from '../box.ts';
import { judged, type Judgement } from '../judgement.ts';
import { noteAct } from '../note-act.ts';
import type { StationContext } from '../station-context.ts';
import { mayUseBench, personAtBench } from './bench-access.ts';

/** A badge was scanned: it signs in, unlocks, or goes on with what somebody else began. Call inside the scan's transaction. */
export function judgeBadge(context: StationContext, badgeId: string): Judgement {
  const { journal, benchId } = context;
  const { parcelId } = journal.benches.load(benchId);
  if (!journal.people.isAnybodySetUp()) return judged('unknown-badge', { reason: 'nobody-set-up' }, parcelId);
  const person = journal.people.findByBadge(badgeId);
  if (person !== null) return enterBench(context, person, 'badge');
  noteUnknownBadge(context);
  return judged('unknown-badge', { reason: 'no-such-badge' }, parcelId);
}

/** The number itself is not written down: somebody who reads the log must not be able to print the badge. */
export function noteUnknownBadge(context: StationContext): void {
  noteAct(context, 'badge-refused', context.benchId, {}, 'station');
}

/**
 * Puts a person in front of the bench. Whatever lies on it stays as it is. Somebody who may not pack is signed in all the same, for
 * the board; the bench then asks for another badge, and the box keeps the name of whoever packed it. One durable step.
 */
export function enterBench(context: StationContext, person: Person, how: 'badge' | 'pin' | 'first-admin' | 'practice'): Judgement {
  const { journal, benchId, clock } = context;
  return journal.transaction((): Judgement => {
    const before = journal.signIns.load(benchId);
    const isSame = before.personId === person.id;
    if (!isSame || before.isLocked) {
      const left = isSame ? null : personAtBench(context);
      journal.signIns.save({ benchId, personId: person.id, sinceMs: clock.nowMs(), isLocked: false });
      noteAct(context, isSame ? 'unlocked' : 'signed-in', person.id, left === null ? { how } : { how, after: left.name }, person.name);
    }
    const { parcelId } = journal.benches.load(benchId);
    const parcel = parcelId === null ? null : journal.parcels.load(parcelId);
    if (!mayUseBench(person)) return judged('not-allowed', { name: person.name, act: 'pack' }, parcelId);
    const box = parcel === null ? [] : boxOf(context, parcel);
    const lines = linesOf(box);
    const progress = parcel === null ? {} : { packed: unitsPacked({ lines }), expected: unitsExpected({ lines }) };
    const takenFrom = box.map((one) => takeOverParcel(context, one, person.name)).find((from) => from !== null) ?? null;
    if (takenFrom !== null) return judged('taken-over', { name: person.name, from: takenFrom, ...progress }, parcelId);
    return judged(isSame && before.isLocked ? 'unlocked' : 'signed-in', { name: person.name, ...progress }, parcelId);
  });
}

/**
 * From now on the box is this packer's; its counts stay. Answers whose it was, or null where it is theirs already or has left.
 * Also for a box that somebody else had put aside. Call inside a transaction.
 */
export function takeOverParcel(context: StationContext, parcel: Parcel, name: string): string | null {
  if (parcel.packer === name || !isUnfinished(parcel)) return null;
  context.journal.parcels.savePacker(parcel.id, name);
  noteAct(context, 'parcel-taken-over', parcel.id, { from: parcel.packer, packed: unitsPacked(parcel), expected: unitsExpected(parcel) }, name);
  return parcel.packer;
}

/** Hides the bench and keeps everything on it. Not here: nobody is set up, or nobody is signed in. */
export function lockBench(context: StationContext, why: 'command' | 'asked' | 'idle' = 'command'): Judgement {
  const { journal, benchId, clock } = context;
  const { parcelId } = journal.benches.load(benchId);
  const person = journal.people.isAnybodySetUp() ? personAtBench(context) : null;
  if (person === null) return judged('command-not-here', { command: 'lock' }, parcelId);
  const before = journal.signIns.load(benchId);
  if (!before.isLocked) {
    journal.transaction(() => {
      journal.signIns.save({ ...before, sinceMs: clock.nowMs(), isLocked: true });
      noteAct(context, 'locked', person.id, { why }, person.name);
    });
  }
  return judged('locked', { name: person.name }, parcelId);
}

/** What lies on the bench stays there for whoever comes next. */
export function signOut(context: StationContext, why: 'asked' | 'left-the-house' = 'asked'): void {
  const { journal, benchId, clock } = context;
  const { personId } = journal.signIns.load(benchId);
  if (personId === null) return;
  const name = journal.people.load(personId)?.name ?? personId;
  journal.transaction(() => {
    journal.signIns.save({ benchId, personId: null, sinceMs: clock.nowMs(), isLocked: false });
    noteAct(context, 'signed-out', personId, { why }, name);
  });
}
