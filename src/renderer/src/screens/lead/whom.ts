import type { Proof } from '../../../../shared/contract/calls.ts';
import type { ReplyError } from '../../../../shared/contract/reply.ts';
import type { Act } from '../../../../shared/domain/people/role.ts';
import { useProof, type ProofEnd } from '../../components/ask-proof.tsx';
import { useStation } from '../../stores/store.ts';

/** What a call carries about who asks: a proof, or a typed name while no people are set up, or nothing: then it is who is signed in. */
export interface Whom {
  readonly proof?: Proof;
  readonly by?: string;
}

/**
 * Runs an act under the name of whoever does it. `run` may be called several times: a wrong PIN is said where it was typed, and typed again.
 */
export function useActing(): (act: Act, run: (whom: Whom) => Promise<ReplyError | null>) => Promise<ProofEnd> {
  const { prove } = useProof();
  return (act, run) =>
    prove(act, (proof) => {
      if (proof !== null) return run({ proof });
      const { bench, leadName } = useStation.getState();
      const name = leadName.trim();
      return run(bench?.header.isOpenHouse === true && name !== '' ? { by: name } : {});
    });
}
