import type { CallOutput } from '../../src/shared/contract/calls.ts';
import type { ReleasableCode } from '../../src/shared/domain/gate/block.ts';
import type { Station } from '../../src/main/composition/station-core.ts';
import { Refused } from '../../src/main/ipc/serve-contract.ts';

/** A lead lets one order pass, in a house where nobody is set up: a typed name is all there is. */
export async function release({ handlers }: Pick<Station, 'handlers'>, orderId: string, code: ReleasableCode, reason = 'buyer phoned'): Promise<Pick<CallOutput<'releaseBlocks'>, 'released' | 'refused'>> {
  const answer = await handlers.releaseBlocks({ orderIds: [orderId], code, reason, by: 'Lea' });
  if (answer instanceof Refused) throw new Error(answer.message);
  return { released: answer.released, refused: answer.refused };
}
