import type { Answer } from '../channel.ts';
import type { PracticeOrder } from '../shop/world.ts';
import { answerPackages } from './answers.ts';
import { orderNumberOf } from './packages.ts';
import { badRequest } from './replies.ts';

/** What Trendyol documents for this call; a name beyond it is a slip of the pen, and is seen. */
const KNOWN = new Set(['status', 'startDate', 'endDate', 'orderByField', 'orderByDirection', 'size', 'page', 'orderNumber', 'shipmentPackageIds']);
const MOST_DAYS = 14;
/** Most packages that pages can reach. */
const WINDOW = 10_000;

/** Whole numbers as text, else NaN. */
const whole = (text: string | null, fallback: number): number => (text === null ? fallback : /^\d+$/.test(text) ? Number(text) : Number.NaN);

/** `untilMs`: what changed later is not listed yet; an order asked for by its number is always there. */
export function listPackages(orders: readonly PracticeOrder[], query: URLSearchParams, untilMs: number): Answer {
  const unknown = [...query.keys()].find((name) => !KNOWN.has(name));
  if (unknown !== undefined) return badRequest(`unknown parameter ${unknown}`);
  const size = whole(query.get('size'), 50);
  const page = whole(query.get('page'), 0);
  if (!(size >= 1 && size <= 200)) return badRequest('size must be between 1 and 200');
  if (!(page >= 0) || (page + 1) * size > WINDOW) return badRequest(`page and size reach beyond the first ${WINDOW} packages`);
  if (!['PackageLastModifiedDate', 'CreatedDate'].includes(query.get('orderByField') ?? 'PackageLastModifiedDate')) return badRequest('orderByField is not known');
  if (!['ASC', 'DESC'].includes(query.get('orderByDirection') ?? 'DESC')) return badRequest('orderByDirection is ASC or DESC');
  const startMs = whole(query.get('startDate'), 0);
  const endMs = whole(query.get('endDate'), Number.MAX_SAFE_INTEGER);
  const orderNumber = query.get('orderNumber');
  if (Number.isNaN(startMs) || Number.isNaN(endMs) || endMs < startMs) return badRequest('startDate and endDate are milliseconds, one after the other');
  if (orderNumber === null && endMs - startMs > MOST_DAYS * 86_400_000) return badRequest(`startDate and endDate are at most ${MOST_DAYS} days apart`);
  const direction = query.get('orderByDirection') === 'ASC' ? 1 : -1;
  const statuses = query.get('status')?.split(',') ?? null;
  const found = orders
    .filter((order) => orderNumber === null || orderNumberOf(order) === orderNumber)
    .flatMap(answerPackages)
    .filter(({ changedAtMs }) => changedAtMs >= startMs && changedAtMs <= endMs && (orderNumber !== null || changedAtMs <= untilMs))
    .filter(({ status }) => statuses === null || statuses.includes(status))
    .sort((a, b) => direction * (a.changedAtMs - b.changedAtMs || Number(a.id) - Number(b.id)));
  const content = found.slice(page * size, (page + 1) * size).map(({ body }) => body);
  return { status: 200, body: { totalElements: found.length, totalPages: Math.ceil(found.length / size), page, size, content } };
}
