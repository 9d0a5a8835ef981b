import { boundAttributes } from '../../../../shared/domain/order/attributes.ts';
import type { WooOrder } from './shapes.ts';

/**
 * WooCommerce has no tax numbers of its own; plug-ins put them into the order's meta data under names of their choosing. What looks like one
 * is kept by its path, and a store says which of them it means. Everything else in there is none of our business.
 */
const TELLING = /(?:^|_)(?:vat|ioss|eori|oss|tax_?(?:id|number)|fiscal|tin)(?:_|$)/i;

export function readAttributes(order: WooOrder): Readonly<Record<string, string>> | undefined {
  // Plug-ins number orders anew: buyers know that number, the interface knows the id only.
  const number = order.number != null && order.number !== String(order.id) ? [['number', order.number] as const] : [];
  const telling = (order.meta_data ?? []).flatMap(({ key, value }) => (TELLING.test(key) && (typeof value === 'string' || typeof value === 'number') ? [[`meta_data[${key}].value`, String(value)] as const] : []));
  return boundAttributes([...number, ...telling]);
}
