import type { Answer, Budget, ChannelDesk, DeskParts, DeskRequest, PracticeChannel, Route } from '../channel.ts';
import { createServerBucket } from '../channel.ts';
import { countRead, settleOrder } from '../shop/order-life.ts';
import { createAccessDesk, expiredToken, PRACTICE_SHOP, PRACTICE_TIKTOK } from './access.ts';
import { answerCancellations, answerOrder } from './answers.ts';
import { providersOf } from './providers.ts';
import { invalidParameters, refusal, success } from './replies.ts';
import { searchOrders } from './search-orders.ts';
import { markShipped, shipPackage, updatePackage } from './tell-shipped.ts';
import type { PracticeMarket, Telling, Verdict } from './tell-shipped.ts';

/** 50 calls a second for each API, per app and shop. Source: TikTok Shop, "Rate limits", read on 2026-11-21. */
const PUBLISHED: Budget = { ratePerSecond: 50, burst: 50 };
/** Nobody names a figure; long enough to be noticed. Milliseconds. */
const LIST_LAG_MS = 5_000;

interface Way {
  readonly operation: string;
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
}

/** The first group of a path is the order, the package or the delivery option that it is about. */
const WAYS: readonly Way[] = [
  { operation: 'refreshToken', method: 'GET', path: /^\/api\/v2\/token\/refresh$/ },
  { operation: 'getToken', method: 'GET', path: /^\/api\/v2\/token\/get$/ },
  { operation: 'getAuthorizedShops', method: 'GET', path: /^\/authorization\/202309\/shops$/ },
  { operation: 'searchOrders', method: 'POST', path: /^\/order\/202309\/orders\/search$/ },
  { operation: 'getOrderDetail', method: 'GET', path: /^\/order\/202507\/orders$/ },
  { operation: 'searchCancellations', method: 'POST', path: /^\/return_refund\/202309\/cancellations\/search$/ },
  { operation: 'getShippingProviders', method: 'GET', path: /^\/logistics\/202309\/delivery_options\/([^/]+)\/shipping_providers$/ },
  { operation: 'markPackageShipped', method: 'POST', path: /^\/fulfillment\/202309\/orders\/([^/]+)\/packages$/ },
  { operation: 'shipPackage', method: 'POST', path: /^\/fulfillment\/202309\/packages\/([^/]+)\/ship$/ },
  { operation: 'updatePackageShippingInfo', method: 'POST', path: /^\/fulfillment\/202309\/packages\/([^/]+)\/shipping_info\/update$/ },
];

export interface PracticeTikTokOptions {
  /** Default: DE. */
  readonly market?: PracticeMarket;
  /** A refresh token that was replaced is refused. Default: it stays good. */
  readonly forgetsOldTokens?: boolean;
}

export function createPracticeTikTok({ market = 'DE', forgetsOldTokens = false }: PracticeTikTokOptions = {}): PracticeChannel {
  return {
    id: 'tiktok',
    listLagMs: LIST_LAG_MS,
    createDesk: (parts) => createTikTokDesk(parts, market, forgetsOldTokens),
    mintOrderId: (digits) => `5764${digits(14)}`,
    // With the three digits of a unit 18 digits long, as TikTok's line items are.
    mintLineId: (digits) => `57708${digits(10)}`,
    settingsAt: (baseUrl) => ({ endpoint: baseUrl, tokenEndpoint: baseUrl, ...PRACTICE_TIKTOK }),
  };
}

export const practiceTikTok: PracticeChannel = createPracticeTikTok();

function createTikTokDesk({ world, clock, budgets, listLagMs }: DeskParts, market: PracticeMarket, forgetsOldTokens: boolean): ChannelDesk {
  const access = createAccessDesk({ forgetsOldTokens });
  const takeCall = new Map(WAYS.map(({ operation }) => [operation, createServerBucket(budgets[operation] ?? PUBLISHED, () => clock.monotonicMs())]));

  const findOrder = (channelOrderId: string | null | undefined): (typeof world.orders)[number] | undefined => world.orders.find((order) => order.channelOrderId === channelOrderId);

  function readOrders(query: URLSearchParams): { answer: Answer; mustSave: boolean } {
    const ids = (query.get('ids') ?? '').split(',').filter((id) => id !== '');
    if (ids.length === 0 || ids.length > 50) return { answer: invalidParameters(), mustSave: false };
    const found = ids.map(findOrder).filter((order) => order !== undefined);
    const answer = success({ orders: found.map(answerOrder) });
    return { answer, mustSave: found.map((order) => countRead(order, clock.nowMs())).includes(true) };
  }

  function readCancellations(body: unknown): Answer {
    const ids = typeof body === 'object' && body !== null && 'order_ids' in body && Array.isArray(body.order_ids) ? body.order_ids : [];
    const cancellations = ids.flatMap((id: unknown) => (typeof id === 'string' ? [findOrder(id)] : [])).flatMap((order) => (order === undefined ? [] : answerCancellations(order)));
    return success({ cancellations, total_count: cancellations.length, next_page_token: '' });
  }

  function readProviders(deliveryOptionId: string): Answer {
    const providers = providersOf(deliveryOptionId);
    return providers === null ? refusal(21_008_116, 'No Subscription without specified delivery option.') : success({ shipping_providers: providers });
  }

  function keep(verdict: Verdict): { answer: Answer; mustSave: boolean } {
    if (verdict.acceptance !== null) world.acceptances.push(verdict.acceptance);
    return verdict;
  }

  function work(operation: string, subject: string, request: DeskRequest): { answer: Answer; mustSave: boolean } {
    const telling: Telling = { world, market, nowMs: clock.nowMs() };
    const query = request.url.searchParams;
    switch (operation) {
      case 'getAuthorizedShops':
        return { answer: success({ shops: [PRACTICE_SHOP] }), mustSave: false };
      case 'searchOrders':
        return { answer: searchOrders(world.orders, query, parseJson(request.body), telling.nowMs, listLagMs), mustSave: false };
      case 'getOrderDetail':
        return readOrders(query);
      case 'searchCancellations':
        return { answer: readCancellations(parseJson(request.body)), mustSave: false };
      case 'getShippingProviders':
        return { answer: readProviders(subject), mustSave: false };
      case 'markPackageShipped':
        return keep(markShipped(telling, findOrder(subject), parseJson(request.body)));
      case 'shipPackage':
        return keep(shipPackage(telling, subject, parseJson(request.body)));
      case 'updatePackageShippingInfo':
        return keep(updatePackage(telling, subject, parseJson(request.body)));
      default:
        return { answer: noSuchPath(), mustSave: false };
    }
  }

  return {
    route: routeOf,
    answer(request, { operation }) {
      const nowMs = clock.nowMs();
      if (operation === 'refreshToken' || operation === 'getToken') return { answer: access.answerTokenCall(request, operation === 'getToken' ? 'code' : 'refresh', nowMs), mustSave: false };
      const take = takeCall.get(operation);
      if (take === undefined) return { answer: noSuchPath(), mustSave: false };
      const denied = access.check(request, operation !== 'getAuthorizedShops', nowMs);
      if (denied !== null) return { answer: denied, mustSave: false };
      if (!take()) return { answer: tooMany(), mustSave: false };
      const settled = world.orders.map((order) => settleOrder(order, nowMs)).includes(true);
      const { answer, mustSave } = work(operation, subjectOf(request), request);
      return { answer, mustSave: mustSave || settled };
    },
    refuse(why, status) {
      if (why === 'token-expired') return expiredToken();
      return status === 429 ? tooMany() : refusal(36_009_003, 'Internal error. Please try again. If the issue persists after multiple attempts, please contact platform support.', status);
    },
    expireTokens: () => access.expireAll(),
  };
}

function routeOf(request: DeskRequest): Route {
  const way = WAYS.find(({ method, path }) => method === request.method && path.test(request.url.pathname));
  if (way === undefined) return { operation: 'other', channelOrderId: null };
  if (way.operation === 'getOrderDetail') return { operation: way.operation, channelOrderId: request.url.searchParams.get('ids') };
  return { operation: way.operation, channelOrderId: way.operation === 'markPackageShipped' ? subjectOf(request) : null };
}

function subjectOf({ url }: DeskRequest): string {
  const found = WAYS.map(({ path }) => path.exec(url.pathname)?.[1]).find((subject) => subject !== undefined);
  return decodeURIComponent(found ?? '');
}

const noSuchPath = (): Answer => refusal(36_009_009, 'Invalid path. The request path does not match any endpoint.', 404);
const tooMany = (): Answer => refusal(36_009_002, 'Too many requests. Please try again later.', 429);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error: unknown) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
