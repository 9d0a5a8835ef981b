import type { Answer, ChannelDesk, DeskParts, DeskRequest, PracticeChannel, Route } from '../channel.ts';
import { countRead, settleOrder, shownPackagesOf } from '../shop/order-life.ts';
import type { PracticeOrder } from '../shop/world.ts';
import { answerFulfillment, answerOrder, isShownShipped } from './answers.ts';
import { createCallWindow, MINUTE } from './calls-left.ts';
import { listOrders } from './list-orders.ts';
import { CONNECTED_CARRIERS, markAsShipped } from './mark-as-shipped.ts';
import { badRequest, brokenServer, notLetIn, refusedOrder, tooManyCalls, unknownOrder } from './refusals.ts';

/** What a store must send to be let in. Plainly not real: nothing of it works anywhere else. */
export const PRACTICE_SHIPSTATION_V1_KEYS = { apiKey: 'practice-shipstation-key', apiSecret: 'practice-shipstation-secret' } as const;

const CALLS = ['listOrders', 'getOrder', 'listFulfillments', 'listShipments', 'listCarriers', 'markAsShipped'] as const;

export const practiceShipStationV1: PracticeChannel = {
  id: 'shipstation-v1',
  // What was changed can be found at once: nothing else is documented.
  listLagMs: 0,
  createDesk: createShipStationDesk,
  mintOrderId: (digits) => `21${digits(6)}`,
  mintLineId: (digits) => `32${digits(7)}`,
  settingsAt: (baseUrl) => ({ endpoint: baseUrl, ...PRACTICE_SHIPSTATION_V1_KEYS, currency: 'EUR' }),
};

interface Answered {
  readonly answer: Answer;
  readonly mustSave: boolean;
}
const answered = (answer: Answer, mustSave = false): Answered => ({ answer, mustSave });

function createShipStationDesk({ world, clock, budgets, listLagMs }: DeskParts): ChannelDesk {
  // One count for all calls of the key; a call that is given a budget of its own is counted apart, for tests.
  const minute = createCallWindow(MINUTE, () => clock.monotonicMs());
  const own = new Map(Object.entries(budgets).map(([operation, budget]) => [operation, createCallWindow(budget, () => clock.monotonicMs())]));
  const basic = `Basic ${Buffer.from(`${PRACTICE_SHIPSTATION_V1_KEYS.apiKey}:${PRACTICE_SHIPSTATION_V1_KEYS.apiSecret}`).toString('base64')}`;
  const find = (orderId: string | null): PracticeOrder | undefined => world.orders.find((order) => order.channelOrderId === orderId);

  function readOne(orderId: string | null, nowMs: number): Answered {
    const order = find(orderId);
    if (order === undefined) return answered(unknownOrder());
    const answer: Answer = { status: 200, body: answerOrder(order) };
    return answered(answer, countRead(order, nowMs));
  }

  function mark(request: DeskRequest, nowMs: number): Answered {
    if (!headerOf(request, 'content-type').startsWith('application/json')) return answered({ status: 415, body: { Message: 'The request entity’s media type is not supported for this resource.' } });
    const verdict = markAsShipped(world.orders, parseJson(request.body), nowMs);
    if (verdict.kind === 'refused') return answered(verdict.answer);
    world.acceptances.push(verdict.acceptance);
    const { channelOrderId } = verdict.acceptance;
    return answered({ status: 200, body: { orderId: Number(channelOrderId), orderNumber: `P-${channelOrderId}` } }, true);
  }

  function answerCall(operation: (typeof CALLS)[number], route: Route, request: DeskRequest, nowMs: number): Answered {
    const query = request.url.searchParams;
    switch (operation) {
      case 'listOrders':
        return answered(listOrders(world.orders, query, nowMs, listLagMs));
      case 'getOrder':
        return readOne(route.channelOrderId, nowMs);
      case 'listFulfillments': {
        const order = find(route.channelOrderId);
        const fulfillments = order === undefined || !isShownShipped(order) ? [] : shownPackagesOf(order).map((shown) => answerFulfillment(order, shown));
        return answered({ status: 200, body: { fulfillments, total: fulfillments.length, page: 1, pages: 1 } });
      }
      case 'listShipments':
        // Nobody buys a label in the practice account.
        return answered({ status: 200, body: { shipments: [], total: 0, page: 1, pages: 0 } });
      case 'listCarriers':
        return answered({
          status: 200,
          body: CONNECTED_CARRIERS.map((code, index) => ({ name: code, code, accountNumber: null, requiresFundedAccount: false, balance: 0, nickname: 'Practice', shippingProviderId: 150_000 + index, primary: index === 0 })),
        });
      case 'markAsShipped':
        return mark(request, nowMs);
    }
  }

  return {
    route({ method, url, body }) {
      const path = url.pathname;
      const byQuery = (operation: string): Route => ({ operation, channelOrderId: url.searchParams.get('orderId') });
      if (method === 'POST' && path === '/orders/markasshipped') return { operation: 'markAsShipped', channelOrderId: namedOrder(parseJson(body)) };
      if (method !== 'GET') return { operation: 'other', channelOrderId: null };
      if (path === '/orders') return { operation: 'listOrders', channelOrderId: null };
      if (path === '/carriers') return { operation: 'listCarriers', channelOrderId: null };
      if (path === '/fulfillments') return byQuery('listFulfillments');
      if (path === '/shipments') return byQuery('listShipments');
      const orderId = /^\/orders\/(\d+)$/.exec(path)?.[1];
      return orderId === undefined ? { operation: 'other', channelOrderId: null } : { operation: 'getOrder', channelOrderId: orderId };
    },
    answer(request, route) {
      const nowMs = clock.nowMs();
      const date = new Date(nowMs).toUTCString();
      const withHeaders = ({ answer, mustSave }: Answered, headers: Answer['headers'] = {}): Answered => ({ answer: { ...answer, headers: { date, ...answer.headers, ...headers } }, mustSave });
      const operation = CALLS.find((call) => call === route.operation);
      if (operation === undefined) return withHeaders(answered(unknownOrder()));
      if (headerOf(request, 'authorization') !== basic) return withHeaders(answered(notLetIn()));
      const { isAllowed, headers } = (own.get(operation) ?? minute).take();
      if (!isAllowed) return withHeaders(answered(tooManyCalls(headers)), headers);
      const settled = world.orders.map((order) => settleOrder(order, nowMs)).includes(true);
      const done = answerCall(operation, route, request, nowMs);
      return withHeaders(answered(done.answer, done.mustSave || settled), headers);
    },
    refuse(why, status) {
      if (why === 'token-expired' || status === 401) return notLetIn();
      if (status === 429) return tooManyCalls();
      if (status === 404) return unknownOrder();
      if (status === 400) return badRequest('trackingNumber', 'The field is not valid.');
      return status === 409 ? { ...refusedOrder('Order is being modified by another process.'), status } : brokenServer(status);
    },
    // A key does not expire.
    expireTokens: () => undefined,
  };
}

function headerOf({ headers }: DeskRequest, name: string): string {
  const given = headers[name];
  return (Array.isArray(given) ? given[0] : given) ?? '';
}

function namedOrder(body: unknown): string | null {
  return typeof body === 'object' && body !== null && 'orderId' in body && (typeof body.orderId === 'number' || typeof body.orderId === 'string') ? String(body.orderId) : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error: unknown) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
