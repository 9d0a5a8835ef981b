import { notCancelled } from '../../../../shared/domain/order/cancellation.ts';
import type { Cancellation, CancellationParty } from '../../../../shared/domain/order/cancellation.ts';
import type { EbayOrder } from './shapes.ts';

type CancelRequest = NonNullable<NonNullable<EbayOrder['cancelStatus']>['cancelRequests']>[number];

/**
 * eBay cancels orders, not lines. A listing shows the state alone (its list of requests is always empty), a single read shows who asked,
 * why, and whether it was refused. Done weighs more than asked, asked more than refused: a new wish after a refused one is open again.
 */
export function readCancellation(order: EbayOrder): Cancellation {
  const state = order.cancelStatus?.cancelState ?? 'NONE_REQUESTED';
  const requests = [...(order.cancelStatus?.cancelRequests ?? [])].sort((a, b) => (b.cancelRequestedDate ?? 0) - (a.cancelRequestedDate ?? 0));
  const inState = (...states: readonly string[]): CancelRequest | undefined => requests.find(({ cancelRequestState }) => states.includes(cancelRequestState ?? ''));
  const completed = inState('COMPLETED');
  // CANCELLED is how people spell it; eBay's own word has one L.
  if (state === 'CANCELED' || state === 'CANCELLED') {
    return { kind: 'cancelled', ...asked(completed ?? requests[0]), seenAtMs: order.cancelStatus?.cancelledDate ?? completed?.cancelCompletedDate ?? order.lastModifiedDate };
  }
  const open = inState('REQUESTED');
  if (open !== undefined || state === 'IN_PROGRESS') {
    return { kind: 'requested', ...asked(open ?? requests[0]), seenAtMs: open?.cancelRequestedDate ?? requests[0]?.cancelRequestedDate ?? order.lastModifiedDate };
  }
  // Something was cancelled, but not the order: eBay does not say which part. A person looks before it leaves.
  if (completed !== undefined) return { kind: 'requested', ...asked(completed), seenAtMs: completed.cancelCompletedDate ?? order.lastModifiedDate };
  const refused = inState('REJECTED');
  if (refused !== undefined) return { kind: 'rejected', ...asked(refused), seenAtMs: refused.cancelCompletedDate ?? refused.cancelRequestedDate ?? order.lastModifiedDate };
  // A word of eBay's that we do not know is no "nobody asked".
  if (state !== 'NONE_REQUESTED') return { kind: 'requested', by: 'unknown', reason: state, seenAtMs: order.lastModifiedDate };
  return notCancelled;
}

const asked = (request: CancelRequest | undefined): { readonly by: CancellationParty; readonly reason: string | null } => ({
  by: readParty(request?.cancelInitiator),
  reason: request?.cancelReason?.trim() || null,
});

function readParty(word: string | null | undefined): CancellationParty {
  switch (word?.trim().toLowerCase()) {
    case 'buyer':
      return 'buyer';
    case 'seller':
      return 'seller';
    case 'ebay':
      return 'channel';
    default:
      return 'unknown';
  }
}
