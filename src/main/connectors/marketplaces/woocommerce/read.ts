import type { z } from 'zod';
import type { Outcome } from '../../../../shared/domain/writeback/outcome.ts';
import { readRetryAfterMs } from '../../kit/retry-after.ts';
import type { WireReply } from '../../kit/wire.ts';
import { HASTE_PAUSE_MS } from './limits.ts';
import { parseJson, problemOf, readError } from './problems.ts';

type Failure = Exclude<Outcome<never>, { kind: 'done' }>;

/** The answer did not come from WooCommerce at all. Asking again later is safe: the request never got to it. */
const strange = (reply: WireReply): Failure => ({ kind: 'unavailable', cause: `the shop's host answered ${reply.status} in words that are not WordPress's (a firewall, a proxy, an error page?)` });

const rejectedAs = (code: string, message: string): Failure => ({ kind: 'rejected', problems: [{ code, message }] });

/**
 * What an answer that is no success means. 5xx of a write is in doubt: PHP may have died after the database was changed. 508 is the word of
 * shared hosts for "your share is used up".
 */
export function readRefusal(reply: WireReply, effect: 'read' | 'write'): Failure {
  const { status } = reply;
  const retryAfterMs = readRetryAfterMs(reply);
  if (status === 429) return { kind: 'rate-limited', retryAfterMs: retryAfterMs ?? HASTE_PAUSE_MS };
  if (status >= 500) {
    if (effect === 'write') return { kind: 'uncertain', cause: `the shop answered ${status}` };
    if (status === 508 || (status === 503 && retryAfterMs !== null)) return { kind: 'rate-limited', retryAfterMs: retryAfterMs ?? HASTE_PAUSE_MS };
    return { kind: 'unavailable', cause: `the shop answered ${status}` };
  }
  // A redirect would carry the keys to whatever address it names, so it is never followed.
  if (status >= 300 && status < 400) return rejectedAs('bad-settings', `the shop sends us on to ${hostOf(reply.headers['location'])}: enter the address it uses itself`);
  const error = readError(reply);
  if (error !== null) return status === 401 ? rejectedAs('auth', `${error.code}: ${error.message}`) : { kind: 'rejected', problems: [problemOf(error)] };
  return status === 401 ? rejectedAs('auth', 'the shop answered 401 without saying why') : strange(reply);
}

function hostOf(location: string | undefined): string {
  if (location === undefined || !URL.canParse(location)) return 'another address';
  const { origin } = new URL(location);
  return origin;
}

/** A success of a read, in a shape that we can use. */
export function readAs<Shape extends z.ZodType>(reply: WireReply, shape: Shape, what: string): Outcome<z.output<Shape>> {
  if (reply.status < 200 || reply.status >= 300) return readRefusal(reply, 'read');
  const parsed = shape.safeParse(parseJson(reply.bodyText));
  return parsed.success ? { kind: 'done', value: parsed.data } : { kind: 'unavailable', cause: `the answer is not ${what}` };
}

/** A collection that exists only in some shops; null where this one has no such route. */
export function readOptional<Shape extends z.ZodType>(reply: WireReply, shape: Shape, what: string): Outcome<z.output<Shape> | null> {
  if (reply.status === 404 && readError(reply)?.code === 'rest_no_route') return { kind: 'done', value: null };
  return readAs(reply, shape, what);
}

/** A success of a write must show what was made: a hotel's sign-in page with status 200 is no acceptance. */
export function readMade(reply: WireReply, shape: z.ZodType): Outcome<void> {
  if (reply.status < 200 || reply.status >= 300) return readRefusal(reply, 'write');
  if (shape.safeParse(parseJson(reply.bodyText)).success) return { kind: 'done', value: undefined };
  return { kind: 'uncertain', cause: `the shop answered ${reply.status} without showing what it made` };
}

/** The end of a row that is gone already has been reached. */
export function readEnded(reply: WireReply): Outcome<void> {
  if (reply.status === 404 && /tracking_invalid_id$/.test(readError(reply)?.code ?? '')) return { kind: 'done', value: undefined };
  return reply.status >= 200 && reply.status < 300 ? { kind: 'done', value: undefined } : readRefusal(reply, 'write');
}
