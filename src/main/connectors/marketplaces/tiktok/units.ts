import type { TikTokOrder, TikTokUnit } from './shapes.ts';

export type UnitState = 'open' | 'cancelled' | 'shipped';

/** Words of `display_status` and `package_status`. Source: field tables of "Get Order Detail" (202507). */
const OPEN = new Set(['UNPAID', 'ON_HOLD', 'AWAITING_SHIPMENT', 'TO_FULFILL']);
const SHIPPED = new Set(['AWAITING_COLLECTION', 'IN_TRANSIT', 'DELIVERED', 'COMPLETED', 'PROCESSING', 'FULFILLING']);

/** The unit's own word decides; where there is none, or one that we do not know, that of its package. */
export function unitStateOf(order: Pick<TikTokOrder, 'status'>, unit: Pick<TikTokUnit, 'display_status' | 'package_status'>): UnitState {
  if (order.status === 'CANCELLED' || unit.display_status === 'CANCELLED') return 'cancelled';
  const known = [unit.display_status, unit.package_status].find((word) => word != null && (OPEN.has(word) || SHIPPED.has(word)));
  return known != null && SHIPPED.has(known) ? 'shipped' : 'open';
}
