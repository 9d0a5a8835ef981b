import type { ChannelOrder, OrderPage } from '../../../application/ports/marketplace.ts';
import type { Outcome } from '../../../../shared/domain/writeback/outcome.ts';
import type { Ask } from './ask.ts';
import { POINTS } from './limits.ts';
import { writeBookmark } from './listing.ts';
import type { Bookmark } from './listing.ts';
import { listOrders, readOrder, readRest } from './operations.ts';
import { isShownInPart, readChannelOrder } from './read-order.ts';
import type { ReadingRules } from './read-hold.ts';
import { tailOf } from './shapes.ts';
import type { ShopifyOrder } from './shapes.ts';

/** Lines beyond this are no order that anybody packs by hand: 30, and ten times 100. */
const MOST_RESTS = 10;

/** One page of a listing: either the next orders, or one large order of the page before. */
export async function listPage(ask: Ask, updatedAfterMs: number, bookmark: Bookmark, rules: ReadingRules): Promise<Outcome<OrderPage>> {
  const [large, ...others] = bookmark.whole;
  if (large !== undefined) return listLarge(ask, large, { ...bookmark, whole: others }, rules);
  const listed = await ask.call(listOrders, { updatedAfterMs, bookmark }, POINTS.listOrders);
  if (listed.kind !== 'done') return listed;
  const { records, endCursor, hasNextPage, untilMs } = listed.value;
  const orders: ChannelOrder[] = [];
  const unreadable: { channelOrderId: string | null; reason: string }[] = [];
  const whole: string[] = [];
  for (const record of records) {
    if (record.kind === 'unreadable') unreadable.push({ channelOrderId: record.channelOrderId, reason: record.reason });
    else if (isShownInPart(record.order)) whole.push(tailOf(record.order.id));
    else orders.push(readChannelOrder(record.order, rules));
  }
  // What the first page was complete up to holds for all its pages: later ones are later answers to the same question.
  const isFirst = bookmark.after === null;
  const next: Bookmark = { after: endCursor, untilMs: isFirst ? untilMs : bookmark.untilMs, whole, done: !hasNextPage || endCursor === null };
  return { kind: 'done', value: { orders, unreadable, nextPageToken: writeBookmark(next), completeUntilMs: next.untilMs } };
}

async function listLarge(ask: Ask, id: string, next: Bookmark, rules: ReadingRules): Promise<Outcome<OrderPage>> {
  const read = await readWhole(ask, id, rules);
  const page = (value: Pick<OrderPage, 'orders' | 'unreadable'>): Outcome<OrderPage> => ({ kind: 'done', value: { ...value, nextPageToken: writeBookmark(next), completeUntilMs: next.untilMs } });
  if (read.kind === 'done') return page({ orders: read.value === null ? [] : [read.value], unreadable: [] });
  const [problem] = read.kind === 'rejected' ? read.problems : [];
  return problem?.code === 'unreadable' ? page({ orders: [], unreadable: [{ channelOrderId: id, reason: problem.message }] }) : read;
}

/** Null where Shopify does not know the order. */
export async function readWhole(ask: Ask, id: string, rules: ReadingRules): Promise<Outcome<ChannelOrder | null>> {
  const read = await ask.call(readOrder, id, POINTS.readOrder);
  if (read.kind !== 'done') return read;
  if (read.value === null) return { kind: 'done', value: null };
  if (read.value.kind === 'unreadable') return { kind: 'rejected', problems: [{ code: 'unreadable', message: read.value.reason }] };
  const whole = await complete(ask, id, read.value.order);
  return whole.kind === 'done' ? { kind: 'done', value: readChannelOrder(whole.value, rules) } : whole;
}

/** What did not fit into the first answer: more lines, page by page, and all the work and parcels where there are many. */
async function complete(ask: Ask, id: string, first: ShopifyOrder): Promise<Outcome<ShopifyOrder>> {
  let order = first;
  for (let rests = 0; rests < MOST_RESTS; rests += 1) {
    const { pageInfo } = order.lineItems;
    const afterLine = pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;
    const moreWork = rests === 0 && order.fulfillmentOrders.pageInfo.hasNextPage;
    const moreParcels = rests === 0 && (order.fulfillmentsCount?.count ?? 0) > order.fulfillments.length;
    if (afterLine === null && !moreWork && !moreParcels) break;
    const rest = await ask.call(readRest, { id, afterLine, moreWork, moreParcels }, POINTS.readRest);
    if (rest.kind !== 'done') return rest;
    const { lineItems, work, parcels } = rest.value;
    order = {
      ...order,
      lineItems: afterLine === null ? order.lineItems : { nodes: [...order.lineItems.nodes, ...lineItems.nodes], pageInfo: lineItems.pageInfo },
      ...(work === null ? {} : { fulfillmentOrders: { nodes: work, pageInfo: { hasNextPage: false } } }),
      ...(parcels === null ? {} : { fulfillments: parcels }),
    };
  }
  return { kind: 'done', value: order };
}
