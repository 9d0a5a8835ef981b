import type { Answer } from '../channel.ts';
import type { PracticeOrder } from '../shop/world.ts';
import { SITE_OFFSET_MS, wooStatusOf } from './answers.ts';
import { invalidParam } from './replies.ts';

/** WordPress passes over what it does not know; this shop refuses it, so that a slip of the pen is seen. */
const KNOWN = new Set(['modified_after', 'modified_before', 'after', 'before', 'dates_are_gmt', 'status', 'orderby', 'order', 'per_page', 'page', 'offset', 'include', 'exclude', '_fields']);
const ORDER_BY = ['date', 'id', 'include', 'title', 'slug', 'modified'];
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?$/;

export function listOrders(orders: readonly PracticeOrder[], query: URLSearchParams, answer: (order: PracticeOrder) => Record<string, unknown>): Answer {
  const unknown = [...query.keys()].find((name) => !KNOWN.has(name));
  if (unknown !== undefined) return invalidParam(unknown, 'unknown parameter');
  const size = Number(query.get('per_page') ?? 10);
  if (!Number.isInteger(size) || size < 1 || size > 100) return invalidParam('per_page', 'per_page must be between 1 (inclusive) and 100 (inclusive)');
  const orderBy = query.get('orderby') ?? 'date';
  if (!ORDER_BY.includes(orderBy)) return invalidParam('orderby', `orderby is not one of ${ORDER_BY.join(', ')}.`);
  const after = query.get('modified_after');
  if (after !== null && !TIME.test(after)) return invalidParam('modified_after', 'Invalid date.');
  // Without the flag the digits mean the shop's own zone. "After" leaves out the second itself.
  const afterMs = after === null ? Number.NEGATIVE_INFINITY : Date.parse(`${after.slice(0, 19)}Z`) - (query.get('dates_are_gmt') === 'true' ? 0 : SITE_OFFSET_MS);
  const keyOf = (order: PracticeOrder): number => (orderBy === 'id' ? Number(order.channelOrderId) : orderBy === 'modified' ? order.updatedAtMs : order.placedAtMs);
  const sign = query.get('order') === 'asc' ? 1 : -1;
  // "any" is everything but the trash.
  const statuses = (query.get('status') ?? 'any').split(',');
  const isWanted = (status: string): boolean => (statuses.includes('any') ? status !== 'trash' : statuses.includes(status));
  const found = orders
    .filter((order) => isWanted(wooStatusOf(order)))
    .filter((order) => Math.floor(order.updatedAtMs / 1000) * 1000 > afterMs)
    .sort((a, b) => sign * (keyOf(a) - keyOf(b) || Number(a.channelOrderId) - Number(b.channelOrderId)));
  const from = query.has('offset') ? Number(query.get('offset')) : (Number(query.get('page') ?? 1) - 1) * size;
  return {
    status: 200,
    headers: { 'X-WP-Total': String(found.length), 'X-WP-TotalPages': String(Math.ceil(found.length / size)) },
    body: found.slice(from, from + size).map(answer),
  };
}
