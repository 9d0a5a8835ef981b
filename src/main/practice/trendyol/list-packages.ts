import { z } from 'zod';
import type { Answer } from '../channel.ts';
import type { PracticeOrder } from '../shop/world.ts';
import { answerPackages } from './answers.ts';
import { orderNumberOf } from './packages.ts';
import { badRequest } from './replies.ts';

/** What Trendyol documents for these calls; a name beyond it is a slip of the pen, and is seen. */
const PAGED = new Set(['status', 'startDate', 'endDate', 'orderByField', 'orderByDirection', 'size', 'page', 'orderNumber', 'shipmentPackageIds']);
const STREAMED = new Set(['lastModifiedStartDate', 'lastModifiedEndDate', 'packageItemStatuses', 'size', 'nextCursor']);
const findUnknown = (query: URLSearchParams, known: ReadonlySet<string>): string | undefined => [...query.keys()].find((name) => !known.has(name));
const MOST_DAYS = 14;
const DAY_MS = 86_400_000;
/** Most packages that pages can reach. */
const WINDOW = 10_000;

/** Whole numbers as text, else NaN. */
const whole = (text: string | null, fallback: number): number => (text === null ? fallback : /^\d+$/.test(text) ? Number(text) : Number.NaN);

/** `untilMs`: what changed later is not listed yet; an order asked for by its number is always there. */
export function listPackages(orders: readonly PracticeOrder[], query: URLSearchParams, untilMs: number): Answer {
  const unknown = findUnknown(query, PAGED);
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
  if (orderNumber === null && endMs - startMs > MOST_DAYS * DAY_MS) return badRequest(`startDate and endDate are at most ${MOST_DAYS} days apart`);
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

/** A cursor belongs to what it was given for: asked for with another start, end or size it is refused. */
const cursorShape = z.object({ of: z.string(), changedAtMs: z.number(), id: z.string() });

/** The stream goes on behind the package that came last, whatever changes meanwhile. Source: "Get Shipment Packages With Cursor", read on 2026-11-21. */
export function streamPackages(orders: readonly PracticeOrder[], query: URLSearchParams, untilMs: number): Answer {
  const unknown = findUnknown(query, STREAMED);
  if (unknown !== undefined) return badRequest(`unknown parameter ${unknown}`);
  const size = whole(query.get('size'), 50);
  const endMs = whole(query.get('lastModifiedEndDate'), untilMs);
  const startMs = whole(query.get('lastModifiedStartDate'), endMs - MOST_DAYS * DAY_MS);
  if (!(size >= 1 && size <= 200)) return badRequest('size must be between 1 and 200');
  if (!(endMs >= startMs) || endMs - startMs > MOST_DAYS * DAY_MS) return badRequest(`lastModifiedStartDate and lastModifiedEndDate are at most ${MOST_DAYS} days apart`);
  const of = `${startMs}-${endMs}-${size}`;
  const given = query.get('nextCursor');
  const cursor = given === null ? null : cursorShape.safeParse(decode(given));
  if (cursor !== null && (!cursor.success || cursor.data.of !== of)) return badRequest('nextCursor does not belong to this request');
  const after = cursor?.data ?? null;
  const found = orders
    .flatMap(answerPackages)
    .filter(({ changedAtMs }) => changedAtMs >= startMs && changedAtMs <= Math.min(endMs, untilMs))
    .sort((a, b) => a.changedAtMs - b.changedAtMs || Number(a.id) - Number(b.id))
    .filter(({ changedAtMs, id }) => after === null || changedAtMs > after.changedAtMs || (changedAtMs === after.changedAtMs && Number(id) > Number(after.id)));
  const page = found.slice(0, size);
  const last = page.at(-1);
  const hasMore = found.length > size;
  const nextCursor = hasMore && last !== undefined ? Buffer.from(JSON.stringify({ of, changedAtMs: last.changedAtMs, id: last.id })).toString('base64url') : null;
  return { status: 200, body: { size, hasMore, nextCursor, content: page.map(({ body }) => body) } };
}

function decode(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown;
  } catch (error: unknown) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
