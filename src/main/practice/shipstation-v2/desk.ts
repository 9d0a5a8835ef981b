import { createServerBucket } from '../channel.ts';
import type { Answer, Budget, ChannelDesk, DeskParts, DeskRequest, PracticeChannel, Route } from '../channel.ts';
import { countRead, settleOrder, shownPackagesOf } from '../shop/order-life.ts';
import type { PracticeOrder } from '../shop/world.ts';
import { answerFulfillment, answerShipment, isShownShipped, pageFrame } from './answers.ts';
import { CONNECTED_CARRIERS, createFulfillments } from './create-fulfillments.ts';
import { listShipments } from './list-shipments.ts';
import { brokenServer, busy, invalidField, notLetIn, tooManyCalls, unknownShipment } from './refusals.ts';

/** What a store must send to be let in. Plainly not real: it works nowhere else. */
export const PRACTICE_SHIPSTATION_V2_KEY = 'practice-shipstation-v2-key';
/** Source: "Rate Limits": 200 requests a minute. */
const MINUTE: Budget = { ratePerSecond: 200 / 60, burst: 200 };
const CALLS = ['listShipments', 'getShipment', 'listFulfillments', 'listCarriers', 'createFulfillments'] as const;

export const practiceShipStationV2: PracticeChannel = {
  id: 'shipstation-v2',
  // What was changed can be found at once: nothing else is documented.
  listLagMs: 0,
  createDesk: createShipStationDesk,
  mintOrderId: (digits) => `se-21${digits(7)}`,
  mintLineId: (digits) => `32${digits(9)}`,
  // A carrier that the account has connected under a code of its own.
  settingsAt: (baseUrl) => ({ endpoint: baseUrl, apiKey: PRACTICE_SHIPSTATION_V2_KEY, accountCarriers: { DHL: { carrierCode: 'dhl_paket' } } }),
};

interface Answered {
  readonly answer: Answer;
  readonly mustSave: boolean;
}
const answered = (answer: Answer, mustSave = false): Answered => ({ answer, mustSave });

function createShipStationDesk({ world, clock, budgets, listLagMs }: DeskParts): ChannelDesk {
  // One count for all calls of the key; a call that is given a budget of its own is counted apart, for tests.
  const minute = createServerBucket(MINUTE, () => clock.monotonicMs());
  const own = new Map(Object.entries(budgets).map(([operation, budget]) => [operation, createServerBucket(budget, () => clock.monotonicMs())]));
  const find = (shipmentId: string | null): PracticeOrder | undefined => world.orders.find((order) => order.channelOrderId === shipmentId);

  function readOne(shipmentId: string | null, nowMs: number): Answered {
    const order = find(shipmentId);
    if (order === undefined) return answered(unknownShipment());
    const answer: Answer = { status: 200, body: answerShipment(order) };
    return answered(answer, countRead(order, nowMs));
  }

  function readFulfillments(shipmentId: string | null, query: URLSearchParams): Answered {
    const order = find(shipmentId);
    const fulfillments = order === undefined || !isShownShipped(order) ? [] : shownPackagesOf(order).map((shown) => answerFulfillment(order, shown));
    return answered({ status: 200, body: { fulfillments, ...pageFrame('/v2/fulfillments', query, { total: fulfillments.length, page: 1, pages: 1 }) } });
  }

  function create(request: DeskRequest, nowMs: number): Answered {
    const { answer, acceptances } = createFulfillments(world.orders, parseJson(request.body), nowMs);
    world.acceptances.push(...acceptances);
    return answered(answer, acceptances.length > 0);
  }

  function answerCall(operation: (typeof CALLS)[number], route: Route, request: DeskRequest, nowMs: number): Answered {
    const query = request.url.searchParams;
    switch (operation) {
      case 'listShipments':
        return answered(listShipments(world.orders, query, nowMs, listLagMs));
      case 'getShipment':
        return readOne(route.channelOrderId, nowMs);
      case 'listFulfillments':
        return readFulfillments(route.channelOrderId, query);
      case 'listCarriers':
        return answered({ status: 200, body: { carriers: CONNECTED_CARRIERS.map((code, index) => ({ carrier_id: `se-${123_890 + index}`, carrier_code: code, nickname: 'Practice' })), request_id: '00000000-0000-4000-8000-000000000000', errors: [] } });
      case 'createFulfillments':
        return create(request, nowMs);
    }
  }

  return {
    route({ method, url, body }) {
      const path = url.pathname;
      if (method === 'POST' && path === '/v2/fulfillments') return { operation: 'createFulfillments', channelOrderId: namedShipment(parseJson(body)) };
      if (method !== 'GET') return { operation: 'other', channelOrderId: null };
      if (path === '/v2/shipments') return { operation: 'listShipments', channelOrderId: null };
      if (path === '/v2/carriers') return { operation: 'listCarriers', channelOrderId: null };
      if (path === '/v2/fulfillments') return { operation: 'listFulfillments', channelOrderId: url.searchParams.get('shipment_id') };
      const shipmentId = /^\/v2\/shipments\/(se(?:-[a-z0-9]+)+)$/.exec(path)?.[1];
      return shipmentId === undefined ? { operation: 'other', channelOrderId: null } : { operation: 'getShipment', channelOrderId: shipmentId };
    },
    answer(request, route) {
      const nowMs = clock.nowMs();
      // The marketplace's own clock: listings are cut by it.
      const dated = ({ answer, mustSave }: Answered): Answered => ({ answer: { ...answer, headers: { date: new Date(nowMs).toUTCString(), ...answer.headers } }, mustSave });
      const operation = CALLS.find((call) => call === route.operation);
      if (operation === undefined) return dated(answered(unknownShipment()));
      if (request.headers['api-key'] !== PRACTICE_SHIPSTATION_V2_KEY) return dated(answered(notLetIn()));
      if (!(own.get(operation) ?? minute)()) return dated(answered(tooManyCalls()));
      const settled = world.orders.map((order) => settleOrder(order, nowMs)).includes(true);
      const done = answerCall(operation, route, request, nowMs);
      return dated(answered(done.answer, done.mustSave || settled));
    },
    refuse(why, status) {
      if (why === 'token-expired' || status === 401) return notLetIn();
      if (status === 429) return tooManyCalls();
      if (status === 404) return unknownShipment();
      if (status === 400) return invalidField('tracking_number', 'is not valid');
      return status === 409 ? busy() : brokenServer(status);
    },
    // A key does not expire.
    expireTokens: () => undefined,
  };
}

/** The first item's shipment stands for the request. */
function namedShipment(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('fulfillments' in body) || !Array.isArray(body.fulfillments)) return null;
  const first: unknown = body.fulfillments[0];
  return typeof first === 'object' && first !== null && 'shipment_id' in first && typeof first.shipment_id === 'string' ? first.shipment_id : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error: unknown) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
