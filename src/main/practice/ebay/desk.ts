import { createServerBucket } from '../channel.ts';
import type { Answer, Budget, ChannelDesk, DeskParts, DeskRequest, PracticeChannel, Route } from '../channel.ts';
import { countRead, settleOrder, shownPackagesOf } from '../shop/order-life.ts';
import type { PracticeOrder } from '../shop/world.ts';
import { createEbayTokenDesk, PRACTICE_EBAY_KEYS } from './access-tokens.ts';
import { answerFulfillment, answerOrder } from './answers.ts';
import { createFulfillment } from './create-fulfillment.ts';
import { getOrders } from './get-orders.ts';
import { conflict, invalidInput, invalidOrderId, invalidToken, notFound, systemError, tooManyRequests } from './refusals.ts';

/** eBay counts the day, over all calls of the resource: a whole day's calls may come at once. The figure is unconfirmed. */
const DAY: Budget = { ratePerSecond: 100_000 / 86_400, burst: 100_000 };
const FULFILLMENT_CALLS = ['getOrders', 'getOrder', 'getShippingFulfillments', 'createShippingFulfillment'] as const;

export const practiceEbay: PracticeChannel = {
  id: 'ebay',
  // What was changed can be found at once: nothing else is documented.
  listLagMs: 0,
  createDesk: createEbayDesk,
  mintOrderId: (digits) => `${digits(2)}-${digits(5)}-${digits(5)}`,
  mintLineId: (digits) => `100${digits(11)}`,
  settingsAt: (baseUrl) => ({ endpoint: baseUrl, ...PRACTICE_EBAY_KEYS }),
};

interface Answered {
  readonly answer: Answer;
  readonly mustSave: boolean;
}

function createEbayDesk({ world, clock, budgets, listLagMs }: DeskParts): ChannelDesk {
  const tokens = createEbayTokenDesk();
  // One count for all, as eBay has it; a call that is given a budget of its own is counted apart, for tests.
  const takeOfDay = createServerBucket(DAY, () => clock.monotonicMs());
  const own = new Map(Object.entries(budgets).map(([operation, budget]) => [operation, createServerBucket(budget, () => clock.monotonicMs())]));

  const headerOf = ({ headers }: DeskRequest, name: string): string => {
    const given = headers[name];
    return (Array.isArray(given) ? given[0] : given) ?? '';
  };
  const findOrder = (route: Route): PracticeOrder | undefined => world.orders.find((order) => order.channelOrderId === route.channelOrderId);

  function readOne(route: Route, nowMs: number): Answered {
    const order = findOrder(route);
    if (order === undefined) return { answer: notFound(), mustSave: false };
    const answer: Answer = { status: 200, body: answerOrder(order, 'alone') };
    return { answer, mustSave: countRead(order, nowMs) };
  }

  function readFulfillments(route: Route): Answered {
    const order = findOrder(route);
    // Unlike for the order itself, the document has no 404 here.
    if (order === undefined) return { answer: invalidOrderId(route.channelOrderId ?? ''), mustSave: false };
    const fulfillments = shownPackagesOf(order).map(answerFulfillment);
    return { answer: { status: 200, body: { fulfillments, total: fulfillments.length, warnings: [] } }, mustSave: false };
  }

  function create(route: Route, request: DeskRequest, nowMs: number): Answered {
    if (!headerOf(request, 'content-type').startsWith('application/json')) return { answer: invalidInput(), mustSave: false };
    const verdict = createFulfillment(world.orders, route.channelOrderId ?? '', parseJson(request.body), nowMs);
    if (verdict.kind === 'refused') return { answer: verdict.answer, mustSave: false };
    world.acceptances.push(verdict.acceptance);
    const location = `https://api.ebay.com/sell/fulfillment/v1/order/${verdict.acceptance.channelOrderId}/shipping_fulfillment/${verdict.fulfillmentId}`;
    return { answer: { status: 201, headers: { location }, body: {} }, mustSave: true };
  }

  function answerCall(operation: (typeof FULFILLMENT_CALLS)[number], route: Route, request: DeskRequest, nowMs: number): Answered {
    switch (operation) {
      case 'getOrders':
        return { answer: getOrders(world.orders, request.url.searchParams, nowMs, listLagMs), mustSave: false };
      case 'getOrder':
        return readOne(route, nowMs);
      case 'getShippingFulfillments':
        return readFulfillments(route);
      case 'createShippingFulfillment':
        return create(route, request, nowMs);
    }
  }

  return {
    route({ method, url }) {
      const path = url.pathname;
      if (method === 'POST' && path === '/identity/v1/oauth2/token') return { operation: 'accessToken', channelOrderId: null };
      if (method === 'GET' && path === '/sell/fulfillment/v1/order') return { operation: 'getOrders', channelOrderId: null };
      const [, id, rest = ''] = /^\/sell\/fulfillment\/v1\/order\/([^/]+)(\/shipping_fulfillment)?$/.exec(path) ?? [];
      if (id === undefined) return { operation: 'other', channelOrderId: null };
      const channelOrderId = decodeURIComponent(id);
      if (rest === '' && method === 'GET') return { operation: 'getOrder', channelOrderId };
      if (rest !== '' && method === 'GET') return { operation: 'getShippingFulfillments', channelOrderId };
      return rest !== '' && method === 'POST' ? { operation: 'createShippingFulfillment', channelOrderId } : { operation: 'other', channelOrderId: null };
    },
    answer(request, route) {
      const nowMs = clock.nowMs();
      // The marketplace's own clock: listings are cut by it.
      const dated = ({ answer, mustSave }: Answered): Answered => ({ answer: { ...answer, headers: { date: new Date(nowMs).toUTCString(), ...answer.headers } }, mustSave });
      if (route.operation === 'accessToken') return dated({ answer: tokens.issue(new URLSearchParams(request.body), headerOf(request, 'authorization'), nowMs), mustSave: false });
      const operation = FULFILLMENT_CALLS.find((call) => call === route.operation);
      if (operation === undefined) return dated({ answer: notFound(), mustSave: false });
      const denied = tokens.check(headerOf(request, 'authorization'), nowMs);
      if (denied !== null) return dated({ answer: denied, mustSave: false });
      if (!(own.get(operation) ?? takeOfDay)()) return dated({ answer: tooManyRequests(429), mustSave: false });
      const settled = world.orders.map((order) => settleOrder(order, nowMs)).includes(true);
      const answered = answerCall(operation, route, request, nowMs);
      return dated({ answer: answered.answer, mustSave: answered.mustSave || settled });
    },
    refuse(why, status) {
      if (why === 'token-expired') return invalidToken();
      if (status === 429) return tooManyRequests(status);
      if (status === 409) return conflict();
      return status === 404 ? notFound() : systemError(status);
    },
    expireTokens: () => tokens.expireAll(),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error: unknown) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
