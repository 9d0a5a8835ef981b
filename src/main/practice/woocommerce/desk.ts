import { createServerBucket } from '../channel.ts';
import type { Answer, Budget, ChannelDesk, DeskParts, DeskRequest, PracticeChannel, Route } from '../channel.ts';
import { countRead, settleOrder, shownPackagesOf } from '../shop/order-life.ts';
import type { PracticeOrder } from '../shop/world.ts';
import { answerFulfillment, answerOrder, answerRefunds, answerTracking } from './answers.ts';
import { listOrders } from './list-orders.ts';
import { createProductShelf } from './products.ts';
import { criticalError, hostPage, invalidOrder, invalidOrderOf, noRoute, refuse } from './replies.ts';
import { notesOf } from './shop-state.ts';
import type { PracticeWooTarget } from './shop-state.ts';
import { changeOrder, deleteTracking, writeFulfillment, writeNote, writeTracking } from './write-orders.ts';
import type { Written } from './write-orders.ts';

/** What a shop's keys must be. Plainly not real: nothing of it works anywhere else. */
export const PRACTICE_WOO_KEYS = { consumerKey: 'ck_practice0000', consumerSecret: 'cs_practice-secret' } as const;
/** A key that may only read. */
export const PRACTICE_WOO_READER = { consumerKey: 'ck_practicereader', consumerSecret: 'cs_practice-reader' } as const;

/** The shop lies in a folder of its site, as many do. */
const FOLDER = '/shop';
/** What the host puts up with. Its own figure; WooCommerce counts nothing. */
const HOST_BUDGET: Budget = { ratePerSecond: 5, burst: 60 };

export interface PracticeWooOptions {
  /** Asked at each request: a plug-in may be switched on and off while the shop runs. */
  readonly targets: ReadonlySet<PracticeWooTarget>;
}

export const createPracticeWoo = (options: PracticeWooOptions): PracticeChannel => ({
  id: 'woocommerce',
  // The shop's own database answers: nothing lags behind.
  listLagMs: 0,
  createDesk: (parts) => createWooDesk(parts, options),
  mintOrderId: (digits) => `4${digits(4)}`,
  mintLineId: (digits) => `6${digits(5)}`,
  settingsAt: (baseUrl) => ({ siteUrl: `${baseUrl}${FOLDER}/`, ...PRACTICE_WOO_KEYS }),
});

export const practiceWoo: PracticeChannel = createPracticeWoo({ targets: new Set(['fulfillments']) });

const ROUTES: readonly (readonly [method: string, path: RegExp, operation: string])[] = [
  ['GET', /^\/wp-json\/?$/, 'readSite'],
  ['GET', /^\/wp-json\/wc\/v3\/orders$/, 'listOrders'],
  ['GET', /^\/wp-json\/wc\/v3\/orders\/(\d+)$/, 'getOrder'],
  ['PUT', /^\/wp-json\/wc\/v3\/orders\/(\d+)$/, 'updateOrder'],
  ['GET', /^\/wp-json\/wc\/v3\/orders\/(\d+)\/refunds$/, 'listRefunds'],
  ['GET', /^\/wp-json\/wc\/v3\/orders\/(\d+)\/notes$/, 'listNotes'],
  ['POST', /^\/wp-json\/wc\/v3\/orders\/(\d+)\/notes$/, 'createNote'],
  ['GET', /^\/wp-json\/wc\/v3\/orders\/(\d+)\/fulfillments$/, 'listFulfillments'],
  ['POST', /^\/wp-json\/wc\/v3\/orders\/(\d+)\/fulfillments$/, 'createFulfillment'],
  ['PUT', /^\/wp-json\/wc\/v3\/orders\/(\d+)\/fulfillments\/\d+$/, 'updateFulfillment'],
  ['GET', /^\/wp-json\/wc-shipment-tracking\/v3\/orders\/(\d+)\/shipment-trackings$/, 'listTrackings'],
  ['POST', /^\/wp-json\/wc-shipment-tracking\/v3\/orders\/(\d+)\/shipment-trackings$/, 'createTracking'],
  ['DELETE', /^\/wp-json\/wc-shipment-tracking\/v3\/orders\/(\d+)\/shipment-trackings\/[0-9a-f]{1,32}$/, 'deleteTracking'],
  ['GET', /^\/wp-json\/wc-shipment-tracking\/v3\/shipment-trackings\/providers$/, 'listProviders'],
  ['GET', /^\/wp-json\/wc-ast\/v3\/orders\/(\d+)\/shipment-trackings$/, 'listAstTrackings'],
  ['POST', /^\/wp-json\/wc-ast\/v3\/orders\/(\d+)\/shipment-trackings$/, 'createAstTracking'],
  ['DELETE', /^\/wp-json\/wc-ast\/v3\/orders\/(\d+)\/shipment-trackings\/[0-9a-f]{1,32}$/, 'deleteAstTracking'],
  ['GET', /^\/wp-json\/wc\/v3\/products$/, 'findProducts'],
  ['POST', /^\/wp-json\/wc\/v3\/products\/batch$/, 'updateStock'],
  ['POST', /^\/wp-json\/wc\/v3\/products\/\d+\/variations\/batch$/, 'updateStock'],
];

/** Which route belongs to which place for numbers; the others are there in every shop. */
const NEEDS: Readonly<Record<string, PracticeWooTarget>> = {
  listFulfillments: 'fulfillments', createFulfillment: 'fulfillments', updateFulfillment: 'fulfillments',
  listTrackings: 'shipment-tracking', createTracking: 'shipment-tracking', deleteTracking: 'shipment-tracking', listProviders: 'shipment-tracking',
  listAstTrackings: 'ast', createAstTracking: 'ast', deleteAstTracking: 'ast',
};
const PUBLIC = new Set(['readSite', 'listProviders']);

/** Carriers of the plug-in, by region. Addresses are invented. */
const PROVIDERS = { Germany: { DHL: 'https://dhl.example/%1$s', 'Hermes': 'https://hermes.example/%1$s' }, 'United Kingdom': { 'Royal Mail': 'https://rm.example/%1$s' } };

function createWooDesk({ world, clock, budgets }: DeskParts, { targets }: PracticeWooOptions): ChannelDesk {
  const takeCall = createServerBucket(budgets['host'] ?? HOST_BUDGET, () => clock.monotonicMs());
  const products = createProductShelf();
  let notes = 0;

  const inFolder = (url: URL): string | null => (url.pathname.startsWith(`${FOLDER}/`) ? url.pathname.slice(FOLDER.length) : null);
  const lastPart = (url: URL): string => url.pathname.split('/').at(-1) ?? '';

  function answerKnown(operation: string, request: DeskRequest, order: PracticeOrder | undefined): { answer: Answer; mustSave: boolean } {
    const shown = (answer: Answer, mustSave = false): { answer: Answer; mustSave: boolean } => ({ answer, mustSave });
    const made = (written: Written): { answer: Answer; mustSave: boolean } => {
      world.acceptances.push(...written.acceptances);
      return { answer: written.answer, mustSave: true };
    };
    const nowMs = clock.nowMs();
    const query = request.url.searchParams;
    const render = (one: PracticeOrder): Record<string, unknown> => answerOrder(one, targets);
    switch (operation) {
      case 'readSite':
        return shown({ status: 200, body: { name: 'Practice shop', namespaces: ['wp/v2', 'wc/v3'] } });
      case 'listProviders':
        return shown({ status: 200, body: PROVIDERS });
      case 'listOrders':
        return shown(listOrders(world.orders, query, render));
      case 'findProducts':
        return shown(products.find(query));
      case 'updateStock':
        return shown(products.update(parseJson(request.body), Number(/\/products\/(\d+)\//.exec(request.url.pathname)?.[1] ?? 0)));
    }
    if (order === undefined) return shown(operation === 'getOrder' || operation === 'listNotes' || operation === 'listRefunds' ? invalidOrder() : operation === 'updateOrder' || operation === 'createNote' ? invalidOrder(400) : invalidOrderOf());
    const body = parseJson(request.body);
    switch (operation) {
      case 'getOrder': {
        const answer: Answer = { status: 200, body: render(order) };
        return shown(answer, countRead(order, nowMs));
      }
      case 'updateOrder':
        return made(changeOrder(order, body, targets.size === 0, nowMs, () => render(order)));
      case 'listRefunds':
        return shown({ status: 200, body: answerRefunds(order) });
      case 'listNotes':
        return shown({ status: 200, body: notesOf(order).map(({ text, isForCustomer }, index) => ({ id: index + 1, author: 'Practice', note: text, customer_note: isForCustomer })) });
      case 'createNote':
        notes += 1;
        return made(writeNote(order, body, notes));
      case 'listFulfillments':
        return shown({ status: 200, body: shownPackagesOf(order).map((one) => answerFulfillment(order, one)) });
      case 'createFulfillment':
        return made(writeFulfillment(order, body, null, nowMs));
      case 'updateFulfillment': {
        const edited = order.packages.find((one) => one.reference === lastPart(request.url));
        return edited === undefined ? shown(refuse(400, 0, 'Fulfillment not found.')) : made(writeFulfillment(order, body, edited, nowMs));
      }
      case 'listTrackings':
      case 'listAstTrackings':
        return shown({ status: 200, body: shownPackagesOf(order).map(answerTracking) });
      case 'createTracking':
        return made(writeTracking(order, body, 'shipment-tracking', nowMs));
      case 'createAstTracking':
        return made(writeTracking(order, body, 'ast', nowMs));
      case 'deleteTracking':
      case 'deleteAstTracking':
        return made(deleteTracking(order, lastPart(request.url), nowMs));
      default:
        return shown(noRoute());
    }
  }

  return {
    route({ method, url }): Route {
      const path = inFolder(url);
      for (const [of, pattern, operation] of path === null ? [] : ROUTES) {
        const match = of === method ? pattern.exec(path ?? '') : null;
        if (match !== null) return { operation, channelOrderId: match[1] ?? null };
      }
      return { operation: 'other', channelOrderId: null };
    },
    answer(request, route) {
      const { operation } = route;
      const now = (answer: Answer): Answer => ({ ...answer, headers: { Date: new Date(clock.nowMs()).toUTCString(), ...answer.headers } });
      if (inFolder(request.url) === null) return { answer: now(hostPage(404, 'Not Found')), mustSave: false };
      if (!takeCall()) return { answer: now(hostPage(429, 'Too Many Requests')), mustSave: false };
      const needed = NEEDS[operation];
      if (operation === 'other' || (needed !== undefined && !targets.has(needed))) return { answer: now(noRoute()), mustSave: false };
      const denied = PUBLIC.has(operation) ? null : denyKey(request);
      if (denied !== null) return { answer: now(denied), mustSave: false };
      const settled = world.orders.map((order) => settleOrder(order, clock.nowMs())).includes(true);
      const { answer, mustSave } = answerKnown(operation, request, world.orders.find((order) => order.channelOrderId === route.channelOrderId));
      return { answer: now(onlyFields(answer, request.url.searchParams.get('_fields'))), mustSave: mustSave || settled };
    },
    refuse(why, status) {
      if (why === 'token-expired') return refuse(401, 'woocommerce_rest_authentication_error', 'Consumer key is invalid.');
      return status === 429 || status === 503 || status === 508 ? hostPage(status, status === 429 ? 'Too Many Requests' : status === 508 ? 'Resource Limit Is Reached' : 'Service Unavailable') : criticalError(status);
    },
    // Keys do not expire: somebody revokes them.
    expireTokens: () => undefined,
  };
}

/** Null where the key is good for this request. */
function denyKey({ headers, method }: DeskRequest): Answer | null {
  const given = Array.isArray(headers['authorization']) ? headers['authorization'][0] : headers['authorization'];
  const basic = /^Basic ([A-Za-z0-9+/=]+)$/.exec(given ?? '')?.[1];
  if (basic === undefined) return refuse(401, 'woocommerce_rest_cannot_view', 'Sorry, you cannot list resources.');
  const [key = '', secret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':', 2);
  const known = [PRACTICE_WOO_KEYS, PRACTICE_WOO_READER].find((keys) => keys.consumerKey === key);
  if (known === undefined) return refuse(401, 'woocommerce_rest_authentication_error', 'Consumer key is invalid.');
  if (known.consumerSecret !== secret) return refuse(401, 'woocommerce_rest_authentication_error', 'Consumer secret is invalid.');
  if (known === PRACTICE_WOO_READER && method !== 'GET') return refuse(401, 'woocommerce_rest_authentication_error', 'The API key provided does not have write permissions.');
  return null;
}

/** WordPress's `_fields`: whole fields of each record. Refusals stay whole. */
function onlyFields(answer: Answer, wanted: string | null): Answer {
  if (wanted === null || answer.status >= 400) return answer;
  const names = new Set(wanted.split(','));
  const pick = (record: unknown): unknown => (typeof record === 'object' && record !== null ? Object.fromEntries(Object.entries(record).filter(([name]) => names.has(name))) : record);
  return { ...answer, body: Array.isArray(answer.body) ? answer.body.map(pick) : pick(answer.body) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error: unknown) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
