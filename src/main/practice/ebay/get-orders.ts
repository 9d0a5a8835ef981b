import type { Answer } from '../channel.ts';
import type { PracticeOrder } from '../shop/world.ts';
import { answerOrder, fulfillmentStatusOf } from './answers.ts';
import { invalidFilter, invalidLimit, invalidOffset } from './refusals.ts';

const PATH = 'https://api.ebay.com/sell/fulfillment/v1/order';
/** Source: getOrders, limit: 50 where nothing is said, more than 200 is an error. */
const DEFAULT_LIMIT = 50;
const MOST = 200;
const MOST_IDS = 50;
/** Source: getOrders, filter, and error 30830. Milliseconds. */
const TWO_YEARS_MS = 2 * 365 * 86_400_000;
const NINETY_DAYS_MS = 90 * 86_400_000;
const STATUS_PAIRS: readonly string[] = ['NOT_STARTED|IN_PROGRESS', 'FULFILLED|IN_PROGRESS'];

interface Criteria {
  readonly by: 'placedAtMs' | 'updatedAtMs';
  readonly fromMs: number;
  readonly untilMs: number;
  readonly statuses: readonly string[] | null;
}

/**
 * A page by offset over what is there now, the longest unchanged first: who is changed while somebody pages goes to the end, and all behind
 * move up by one place.
 */
export function getOrders(orders: readonly PracticeOrder[], query: URLSearchParams, nowMs: number, lagMs: number): Answer {
  const ids = query.get('orderIds');
  if (ids !== null) return byIds(orders, ids.split(','));
  const limit = Number(query.get('limit') ?? DEFAULT_LIMIT);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST) return invalidLimit(query.get('limit') ?? '');
  const offset = Number(query.get('offset') ?? 0);
  if (!Number.isInteger(offset) || offset < 0) return invalidOffset(query.get('offset') ?? '');
  const criteria = readFilter(query.get('filter') ?? '', nowMs, lagMs);
  if ('status' in criteria) return criteria;
  const { by, fromMs, untilMs, statuses } = criteria;
  const found = orders
    .filter((order) => order[by] >= fromMs && order[by] <= untilMs)
    .filter((order) => statuses === null || statuses.includes(fulfillmentStatusOf(order)))
    .sort((a, b) => a[by] - b[by] || (a.channelOrderId < b.channelOrderId ? -1 : 1));
  const page = found.slice(offset, offset + limit);
  const link = (start: number): string => `${PATH}?${new URLSearchParams({ ...Object.fromEntries(query), limit: String(limit), offset: String(start) }).toString()}`;
  return {
    status: 200,
    body: {
      href: link(offset),
      total: found.length,
      limit,
      offset,
      ...(offset + limit < found.length ? { next: link(offset + limit) } : {}),
      ...(offset > 0 ? { prev: link(Math.max(0, offset - limit)) } : {}),
      orders: page.map((order) => answerOrder(order, 'in-list')),
    },
  };
}

/** Ids win over every other parameter. Source: getOrders, orderIds. */
function byIds(orders: readonly PracticeOrder[], ids: readonly string[]): Answer {
  if (ids.length > MOST_IDS) return invalidFilter(30900, `Exceeded maximum number of order IDs (the current limit is ${MOST_IDS})`);
  const found = orders.filter((order) => ids.includes(order.channelOrderId));
  return { status: 200, body: { total: found.length, limit: ids.length, offset: 0, orders: found.map((order) => answerOrder(order, 'in-list')) } };
}

/** `name:[from..until]`, `name:{A|B}`, separated by commas outside of brackets. */
function readFilter(text: string, nowMs: number, lagMs: number): Criteria | Answer {
  const given = new Map<string, string>();
  for (const part of text === '' ? [] : text.split(/,(?=[a-z]+:)/)) {
    const [, name = '', value = ''] = /^([a-z]+):(.*)$/.exec(part) ?? [];
    if (!['creationdate', 'lastmodifieddate', 'orderfulfillmentstatus'].includes(name)) return invalidFilter(30700, `Invalid filter name: ${name}`);
    given.set(name, value);
  }
  const status = given.get('orderfulfillmentstatus');
  const pair = status === undefined ? null : (/^\{(.*)\}$/.exec(status)?.[1] ?? '');
  if (pair !== null && !STATUS_PAIRS.includes(pair)) return invalidFilter(30800, `Invalid filter value ${status} for filter orderfulfillmentstatus`);
  const statuses = pair === null ? null : pair.split('|');
  // Beside a creation date the date of change counts for nothing. Source: getOrders, filter.
  const name = given.has('creationdate') ? 'creationdate' : 'lastmodifieddate';
  const range = given.get(name);
  const visibleUntilMs = nowMs - lagMs;
  if (range === undefined) return { by: 'placedAtMs', fromMs: nowMs - NINETY_DAYS_MS, untilMs: visibleUntilMs, statuses };
  const [, from, until] = /^\[(.*?)\.\.(.*)\]$/.exec(range) ?? [];
  if (from === undefined || from === '') return invalidFilter(30820, 'Start date is missing');
  const fromMs = Date.parse(from);
  const untilMs = until === undefined || until === '' ? visibleUntilMs : Date.parse(until);
  if (Number.isNaN(fromMs) || Number.isNaN(untilMs)) return invalidFilter(30810, 'Invalid date format');
  if (fromMs > nowMs || untilMs > nowMs) return invalidFilter(30850, 'Start and end dates can’t be in the future');
  if (until !== '' && fromMs > untilMs) return invalidFilter(30840, 'Start date should be before end date');
  if (nowMs - fromMs > TWO_YEARS_MS) return invalidFilter(30830, "Time range between start date and end date must be within '2' years.");
  return { by: name === 'creationdate' ? 'placedAtMs' : 'updatedAtMs', fromMs, untilMs, statuses };
}
