import type { Answer } from '../channel.ts';
import type { PracticeOrder } from '../shop/world.ts';
import { answerShipment, pageFrame, PRACTICE_STORE_ID, shipmentStatusOf } from './answers.ts';
import { invalidField } from './refusals.ts';

/** Source: V2 document, list_shipments: 25 where nothing is said. The largest page is the practice site's own. */
const DEFAULT_SIZE = 25;
const MOST = 500;
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)$/;

/** A page by number over what is there now: who is changed while somebody pages goes to the end, and all behind move up by one place. */
export function listShipments(orders: readonly PracticeOrder[], query: URLSearchParams, nowMs: number, lagMs: number): Answer {
  const size = Number(query.get('page_size') ?? DEFAULT_SIZE);
  const page = Number(query.get('page') ?? 1);
  if (!Number.isInteger(size) || size < 1 || size > MOST) return invalidField('page_size', `must be between 1 and ${MOST}`);
  if (!Number.isInteger(page) || page < 1) return invalidField('page', 'must be at least 1');
  const since = query.get('modified_at_start');
  const until = query.get('modified_at_end');
  for (const given of [since, until]) if (given !== null && !DATE_TIME.test(given)) return invalidField('modified_at', 'must be a date and time');
  const sortBy = query.get('sort_by') ?? 'created_at';
  if (!['modified_at', 'created_at'].includes(sortBy)) return invalidField('sort_by', 'must be modified_at or created_at');
  const status = query.get('shipment_status');
  const store = query.get('store_id');
  const by = sortBy === 'modified_at' ? 'updatedAtMs' : 'placedAtMs';
  const found = orders
    .filter((order) => order.updatedAtMs <= nowMs - lagMs)
    .filter((order) => since === null || order.updatedAtMs >= Date.parse(since))
    .filter((order) => until === null || order.updatedAtMs <= Date.parse(until))
    .filter((order) => status === null || status === shipmentStatusOf(order))
    .filter(() => store === null || store === PRACTICE_STORE_ID)
    .sort((a, b) => a[by] - b[by] || (a.channelOrderId < b.channelOrderId ? -1 : 1));
  // Newest first, where nothing else is said.
  if (query.get('sort_dir') !== 'asc') found.reverse();
  const pages = Math.max(1, Math.ceil(found.length / size));
  const shipments = found.slice((page - 1) * size, page * size).map(answerShipment);
  return { status: 200, body: { shipments, ...pageFrame('/v2/shipments', query, { total: found.length, page, pages }) } };
}
