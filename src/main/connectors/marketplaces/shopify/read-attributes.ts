import { boundAttributes } from '../../../../shared/domain/order/attributes.ts';
import { isOpenWork } from './read-hold.ts';
import type { ShopifyOrder } from './shapes.ts';

type Entry = readonly [path: string, value: string];

/**
 * What a store may map to numbers and documents, by its path. `name` is the number that the shop's people know ("#1001"). Shopify has no
 * field for an IOSS number: a shop that needs it keeps it in its own settings, or an app writes it into an attribute of the order.
 */
export function readAttributes(order: ShopifyOrder): Readonly<Record<string, string>> | undefined {
  const incoterms = order.fulfillmentOrders.nodes.filter(isOpenWork).map((work) => work.internationalDuties?.incoterm?.trim() ?? '');
  return boundAttributes([
    ['name', order.name],
    ['poNumber', order.poNumber ?? ''],
    ['fulfillmentOrders[].internationalDuties.incoterm', [...new Set(incoterms.filter((incoterm) => incoterm !== ''))].join(', ')],
    ...(order.localizedFields?.nodes ?? []).map(({ key, personalValue }): Entry => [`localizedFields[${key}]`, personalValue ?? '']),
    ...(order.customAttributes ?? []).map(({ key, personalValue }): Entry => [`customAttributes[${key}]`, personalValue ?? '']),
  ]);
}
