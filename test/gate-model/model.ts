// The reference the station is held against: what the stations were TOLD of each order, kept as simply as it can be said.
import { orderIdOf, type OrderId } from '../../src/shared/domain/order/order.ts';
import { shop } from '../support/station.ts';
import type { TwoBenches } from './two-benches.ts';

export const orderNumbers = ['100-1', '100-2', '100-3'] as const;
export type OrderNumber = (typeof orderNumbers)[number];
export const idOf = (order: OrderNumber): OrderId => orderIdOf(shop, order);

/** What stands in the way of an order as far as the stations know; null: nothing that promise 1 speaks of. */
export type Known = 'CANCELLED' | 'CANCEL_REQUESTED' | null;

/** All that may not be undone or done twice, read from the disk. */
export interface Ledger {
  readonly labels: ReadonlySet<string>;
  readonly dispatched: ReadonlySet<string>;
  readonly loaded: ReadonlySet<string>;
  readonly told: number;
}

export interface OrderTruth {
  /** Said in an answer that reached a station. Final. */
  cancelledTold: boolean;
  /** The last told request that nobody released, by the change it came with; null: none is open. */
  requestTold: number | null;
  /** The change a lead released: told again it is no news. */
  releasedFor: number | null;
  flagged: boolean;
}

export interface GateModel {
  readonly orders: Map<OrderNumber, OrderTruth>;
  /** Every write-back that ever was, by order: none may vanish. */
  readonly writeBacks: Map<OrderNumber, Set<string>>;
  steps: number;
}

export const newModel = (): GateModel => ({ orders: new Map(orderNumbers.map((order) => [order, { cancelledTold: false, requestTold: null, releasedFor: null, flagged: false }])), writeBacks: new Map(), steps: 0 });

export function known({ orders }: GateModel, order: OrderNumber): Known {
  const truth = orders.get(order);
  if (truth === undefined) return null;
  if (truth.cancelledTold) return 'CANCELLED';
  return truth.requestTold !== null || truth.flagged ? 'CANCEL_REQUESTED' : null;
}

export function ledgerOf(world: TwoBenches, order: OrderNumber, parcels = world.journal().parcels.listByOrder(idOf(order))): Ledger {
  const journal = world.journal();
  return {
    labels: new Set(parcels.flatMap(({ label }) => (label === null ? [] : [label.sscc]))),
    dispatched: new Set(parcels.filter(({ dispatchedAtMs }) => dispatchedAtMs !== null).map(({ id }) => id)),
    loaded: new Set(parcels.filter(({ id }) => journal.manifests.ofParcel(id) !== null).map(({ id }) => id)),
    told: world.account.sent.filter(({ channelOrderId }) => channelOrderId === order).length,
  };
}
