import type { TikTokOrder, TikTokUnit } from './shapes.ts';

export type UnitState = 'open' | 'cancelled' | 'shipped';

/** Words of `display_status` and `package_status` after which a unit is told as shipped. Source: field tables of "Get Order Detail". */
const SHIPPED = new Set(['AWAITING_COLLECTION', 'IN_TRANSIT', 'DELIVERED', 'COMPLETED', 'PROCESSING', 'FULFILLING']);

export function unitStateOf(order: Pick<TikTokOrder, 'status'>, unit: Pick<TikTokUnit, 'display_status' | 'package_status'>): UnitState {
  if (order.status === 'CANCELLED' || unit.display_status === 'CANCELLED') return 'cancelled';
  return SHIPPED.has(unit.display_status || unit.package_status || '') ? 'shipped' : 'open';
}
