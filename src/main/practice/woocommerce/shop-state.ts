import type { PracticeOrder } from '../shop/world.ts';

/** Places for numbers that a shop may have; without any, notes and meta data of the order remain. */
export type PracticeWooTarget = 'fulfillments' | 'shipment-tracking' | 'ast';

/**
 * What a WooCommerce shop remembers of an order beside what every practice shop does: a status that somebody set, meta data, notes. Kept in the
 * order's `programs`, which mean nothing else here and are stored with it.
 */
const PREFIX = { status: 'woo-status=', meta: 'woo-meta=', note: 'woo-note=' } as const;
type Kind = keyof typeof PREFIX;

const entriesOf = (order: PracticeOrder, kind: Kind): string[] => order.programs.filter((entry) => entry.startsWith(PREFIX[kind])).map((entry) => entry.slice(PREFIX[kind].length));

export const setStatusOf = (order: PracticeOrder): string | null => entriesOf(order, 'status').at(-1) ?? null;

export function setStatus(order: PracticeOrder, status: string): void {
  order.programs = [...order.programs.filter((entry) => !entry.startsWith(PREFIX.status)), PREFIX.status + status];
}

export const metaOf = (order: PracticeOrder): readonly { key: string; value: unknown }[] => entriesOf(order, 'meta').map((text) => JSON.parse(text) as { key: string; value: unknown });

export function setMeta(order: PracticeOrder, key: string, value: unknown): void {
  const others = metaOf(order).filter((entry) => entry.key !== key);
  order.programs = [...order.programs.filter((entry) => !entry.startsWith(PREFIX.meta)), ...[...others, { key, value }].map((entry) => PREFIX.meta + JSON.stringify(entry))];
}

export const notesOf = (order: PracticeOrder): readonly { text: string; isForCustomer: boolean }[] => entriesOf(order, 'note').map((text) => JSON.parse(text) as { text: string; isForCustomer: boolean });

export function addNote(order: PracticeOrder, text: string, isForCustomer: boolean): void {
  order.programs = [...order.programs, PREFIX.note + JSON.stringify({ text, isForCustomer })];
}
