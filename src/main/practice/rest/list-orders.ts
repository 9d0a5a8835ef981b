import type { Answer } from '../channel.ts';
import type { PracticeOrder } from '../shop/world.ts';
import { answerOrder } from './answers.ts';
import { refuse } from './refusals.ts';

const MOST = 100;

/** Earliest change first. By number (`page`) over what is there now, or on from a place (`after`). */
export function listOrders(orders: readonly PracticeOrder[], query: URLSearchParams, nowMs: number, lagMs: number): Answer {
  const sinceMs = Date.parse(query.get('changed_since') ?? '');
  const limit = Number(query.get('limit') ?? 20);
  const page = Number(query.get('page') ?? 1);
  if (Number.isNaN(sinceMs)) return refuse(400, 'bad_request', 'changed_since must be a date and time.');
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST) return refuse(400, 'bad_request', `limit must be between 1 and ${MOST}.`);
  if (!Number.isInteger(page) || page < 1) return refuse(400, 'bad_request', 'page must be at least 1.');
  const after = query.get('after');
  const found = orders
    .filter((order) => order.updatedAtMs > sinceMs && order.updatedAtMs <= nowMs - lagMs)
    .sort((a, b) => a.updatedAtMs - b.updatedAtMs || (a.channelOrderId < b.channelOrderId ? -1 : 1));
  const rest = after === null ? found.slice((page - 1) * limit) : found.filter((order) => placeOf(order) > after);
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  return { status: 200, body: { orders: shown.map(answerOrder), next: last === undefined || rest.length <= limit ? null : placeOf(last) } };
}

const placeOf = (order: PracticeOrder): string => `${String(order.updatedAtMs).padStart(15, '0')}-${order.channelOrderId}`;
