import type { Proof } from '../../../shared/contract/calls.ts';
import type { WhoRefused } from '../../../shared/contract/reply.ts';
import type { Actor, Person } from '../../../shared/domain/people/person.ts';
import { actsWithProof, mayDo, type Act } from '../../../shared/domain/people/role.ts';
import { noteAct } from '../note-act.ts';
import type { StationContext } from '../station-context.ts';
import { presentPerson } from './bench-access.ts';
import type { Proved, Prove } from './prove.ts';

export type Authorization = { readonly kind: 'actor'; readonly actor: Actor } | { readonly kind: 'refused'; readonly refused: WhoRefused };

/** What came with the call about who asks. `by`: a typed name, which counts only while nobody is set up. */
export interface Asker {
  readonly proof?: Proof | undefined;
  readonly by?: string | undefined;
}

/** At once, except for a PIN. */
export type Authorize = (needs: Act | 'open', asker: Asker) => Authorization | Promise<Authorization>;

/**
 * Who does it, and whether they may. With a proof it is the proven person, whoever is signed in; without, the one who is signed in in
 * front of an open screen, and for acts of `actsWithProof` nobody.
 */
export function createAuthorize(context: StationContext, prove: Prove): Authorize {
  const { journal } = context;

  const refuse = (refused: WhoRefused): Authorization => ({ kind: 'refused', refused });

  function judge(person: Person, act: Act): Authorization {
    if (mayDo(person.roles, act)) return { kind: 'actor', actor: { personId: person.id, name: person.name } };
    return refuse({ who: 'not-allowed', name: person.name, act });
  }

  function judgeProved(proved: Proved, act: Act): Authorization {
    if (proved.kind === 'refused') return refuse({ ...proved.refused, act });
    const answer = judge(proved.person, act);
    // Somebody took the trouble to prove who they are for an act that is not theirs: worth a line. Pages that merely refresh are not.
    if (answer.kind === 'refused') noteAct(context, 'act-refused', proved.person.id, { act }, proved.person.name);
    return answer;
  }

  return (needs, { proof, by }) => {
    if (needs === 'open') return { kind: 'actor', actor: context.actor() };
    if (!journal.people.isAnybodySetUp()) return { kind: 'actor', actor: { personId: null, name: by ?? context.actor().name } };
    if (proof !== undefined) {
      const proved = prove(proof);
      return proved instanceof Promise ? proved.then((later) => judgeProved(later, needs)) : judgeProved(proved, needs);
    }
    const person = presentPerson(context);
    if (person === null || actsWithProof.includes(needs)) return refuse({ who: 'proof-needed', act: needs });
    return judge(person, needs);
  };
}
