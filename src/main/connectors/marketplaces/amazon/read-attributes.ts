import { boundAttributes } from '../../../../shared/domain/order/attributes.ts';
import type { AmazonItem, AmazonOrder } from './shapes.ts';

type Entry = readonly [path: string, value: string];

/**
 * Fields for customs, by their path on the wire; a store maps them to tax numbers. What stands on several items or several times is one
 * entry: its different values, one after the other, so that two IOSS numbers in one order are seen and not guessed between.
 * A buyer's own registrations are not taken: nobody packs by them.
 */
export function readAttributes(order: AmazonOrder): Readonly<Record<string, string>> | undefined {
  return boundAttributes([...readItems(order.orderItems), ...readRegistrations(order), ...named('tax.taxInvoicing.invoiceStatus', [order.tax?.taxInvoicing?.invoiceStatus])]);
}

function readItems(items: readonly AmazonItem[]): readonly Entry[] {
  const collections = items.flatMap((item) => item.tax?.taxCollections ?? []);
  return [
    ...named('orderItems[].fulfillment.shipping.internationalShipping.iossNumber', items.map((item) => item.fulfillment?.shipping?.internationalShipping?.iossNumber)),
    ...named('orderItems[].tax.taxCalculationBreakdowns[].reportingScheme', items.flatMap((item) => item.tax?.taxCalculationBreakdowns ?? []).map(({ reportingScheme }) => reportingScheme)),
    ...named('orderItems[].tax.taxCollections[].model', collections.map(({ model }) => model)),
    ...named('orderItems[].tax.taxCollections[].responsibleParty', collections.map(({ responsibleParty }) => responsibleParty)),
  ];
}

/** Whose number it is stands in the path: the place in the list changes from order to order. */
function readRegistrations(order: AmazonOrder): readonly Entry[] {
  return (order.tax?.taxRegistrations ?? []).flatMap(({ entityType, taxRegistrationType, taxRegistrationNumber }) =>
    entityType === 'MARKETPLACE' || entityType === 'MERCHANT' ? named(`tax.taxRegistrations[${[entityType, taxRegistrationType].filter(Boolean).join(' ')}].taxRegistrationNumber`, [taxRegistrationNumber]) : [],
  );
}

function named(path: string, values: readonly (string | null | undefined)[]): readonly Entry[] {
  const different = [...new Set(values.map((value) => value?.trim() ?? '').filter((value) => value !== ''))];
  return different.length === 0 ? [] : [[path, different.join(', ')]];
}
