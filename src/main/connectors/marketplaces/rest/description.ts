import { z } from 'zod';
import { problemCodes } from '../../../../shared/domain/writeback/problems.ts';
import { isLoopback } from '../../kit/http-sender.ts';
import { parsePath } from './json-path.ts';
import { placeholdersOf } from './template.ts';

/**
 * A web service as data: where its orders are, what its words mean, how it is told that a parcel left. Written by whoever knows the service, and
 * distrusted: a field that is not known here is refused, or a typing error would change what is sent. Each field is explained in
 * docs/guide/rest-channel.md.
 */
const path = z
  .string()
  .max(200)
  .refine((text) => parsePath(text) !== null, 'is no path: names with dots between them, places in lists as [0], for example "customer.name" or "lines[0].id"');
/** Where a text comes from: a path, or the same for every order. */
const source = z.union([path, z.strictObject({ value: z.string().min(1) })], { error: 'must be a path, or {"value": "the same for every order"}' });
const word = z.string().max(120);
const instants = z.enum(['iso', 'iso-utc', 's', 'ms'], { error: 'must be "iso", "iso-utc", "s" or "ms"' });

/** A text in which only these placeholders may stand. */
const template = (known: readonly string[]) =>
  z
    .string()
    .max(500)
    .superRefine((text, context) => {
      const found = placeholdersOf(text);
      if (found === null) context.addIssue({ code: 'custom', message: 'holds a brace that belongs to no placeholder' });
      for (const name of found ?? []) if (!known.includes(name)) context.addIssue({ code: 'custom', message: `there is no {${name}} here; known are ${known.map((one) => `{${one}}`).join(', ')}` });
    });

const pathTemplate = (known: readonly string[]) => template(known).refine((text) => text.startsWith('/') && !text.startsWith('//') && !/[?#\\]/.test(text), 'must begin with one "/" and hold no "?" or "#": those go into "query"');
const headerName = z.string().regex(/^[A-Za-z0-9-]{1,60}$/, 'is no name of a header');
/** Where the request goes and who asks is not for a description to say. */
const OWN_HEADERS: readonly string[] = ['authorization', 'connection', 'content-length', 'cookie', 'host', 'proxy-authorization', 'te', 'transfer-encoding', 'upgrade'];
const headers = (known: readonly string[]) =>
  z.record(headerName, template(known).refine((text) => /^[\x20-\x7e]*$/.test(text), 'a header holds plain characters only')).superRefine((given, context) => {
    for (const name of Object.keys(given)) if (OWN_HEADERS.includes(name.toLowerCase())) context.addIssue({ code: 'custom', path: [name], message: 'is set by the station; keys go into the field for the secret' });
  });

const LIST_NAMES = ['updatedAfter'] as const;
const READ_NAMES = ['orderId'] as const;
const DISPATCH_NAMES = ['orderId', 'trackingNumber', 'carrierCode', 'carrierName', 'shippedAt', 'packageReference', 'shippingService', 'notifyBuyer', 'replacedNumber', 'key'] as const;
const LINE_NAMES = ['lineId', 'quantity'] as const;

type JsonValue = string | number | boolean | null | JsonValue[] | { [field: string]: JsonValue };
const jsonValue = (text: z.ZodType<string>): z.ZodType<JsonValue> => {
  const value: z.ZodType<JsonValue> = z.lazy(() => z.union([text, z.number(), z.boolean(), z.null(), z.array(value), z.record(z.string(), value)]));
  return value;
};

/** A body is looked through by hand: a union would only say that something in it is wrong. */
const bodyTemplate = (known: readonly string[]) =>
  jsonValue(z.string()).superRefine((body, context) => {
    const judge = template(known);
    const walk = (value: JsonValue, at: readonly (string | number)[]): void => {
      if (typeof value === 'string') {
        for (const issue of judge.safeParse(value).error?.issues ?? []) context.addIssue({ code: 'custom', path: [...at], message: issue.message });
      } else if (Array.isArray(value)) value.forEach((inner, index) => walk(inner, [...at, index]));
      else if (typeof value === 'object' && value !== null) for (const [field, inner] of Object.entries(value)) walk(inner, [...at, field]);
    };
    walk(body, []);
  });

const rate = z.strictObject({ ratePerSecond: z.number().min(0.0001).max(1000), burst: z.number().int().min(1).max(10_000) });

const paging = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('page'), parameter: z.string().min(1), first: z.number().int().min(0).default(1), size: z.number().int().min(1).max(10_000) }),
  z.strictObject({ kind: z.literal('cursor'), parameter: z.string().min(1), next: path }),
]);

const list = z.strictObject({
  path: pathTemplate(LIST_NAMES),
  query: z.record(z.string().min(1), template(LIST_NAMES)).default({}),
  updatedAfterAs: instants.default('iso'),
  items: path,
  paging,
  /** `updated`: earliest change first. Then the next page is asked for by time, and none is missed while orders change. */
  sortedBy: z.enum(['updated', 'other']).default('other'),
  /** How late a change may show up in a listing. Seconds. */
  lagSeconds: z.number().int().min(0).max(86_400).default(120),
});

const cancellation = z.strictObject({
  path,
  words: z.record(word, z.enum(['none', 'requested', 'cancelled', 'rejected'])),
  by: z.strictObject({ path, words: z.record(word, z.enum(['buyer', 'seller', 'channel'])) }).exactOptional(),
  reason: path.exactOptional(),
});

const order = z.strictObject({
  id: path,
  state: z.strictObject({ path, words: z.record(word, z.enum(['open', 'partly-shipped', 'shipped', 'cancelled', 'unfulfillable'])) }),
  payment: z.strictObject({ path, words: z.record(word, z.enum(['paid', 'pending'])) }).exactOptional(),
  hold: z.strictObject({ path, words: z.record(word, z.string().min(1)).exactOptional() }).exactOptional(),
  cancellation: cancellation.exactOptional(),
  placedAt: path,
  updatedAt: path,
  shipBy: path.exactOptional(),
  service: path.exactOptional(),
  address: z.strictObject({ name: path, company: path.exactOptional(), lines: z.array(path).min(1).max(6), postcode: path, city: path, region: path.exactOptional(), country: source, phone: path.exactOptional() }),
  value: z.strictObject({ amount: path, currency: source, unit: z.enum(['major', 'minor']).default('major') }).exactOptional(),
  attributes: z.record(z.string().min(1).max(200), path).default({}),
  lines: z.strictObject({ items: path, id: path, sku: path, title: path.exactOptional(), quantity: path, cancelled: path.exactOptional(), shipped: path.exactOptional(), barcodes: z.array(path).max(6).default([]), cancellation: cancellation.exactOptional() }),
  packages: z.strictObject({
    items: path,
    number: path,
    carrier: path.exactOptional(),
    reference: path.exactOptional(),
    voided: z.strictObject({ path, words: z.array(word).min(1) }).exactOptional(),
    lines: z.strictObject({ items: path, id: path, quantity: path }).exactOptional(),
  }),
});

const request = {
  method: z.enum(['POST', 'PUT', 'PATCH']),
  path: pathTemplate(DISPATCH_NAMES),
  headers: headers(DISPATCH_NAMES).default({}),
  encoding: z.enum(['json', 'form']).default('json'),
  /** What `{lines}` is made of, once per line. */
  line: bodyTemplate(LINE_NAMES).exactOptional(),
  body: bodyTemplate([...DISPATCH_NAMES, 'lines']),
};

const dispatch = z.strictObject({
  ...request,
  success: z.array(z.number().int().min(200).max(299)).min(1).default([200, 201, 202, 204]),
  /** False: the body of a success is no JSON and is not looked at. */
  answersJson: z.boolean().default(true),
  /** Stands in a success that is none. */
  refusedIf: path.exactOptional(),
  severalParcels: z.boolean().default(false),
  /** `same-reference`: the same message again with the same {packageReference} takes the place of the first. */
  correction: z.enum(['same-reference', 'no']).default('no'),
  /** A call of its own that takes the place of {replacedNumber}. */
  replace: z.strictObject(request).exactOptional(),
  sharedNumber: z.enum(['yes', 'same-buyer', 'no']).default('no'),
  buyerNotice: z.enum(['always', 'never']).default('never'),
  tellingDecidesCancels: z.boolean().default(true),
});

const rule = z
  .strictObject({ status: z.number().int().min(200).max(599).exactOptional(), code: z.string().min(1).exactOptional(), text: z.string().min(1).exactOptional(), problem: z.enum([...problemCodes, 'throttled']) })
  .refine(({ status, code, text }) => status !== undefined || code !== undefined || text !== undefined, 'needs a status, a code or a text')
  // A server that fails may have done the work before: only words of its own can say that it has not.
  .refine(({ status, code, text }) => status === undefined || (status >= 400 && status < 500) || code !== undefined || text !== undefined, 'a status outside 400 to 499 needs a code or a text beside it');

const carrierWord = z.union([z.string().min(1), z.strictObject({ carrierCode: z.string().min(1), carrierName: z.string().min(1).exactOptional() })], { error: 'must be the service’s word, or {"carrierCode": …, "carrierName": …}' });

const baseUrl = z.string().superRefine((text, context) => {
  const refuse = (message: string): void => context.addIssue({ code: 'custom', message });
  if (!URL.canParse(text)) return refuse('is no address');
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) refuse('must be an https address: keys leave this machine encrypted or not at all');
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') refuse('must hold no user, password, "?" or "#"');
});

export const restDescription = z
  .strictObject({
    version: z.literal(1, { error: 'must be 1' }),
    /** The service's name, as people say it. */
    name: z.string().min(1).max(60),
    baseUrl,
    auth: z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('none') }), z.strictObject({ kind: z.literal('header'), name: headerName }), z.strictObject({ kind: z.literal('basic') }), z.strictObject({ kind: z.literal('bearer') })]),
    headers: headers([]).default({}),
    /** How the service writes instants. */
    times: instants.default('iso'),
    list,
    read: z.strictObject({ path: pathTemplate(READ_NAMES), order: path.default('$'), unknown: z.array(z.number().int().min(400).max(499)).min(1).default([404]) }),
    order,
    dispatch,
    errors: z.strictObject({ code: path.exactOptional(), message: path.exactOptional(), rules: z.array(rule).max(100).default([]) }).prefault({}),
    carriers: z.record(z.string().min(1), carrierWord).default({}),
    takesAnyCarrier: z.boolean().default(false),
    limits: z.union([rate, z.strictObject({ 'list-orders': rate, 'read-order': rate, 'confirm-dispatch': rate })], { error: 'must be {"ratePerSecond": …, "burst": …} for all calls, or one of these for each of list-orders, read-order and confirm-dispatch' }).default({ ratePerSecond: 1, burst: 10 }),
  })
  .superRefine(({ dispatch: told, order: mapped }, context) => {
    if (told.correction === 'same-reference' && mapped.packages.reference === undefined) context.addIssue({ code: 'custom', path: ['order', 'packages', 'reference'], message: 'is needed where dispatch.correction is "same-reference": the package is found again by it' });
    if (told.replace !== undefined && told.correction === 'same-reference') context.addIssue({ code: 'custom', path: ['dispatch', 'replace'], message: 'has no meaning where dispatch.correction is "same-reference"' });
  });

export type RestDescription = z.output<typeof restDescription>;
export type CancellationMap = z.output<typeof cancellation>;
export type Instants = z.output<typeof instants>;
export type DispatchRequest = Pick<RestDescription['dispatch'], 'method' | 'path' | 'headers' | 'encoding' | 'body'> & { readonly line?: JsonValue };
