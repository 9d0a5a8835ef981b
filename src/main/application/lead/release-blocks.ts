import type { ReleasableCode } from '../../../shared/domain/gate/block.ts';
import type { OrderId } from '../../../shared/domain/order/order.ts';
import type { Actor } from '../../../shared/domain/people/person.ts';
import { blocksNow } from '../ask-gate.ts';
import { noteAct } from '../note-act.ts';
import { renewRow } from '../renew-row.ts';
import type { StationContext } from '../station-context.ts';

export type ReleaseAnswer =
  | { readonly kind: 'released' }
  | { readonly kind: 'order-unknown' }
  /** A hard block stands: nobody can release it here. */
  | { readonly kind: 'hard-block'; readonly code: string }
  | { readonly kind: 'nothing-to-release' };

export interface ReleaseRequest {
  readonly orderId: OrderId;
  readonly code: ReleasableCode;
  readonly reason: string;
}

/**
 * A lead lets one soft block of one order pass, at the standing as it is now; a newer change at the channel ends it. What customer
 * service flagged is lifted with it: the lead has seen both.
 */
export function releaseBlock(context: StationContext, request: ReleaseRequest, by: Actor): ReleaseAnswer {
  const { journal, clock } = context;
  const { orderId, code, reason } = request;
  return journal.transaction((): ReleaseAnswer => {
    const standing = journal.standings.load(orderId);
    if (standing === null) return { kind: 'order-unknown' };
    const blocks = blocksNow(context, orderId);
    const hard = blocks.find((block) => block.strength === 'hard');
    if (hard !== undefined) return { kind: 'hard-block', code: hard.code };
    if (!blocks.some((block) => block.code === code)) return { kind: 'nothing-to-release' };
    const nowMs = clock.nowMs();
    journal.standings.saveRelease({ orderId, code, reason, releasedBy: by.name, releasedAtMs: nowMs, forUpdatedAtMs: standing.updatedAtMs });
    const isFlagLifted = code === 'CANCEL_REQUESTED' && journal.standings.loadFlag(orderId) !== null;
    if (isFlagLifted) journal.standings.liftFlag(orderId, by.name, nowMs);
    noteAct(context, 'block-released', orderId, { code, reason, ...(isFlagLifted ? { isFlagLifted } : {}) }, by.name);
    renewRow(context, orderId);
    return { kind: 'released' };
  });
}

/** Takes rows off the board that a lead has dealt with; the gate stays as it is. What a lead could release is released or left. */
export function acknowledgeBlock(context: StationContext, orderId: OrderId, by: Actor): boolean {
  const { journal } = context;
  return journal.transaction(() => {
    if (journal.standings.load(orderId) === null) return false;
    const blocks = blocksNow(context, orderId);
    if (blocks.length > 0 && blocks.every((block) => block.strength === 'ask-lead')) return false;
    journal.standings.clearBlocked(orderId);
    noteAct(context, 'block-acknowledged', orderId, { codes: blocks.map((block) => block.code) }, by.name);
    return true;
  });
}
