import type { BudgetedCall } from '../../../application/ports/marketplace.ts';
import type { RateLimit } from '../../kit/marketplace-connector.ts';

/**
 * Points, not calls: one bucket for everything that one app asks of one shop. 100 points a second is the Standard plan (200 Advanced,
 * 1,000 Plus, 2,000 Enterprise). Source: "GraphQL Admin API rate limits", read on 2026-11-21. How much a full bucket holds stands in
 * answers only; 2,000 is what others published for Standard, and the first answer teaches the truth.
 */
export const SHOPIFY_BUCKET: RateLimit = { ratePerSecond: 100, burst: 2_000 };

/** How many of each an answer may hold, chosen so that no query comes near 1,000 points by the documented sum. */
export const SIZES = {
  /** Orders a page of a listing holds, and what is shown of each; an order with more is read alone. */
  page: { orders: 8, lines: 8, fulfillmentOrders: 3, fulfillments: 2 },
  whole: { lines: 30, fulfillmentOrders: 5, fulfillments: 6 },
  rest: { lines: 100, fulfillmentOrders: 50, fulfillments: 50 },
  /** Before a write, so for every message: small, and a large order is asked for its rest. All parcels must show, or a number could be told twice. */
  plan: { fulfillmentOrders: 3, lines: 10, fulfillments: 12 },
  parcel: { lines: 30 },
  planRest: { fulfillmentOrders: 10, lines: 20 },
} as const;

/**
 * What a query asks for at most: an object 1, a connection 2 and its nodes, a mutation 10. The vendor gives back what was not used, and
 * says so in the answer. Checked against the documents by `test/connectors/shopify/documents.test.ts`.
 */
export const POINTS = {
  listOrders: 754,
  readOrder: 810,
  readRest: 655,
  readFulfillable: 130,
  readMoreFulfillable: 463,
  readWorkLines: 203,
  readFulfillment: 63,
  testConnection: 6,
  findItems: 152,
  mutation: 10,
} as const;

/**
 * What must be there before one call of the port begins, in the usual case: Shopify lets nothing in that asks for more than is there, and
 * gives back what was not used. A message takes about a tenth of it; what it took in truth is learned (`spent` of the budget). Confirming looks
 * first; where it has to look further, it asks for more then.
 */
export const CALL_POINTS: Readonly<Record<BudgetedCall, number>> = {
  'list-orders': POINTS.listOrders,
  'read-order': POINTS.readOrder,
  'confirm-dispatch': POINTS.readFulfillable + POINTS.mutation,
  'publish-stock': POINTS.findItems + POINTS.mutation,
};
