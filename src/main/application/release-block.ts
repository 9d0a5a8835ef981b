import type { OrderId } from '../../shared/domain/order/order.ts';
import type { Block } from '../../shared/domain/gate/block.ts';
import type { Release, Standing } from '../../shared/domain/gate/standing.ts';
import { decideSend } from '../../shared/domain/writeback/may-send.ts';
import { askGate, isStop } from './ask-gate.ts';
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
    const blocks = blocksOf(context, request.orderId, standing);
    const hard = blocks.find((block) => block.strength === 'hard');
    if (hard !== undefined) return { kind: 'hard-block', code: hard.code };
    if (!blocks.some((block) => block.code === request.code)) return { kind: 'nothing-to-release' };
    const nowMs = clock.nowMs();
    journal.standings.saveRelease({ ...request, releasedAtMs: nowMs, forUpdatedAtMs: standing.updatedAtMs });
    journal.audit.append({ atMs: nowMs, benchId, actor: request.releasedBy, act: 'block-released', subject: request.orderId, detail: JSON.stringify({ code: request.code, reason: request.reason }) });
    if (blocksOf(context, request.orderId, standing).length === 0) journal.standings.clearBlocked(request.orderId);
    return { kind: 'released' };
  });
}

/** What stands in the way now: of the box while it is here, of the message to the channel once it has left. */
function blocksOf(context: StationContext, orderId: OrderId, standing: Standing): readonly Block[] {
  const owed = context.journal.writeBacks.listByOrder(orderId).find((row) => row.state === 'due' || row.state === 'sending');
  if (owed === undefined) {
    const verdict = askGate(context, 'open', orderId, null);
    return isStop(verdict) ? verdict.blocks : [];
  }
  const verdict = decideSend(owed.notice, standing, context.journal.standings.listReleases(orderId));
  return verdict.kind === 'go' ? [] : [verdict.block];
}
