import type { Outcome } from '../../../../shared/domain/writeback/outcome.ts';
import type { Operation } from '../../kit/wire.ts';
import { mutationOf, queryOf } from './graphql.ts';
import type { Failure } from './graphql.ts';
import { SIZES } from './limits.ts';
import { completeUntil, searchOf } from './listing.ts';
import type { Bookmark } from './listing.ts';
import { problemsOf } from './problems.ts';
import { connectionShape, createdShape, fulfillableOrderShape, fulfillmentLinesShape, gidOf, moreFulfillableShape, orderListShape, orderShape, restShape, singleOrderShape, tailOf, updatedShape, workLinesShape } from './shapes.ts';
import type { Fulfillable, FulfillableOrder, ShopifyOrder } from './shapes.ts';
import type { ShopifySettings } from './settings.ts';

type Op<In, Out> = Operation<In, Out, ShopifySettings>;

export type ReadRecord =
  | { readonly kind: 'read'; readonly order: ShopifyOrder }
  | { readonly kind: 'unreadable'; readonly channelOrderId: string | null; readonly reason: string };

export interface ListedPage {
  readonly records: readonly ReadRecord[];
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
  /** By the date of this answer; null where it has none. */
  readonly untilMs: number | null;
}

const unavailable = (what: string): Failure => ({ kind: 'unavailable', cause: `the answer is not ${what}` });

/** The reason names fields and types only: it is shown and logged, so it must not carry what stood in them. */
function readRecord(record: unknown): ReadRecord {
  const parsed = orderShape.safeParse(record);
  if (parsed.success) return { kind: 'read', order: parsed.data };
  const named = typeof record === 'object' && record !== null && 'id' in record && typeof record.id === 'string' ? tailOf(record.id) : null;
  return { kind: 'unreadable', channelOrderId: named, reason: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') };
}

export const listOrders: Op<{ readonly updatedAfterMs: number; readonly bookmark: Bookmark }, ListedPage> = queryOf(
  'listOrders',
  ({ updatedAfterMs, bookmark }) => {
    const { orders, ...sizes } = SIZES.page;
    return { search: searchOf(updatedAfterMs), first: orders, after: bookmark.after, ...sizes, whole: false };
  },
  (data, reply) => {
    const page = orderListShape.safeParse(data);
    if (!page.success) return unavailable('a list of orders');
    const { nodes, pageInfo } = page.data.orders;
    return { kind: 'done', value: { records: nodes.map(readRecord), endCursor: pageInfo.endCursor ?? null, hasNextPage: pageInfo.hasNextPage, untilMs: completeUntil(reply) } };
  },
);

/** `untilMs` of an order read alone is of no use; null is an order that Shopify does not know. */
export const readOrder: Op<string, ReadRecord | null> = queryOf('readOrder', (id) => ({ id: gidOf('Order', id), ...SIZES.whole, whole: true }), (data) => {
  const answer = singleOrderShape.safeParse(data);
  if (!answer.success || answer.data.order === undefined) return unavailable('an order');
  return { kind: 'done', value: answer.data.order === null ? null : readRecord(answer.data.order) };
});

export interface Rest {
  readonly id: string;
  /** Null: every line is there. */
  readonly afterLine: string | null;
  readonly moreWork: boolean;
  readonly moreParcels: boolean;
}

export const readRest: Op<Rest, Pick<ShopifyOrder, 'lineItems'> & { readonly work: ShopifyOrder['fulfillmentOrders']['nodes'] | null; readonly parcels: ShopifyOrder['fulfillments'] | null }> = queryOf(
  'readRest',
  ({ id, afterLine, moreWork, moreParcels }) => ({ id: gidOf('Order', id), ...SIZES.rest, afterLine, moreLines: afterLine !== null, moreWork, moreParcels }),
  (data) => {
    const answer = restShape.safeParse(data);
    if (!answer.success || answer.data.order === null) return unavailable('the rest of an order');
    const { lineItems, fulfillmentOrders, fulfillments } = answer.data.order;
    return { kind: 'done', value: { lineItems: lineItems ?? { nodes: [], pageInfo: { hasNextPage: false } }, work: fulfillmentOrders?.nodes ?? null, parcels: fulfillments ?? null } };
  },
);

export const readFulfillable: Op<string, FulfillableOrder | null> = queryOf('readFulfillable', (id) => ({ id: gidOf('Order', id), ...SIZES.plan }), (data) => {
  const answer = fulfillableOrderShape.safeParse(data);
  return answer.success ? { kind: 'done', value: answer.data.order } : unavailable('an order');
});

export const readMoreFulfillable: Op<{ readonly id: string; readonly after: string | null }, FulfillableOrder['fulfillmentOrders']> = queryOf(
  'readMoreFulfillable',
  ({ id, after }) => ({ id: gidOf('Order', id), after, ...SIZES.planRest }),
  (data) => {
    const answer = moreFulfillableShape.safeParse(data);
    return answer.success && answer.data.order !== null ? { kind: 'done', value: answer.data.order.fulfillmentOrders } : unavailable('an order');
  },
);

export const readWorkLines: Op<{ readonly workId: string; readonly after: string | null }, Fulfillable['lineItems']> = queryOf(
  'readWorkLines',
  ({ workId, after }) => ({ id: workId, after, lines: SIZES.rest.lines }),
  (data) => {
    const answer = workLinesShape.safeParse(data);
    return answer.success ? { kind: 'done', value: answer.data.fulfillmentOrder?.lineItems ?? { nodes: [], pageInfo: { hasNextPage: false } } } : unavailable('the lines of a fulfilment order');
  },
);

/** What one fulfilment holds, by the number of the line. */
export const readFulfillment: Op<{ readonly id: string; readonly after: string | null }, { readonly lines: readonly (readonly [lineId: string, quantity: number])[]; readonly next: string | null }> = queryOf(
  'readFulfillment',
  ({ id, after }) => ({ id, after, lines: SIZES.parcel.lines }),
  (data) => {
    const answer = fulfillmentLinesShape.safeParse(data);
    if (!answer.success) return unavailable('a fulfilment');
    const page = answer.data.fulfillment?.fulfillmentLineItems;
    const lines = (page?.nodes ?? []).map(({ quantity, lineItem }) => [tailOf(lineItem.id), quantity ?? 0] as const);
    return { kind: 'done', value: { lines, next: page?.pageInfo.hasNextPage === true ? (page.pageInfo.endCursor ?? null) : null } };
  },
);

/** Shopify's `FulfillmentTrackingInput`. */
export interface TrackingInput {
  readonly company: string;
  readonly number?: string;
  readonly numbers?: readonly string[];
  readonly url?: string;
}

export interface CreateInput {
  readonly fulfillmentOrders: readonly { readonly id: string; readonly lines: readonly { readonly id: string; readonly quantity: number }[] }[];
  readonly tracking: TrackingInput;
  readonly notifyCustomer: boolean;
}

/** Accepted, and no more than that: the company may be a word nobody knows. Anything but a fulfilment or a refusal is unclear. */
function readTold(told: { readonly fulfillment?: { readonly id: string } | null | undefined; readonly userErrors: readonly { readonly field?: readonly string[] | null | undefined; readonly message: string }[] } | null): Outcome<void> {
  if (told?.fulfillment != null) return { kind: 'done', value: undefined };
  const [first, ...rest] = told?.userErrors ?? [];
  return first === undefined ? { kind: 'uncertain', cause: 'Shopify answered without a fulfilment and without a refusal' } : { kind: 'rejected', problems: problemsOf([first, ...rest]) };
}

export const createFulfillment: Op<CreateInput, void> = mutationOf(
  'fulfillmentCreate',
  ({ fulfillmentOrders, tracking, notifyCustomer }) => ({
    fulfillment: {
      lineItemsByFulfillmentOrder: fulfillmentOrders.map(({ id, lines }) => ({ fulfillmentOrderId: id, fulfillmentOrderLineItems: lines.map((line) => ({ id: line.id, quantity: line.quantity })) })),
      trackingInfo: tracking,
      notifyCustomer,
    },
  }),
  (data) => {
    const answer = createdShape.safeParse(data);
    return answer.success ? readTold(answer.data) : { kind: 'uncertain', cause: 'the answer is not that of fulfillmentCreate' };
  },
);

export const updateTracking: Op<{ readonly fulfillmentId: string; readonly tracking: TrackingInput; readonly notifyCustomer: boolean }, void> = mutationOf(
  'fulfillmentTrackingInfoUpdate',
  ({ fulfillmentId, tracking, notifyCustomer }) => ({ fulfillmentId, trackingInfo: tracking, notifyCustomer }),
  (data) => {
    const answer = updatedShape.safeParse(data);
    return answer.success ? readTold(answer.data) : { kind: 'uncertain', cause: 'the answer is not that of fulfillmentTrackingInfoUpdate' };
  },
);

export const tryConnection: Op<undefined, { readonly name: string; readonly scopes: ReadonlySet<string> }> = queryOf('testConnection', () => ({}), (data) => {
  const answer = connectionShape.safeParse(data);
  if (!answer.success) return unavailable('that of a shop');
  return { kind: 'done', value: { name: answer.data.shop.name, scopes: new Set(answer.data.currentAppInstallation.accessScopes.map(({ handle }) => handle)) } };
});
