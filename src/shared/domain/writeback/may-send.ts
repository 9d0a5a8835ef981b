import type { Block } from '../gate/block.ts';
import { cancelledBlock, flaggedBlock, requestedBlock, type Witness } from '../gate/cancellation-block.ts';
import { isRequestReleased } from '../gate/release.ts';
import type { OrderFlag, Release, Standing, StandingLine } from '../gate/standing.ts';
import type { DispatchNotice } from './write-back.ts';

/** `held` waits for a lead; `cancelled` is never told. The block is the same object that the board and the log show. */
export type SendVerdict =
  | { readonly kind: 'go' }
  | { readonly kind: 'cancelled'; readonly block: Block }
  | { readonly kind: 'held'; readonly block: Block };

export interface SendInput {
  readonly notice: DispatchNotice;
  /** Null: the order was never opened on this station and has nothing that could stop it. */
  readonly standing: Standing | null;
  readonly releases: readonly Release[];
  readonly flag: OrderFlag | null;
  /** The system that decides on this store's cancellations; null where nobody says. */
  readonly cancellationOwner: string | null;
  /**
   * A message about these goods may have reached the channel before, so that what it counts as shipped may be ours. Before the first
   * one, what it counts left by another way.
   */
  readonly mayBeCounted: boolean;
}

/**
 * The gate at the write: may the channel be told "shipped"? At some channels telling it decides an open cancel request
 * against the buyer, so an open request waits for a lead, and a cancelled order is never told.
 */
export function decideSend(input: SendInput): SendVerdict {
  const { notice, standing, releases, flag, cancellationOwner: owner } = input;
  if (standing === null) return flag === null ? { kind: 'go' } : { kind: 'held', block: flaggedBlock({ source: flag.by, checkedAtMs: flag.atMs }, flag, owner) };
  const witness: Witness = { source: standing.checkedSource, checkedAtMs: standing.checkedAtMs };
  if (standing.state === 'cancelled' || standing.cancellation.kind === 'cancelled') return { kind: 'cancelled', block: cancelledBlock(witness, standing.cancellation, owner) };
  const own = standing.lines.filter((line) => quantityTold(notice, line) > 0);
  const gone = own.find((line) => line.cancellation.kind === 'cancelled' && wanted(line, input.mayBeCounted) < quantityTold(notice, line));
  if (gone !== undefined) return { kind: 'cancelled', block: cancelledBlock(witness, gone.cancellation, owner, gone.title) };
  if (flag !== null) return { kind: 'held', block: flaggedBlock(witness, flag, owner) };
  if (standing.cancellation.kind === 'requested' && !isRequestReleased(releases, standing, standing.cancellation)) return { kind: 'held', block: requestedBlock(witness, standing.cancellation, owner) };
  const asked = own.find((line) => line.cancellation.kind === 'requested' && !isRequestReleased(releases, standing, line.cancellation));
  return asked === undefined ? { kind: 'go' } : { kind: 'held', block: requestedBlock(witness, asked.cancellation, owner, asked.title) };
}

const wanted = (line: StandingLine, mayBeCounted: boolean): number => line.quantityToPack + (mayBeCounted ? line.quantityShipped : 0);

const quantityTold = (notice: DispatchNotice, line: StandingLine): number =>
  notice.lines.reduce((sum, told) => (told.lineId === line.lineId ? sum + told.quantity : sum), 0);
