import { z } from 'zod';
import type { Outcome, Problem } from '../../../../shared/domain/writeback/outcome.ts';
import { readRetryAfterMs } from '../../kit/retry-after.ts';
import type { Operation, WireReply, WireRequest } from '../../kit/wire.ts';
import { DOCUMENTS } from './documents.ts';
import type { DocumentName } from './documents.ts';
import { SHOPIFY_BUCKET } from './limits.ts';
import { codeOfError } from './problems.ts';
import { parseJson } from './parse-json.ts';
import { SHOPIFY_API_VERSION } from './settings.ts';
import type { ShopifySettings } from './settings.ts';

export type Failure = Exclude<Outcome<never>, { kind: 'done' }>;

const costShape = z.object({
  requestedQueryCost: z.number().nullish(),
  actualQueryCost: z.number().nullish(),
  throttleStatus: z.object({ maximumAvailable: z.number(), currentlyAvailable: z.number(), restoreRate: z.number() }),
});

const envelope = z.object({
  data: z.unknown().optional(),
  errors: z.array(z.object({ message: z.string(), extensions: z.object({ code: z.string().nullish() }).nullish() })).nullish().catch(null),
  extensions: z.object({ cost: costShape.nullish().catch(null) }).nullish().catch(null),
});

/** What Shopify says of the bucket in an answer, also in one that was refused for haste. */
export function readCost(reply: WireReply): z.output<typeof costShape> | null {
  const parsed = envelope.safeParse(parseJson(reply.bodyText));
  return (parsed.success ? parsed.data.extensions?.cost : null) ?? null;
}

export function buildGraphql(name: DocumentName, variables: Readonly<Record<string, unknown>>): WireRequest {
  return {
    operation: name,
    method: 'POST',
    path: `/admin/api/${SHOPIFY_API_VERSION}/graphql.json`,
    query: {},
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify({ query: DOCUMENTS[name], operationName: name, variables }),
  };
}

/** A query as an operation; `read` takes the data of an answer that holds no error. */
export function queryOf<In, Out>(name: DocumentName, variablesOf: (input: In) => Readonly<Record<string, unknown>>, read: (data: unknown, reply: WireReply, input: In) => Outcome<Out>): Operation<In, Out, ShopifySettings> {
  return operationOf(name, 'read', variablesOf, read);
}

export function mutationOf<In, Out>(name: DocumentName, variablesOf: (input: In) => Readonly<Record<string, unknown>>, read: (data: unknown, reply: WireReply, input: In) => Outcome<Out>): Operation<In, Out, ShopifySettings> {
  return operationOf(name, 'write', variablesOf, read);
}

function operationOf<In, Out>(name: DocumentName, effect: 'read' | 'write', variablesOf: (input: In) => Readonly<Record<string, unknown>>, read: (data: unknown, reply: WireReply, input: In) => Outcome<Out>): Operation<In, Out, ShopifySettings> {
  return {
    name,
    effect,
    build: (input) => buildGraphql(name, variablesOf(input)),
    read: (reply, input) => readFailure(reply, effect) ?? read(dataOf(reply), reply, input),
  };
}

const dataOf = (reply: WireReply): unknown => envelope.parse(parseJson(reply.bodyText)).data;

const reject = (code: Problem['code'], message: string): Failure => ({ kind: 'rejected', problems: [{ code, message }] });

/** Null where the answer may be read. Nothing of an answer with errors is believed, not even the part that has data. */
function readFailure(reply: WireReply, effect: 'read' | 'write'): Failure | null {
  const { status } = reply;
  if (status === 200) return readErrors(reply, effect);
  if (status === 429 || status === 430) return { kind: 'rate-limited', retryAfterMs: readRetryAfterMs(reply) ?? 1_000 };
  // 402: the shop is frozen; 404: no shop of that name; 423: the shop is locked. All are about the account, never about one order.
  if (status === 401 || status === 402 || status === 403 || status === 404 || status === 423) return reject('auth', `Shopify answered ${status}: ${wordsOf(reply)}`);
  if (status >= 400 && status < 500) return reject('bad-request-ours', `Shopify answered ${status}: ${wordsOf(reply)}`);
  return unclear(effect, `Shopify answered ${status}`);
}

/** Something that may have happened, or a read that may be asked again. */
const unclear = (effect: 'read' | 'write', cause: string): Failure => (effect === 'write' ? { kind: 'uncertain', cause } : { kind: 'unavailable', cause });

function readErrors(reply: WireReply, effect: 'read' | 'write'): Failure | null {
  const parsed = envelope.safeParse(parseJson(reply.bodyText));
  if (!parsed.success) return unclear(effect, 'the answer is not one of Shopify’s');
  const { data, errors, extensions } = parsed.data;
  const [first, ...rest] = errors ?? [];
  if (first === undefined) return data === null || data === undefined ? unclear(effect, 'the answer holds nothing') : null;
  const all = [first, ...rest];
  if (all.some((error) => error.extensions?.code === 'THROTTLED')) return { kind: 'rate-limited', retryAfterMs: waitFor(extensions?.cost ?? null) };
  const read = all.map((error) => ({ code: codeOfError(error.extensions?.code ?? null, error.message), message: `${error.extensions?.code ?? 'error'}: ${error.message}` }));
  // An error of the server itself says nothing about what it did before.
  const broken = read.find((problem) => problem.code === null);
  if (broken !== undefined) return unclear(effect, broken.message);
  const [problem, ...more] = read.map(({ code, message }): Problem => ({ code: code ?? 'unrecognised', message }));
  return problem === undefined ? null : { kind: 'rejected', problems: [problem, ...more] };
}

/** Until the bucket holds what was asked for. Source: "GraphQL Admin API rate limits", throttle status, read on 2026-11-21. */
function waitFor(cost: z.output<typeof costShape> | null): number {
  if (cost === null) return 1_000;
  const { currentlyAvailable, restoreRate, maximumAvailable } = cost.throttleStatus;
  const lacking = Math.min(cost.requestedQueryCost ?? SHOPIFY_BUCKET.burst, maximumAvailable) - currentlyAvailable;
  return restoreRate > 0 ? Math.max(1, Math.ceil((lacking / restoreRate) * 1000)) : 1_000;
}

const plainErrors = z.object({ errors: z.union([z.string(), z.array(z.object({ message: z.string() })), z.record(z.string(), z.unknown())]) });

function wordsOf(reply: WireReply): string {
  const parsed = plainErrors.safeParse(parseJson(reply.bodyText));
  if (!parsed.success) return 'no words with it';
  const { errors } = parsed.data;
  if (typeof errors === 'string') return errors;
  return Array.isArray(errors) ? errors.map(({ message }) => message).join('; ') : JSON.stringify(errors);
}
