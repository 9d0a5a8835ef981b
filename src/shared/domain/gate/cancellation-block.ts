import type { Cancellation } from '../order/cancellation.ts';
import type { Block, Evidence } from './block.ts';
import type { OrderFlag } from './standing.ts';

/** Who said so, and when it was asked. */
export type Witness = Pick<Evidence, 'source' | 'checkedAtMs'>;

/**
 * One wording of a cancellation for the gate, the message to the channel, the board and the log. `owner`: the system that decides on
 * this store's cancellations. `line`: the one it is about, where it is not the whole order.
 */
export function cancelledBlock(witness: Witness, cancellation: Cancellation, owner: string | null, line: string | null = null): Block {
  return { code: 'CANCELLED', strength: 'hard', owner: 'customer-service', evidence: evidenceOf(witness, cancellation, owner, line) };
}

export function requestedBlock(witness: Witness, request: Cancellation, owner: string | null, line: string | null = null): Block {
  return { code: 'CANCEL_REQUESTED', strength: 'ask-lead', owner: 'lead', evidence: evidenceOf(witness, request, owner, line) };
}

export function flaggedBlock(witness: Witness, flag: OrderFlag, owner: string | null): Block {
  const facts = { by: 'seller', flaggedBy: flag.by, reason: flag.reason, ...(owner === null ? {} : { owner }) };
  return { code: 'CANCEL_REQUESTED', strength: 'ask-lead', owner: 'lead', evidence: { ...witness, sinceMs: flag.atMs, facts } };
}

function evidenceOf(witness: Witness, cancellation: Cancellation, owner: string | null, line: string | null): Evidence {
  const said: Record<string, string> = {};
  if (cancellation.kind !== 'none') {
    said['by'] = cancellation.by;
    if (cancellation.reason !== null) said['reason'] = cancellation.reason;
  }
  if (line !== null) said['line'] = line;
  if (owner !== null) said['owner'] = owner;
  return { ...witness, sinceMs: cancellation.kind === 'none' ? null : cancellation.seenAtMs, facts: said };
}
