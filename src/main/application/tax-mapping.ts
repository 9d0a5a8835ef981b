import type { OrderFieldsView, TaxPreviewView } from '../../shared/contract/lead-views.ts';
import type { TaxField } from '../../shared/contract/settings.ts';
import { customsOf, type BorderCrossing, type TaxNumberField } from '../../shared/domain/customs/crossing.ts';
import type { Order, StoreId } from '../../shared/domain/order/order.ts';
import type { TaxNumberRules } from './ports/address-rules.ts';
import type { StationContext } from './station-context.ts';

export type FoundTaxNumber =
  | { readonly kind: 'found'; readonly value: string }
  /** Something stands there and does not look like such a number. */
  | { readonly kind: 'malformed'; readonly path: string | null }
  /** `path`: where it was looked for, null where nothing is mapped. */
  | { readonly kind: 'missing'; readonly path: string | null };

/**
 * Looks through the store's mappings of this field, in their order; the first that holds a well-formed number counts. Files of our own
 * format name the number by its field, so there is nothing to map; a mapping comes first all the same.
 */
export function taxNumberOf(order: Pick<Order, 'attributes' | 'channel'>, mappings: readonly TaxField[], field: TaxNumberField, rules: TaxNumberRules): FoundTaxNumber {
  const named: readonly TaxField[] = order.channel === 'packgate' ? [{ field, from: { kind: 'path', path: field } }] : [];
  const own = [...mappings.filter((mapping) => mapping.field === field), ...named];
  const paths = own.flatMap(({ from }) => (from.kind === 'path' ? [from.path] : []));
  const path = paths.length === 0 ? null : paths.join(', ');
  let isThere = false;
  for (const { from } of own) {
    const value = (from.kind === 'constant' ? from.value : (order.attributes?.[from.path] ?? '')).trim();
    if (value === '') continue;
    if (rules.isWellFormed(field, value)) return { kind: 'found', value };
    isThere = true;
  }
  return { kind: isThere ? 'malformed' : 'missing', path };
}

/** "EU → GB". */
export function crossingText(crossing: BorderCrossing | null): string | null {
  return crossing === null ? null : `${crossing.from} → ${crossing.to}`;
}

/** As many of the store's orders are looked through for fields; a field that none of them has is not worth mapping. */
const lookedThroughForFields = 500;
const lookedThroughForPreview = 1_000;
const shownOrders = 5;
/** Examples are shown on a screen, and a field may hold a whole note of the buyer. Characters. */
const longestExample = 60;

/** Which fields the newest orders of a store bring along, the fullest first. */
export function buildOrderFields({ orders }: StationContext, storeId: StoreId): OrderFieldsView {
  const newest = orders.listNewest(storeId, lookedThroughForFields);
  const fields = new Map<string, { readonly example: string; filled: number }>();
  for (const { order } of newest) {
    for (const [path, value] of Object.entries(order.attributes ?? {})) {
      const known = fields.get(path);
      if (known === undefined) fields.set(path, { example: shortened(value), filled: 1 });
      else known.filled += 1;
    }
  }
  const listed = [...fields].map(([path, { example, filled }]) => ({ path, example, filled }));
  return { fields: listed.sort((a, b) => b.filled - a.filled || (a.path < b.path ? -1 : 1)), orders: newest.length };
}

/** What a mapping would find in five real orders: those that cross a border first, the newest of them first. */
export function previewTaxMapping(context: StationContext, storeId: StoreId, fields: readonly { readonly field: TaxNumberField; readonly path: string }[]): TaxPreviewView {
  const { shipFrom } = context.settings();
  const newest = context.orders.listNewest(storeId, lookedThroughForPreview).map(({ order }) => ({ order, crossing: shipFrom === null ? null : customsOf(shipFrom, order.shipTo, order.value).crossing }));
  const shown = [...newest.filter(({ crossing }) => crossing !== null), ...newest.filter(({ crossing }) => crossing === null)].slice(0, shownOrders);
  return {
    rows: shown.map(({ order, crossing }) => ({
      channelOrderId: order.channelOrderId,
      destination: order.shipTo.countryCode,
      crossing: crossingText(crossing),
      values: fields.map(({ field, path }) => {
        const value = order.attributes?.[path]?.trim() ?? '';
        return { field, path, value: value === '' ? null : shortened(value), isWellFormed: value !== '' && context.rules.taxNumbers.isWellFormed(field, value) };
      }),
    })),
  };
}

const shortened = (text: string): string => (text.length <= longestExample ? text : `${text.slice(0, longestExample - 1)}…`);
