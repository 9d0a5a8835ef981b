import type { Outcome } from '../../../../shared/domain/writeback/outcome.ts';
import { readRetryAfterMs } from '../../kit/retry-after.ts';
import type { WireReply } from '../../kit/wire.ts';
import type { StreamAsked } from './build.ts';
import { HASTE_PAUSE_MS } from './limits.ts';
import { parseJson, problemOf } from './problems.ts';
import { packageShape, pageShape, streamShape } from './shapes.ts';
import type { TrendyolPackage } from './shapes.ts';

type Failure = Exclude<Outcome<never>, { kind: 'done' }>;

const isSuccess = ({ status }: WireReply): boolean => status >= 200 && status < 300;

function readRefusal(reply: WireReply, effect: 'read' | 'write'): Failure {
  const { status } = reply;
  if (status === 429) return { kind: 'rate-limited', retryAfterMs: readRetryAfterMs(reply) ?? HASTE_PAUSE_MS };
  if (status >= 500) return { kind: effect === 'write' ? 'uncertain' : 'unavailable', cause: `Trendyol answered ${status}` };
  // A redirect would carry the keys to whatever address it names, so it is never followed.
  if (status < 400) return { kind: 'unavailable', cause: `Trendyol answered ${status}: something on the way sends us elsewhere` };
  return { kind: 'rejected', problems: [problemOf(reply, effect)] };
}

export interface ListedPage {
  readonly records: readonly unknown[];
  readonly totalPages: number | null;
  /** Trendyol's own clock, where it says it. Milliseconds since 1970. */
  readonly serverMs: number | null;
}

export interface StreamedPage extends Pick<ListedPage, 'records' | 'serverMs'> {
  /** Null: nothing more within what was asked for. */
  readonly nextCursor: string | null;
}

/** Null where the answer does not say. */
function serverMsOf(reply: WireReply): number | null {
  const serverMs = Date.parse(reply.headers['date'] ?? '');
  return Number.isNaN(serverMs) ? null : serverMs;
}

/** More without a cursor to it, or a cursor that stays where it is, would be half a listing taken for a whole one, or one without an end. */
export function readStreamPackages(reply: WireReply, { cursor }: StreamAsked): Outcome<StreamedPage> {
  if (!isSuccess(reply)) return readRefusal(reply, 'read');
  const parsed = streamShape.safeParse(parseJson(reply.bodyText));
  if (!parsed.success) return { kind: 'unavailable', cause: 'the answer is no part of the stream' };
  const { hasMore, nextCursor, content } = parsed.data;
  if (hasMore && (nextCursor == null || nextCursor === cursor)) return { kind: 'unavailable', cause: 'Trendyol says there is more and does not say where' };
  return { kind: 'done', value: { records: content, nextCursor: hasMore ? (nextCursor ?? null) : null, serverMs: serverMsOf(reply) } };
}

export function readListPackages(reply: WireReply): Outcome<ListedPage> {
  if (!isSuccess(reply)) return readRefusal(reply, 'read');
  const parsed = pageShape.safeParse(parseJson(reply.bodyText));
  if (!parsed.success) return { kind: 'unavailable', cause: 'the answer is no page of packages' };
  return { kind: 'done', value: { records: parsed.data.content, totalPages: parsed.data.totalPages ?? null, serverMs: serverMsOf(reply) } };
}

/** Every package of one order. One that cannot be read could be the successor of another, so then nothing is said of any. */
export function readReadPackages(reply: WireReply, orderNumber: string): Outcome<readonly TrendyolPackage[]> {
  const page = readListPackages(reply);
  if (page.kind !== 'done') return page;
  const packages: TrendyolPackage[] = [];
  for (const record of page.value.records) {
    const parsed = packageShape.safeParse(record);
    if (!parsed.success) return { kind: 'rejected', problems: [{ code: 'unreadable', message: reasonOf(parsed.error) }] };
    if (parsed.data.orderNumber === orderNumber) packages.push(parsed.data);
  }
  return { kind: 'done', value: packages };
}

export const reasonOf = (error: { readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] }): string =>
  error.issues.slice(0, 3).map(({ path, message }) => `${path.map(String).join('.')}: ${message}`).join('; ');

/** What a success holds is not documented: nothing, or JSON. A hotel's sign-in page with status 200 is no acceptance. */
export function readWritten(reply: WireReply): Outcome<void> {
  if (!isSuccess(reply)) return readRefusal(reply, 'write');
  const isPage = /^\s*</.test(reply.bodyText) || (reply.headers['content-type'] ?? '').includes('text/html');
  return isPage ? { kind: 'uncertain', cause: `a page was answered with ${reply.status} in place of Trendyol` } : { kind: 'done', value: undefined };
}
