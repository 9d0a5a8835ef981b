import { createTokenDesk, PRACTICE_CREDENTIALS } from './access-tokens.ts';
import { answerOrder, invalidInput, refuse } from './answers.ts';
import { createServerBucket } from '../channel.ts';
import type { Answer, Budget, ChannelDesk, DeskParts, DeskRequest, PracticeChannel, Route } from '../channel.ts';
import { PUBLISHED_BUDGETS } from './budgets.ts';
import type { BudgetedOperation } from './budgets.ts';
import { confirmShipment } from './confirm-shipment.ts';
import { countRead, settleOrder } from '../shop/order-life.ts';
import { PRACTICE_MARKETPLACE_IDS } from '../orders.ts';
import { createListings, PRACTICE_SELLER_ID } from './listings.ts';
import { readDataSets, searchOrders } from './search-orders.ts';
import type { PracticeWorld } from '../shop/world.ts';

const BUDGETED = ['searchOrders', 'getOrder', 'confirmShipment', 'searchListingsItems', 'patchListingsItem'] as const satisfies readonly BudgetedOperation[];
const budgetOf = (operation: string): BudgetedOperation | undefined => BUDGETED.find((budgeted) => budgeted === operation);

/** `lastUpdatedBefore` lies two minutes back. Source: Orders API 2026-01-01. Milliseconds. */
const LIST_LAG_MS = 2 * 60_000;

export const practiceAmazon: PracticeChannel = {
  id: 'amazon',
  listLagMs: LIST_LAG_MS,
  createDesk: createAmazonDesk,
  settingsAt: (baseUrl) => ({ endpoint: baseUrl, tokenUrl: `${baseUrl}/auth/o2/token`, marketplaceIds: PRACTICE_MARKETPLACE_IDS, sellerId: PRACTICE_SELLER_ID, ...PRACTICE_CREDENTIALS }),
};

function createAmazonDesk({ world, clock, budgets, listLagMs }: DeskParts): ChannelDesk {
  const tokens = createTokenDesk();
  const listings = createListings();
  const limits: Readonly<Record<BudgetedOperation, Budget>> = { ...PUBLISHED_BUDGETS, ...budgets };
  const monotonicMs = (): number => clock.monotonicMs();
  const takeCall: Readonly<Record<BudgetedOperation, () => boolean>> = {
    searchOrders: createServerBucket(limits.searchOrders, monotonicMs),
    getOrder: createServerBucket(limits.getOrder, monotonicMs),
    confirmShipment: createServerBucket(limits.confirmShipment, monotonicMs),
    searchListingsItems: createServerBucket(limits.searchListingsItems, monotonicMs),
    patchListingsItem: createServerBucket(limits.patchListingsItem, monotonicMs),
  };

  function answerBudgeted(operation: BudgetedOperation, route: Route, request: DeskRequest): { answer: Answer; mustSave: boolean } {
    const nowMs = clock.nowMs();
    const settled = world.orders.map((order) => settleOrder(order, nowMs)).includes(true);
    switch (operation) {
      case 'searchOrders':
        return { answer: searchOrders(world.orders, request.url.searchParams, nowMs, listLagMs), mustSave: settled };
      case 'getOrder':
        return readOne(route, request, nowMs, settled);
      case 'confirmShipment':
        return confirmOne(route, request, nowMs, settled);
      case 'searchListingsItems':
        return { answer: listings.search(listingOf(request.url).sellerId, request.url.searchParams), mustSave: settled };
      case 'patchListingsItem':
        return { answer: listings.patch(listingOf(request.url).sellerId, listingOf(request.url).sku, request.url.searchParams, parseJson(request.body)), mustSave: settled };
    }
  }

  const findOrder = (route: Route): PracticeWorld['orders'][number] | undefined => world.orders.find((order) => order.channelOrderId === route.channelOrderId);

  function readOne(route: Route, request: DeskRequest, nowMs: number, settled: boolean): { answer: Answer; mustSave: boolean } {
    const wanted = readDataSets(request.url.searchParams);
    if (wanted === null) return { answer: invalidInput('includedData holds an unknown data set.'), mustSave: settled };
    const order = findOrder(route);
    if (order === undefined) return { answer: refuse(404, 'NotFound', 'The requested resource was not found.'), mustSave: settled };
    const answer: Answer = { status: 200, body: { order: answerOrder(order, wanted) } };
    return { answer, mustSave: countRead(order, nowMs) || settled };
  }

  function confirmOne(route: Route, request: DeskRequest, nowMs: number, settled: boolean): { answer: Answer; mustSave: boolean } {
    const verdict = confirmShipment(findOrder(route), route.channelOrderId ?? '', parseJson(request.body), nowMs);
    if (verdict.kind === 'refused') return { answer: verdict.answer, mustSave: settled };
    world.acceptances.push(verdict.acceptance);
    return { answer: { status: 204, body: null }, mustSave: true };
  }

  return {
    route({ method, url }) {
      const path = url.pathname;
      if (method === 'POST' && path === '/auth/o2/token') return { operation: 'accessToken', channelOrderId: null };
      if (method === 'GET' && path === '/orders/2026-01-01/orders') return { operation: 'searchOrders', channelOrderId: null };
      const read = method === 'GET' ? /^\/orders\/2026-01-01\/orders\/([^/]+)$/.exec(path) : null;
      if (read?.[1] !== undefined) return { operation: 'getOrder', channelOrderId: decodeURIComponent(read[1]) };
      const confirm = method === 'POST' ? /^\/orders\/v0\/orders\/([^/]+)\/shipmentConfirmation$/.exec(path) : null;
      if (confirm?.[1] !== undefined) return { operation: 'confirmShipment', channelOrderId: decodeURIComponent(confirm[1]) };
      if (method === 'GET' && LISTINGS_PATH.test(path) && listingOf(url).sku === '') return { operation: 'searchListingsItems', channelOrderId: null };
      if (method === 'PATCH' && listingOf(url).sku !== '') return { operation: 'patchListingsItem', channelOrderId: null };
      return { operation: 'other', channelOrderId: null };
    },
    answer(request, route) {
      const { operation } = route;
      if (operation === 'accessToken') return { answer: tokens.issue(new URLSearchParams(request.body), clock.nowMs()), mustSave: false };
      const budgeted = budgetOf(operation);
      if (budgeted === undefined) return { answer: refuse(404, 'NotFound', 'The requested resource was not found.'), mustSave: false };
      const given = request.headers['x-amz-access-token'];
      const denied = tokens.check(Array.isArray(given) ? given[0] : given, clock.nowMs());
      if (denied !== null) return { answer: denied, mustSave: false };
      if (!takeCall[budgeted]()) return { answer: refuse(429, 'QuotaExceeded', 'You exceeded your quota for the requested resource.'), mustSave: false };
      const { answer, mustSave } = answerBudgeted(budgeted, route, request);
      return { answer: { ...answer, headers: { ...answer.headers, 'x-amzn-RateLimit-Limit': String(limits[budgeted].ratePerSecond) } }, mustSave };
    },
    refuse: (why, status) =>
      why === 'token-expired'
        ? refuse(403, 'Unauthorized', 'Access to requested resource is denied.', 'The access token you provided has expired.')
        : refuse(status, status === 429 ? 'QuotaExceeded' : 'InternalFailure', 'We encountered an internal error. Please try again.'),
    expireTokens: () => tokens.expireAll(),
  };
}

const LISTINGS_PATH = /^\/listings\/2021-08-01\/items\/([^/]+)(?:\/([^/]+))?$/;

function listingOf({ pathname }: URL): { readonly sellerId: string; readonly sku: string } {
  const [, sellerId = '', sku = ''] = LISTINGS_PATH.exec(pathname) ?? [];
  return { sellerId: decodeURIComponent(sellerId), sku: decodeURIComponent(sku) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error: unknown) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
