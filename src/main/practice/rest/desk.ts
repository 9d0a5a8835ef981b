import { createServerBucket } from '../channel.ts';
import type { Answer, Budget, ChannelDesk, DeskParts, DeskRequest, PracticeChannel, Route } from '../channel.ts';
import { countRead, settleOrder } from '../shop/order-life.ts';
import { answerOrder } from './answers.ts';
import { practiceDescription } from './description.ts';
import { listOrders } from './list-orders.ts';
import { badKey, notFound, refuse, tooFast } from './refusals.ts';
import { tellParcel } from './tell-parcel.ts';

/** What a store must send to be let in. Plainly not real: it works nowhere else. */
export const PRACTICE_REST_KEY = 'practice-rest-key';

const LIMITS = { listOrders: { ratePerSecond: 1, burst: 10 }, readOrder: { ratePerSecond: 5, burst: 20 }, confirmDispatch: { ratePerSecond: 2, burst: 10 } } as const satisfies Record<string, Budget>;
type Call = keyof typeof LIMITS;
const CALLS = Object.keys(LIMITS) as readonly Call[];
const BASE_PATH = '/api/v1';

/** A small web shop's interface of our own making: no vendor's, and the one that the guide explains a description with. */
export const practiceRest: PracticeChannel = {
  id: 'rest',
  listLagMs: 30_000,
  createDesk: createRestDesk,
  mintOrderId: (digits) => `R-${digits(8)}`,
  mintLineId: (digits) => `i${digits(9)}`,
  settingsAt: (baseUrl) => ({ description: JSON.stringify(practiceDescription(baseUrl + BASE_PATH)), secret: PRACTICE_REST_KEY }),
};

interface Answered {
  readonly answer: Answer;
  readonly mustSave: boolean;
}
const answered = (answer: Answer, mustSave = false): Answered => ({ answer, mustSave });

function createRestDesk({ world, clock, budgets, listLagMs }: DeskParts): ChannelDesk {
  const buckets = Object.fromEntries(CALLS.map((call) => [call, createServerBucket(budgets[call] ?? LIMITS[call], () => clock.monotonicMs())])) as Record<Call, ReturnType<typeof createServerBucket>>;

  function answerCall(call: Call, { channelOrderId }: Route, request: DeskRequest, nowMs: number): Answered {
    if (call === 'listOrders') return answered(listOrders(world.orders, request.url.searchParams, nowMs, listLagMs));
    const order = world.orders.find((candidate) => candidate.channelOrderId === channelOrderId);
    if (order === undefined) return answered(notFound());
    if (call === 'readOrder') {
      const answer: Answer = { status: 200, body: { order: answerOrder(order) } };
      return answered(answer, countRead(order, nowMs));
    }
    const reference = decodeURIComponent(request.url.pathname.split('/').at(-1) ?? '');
    const verdict = tellParcel(order, reference, parseJson(request.body), nowMs);
    if (verdict.kind === 'refused') return answered(verdict.answer);
    world.acceptances.push(verdict.acceptance);
    return answered({ status: 202, body: { accepted: true } }, true);
  }

  return {
    route({ method, url }) {
      const [, orderId, parcel] = /^\/api\/v1\/orders(?:\/([^/]+)(\/parcels\/[^/]+)?)?$/.exec(url.pathname) ?? [];
      const channelOrderId = orderId === undefined ? null : decodeURIComponent(orderId);
      if (method === 'GET' && url.pathname === `${BASE_PATH}/orders`) return { operation: 'listOrders', channelOrderId: null };
      if (method === 'GET' && channelOrderId !== null && parcel === undefined) return { operation: 'readOrder', channelOrderId };
      if (method === 'PUT' && channelOrderId !== null && parcel !== undefined) return { operation: 'confirmDispatch', channelOrderId };
      return { operation: 'other', channelOrderId: null };
    },
    answer(request, route) {
      const nowMs = clock.nowMs();
      const dated = ({ answer, mustSave }: Answered): Answered => ({ answer: { ...answer, headers: { date: new Date(nowMs).toUTCString(), ...answer.headers } }, mustSave });
      const call = CALLS.find((one) => one === route.operation);
      if (call === undefined) return dated(answered(notFound()));
      if (request.headers['x-shop-key'] !== PRACTICE_REST_KEY) return dated(answered(badKey()));
      if (!buckets[call]()) return dated(answered(tooFast()));
      const settled = world.orders.map((order) => settleOrder(order, nowMs)).includes(true);
      const done = answerCall(call, route, request, nowMs);
      return dated(answered(done.answer, done.mustSave || settled));
    },
    refuse(why, status) {
      if (why === 'token-expired' || status === 401) return badKey();
      if (status === 429) return tooFast();
      if (status === 404) return notFound();
      return status === 423 ? refuse(423, 'busy', 'Somebody else is changing this order.') : refuse(status, 'broken', 'Something went wrong.');
    },
    // A key does not expire.
    expireTokens: () => undefined,
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
