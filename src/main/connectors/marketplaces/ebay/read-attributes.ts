import { boundAttributes } from '../../../../shared/domain/order/attributes.ts';
import type { EbayOrder } from './shapes.ts';

type Entry = readonly [path: string, value: string];

/**
 * Fields for customs and programs, by their path on the wire; a store maps them to tax numbers. The kind of number stands in the path
 * (IOSS, OSS, VOEC, ABN, IRD, SST, DDG). What stands on several lines is one entry with its different values, so that two numbers are seen
 * and not guessed between. The buyer's own number comes for countries whose carriers ask for it (Italy, Spain), and only with a single read.
 */
export function readAttributes(order: EbayOrder): Readonly<Record<string, string>> | undefined {
  const taxes = order.lineItems.flatMap((line) => line.ebayCollectAndRemitTaxes ?? []);
  const references = taxes.flatMap(({ ebayReference }) => (ebayReference == null ? [] : [{ kind: ebayReference.name?.trim() ?? '', value: ebayReference.value }]));
  const kinds = [...new Set(references.map(({ kind }) => kind).filter(Boolean))];
  const identifier = order.buyer?.taxIdentifier;
  const instructions = order.fulfillmentStartInstructions ?? [];
  return boundAttributes([
    ...kinds.flatMap((kind) => named(`lineItems[].ebayCollectAndRemitTaxes[].ebayReference[${kind}].value`, references.filter((reference) => reference.kind === kind).map(({ value }) => value))),
    ...named('lineItems[].ebayCollectAndRemitTaxes[].taxType', taxes.map(({ taxType }) => taxType)),
    ...named(`buyer.taxIdentifier[${identifier?.taxIdentifierType ?? ''}].taxpayerId`, [identifier?.taxpayerId]),
    ...named('buyer.username', [order.buyer?.username]),
    ...named('fulfillmentStartInstructions[].finalDestinationAddress.countryCode', instructions.map(({ finalDestinationAddress }) => finalDestinationAddress?.countryCode)),
    ...named('program.ebayInternationalShipping.returnsManagedBy', [order.program?.ebayInternationalShipping?.returnsManagedBy]),
    ...named('program.authenticityVerification.status', [order.program?.authenticityVerification?.status]),
    ...named('salesRecordReference', [order.salesRecordReference]),
  ]);
}

function named(path: string, values: readonly (string | null | undefined)[]): readonly Entry[] {
  const different = [...new Set(values.map((value) => value?.trim() ?? '').filter((value) => value !== ''))];
  return different.length === 0 ? [] : [[path, different.join(', ')]];
}
