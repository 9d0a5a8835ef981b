import type { OrderId } from '../../shared/domain/order/order.ts';
import type { Release } from '../../shared/domain/gate/standing.ts';
import { blocksNow } from './ask-gate.ts';
import type { StationContext } from './station-context.ts';

export type ReleaseAnswer =
  | { readonly kind: 'released' }
  | { readonly kind: 'order-unknown' }
  /** A hard block stands: nobody can release it here. */
  | { readonly kind: 'hard-block'; readonly code: string }
  | { readonly kind: 'nothing-to-release' };

/** A lead lets one soft block of one order pass, at the standing as it is now; a newer change at the channel ends it. */
export function releaseBlock(context: StationContext, request: { readonly orderId: OrderId; readonly code: Release['code']; readonly releasedBy: string; readonly reason: string }): ReleaseAnswer {
  const { journal, clock, benchId } = context;
  return journal.transaction((): ReleaseAnswer => {
    const standing = journal.standings.load(request.orderId);
    if (standing === null) return { kind: 'order-unknown' };
    const blocks = blocksNow(context, request.orderId);
    const hard = blocks.find((block) => block.strength === 'hard');
    if (hard !== undefined) return { kind: 'hard-block', code: hard.code };
    if (!blocks.some((block) => block.code === request.code)) return { kind: 'nothing-to-release' };
    const nowMs = clock.nowMs();
    journal.standings.saveRelease({ ...request, releasedAtMs: nowMs, forUpdatedAtMs: standing.updatedAtMs });
    journal.audit.append({ atMs: nowMs, benchId, actor: request.releasedBy, act: 'block-released', subject: request.orderId, detail: JSON.stringify({ code: request.code, reason: request.reason }) });
    if (blocksNow(context, request.orderId).length === 0) journal.standings.clearBlocked(request.orderId);
    return { kind: 'released' };
  });
}
