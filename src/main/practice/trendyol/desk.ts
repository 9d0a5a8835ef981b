import { createServerBucket } from '../channel.ts';
import type { Answer, Budget, ChannelDesk, DeskParts, DeskRequest, PracticeChannel, Route } from '../channel.ts';
import { countRead, settleOrder } from '../shop/order-life.ts';
import type { PracticeOrder } from '../shop/world.ts';
import { listPackages, streamPackages } from './list-packages.ts';
import { orderNumberOf, packagesOf, settlePackages } from './packages.ts';
import { broken, closed, forbidden, noRoute, tooMany, unauthorized, unknownPackage } from './replies.ts';
import { writeLink, writeNumber, writeStatus } from './write-packages.ts';

/** What the practice seller signs in with. Plainly not real: nothing of it works anywhere else. */
export const PRACTICE_TRENDYOL = { sellerId: '107703', apiKey: 'practice-key-0000', apiSecret: 'practice-secret-0000', storeFrontCode: 'DE' } as const;

/** Each call is counted for itself: 50 in 10 s. Source: public clients, read on 2026-11-21. */
const PUBLISHED: Budget = { ratePerSecond: 5, burst: 50 };
/** A package shows in listings after a while. Milliseconds; ours. */
const LIST_LAG_MS = 15_000;

const ROUTES: readonly (readonly [method: string, path: RegExp, operation: string])[] = [
  ['GET', /^\/integration\/order\/sellers\/(\d+)\/v2\/orders$/, 'listPackages'],
  ['GET', /^\/integration\/order\/sellers\/(\d+)\/orders$/, 'closedPackages'],
  ['GET', /^\/integration\/order\/sellers\/(\d+)\/orders\/stream$/, 'streamPackages'],
  ['PUT', /^\/integration\/order\/sellers\/(\d+)\/shipment-packages\/(\d+)$/, 'setPicking'],
  ['PUT', /^\/integration\/order\/sellers\/(\d+)\/shipment-packages\/(\d+)\/tracking-details$/, 'tellNumber'],
  ['PUT', /^\/integration\/order\/sellers\/(\d+)\/shipment-packages\/(\d+)\/alternative-delivery$/, 'tellLink'],
];

const WRITES = { setPicking: writeStatus, tellNumber: writeNumber, tellLink: writeLink };

export const practiceTrendyol: PracticeChannel = {
  id: 'trendyol',
  listLagMs: LIST_LAG_MS,
  createDesk: createTrendyolDesk,
  mintOrderId: (digits) => `10${digits(9)}-33${digits(8)}`,
  mintLineId: (digits) => `47${digits(8)}`,
  settingsAt: (baseUrl) => ({ endpoint: baseUrl, cargo: 'seller-pays', ...PRACTICE_TRENDYOL }),
};

function createTrendyolDesk({ world, clock, budgets, listLagMs }: DeskParts): ChannelDesk {
  const takeCall = new Map(['listPackages', 'streamPackages', 'readPackages', 'setPicking', 'tellNumber', 'tellLink'].map((operation) => [operation, createServerBucket(budgets[operation] ?? PUBLISHED, () => clock.monotonicMs())]));
  const settle = (order: PracticeOrder): boolean => [settleOrder(order, clock.nowMs()), settlePackages(order, clock.nowMs())].includes(true);
  for (const order of world.orders) settle(order);

  const byPackage = (packageId: string): PracticeOrder | undefined => world.orders.find((order) => packagesOf(order).some((one) => one.id === packageId) || order.channelOrderId.endsWith(`-${packageId}`));

  function answerKnown(operation: string, request: DeskRequest): { answer: Answer; mustSave: boolean } {
    const nowMs = clock.nowMs();
    const query = request.url.searchParams;
    if (operation === 'closedPackages') return { answer: closed(), mustSave: false };
    if (operation === 'streamPackages') return { answer: streamPackages(world.orders, query, nowMs - listLagMs), mustSave: false };
    if (operation === 'listPackages' || operation === 'readPackages') {
      const answer = listPackages(world.orders, query, nowMs - listLagMs);
      const read = operation === 'readPackages' ? world.orders.filter((order) => orderNumberOf(order) === query.get('orderNumber')) : [];
      return { answer, mustSave: read.map((order) => countRead(order, nowMs)).includes(true) };
    }
    const packageId = matchRoute(request)?.packageId ?? '';
    const order = byPackage(packageId);
    if (order === undefined) return { answer: unknownPackage(), mustSave: false };
    const { answer, acceptance } = WRITES[operation as keyof typeof WRITES](order, packageId, parseJson(request.body), nowMs);
    if (acceptance !== null) world.acceptances.push(acceptance);
    return { answer, mustSave: true };
  }

  return {
    route(request): Route {
      const met = matchRoute(request);
      if (met === null) return { operation: 'other', channelOrderId: null };
      const orderNumber = request.url.searchParams.get('orderNumber');
      if (met.packageId !== null) return { operation: met.operation, channelOrderId: byPackage(met.packageId)?.channelOrderId ?? null };
      return orderNumber === null || met.operation !== 'listPackages' ? { operation: met.operation, channelOrderId: null } : { operation: 'readPackages', channelOrderId: world.orders.find((order) => orderNumberOf(order) === orderNumber)?.channelOrderId ?? null };
    },
    answer(request, { operation }) {
      const now = (answer: Answer): Answer => ({ ...answer, headers: { Date: new Date(clock.nowMs()).toUTCString(), ...answer.headers } });
      const denied = operation === 'other' ? noRoute() : (deny(request) ?? (takeCall.get(operation)?.() === false ? tooMany() : null));
      if (denied !== null) return { answer: now(denied), mustSave: false };
      const settled = world.orders.map(settle).includes(true);
      const { answer, mustSave } = answerKnown(operation, request);
      return { answer: now(answer), mustSave: mustSave || settled };
    },
    refuse: (why, status) => (why === 'token-expired' ? unauthorized() : status === 429 ? tooMany() : broken(status)),
    // Keys do not expire: somebody makes new ones.
    expireTokens: () => undefined,
  };
}

function matchRoute({ method, url }: DeskRequest): { readonly operation: string; readonly sellerId: string; readonly packageId: string | null } | null {
  for (const [of, pattern, operation] of ROUTES) {
    const met = of === method ? pattern.exec(url.pathname) : null;
    if (met !== null) return { operation, sellerId: met[1] ?? '', packageId: met[2] ?? null };
  }
  return null;
}

/** Null where this request may be answered. */
function deny(request: DeskRequest): Answer | null {
  const header = (name: string): string => [request.headers[name]].flat()[0] ?? '';
  const { sellerId, apiKey, apiSecret, storeFrontCode } = PRACTICE_TRENDYOL;
  if (!header('user-agent').startsWith(`${sellerId} - `)) return forbidden('User-Agent is missing');
  if (header('authorization') !== `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`) return unauthorized();
  if (matchRoute(request)?.sellerId !== sellerId) return forbidden('the seller is another one');
  if (header('storefrontcode') !== storeFrontCode) return forbidden('storeFrontCode is missing');
  return null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error: unknown) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
