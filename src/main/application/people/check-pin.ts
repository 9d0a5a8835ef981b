import type { Person } from '../../../shared/domain/people/person.ts';
import { pinWaitMs } from '../../../shared/domain/people/pin.ts';
import { noteAct } from '../note-act.ts';
import type { PinHasher, PinTries } from '../ports/people.ts';
import type { StationContext } from '../station-context.ts';

export type PinAnswer =
  | { readonly kind: 'right' }
  /** `waitMs` before the next one is looked at. */
  | { readonly kind: 'wrong'; readonly waitMs: number }
  /** Not looked at. */
  | { readonly kind: 'wait'; readonly waitMs: number };

export type CheckPin = (person: Person, pin: string) => Promise<PinAnswer>;

/**
 * A PIN has four digits: only the waiting keeps it from being guessed. Each try counts as wrong, on disk, before the slow check
 * begins, so that neither tries side by side nor a pulled plug get one for nothing; a right one takes the count back.
 */
export function createPinCheck(context: StationContext, pins: PinHasher): CheckPin {
  const { journal, clock } = context;

  /** Answers how many tries there were with this one, or how long to wait. */
  function countTry(person: Person): { readonly failures: number } | { readonly waitMs: number } {
    return journal.transaction(() => {
      const nowMs = clock.nowMs();
      const tries = journal.people.loadPinTries(person.id);
      const waitMs = waitLeft(tries, nowMs);
      if (waitMs > 0) {
        // The wall clock was set back: the wait begins again now, instead of lasting until that day comes round.
        if (tries.lastFailureAtMs > nowMs) journal.people.savePinTries({ ...tries, lastFailureAtMs: nowMs });
        return { waitMs };
      }
      const failures = tries.failures + 1;
      journal.people.savePinTries({ personId: person.id, failures, lastFailureAtMs: nowMs });
      return { failures };
    });
  }

  return async (person, pin) => {
    if (person.pin === null) return { kind: 'wrong', waitMs: 0 };
    const counted = countTry(person);
    if ('waitMs' in counted) return { kind: 'wait', waitMs: counted.waitMs };
    if (await pins.verify(pin, person.pin)) {
      journal.people.savePinTries({ personId: person.id, failures: 0, lastFailureAtMs: clock.nowMs() });
      return { kind: 'right' };
    }
    noteAct(context, 'pin-refused', person.id, { name: person.name, failures: counted.failures }, 'station');
    return { kind: 'wrong', waitMs: pinWaitMs(counted.failures) };
  };
}

function waitLeft({ failures, lastFailureAtMs }: PinTries, nowMs: number): number {
  const waitMs = pinWaitMs(failures);
  return Math.max(0, Math.min(waitMs, lastFailureAtMs + waitMs - nowMs));
}
