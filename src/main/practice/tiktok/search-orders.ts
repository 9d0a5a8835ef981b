import { z } from 'zod';
import type { Answer } from '../channel.ts';
import type { PracticeOrder } from '../shop/world.ts';
import { answerOrder, askedUnitsOf, isShippedByTikTok, tiktokStatusOf } from './answers.ts';
import { invalidParameters, success } from './replies.ts';

const time = z.number().int().nonnegative().optional();
const wanted = z.strictObject({
  order_status: z.string().optional(),
  create_time_ge: time,
  create_time_lt: time,
  update_time_ge: time,
  update_time_lt: time,
  shipping_type: z.enum(['TIKTOK', 'SELLER']).optional(),
  buyer_user_id: z.string().optional(),
  is_buyer_request_cancel: z.boolean().optional(),
  warehouse_ids: z.array(z.string()).optional(),
});

const seconds = (ms: number): number => Math.floor(ms / 1000);

/**
 * "Get Order List" (202309). Page tokens count places, on purpose: whoever turns pages by them while orders change loses one. TikTok
 * promises nothing about that, it calls them opaque.
 */
export function searchOrders(orders: readonly PracticeOrder[], query: URLSearchParams, body: unknown, nowMs: number, listLagMs: number): Answer {
  const asked = wanted.safeParse(body);
  const size = Number(query.get('page_size') ?? Number.NaN);
  const field = query.get('sort_field') ?? 'create_time';
  const order = query.get('sort_order') ?? 'DESC';
  if (!asked.success || !Number.isInteger(size) || size < 1 || size > 100) return invalidParameters();
  if (!['create_time', 'update_time'].includes(field) || !['ASC', 'DESC'].includes(order)) return invalidParameters();
  const start = placeOf(query.get('page_token'));
  if (start === null) return invalidParameters();
  const { data } = asked;
  const keyOf = (candidate: PracticeOrder): number => (field === 'update_time' ? candidate.updatedAtMs : candidate.placedAtMs);
  const isWithin = (ms: number, from: number | undefined, until: number | undefined): boolean => seconds(ms) >= (from ?? 0) && seconds(ms) < (until ?? Number.POSITIVE_INFINITY);
  const found = orders
    .filter((candidate) => candidate.updatedAtMs <= nowMs - listLagMs)
    .filter((candidate) => isWithin(candidate.updatedAtMs, data.update_time_ge, data.update_time_lt) && isWithin(candidate.placedAtMs, data.create_time_ge, data.create_time_lt))
    .filter((candidate) => data.order_status === undefined || tiktokStatusOf(candidate) === data.order_status)
    .filter((candidate) => data.shipping_type === undefined || isShippedByTikTok(candidate) === (data.shipping_type === 'TIKTOK'))
    .filter((candidate) => data.is_buyer_request_cancel === undefined || askedUnitsOf(candidate).length > 0 === data.is_buyer_request_cancel)
    .sort((a, b) => (keyOf(a) - keyOf(b) || (a.channelOrderId < b.channelOrderId ? -1 : 1)) * (order === 'ASC' ? 1 : -1));
  const page = found.slice(start, start + size);
  const more = start + size < found.length;
  return success({ orders: page.map(answerOrder), total_count: found.length, next_page_token: more ? Buffer.from(`place:${start + size}`).toString('base64url') : '' });
}

function placeOf(token: string | null): number | null {
  if (token === null) return 0;
  const place = /^place:(\d+)$/.exec(Buffer.from(token, 'base64url').toString('utf8'))?.[1];
  return place === undefined ? null : Number(place);
}
