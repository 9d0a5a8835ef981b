import type { Problem } from '../../../../shared/domain/writeback/outcome.ts';
import { isSameNumber } from '../../../../shared/domain/writeback/proof.ts';
import type { DispatchNotice } from '../../../../shared/domain/writeback/write-back.ts';
import type { CreateInput } from './operations.ts';
import { tailOf } from './shapes.ts';
import type { Fulfillable, FulfillableOrder } from './shapes.ts';

type Parcel = FulfillableOrder['fulfillments'][number];
export type WorkLines = CreateInput['fulfillmentOrders'];

export type Plan =
  /** Shopify holds it all already. */
  | { readonly kind: 'nothing-to-do' }
  /** One message per location: a message may name several fulfilment orders, but only of one location. */
  | { readonly kind: 'write'; readonly groups: readonly [WorkLines, ...WorkLines[]] }
  | { readonly kind: 'refuse'; readonly problem: Problem };

/** Parcels that bear this number, whether or not they count as proof yet. */
export const parcelsWith = (order: FulfillableOrder, trackingNumber: string): readonly Parcel[] =>
  order.fulfillments.filter(({ status, trackingInfo }) => status !== 'CANCELLED' && status !== 'ERROR' && status !== 'FAILURE' && trackingInfo.some(({ number }) => isSameNumber(number ?? '', trackingNumber)));

/**
 * From our lines to what can be fulfilled now. Work moves between locations, is split and merged, and is replaced by new work when
 * something is cancelled, so it is looked up just before each write. `told`: units by line that bear our number already, so that a message
 * sent again posts only what is missing.
 */
export function planDispatch(notice: DispatchNotice, order: FulfillableOrder, told: ReadonlyMap<string, number>, preferredLocation: string | null): Plan {
  const wanted = new Map<string, number>();
  for (const { lineId, quantity } of notice.lines) wanted.set(lineId, (wanted.get(lineId) ?? 0) + quantity);
  for (const [lineId, quantity] of told) if (wanted.has(lineId)) wanted.set(lineId, (wanted.get(lineId) ?? 0) - quantity);
  for (const [lineId, quantity] of wanted) if (quantity <= 0) wanted.delete(lineId);
  if (wanted.size === 0) return { kind: 'nothing-to-do' };
  if (order.cancelledAt != null) return refuse('order-cancelled', `the order was cancelled (${order.cancelReason ?? 'no reason given'})`);

  const groups: WorkLines[] = [];
  const ready = order.fulfillmentOrders.nodes.filter(canBeFulfilled);
  for (const location of orderLocations(ready, wanted, preferredLocation)) {
    const group = takeFrom(ready.filter((work) => locationOf(work) === location), wanted);
    if (group.length > 0) groups.push(group);
    if (wanted.size === 0) break;
  }
  const [first, ...rest] = groups;
  if (wanted.size > 0 || first === undefined) return { kind: 'refuse', problem: whyNot(order, wanted) };
  return { kind: 'write', groups: [first, ...rest] };
}

/** Shopify names the acts that work allows; where it names none, the status speaks. */
function canBeFulfilled({ status, supportedActions }: Fulfillable): boolean {
  return supportedActions.length > 0 ? supportedActions.some(({ action }) => action === 'CREATE_FULFILLMENT') : status === 'OPEN' || status === 'IN_PROGRESS';
}

const locationOf = ({ assignedLocation }: Fulfillable): string => tailOf(assignedLocation.location?.id ?? '');

const unitsFor = (work: Fulfillable, wanted: ReadonlyMap<string, number>): number =>
  work.lineItems.nodes.reduce((sum, { remainingQuantity, lineItem }) => sum + Math.min(remainingQuantity, wanted.get(tailOf(lineItem.id)) ?? 0), 0);

/** Our own location first, then the one that holds most of it: as few messages as can be. */
function orderLocations(ready: readonly Fulfillable[], wanted: ReadonlyMap<string, number>, preferred: string | null): readonly string[] {
  const units = new Map<string, number>();
  for (const work of ready) units.set(locationOf(work), (units.get(locationOf(work)) ?? 0) + unitsFor(work, wanted));
  const weight = (location: string): number => (location === preferred ? Number.POSITIVE_INFINITY : (units.get(location) ?? 0));
  return [...units.keys()].sort((a, b) => weight(b) - weight(a));
}

function takeFrom(works: readonly Fulfillable[], wanted: Map<string, number>): WorkLines {
  const taken: { id: string; lines: { id: string; quantity: number }[] }[] = [];
  for (const work of works) {
    const lines: { id: string; quantity: number }[] = [];
    for (const { id, remainingQuantity, lineItem } of work.lineItems.nodes) {
      const lineId = tailOf(lineItem.id);
      const quantity = Math.min(remainingQuantity, wanted.get(lineId) ?? 0);
      if (quantity <= 0) continue;
      lines.push({ id, quantity });
      const left = (wanted.get(lineId) ?? 0) - quantity;
      if (left > 0) wanted.set(lineId, left);
      else wanted.delete(lineId);
    }
    if (lines.length > 0) taken.push({ id: work.id, lines });
  }
  return taken;
}

const refuse = (code: Problem['code'], message: string, field?: string): { readonly kind: 'refuse'; readonly problem: Problem } => ({ kind: 'refuse', problem: { code, message, ...(field === undefined ? {} : { field }) } });

/** Why units that we want to tell cannot be told. Where they are bound but not ready, that; else who took them. */
function whyNot(order: FulfillableOrder, missing: ReadonlyMap<string, number>): Problem {
  const lines = [...missing].map(([lineId, quantity]) => `${quantity} × ${lineId}`).join(', ');
  const bound = order.fulfillmentOrders.nodes.filter((work) => !canBeFulfilled(work) && unitsFor(work, missing) > 0);
  const status = (name: string): boolean => bound.some((work) => work.status === name);
  if (status('ON_HOLD')) return { code: 'wrong-state', message: `on hold: ${lines}` };
  if (status('SCHEDULED')) return { code: 'wrong-state', message: `scheduled for later: ${lines}` };
  if (bound.some((work) => work.requestStatus === 'CANCELLATION_REQUESTED')) return { code: 'cancel-requested', message: `the merchant asked the fulfilment service to cancel: ${lines}` };
  if (bound.some((work) => work.status === 'OPEN' || work.status === 'IN_PROGRESS')) return { code: 'not-ours-to-tell', message: `another fulfilment service ships it: ${lines}` };
  const isShipped = order.fulfillments.some(({ status: word }) => word !== 'CANCELLED' && word !== 'ERROR' && word !== 'FAILURE');
  if (isShipped) return { code: 'already-shipped', message: `nothing is left to fulfil of ${lines}` };
  if (order.fulfillmentOrders.nodes.length === 0) return { code: 'wrong-state', message: 'Shopify shows no work for this order: not routed yet, or this app may not see it' };
  return { code: 'order-cancelled-or-unknown-line', message: `no longer in the order: ${lines}` };
}
