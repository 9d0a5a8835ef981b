import type { Proof } from '../../../shared/contract/calls.ts';
import type { WhoRefused } from '../../../shared/contract/reply.ts';
import type { Person, PersonId } from '../../../shared/domain/people/person.ts';
import { parseBadge } from '../../../shared/domain/scan/commands.ts';
import type { StationContext } from '../station-context.ts';
import type { CheckPin } from './check-pin.ts';
import { noteUnknownBadge } from './judge-badge.ts';

export type Proved = { readonly kind: 'person'; readonly person: Person } | { readonly kind: 'refused'; readonly refused: WhoRefused };
/** At once for a badge, later for a PIN. */
export type Prove = (proof: Proof) => Proved | Promise<Proved>;

const refused = (who: WhoRefused): Proved => ({ kind: 'refused', refused: who });

/** Whose badge or PIN this is. What they may do is another question. */
export function createProver(context: StationContext, checkPin: CheckPin): Prove {
  const { people } = context.journal;

  function byBadge(code: string): Proved {
    const badge = parseBadge(code.trim());
    const person = badge.kind === 'badge' ? people.findByBadge(badge.badgeId) : null;
    if (person !== null) return { kind: 'person', person };
    noteUnknownBadge(context);
    return refused({ who: 'unknown-badge' });
  }

  async function byPin(personId: PersonId, pin: string): Promise<Proved> {
    const person = people.load(personId);
    if (person === null || !person.isActive) return refused({ who: 'wrong-pin' });
    if (person.pin === null) return refused({ who: 'no-pin', name: person.name });
    const answer = await checkPin(person, pin);
    if (answer.kind === 'wait') return refused({ who: 'wait', waitMs: answer.waitMs });
    if (answer.kind === 'wrong') return refused({ who: 'wrong-pin', ...(answer.waitMs > 0 ? { waitMs: answer.waitMs } : {}) });
    // The check took its time: they may have left the house, or have another PIN since.
    const now = people.load(personId);
    return now?.isActive === true && now.pin?.hash === person.pin.hash ? { kind: 'person', person: now } : refused({ who: 'wrong-pin' });
  }

  return (proof) => (proof.kind === 'badge' ? byBadge(proof.code) : byPin(proof.personId as PersonId, proof.pin));
}
