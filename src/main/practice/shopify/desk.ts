import { z } from 'zod';
import type { Answer, ChannelDesk, DeskParts, DeskRequest, PracticeChannel, Route } from '../channel.ts';
import { countRead, settleOrder } from '../shop/order-life.ts';
import type { PracticeOrder } from '../shop/world.ts';
import { createAccessDesk, PRACTICE_CLIENT, refusedToken } from './access.ts';
import { createFulfillment, findWork, updateTracking } from './fulfil.ts';
import type { Verdict } from './fulfil.ts';
import { parseDocument } from './graphql-document.ts';
import type { Directive, DocumentNode, OperationNode } from './graphql-document.ts';
import { DocumentError, page, requestedCost, run } from './graphql-run.ts';
import type { Given, Thing } from './graphql-run.ts';
import { createPointsBucket, PUBLISHED_POINTS } from './points.ts';
import { createShelf } from './shelf.ts';
import { orderThing, parcelThing, workThing } from './things.ts';
import { LOCATIONS } from './works.ts';
import type { Elsewhere } from './works.ts';

const GRAPHQL_PATH = '/admin/api/2026-10/graphql.json';
const TOKEN_PATH = '/admin/oauth/access_token';
/** The search runs behind by seconds, as seen by others. Milliseconds. */
const LIST_LAG_MS = 5_000;
/** Most that one document may cost. Source: "GraphQL Admin API rate limits", read on 2026-11-21. */
const MOST_POINTS = 1_000;

const SCOPES = ['read_orders', 'read_products', 'read_merchant_managed_fulfillment_orders', 'write_merchant_managed_fulfillment_orders', 'read_third_party_fulfillment_orders', 'read_inventory', 'write_inventory', 'read_locations'];

export interface ShopifyManners {
  /** Goods that lie in the annex: their orders are work for two places. */
  readonly elsewhere?: readonly string[];
}

export const practiceShopifyWith = ({ elsewhere = [] }: ShopifyManners): PracticeChannel => ({
  id: 'shopify',
  listLagMs: LIST_LAG_MS,
  createDesk: (parts) => createShopifyDesk(parts, new Set(elsewhere)),
  mintOrderId: (digits) => `5${digits(12)}`,
  mintLineId: (digits) => `1${digits(13)}`,
  settingsAt: (baseUrl) => ({ endpoint: baseUrl, ...PRACTICE_CLIENT, locationId: LOCATIONS.bench }),
});

export const practiceShopify: PracticeChannel = practiceShopifyWith({});

const bodyShape = z.object({ query: z.string(), operationName: z.string().nullish(), variables: z.record(z.string(), z.unknown()).nullish() });
type Body = z.output<typeof bodyShape>;

interface Asked {
  readonly document: DocumentNode;
  readonly operation: OperationNode;
  readonly variables: Given;
}

function createShopifyDesk({ world, clock, budgets, listLagMs }: DeskParts, elsewhere: Elsewhere): ChannelDesk {
  const access = createAccessDesk();
  const shelf = createShelf();
  const points = createPointsBucket(budgets['graphql'] ?? PUBLISHED_POINTS, () => clock.monotonicMs());
  const findOrder = (gid: unknown): PracticeOrder | undefined => world.orders.find((order) => gid === `gid://shopify/Order/${order.channelOrderId}`);

  const cost = (requested: number, actual: number | null): Given => ({ cost: { requestedQueryCost: requested, actualQueryCost: actual, throttleStatus: points.status() } });
  /** The vendor's clock: a client that trusts its own would miss orders. */
  const answerOf = (status: number, body: unknown): Answer => ({ status, headers: { date: new Date(clock.nowMs()).toUTCString(), 'x-shopify-api-version': '2026-10' }, body });
  const failed = (message: string, code: string, extensions?: Given): Answer => answerOf(200, { errors: [{ message, extensions: { code } }], ...(extensions === undefined ? {} : { extensions }) });

  /** What may be asked for. `changed` tells that the shop's memory did. */
  function createRoot(changed: () => void): Thing {
    const accept = (verdict: Verdict, type: string): Thing => {
      if (verdict.kind === 'refused') return { __typename: type, fulfillment: null, userErrors: [{ __typename: 'UserError', field: verdict.field, message: verdict.message }] };
      world.acceptances.push(verdict.acceptance);
      changed();
      const parcel = verdict.order.packages.find(({ reference }) => reference === verdict.reference);
      return { __typename: type, fulfillment: parcel === undefined ? null : parcelThing(verdict.order, parcel), userErrors: [] };
    };
    return {
      __typename: 'QueryRoot',
      shop: { __typename: 'Shop', name: 'Practice shop' },
      currentAppInstallation: { __typename: 'AppInstallation', accessScopes: SCOPES.map((handle) => ({ __typename: 'AccessScope', handle })) },
      orders: (args: Given) => searchOrders(args),
      order: ({ id }: Given) => {
        const order = findOrder(id);
        if (order === undefined) return null;
        const thing = orderThing(order, elsewhere);
        // What is due because of this read shows in the next answer: the laying open above came first.
        if (countRead(order, clock.nowMs())) changed();
        return thing;
      },
      fulfillment: ({ id }: Given) => {
        const order = world.orders.find(({ packages }) => packages.some(({ reference }) => id === `gid://shopify/Fulfillment/${reference}`));
        const parcel = order?.packages.find(({ reference }) => id === `gid://shopify/Fulfillment/${reference}`);
        return order === undefined || parcel === undefined ? null : parcelThing(order, parcel);
      },
      fulfillmentOrder: ({ id }: Given) => {
        const found = typeof id === 'string' ? findWork(world.orders, id, elsewhere) : null;
        return found === null ? null : workThing(found.order, found.work);
      },
      inventoryItems: (args: Given) => shelf.find(args),
      fulfillmentCreate: ({ fulfillment }: Given) => accept(createFulfillment(world.orders, fulfillment, elsewhere, clock.nowMs()), 'FulfillmentCreatePayload'),
      fulfillmentTrackingInfoUpdate: ({ fulfillmentId, trackingInfoInput }: Given) => accept(updateTracking(world.orders, fulfillmentId, trackingInfoInput, clock.nowMs()), 'FulfillmentTrackingInfoUpdatePayload'),
      inventorySetQuantities: ({ input }: Given, directives: readonly Directive[]) => shelf.set(input, keyOf(directives)),
    };
  }

  function searchOrders(args: Given): unknown {
    const from = /^updated_at:>='([^']+)'$/.exec(typeof args['query'] === 'string' ? args['query'] : '');
    const fromMs = from?.[1] === undefined ? Number.NEGATIVE_INFINITY : Date.parse(from[1]);
    const found = world.orders
      .filter((order) => order.updatedAtMs >= fromMs && order.updatedAtMs <= clock.nowMs() - listLagMs)
      .sort((a, b) => a.updatedAtMs - b.updatedAtMs || (a.channelOrderId < b.channelOrderId ? -1 : 1));
    // A cursor is a place in time, not a count: what changes meanwhile moves to the end and pushes nothing off a page.
    const placeOf = (order: PracticeOrder): string => Buffer.from(JSON.stringify([order.updatedAtMs, order.channelOrderId])).toString('base64');
    const { after, first } = args;
    const place = typeof after === 'string' ? readPlace(after) : ([Number.NEGATIVE_INFINITY, ''] as const);
    if (place === null) throw new DocumentError('Invalid cursor for current pagination sort.', 'BAD_REQUEST');
    const rest = found.filter((order) => order.updatedAtMs > place[0] || (order.updatedAtMs === place[0] && order.channelOrderId > place[1]));
    const size = typeof first === 'number' && first >= 1 && first <= 250 ? first : 50;
    const shown = rest.slice(0, size);
    return page('Order', shown.map((order) => orderThing(order, elsewhere)), rest.length > size, (_thing, index) => shown.slice(index, index + 1).map(placeOf).join(''));
  }

  function answerGraphql(request: DeskRequest): { answer: Answer; mustSave: boolean } {
    const nowMs = clock.nowMs();
    let mustSave = world.orders.map((order) => settleOrder(order, nowMs)).includes(true);
    const body = bodyShape.safeParse(parseJson(request.body));
    if (!body.success) return { answer: answerOf(400, { errors: { query: 'Required parameter missing or invalid' } }), mustSave };
    try {
      const { document, operation, variables } = readAsked(body.data);
      const requested = requestedCost(operation, document, variables);
      if (requested > MOST_POINTS) return { answer: failed(`Query cost is ${requested}, which exceeds the single query max cost limit (${MOST_POINTS}).`, 'MAX_COST_EXCEEDED'), mustSave };
      if (!points.take(requested)) return { answer: failed('Throttled', 'THROTTLED', cost(requested, null)), mustSave };
      const { data, cost: actual } = run(operation, document, createRoot(() => void (mustSave = true)), variables);
      points.giveBack(Math.max(0, requested - actual));
      return { answer: answerOf(200, { data, extensions: cost(requested, actual) }), mustSave };
    } catch (error: unknown) {
      if (error instanceof DocumentError) return { answer: failed(error.message, error.code), mustSave };
      if (error instanceof SyntaxError) return { answer: failed(error.message, 'parseError'), mustSave };
      throw error;
    }
  }

  return {
    route({ method, url, body }): Route {
      if (method === 'POST' && url.pathname === TOKEN_PATH) return { operation: 'accessToken', channelOrderId: null };
      if (method !== 'POST' || url.pathname !== GRAPHQL_PATH) return { operation: 'other', channelOrderId: null };
      const asked = bodyShape.safeParse(parseJson(body));
      return asked.success ? { operation: asked.data.operationName ?? 'graphql', channelOrderId: orderOf(asked.data.variables ?? {}) } : { operation: 'graphql', channelOrderId: null };
    },
    answer(request, route) {
      if (route.operation === 'accessToken') return { answer: access.issue(new URLSearchParams(request.body), clock.nowMs()), mustSave: false };
      if (route.operation === 'other') return { answer: answerOf(404, { errors: 'Not Found' }), mustSave: false };
      const given = request.headers['x-shopify-access-token'];
      const denied = access.check(Array.isArray(given) ? given[0] : given, clock.nowMs());
      return denied === null ? answerGraphql(request) : { answer: denied, mustSave: false };
    },
    refuse(why, status) {
      if (why === 'token-expired') return refusedToken();
      if (status !== 429) return answerOf(status, { errors: 'Internal Server Error' });
      const { maximumAvailable, restoreRate } = points.status();
      return failed('Throttled', 'THROTTLED', { cost: { requestedQueryCost: 300, actualQueryCost: null, throttleStatus: { maximumAvailable, currentlyAvailable: 0, restoreRate } } });
    },
    expireTokens: () => access.expireAll(),
  };

  function orderOf(variables: Given): string | null {
    const { id, fulfillment, fulfillmentId } = variables;
    const order = typeof id === 'string' ? findOrder(id) : undefined;
    if (order !== undefined) return order.channelOrderId;
    const shape = z.object({ lineItemsByFulfillmentOrder: z.array(z.object({ fulfillmentOrderId: z.string() })).min(1) }).safeParse(fulfillment);
    const workId = shape.success ? shape.data.lineItemsByFulfillmentOrder[0]?.fulfillmentOrderId : undefined;
    if (workId !== undefined) return findWork(world.orders, workId, elsewhere)?.order.channelOrderId ?? null;
    return world.orders.find(({ packages }) => packages.some(({ reference }) => fulfillmentId === `gid://shopify/Fulfillment/${reference}`))?.channelOrderId ?? null;
  }
}

const placeShape = z.tuple([z.number(), z.string()]);

function readPlace(cursor: string): readonly [number, string] | null {
  const place = placeShape.safeParse(parseJson(Buffer.from(cursor, 'base64').toString('utf8')));
  return place.success ? place.data : null;
}

function readAsked({ query, operationName, variables }: Body): Asked {
  const document = parseDocument(query);
  const operation = operationName == null ? document.operations[0] : document.operations.find(({ name }) => name === operationName);
  if (operation === undefined) throw new DocumentError(`No operation named "${operationName ?? ''}"`, 'BAD_REQUEST');
  return { document, operation, variables: variables ?? {} };
}

function keyOf(directives: readonly Directive[]): string | null {
  const key = directives.find(({ name }) => name === 'idempotent')?.args['key'];
  return key?.kind === 'plain' && typeof key.value === 'string' ? key.value : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error: unknown) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
