import { answerOrder, DATA_SETS, invalidInput } from './answers.ts';
import type { DataSet } from './answers.ts';
import type { Answer } from '../channel.ts';
import { statusOf } from '../shop/order-life.ts';
import type { PracticeOrder } from '../shop/world.ts';

/** A page token is refused after this time. Source: Orders API 2026-01-01, SearchOrdersResponse.pagination. Milliseconds. */
const TOKEN_LIVES_MS = 24 * 3_600_000;
/** `...Before` must lie at least this far back. Source: Orders API 2026-01-01, searchOrders, lastUpdatedBefore. Milliseconds. */
const BEFORE_MIN_AGE_MS = 2 * 60_000;
const STATUSES: readonly string[] = ['PENDING_AVAILABILITY', 'PENDING', 'UNSHIPPED', 'PARTIALLY_SHIPPED', 'SHIPPED', 'CANCELLED', 'UNFULFILLABLE'];
/** May differ between pages; every other parameter must be the same. Source: as TOKEN_LIVES_MS. */
const FREE_BETWEEN_PAGES = new Set(['paginationToken', 'maxResultsPerPage', 'includedData']);
const KNOWN = new Set([
  'createdAfter', 'createdBefore', 'lastUpdatedAfter', 'lastUpdatedBefore', 'fulfillmentStatuses', 'marketplaceIds', 'fulfilledBy',
  'maxResultsPerPage', 'paginationToken', 'includedData',
]);

interface PageToken {
  readonly asked: string;
  readonly issuedAtMs: number;
  readonly untilMs: number;
  readonly afterMs: number;
  readonly afterId: string;
}

export function searchOrders(orders: readonly PracticeOrder[], query: URLSearchParams, nowMs: number, listLagMs: number): Answer {
  const unknown = [...query.keys()].find((name) => !KNOWN.has(name));
  if (unknown !== undefined) return invalidInput(`Unknown parameter ${unknown}.`);
  const by = query.has('createdAfter') ? 'created' : 'lastUpdated';
  if (query.has('createdAfter') === query.has('lastUpdatedAfter')) return invalidInput('Exactly one of createdAfter and lastUpdatedAfter must be provided.');
  const fromMs = Date.parse(query.get(`${by}After`) ?? '');
  const before = query.get(`${by}Before`);
  const beforeMs = before === null ? nowMs - listLagMs : Date.parse(before);
  if (Number.isNaN(fromMs) || Number.isNaN(beforeMs)) return invalidInput(`${by}After and ${by}Before must be ISO 8601 dates.`);
  if (before !== null && (beforeMs < fromMs || beforeMs > nowMs - BEFORE_MIN_AGE_MS)) return invalidInput(`${by}Before must be after ${by}After and at least two minutes ago.`);
  const size = Number(query.get('maxResultsPerPage') ?? 100);
  if (!Number.isInteger(size) || size < 1 || size > 100) return invalidInput('maxResultsPerPage must be between 1 and 100.');
  const wanted = readDataSets(query);
  if (wanted === null) return invalidInput('includedData holds an unknown data set.');
  const statuses = listOf(query, 'fulfillmentStatuses');
  if (statuses.some((status) => !STATUSES.includes(status))) return invalidInput('fulfillmentStatuses holds an unknown status.');

  const asked = fingerprint(query);
  const start = readStart(query.get('paginationToken'), asked, nowMs);
  if (start === 'refused') return invalidInput('The paginationToken is invalid, has expired, or belongs to other parameters.');
  const untilMs = start?.untilMs ?? beforeMs;
  const marketplaces = listOf(query, 'marketplaceIds');
  const sellers = listOf(query, 'fulfilledBy');
  const keyOf = (order: PracticeOrder): number => (by === 'created' ? order.placedAtMs : order.updatedAtMs);
  const found = orders
    .filter((order) => keyOf(order) >= fromMs && keyOf(order) <= untilMs)
    .filter((order) => marketplaces.length === 0 || marketplaces.includes(order.marketplaceId))
    .filter((order) => statuses.length === 0 || statuses.includes(statusOf(order)))
    .filter(() => sellers.length === 0 || sellers.includes('MERCHANT'))
    .filter((order) => start === null || keyOf(order) > start.afterMs || (keyOf(order) === start.afterMs && order.channelOrderId > start.afterId))
    .sort((a, b) => keyOf(a) - keyOf(b) || (a.channelOrderId < b.channelOrderId ? -1 : 1));
  const page = found.slice(0, size);
  const last = page.at(-1);
  const token: PageToken | null =
    last === undefined || found.length <= size ? null : { asked, issuedAtMs: nowMs, untilMs, afterMs: keyOf(last), afterId: last.channelOrderId };
  return {
    status: 200,
    body: {
      orders: page.map((order) => answerOrder(order, wanted)),
      ...(token === null ? {} : { pagination: { nextToken: Buffer.from(JSON.stringify(token)).toString('base64url') } }),
      [`${by}Before`]: new Date(untilMs).toISOString(),
    },
  };
}

export function readDataSets(query: URLSearchParams): ReadonlySet<DataSet> | null {
  const named = listOf(query, 'includedData');
  const known = DATA_SETS.filter((set) => named.includes(set));
  return known.length === new Set(named).size ? new Set(known) : null;
}

/** Swagger 2.0's default for arrays in a query is comma-separated; repeated parameters are read as well. */
function listOf(query: URLSearchParams, name: string): string[] {
  return query.getAll(name).flatMap((value) => value.split(',')).filter((value) => value !== '');
}

const fingerprint = (query: URLSearchParams): string =>
  [...query.entries()]
    .filter(([name]) => !FREE_BETWEEN_PAGES.has(name))
    .map((pair) => pair.join('='))
    .sort()
    .join('&');

function readStart(text: string | null, asked: string, nowMs: number): PageToken | null | 'refused' {
  if (text === null) return null;
  const token = decodeToken(text);
  if (token === null || token.asked !== asked || nowMs > token.issuedAtMs + TOKEN_LIVES_MS) return 'refused';
  return token;
}

function decodeToken(text: string): PageToken | null {
  try {
    const raw = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown;
    const isToken = typeof raw === 'object' && raw !== null && 'asked' in raw && 'issuedAtMs' in raw && 'untilMs' in raw && 'afterMs' in raw && 'afterId' in raw;
    return isToken ? (raw as PageToken) : null;
  } catch (error: unknown) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
