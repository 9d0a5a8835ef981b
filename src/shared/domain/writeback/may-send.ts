import type { Block, BlockCode, BlockOwner, BlockStrength } from '../gate/block.ts';
import type { Release, Standing, StandingLine } from '../gate/standing.ts';
import type { Cancellation } from '../order/cancellation.ts';
import type { DispatchNotice } from './write-back.ts';

/** `held` waits for a lead; `cancelled` is never told. The block is the same object that the board and the log show. */
export type SendVerdict =
  | { readonly kind: 'go' }
  | { readonly kind: 'cancelled'; readonly block: Block }
  | { readonly kind: 'held'; readonly block: Block };

/**
 * The gate at the write: may the channel be told "shipped"? At some channels telling it decides an open cancel request
 * against the buyer, so an open request waits for a lead, and a cancelled order is never told.
 * An order without a standing was never opened on this station and has nothing that could stop it.
 */
export function decideSend(notice: DispatchNotice, standing: Standing | null, releases: readonly Release[]): SendVerdict {
  if (standing === null) return { kind: 'go' };
  if (standing.state === 'cancelled' || standing.cancellation.kind === 'cancelled') return { kind: 'cancelled', block: blockOf(standing, standing.cancellation, null) };
  const own = standing.lines.filter((line) => quantityTold(notice, line) > 0);
  // Where the channel already counts the goods as shipped, nothing is left to pack although nothing was taken out.
  const gone = standing.state === 'shipped' ? undefined : own.find((line) => line.cancellation.kind === 'cancelled' && line.quantityToPack < quantityTold(notice, line));
  if (gone !== undefined) return { kind: 'cancelled', block: blockOf(standing, gone.cancellation, gone.title) };
  if (isReleased(standing, releases)) return { kind: 'go' };
  if (standing.cancellation.kind === 'requested') return { kind: 'held', block: blockOf(standing, standing.cancellation, null) };
  const asked = own.find((line) => line.cancellation.kind === 'requested');
  return asked === undefined ? { kind: 'go' } : { kind: 'held', block: blockOf(standing, asked.cancellation, asked.title) };
}

const quantityTold = (notice: DispatchNotice, line: StandingLine): number =>
  notice.lines.reduce((sum, told) => (told.lineId === line.lineId ? sum + told.quantity : sum), 0);

/** As at every gate point: a release covers the change that the lead saw, and no later one. */
function isReleased(standing: Standing, releases: readonly Release[]): boolean {
  return releases.some((release) => release.code === 'CANCEL_REQUESTED' && release.forUpdatedAtMs === standing.updatedAtMs);
}

function blockOf(standing: Standing, cancellation: Cancellation, line: string | null): Block {
  const [code, strength, owner]: [BlockCode, BlockStrength, BlockOwner] =
    cancellation.kind === 'requested' ? ['CANCEL_REQUESTED', 'ask-lead', 'lead'] : ['CANCELLED', 'hard', 'customer-service'];
  const facts = {
    ...(cancellation.kind === 'none' ? {} : { by: cancellation.by }),
    ...(cancellation.kind === 'none' || cancellation.reason === null ? {} : { reason: cancellation.reason }),
    ...(line === null ? {} : { line }),
  };
  const sinceMs = cancellation.kind === 'none' ? null : cancellation.seenAtMs;
  return { code, strength, owner, evidence: { source: standing.checkedSource, checkedAtMs: standing.checkedAtMs, sinceMs, facts } };
}
