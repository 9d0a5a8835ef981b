import { create } from 'zustand';
import type { Proof } from '../../../shared/contract/calls.ts';
import type { ReplyError } from '../../../shared/contract/reply.ts';
import type { HeaderView } from '../../../shared/contract/views.ts';
import { actsWithProof, mayDo, type Act } from '../../../shared/domain/people/role.ts';
import { useStation } from '../stores/store.ts';

/** What came of an act: null, it is done; an error, the rules or the world refused it; or the person closed the question. */
export type ProofEnd = ReplyError | 'cancelled' | null;

export interface ProofRequest {
  /** Null: somebody signs in, whatever they may do. */
  readonly act: Act | null;
  readonly run: (proof: Proof) => Promise<ReplyError | null>;
  settle(end: ProofEnd): void;
}

/** The question that is open, never its answer: a PIN lives in the dialog's field and nowhere else. */
export const useProofDesk = create<{ readonly request: ProofRequest | null }>()(() => ({ request: null }));

/** Nobody is set up: nobody can be asked. Else each act of the table wants proof, and every other one somebody who may do it. */
export function isProofAsked(header: Pick<HeaderView, 'isOpenHouse' | 'isLocked' | 'person'> | null, act: Act): boolean {
  if (header === null || header.isOpenHouse) return false;
  if (actsWithProof.includes(act)) return true;
  return header.person === null || header.isLocked || !mayDo(header.person.roles, act);
}

/**
 * Runs an act with proof of who does it, where that is asked, and without where it is not. The dialog stays open until the station has
 * taken the proof: a wrong PIN is said where it was typed. `run` may be called several times.
 */
function prove(act: Act, run: (proof: Proof | null) => Promise<ReplyError | null>): Promise<ProofEnd> {
  if (!isProofAsked(useStation.getState().bench?.header ?? null, act)) return run(null);
  return open(act, run);
}

function open(act: Act | null, run: ProofRequest['run']): Promise<ProofEnd> {
  useProofDesk.getState().request?.settle('cancelled');
  return new Promise((resolve) => {
    const settle = (end: ProofEnd): void => {
      useProofDesk.setState({ request: null });
      resolve(end);
    };
    useProofDesk.setState({ request: { act, run, settle } });
  });
}

/** The way in for hands without a badge: signs in, unlocks, or takes the bench over. What the dialog does not say itself is said above the screen. */
export async function askToSignIn(): Promise<ProofEnd> {
  const end = await open(null, (proof) => useStation.getState().signIn(proof));
  if (end !== null && end !== 'cancelled') useStation.getState().tellProblem(end);
  return end;
}

/** Only asks; what the station says about the proof is the caller's to show. Null: no proof is needed here. Prefer `prove`. */
async function ask(act: Act): Promise<Proof | null | 'cancelled'> {
  let given: Proof | null = null;
  const end = await prove(act, (proof) => {
    given = proof;
    return Promise.resolve(null);
  });
  return end === 'cancelled' ? 'cancelled' : given;
}

const desk = { ask, prove } as const;

/** For whatever needs to know who does it: `const { prove } = useProof()`. */
export const useProof = (): typeof desk => desk;
