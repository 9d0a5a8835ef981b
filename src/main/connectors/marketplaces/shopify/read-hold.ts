import { tailOf } from './shapes.ts';
import type { ShopifyOrder, ShopifyWork } from './shapes.ts';

export interface ReadingRules {
  readonly barcodesFor: (sku: string) => readonly string[];
  /** Number of the location whose orders are packed here; null: every location's. */
  readonly locationId: string | null;
  readonly unpaidOrders: 'wait' | 'ship';
}

export const isOpenWork = ({ status }: ShopifyWork): boolean => status !== 'CLOSED' && status !== 'CANCELLED' && status !== 'INCOMPLETE';

interface Hold {
  readonly words: string;
  readonly kind: 'fraud' | 'other';
}

/** Why an order must not be packed here although it is open, or null. The first reason wins, and suspicion of fraud before all others. */
export function readHold(order: ShopifyOrder, rules: Pick<ReadingRules, 'locationId'>): Hold | null {
  if (order.cancelledAt != null) return null;
  const open = order.fulfillmentOrders.nodes.filter(isOpenWork);
  const holds = open.flatMap((work) => work.fulfillmentHolds);
  const fraud = holds.find(({ reason }) => reason === 'HIGH_RISK_OF_FRAUD');
  if (fraud !== undefined) return { words: wordsOf(fraud), kind: 'fraud' };
  const [first] = holds;
  if (first !== undefined) return { words: wordsOf(first), kind: 'other' };
  if (open.some(({ status }) => status === 'ON_HOLD')) return other('ON_HOLD: the work is on hold');
  const scheduled = open.find(({ status }) => status === 'SCHEDULED');
  if (scheduled !== undefined) return other(scheduled.fulfillAt == null ? 'SCHEDULED: pre-order, not released for shipping yet' : `SCHEDULED: not before ${new Date(scheduled.fulfillAt).toISOString()}`);
  if (open.length > 0 && (order.displayFinancialStatus === 'VOIDED' || order.displayFinancialStatus === 'REFUNDED')) return other(`${order.displayFinancialStatus}: the money went back, the order was not cancelled`);
  if (rules.locationId !== null && open.some((work) => tailOf(work.assignedLocation.location?.id ?? '') !== rules.locationId)) return other('another location: at least a part of this order is for another location');
  if (open.length > 0 && order.requiresShipping && order.shippingAddress == null) return other('no address: Shopify sent no delivery address for this order');
  return null;
}

const other = (words: string): Hold => ({ words, kind: 'other' });

const wordsOf = ({ reason, displayReason }: ShopifyWork['fulfillmentHolds'][number]): string => (displayReason ? `${reason}: ${displayReason}` : reason);
