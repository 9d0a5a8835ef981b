import type { Answer } from '../channel.ts';
import type { PracticeOrder } from '../shop/world.ts';
import { answerOrder, orderStatusOf, pacific, PRACTICE_STORE_ID } from './answers.ts';
import { badRequest } from './refusals.ts';

/** Source: V1 document, List Orders: "Max value is 500"; 100 where nothing is said. */
const DEFAULT_SIZE = 100;
const MOST = 500;
const SORTS = ['OrderDate', 'ModifyDate', 'CreateDate', ''];
const TIME = /^\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d)?$/;

/**
 * A page by number over what is there now: who is changed while somebody pages goes to the end, and all behind move up by one place. Times are
 * compared as they are written, so in the hour that comes twice the second pass hides behind the first.
 */
export function listOrders(orders: readonly PracticeOrder[], query: URLSearchParams, nowMs: number, lagMs: number): Answer {
  const size = Number(query.get('pageSize') ?? DEFAULT_SIZE);
  const page = Number(query.get('page') ?? 1);
  const since = query.get('modifyDateStart') ?? '';
  const until = query.get('modifyDateEnd') ?? '';
  const sortBy = query.get('sortBy') ?? '';
  if (!Number.isInteger(size) || size < 1 || size > MOST) return badRequest('pageSize', 'The page size must be between 1 and 500.');
  if (!Number.isInteger(page) || page < 1) return badRequest('page', 'The page number must be greater than 0.');
  if ((since !== '' && !TIME.test(since)) || (until !== '' && !TIME.test(until))) return badRequest('modifyDateStart', 'The value is not a valid date.');
  if (!SORTS.includes(sortBy)) return badRequest('sortBy', 'The value is not valid.');
  const store = query.get('storeId');
  const status = query.get('orderStatus');
  const found = orders
    .filter((order) => order.updatedAtMs <= nowMs - lagMs)
    .filter((order) => since === '' || pacific(order.updatedAtMs) > since)
    .filter((order) => until === '' || pacific(order.updatedAtMs) <= until)
    .filter(() => store === null || store === String(PRACTICE_STORE_ID))
    .filter((order) => status === null || status === orderStatusOf(order))
    .sort((a, b) => (sortBy === 'ModifyDate' ? a.updatedAtMs - b.updatedAtMs : 0) || Number(a.channelOrderId) - Number(b.channelOrderId));
  if (query.get('sortDir') === 'DESC') found.reverse();
  const shown = found.slice((page - 1) * size, page * size);
  return { status: 200, body: { orders: shown.map(answerOrder), total: found.length, page, pages: Math.ceil(found.length / size) } };
}
