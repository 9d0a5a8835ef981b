import type { ChannelOrder, OrderListing, OrderPage } from '../../../application/ports/marketplace.ts';
import type { Outcome } from '../../../../shared/domain/writeback/outcome.ts';
import { z } from 'zod';
import { PAGE_SIZE } from './build.ts';
import { listOrders, reasonOf } from './operations.ts';
import { parseJson } from './problems.ts';
import { readChannelOrder } from './read-order.ts';
import type { BarcodesFor, OrderDetails } from './read-order.ts';
import type { WooSettings } from './settings.ts';
import { orderShape } from './shapes.ts';
import type { WooOrder } from './shapes.ts';
import type { Ask } from './targets.ts';

/**
 * Rows of the page before that are read again. Orders that leave the list meanwhile (trash) pull all later ones forward by a row; up to this
 * many are noticed and nothing is missed, and with more of them the listing begins anew.
 */
const OVERLAP_ROWS = 10;
/** An order is stamped when its change begins, and can be seen a little later, when the database has it. Milliseconds; our own figure. */
const SETTLING_MS = 2 * 60_000;

/** Where a listing goes on. Travels as the page token. */
const placeShape = z.object({ afterMs: z.number(), offset: z.number().int().nonnegative(), lastId: z.number().int().nonnegative(), startMs: z.number().nullable() });
type Place = z.output<typeof placeShape>;

const writePlace = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');

function readPlace(listing: OrderListing): Place | null {
  if (!('pageToken' in listing)) return { afterMs: listing.updatedAfterMs, offset: 0, lastId: 0, startMs: null };
  const place = placeShape.safeParse(parseJson(Buffer.from(listing.pageToken, 'base64url').toString('utf8')));
  return place.success && place.data.afterMs === listing.updatedAfterMs ? place.data : null;
}

const refused = (message: string): Outcome<never> => ({ kind: 'rejected', problems: [{ code: 'page-token-refused', message }] });

export interface ListingParts {
  readonly settings: WooSettings;
  readonly ask: Ask;
  readonly barcodesFor: BarcodesFor;
  /** What must be asked beside an order; may come from memory. */
  detailsOf(order: WooOrder): Promise<Outcome<OrderDetails>>;
}

/**
 * One page. Where the budget ends in the middle of it (some orders take a request of their own), the page ends there and the next one begins
 * with the order that was not read.
 */
export async function listPage(listing: OrderListing, { settings, ask, barcodesFor, detailsOf }: ListingParts): Promise<Outcome<OrderPage>> {
  const place = readPlace(listing);
  if (place === null) return refused('the page token is not one of ours, or belongs to another listing');
  const from = Math.max(0, place.offset - OVERLAP_ROWS);
  const listed = await ask(listOrders, { afterMs: place.afterMs, offset: from });
  if (listed.kind !== 'done') return listed;
  const { records, total, serverMs } = listed.value;
  const firstId = idOf(records[0]);
  if (place.offset > 0 && firstId !== null && firstId > place.lastId) return refused('too many orders left the list between two pages');

  const startMs = place.startMs ?? serverMs;
  const orders: ChannelOrder[] = [];
  const unreadable: { channelOrderId: string | null; reason: string }[] = [];
  const pageOf = (next: Place | null): Outcome<OrderPage> => ({
    kind: 'done',
    value: { orders, unreadable, nextPageToken: next === null ? null : writePlace(next), completeUntilMs: startMs === null ? null : startMs - SETTLING_MS },
  });
  let lastId = place.lastId;
  for (const [index, record] of records.entries()) {
    const id = idOf(record);
    if (id !== null && id <= place.lastId) continue;
    const parsed = orderShape.safeParse(record);
    if (parsed.success) {
      const details = await detailsOf(parsed.data);
      if (details.kind === 'rate-limited' && orders.length + unreadable.length > 0) return pageOf({ ...place, offset: from + index, lastId, startMs });
      if (details.kind !== 'done') return details;
      orders.push(readChannelOrder(parsed.data, details.value, settings, barcodesFor));
    } else {
      unreadable.push({ channelOrderId: id === null ? null : String(id), reason: reasonOf(parsed.error) });
    }
    lastId = id ?? lastId;
  }
  const reached = from + records.length;
  const isLast = total === null ? records.length < PAGE_SIZE : reached >= total || records.length === 0;
  return pageOf(isLast ? null : { ...place, offset: reached, lastId, startMs });
}

const idOf = (record: unknown): number | null => (typeof record === 'object' && record !== null && 'id' in record && typeof record.id === 'number' ? record.id : null);
