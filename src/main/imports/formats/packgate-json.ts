import { z } from 'zod';
import { notCancelled, type Cancellation } from '../../../shared/domain/order/cancellation.ts';
import type { OrderDraft, OrderLineDraft } from '../../../shared/domain/order/order-draft.ts';
import type { InstantMs } from '../../../shared/domain/units/instant.ts';
import { boundAttributes } from '../../../shared/domain/order/attributes.ts';
import { barcodesOf } from '../cells.ts';
import { needsCity, needsPostcode, parseCountry } from '../values/countries.ts';
import { parseInstant, type WholeDay } from '../values/dates.ts';
import { parseMoney } from '../values/money.ts';
import { cleanText } from '../values/text.ts';
import { CANCELLATIONS, CHANNELS, HOLD_KINDS, PARTIES, PAYMENTS, STATES, TAX_NUMBERS } from './packgate-words.ts';

/** The same facts and names as Packgate CSV, nested. Documented in docs/guide/order-files.md. */

const text = z.string().max(1000).refine((value) => !value.includes('\0'), 'must not hold a NUL character').transform(cleanText);
const filled = text.refine((value) => value !== '', 'must not be empty');
const code = filled.refine((value) => value.length <= 100, 'is longer than 100 characters');
const units = z.int().min(0).max(100_000);

/** Read later, because only the caller knows the time zone of a day without an offset. */
const instant = z.string().max(40).transform((value) => value.trim());

const country = filled.transform((value, context): string => {
  const found = parseCountry(value);
  if (found !== null) return found;
  context.addIssue({ code: 'custom', message: 'is not a country that is known; write its two-letter ISO code' });
  return z.NEVER;
});

const cancel = z.object({ kind: z.enum(CANCELLATIONS), by: z.enum(PARTIES).optional(), reason: text.nullish() });

const line = z
  .object({
    line_id: code.optional(), sku: code, barcodes: z.array(code).max(50).optional(), title: text.optional(),
    quantity: units, quantity_cancelled: units.optional(), quantity_shipped: units.optional(), cancel: cancel.optional(), weight_g: z.int().min(1).max(1_000_000).nullish(),
  })
  .refine((value) => value.quantity < 0 || (value.quantity_cancelled ?? 0) + (value.quantity_shipped ?? 0) <= value.quantity, {
    path: ['quantity'], message: 'more units are cancelled and shipped than ordered',
  });

const shipTo = z.object({
  name: filled, company: text.optional(), lines: z.array(filled).min(1).max(4), postcode: text.optional(), city: text.optional(), region: text.optional(),
  country, phone: text.optional(),
});

const order = z.object({
  order_id: code, channel: z.enum(CHANNELS).optional(), marketplace_id: code.optional(), state: z.enum(STATES).optional(), payment: z.enum(PAYMENTS).optional(),
  hold: text.nullish(), hold_kind: z.enum(HOLD_KINDS).optional(), cancel: cancel.optional(), placed_at: instant, updated_at: instant.nullish(), ship_by: instant.nullish(),
  shipping_service: text.nullish(), ship_to: shipTo,
  // As text, because 0.1 + 0.2 is not 0.3 in a JSON number.
  value: z.object({ amount: z.string(), currency: z.string().length(3) }).nullish(),
  lines: z.array(line).min(1).max(2000),
  ioss: text.nullish(), vat: text.nullish(), eori: text.nullish(), voec: text.nullish(),
  attributes: z.record(z.string(), text).optional(),
});

export interface JsonProblem {
  /** "lines[1].quantity". */
  readonly path: string;
  readonly value: string | null;
  readonly reason: string;
}

export type ReadJsonOrder =
  | { readonly draft: OrderDraft; readonly unknownKeys: readonly string[] }
  | { readonly orderId: string | null; readonly problems: readonly JsonProblem[] };

export function readJsonOrder(parsed: unknown, nowMs: InstantMs, timeZone: string): ReadJsonOrder {
  const result = order.safeParse(parsed);
  if (!result.success) {
    return { orderId: idOf(parsed), problems: result.error.issues.map((issue) => ({ path: pathText(issue.path), value: valueAt(parsed, issue.path), reason: issue.message })) };
  }
  const read = result.data;
  const problems: JsonProblem[] = [];
  const toInstant = (path: string, value: string | null | undefined, wholeDay: WholeDay): InstantMs | null => {
    if (value === null || value === undefined) return null;
    const found = parseInstant(value, { dayOrder: 'unknown', timeZone }, wholeDay);
    if ('ms' in found) return found.ms;
    problems.push({ path, value, reason: found.unreadable });
    return null;
  };
  const placedAtMs = toInstant('placed_at', read.placed_at, 'start') ?? 0;
  const updatedAtMs = toInstant('updated_at', read.updated_at, 'start');
  const shipByMs = toInstant('ship_by', read.ship_by, 'end');
  const cancellation = toCancellation(read.cancel, nowMs);
  const { country: countryCode } = read.ship_to;
  const postcode = read.ship_to.postcode ?? '';
  const city = read.ship_to.city ?? '';
  if (cancellation.kind !== 'cancelled') {
    if (postcode === '' && needsPostcode(countryCode)) problems.push({ path: 'ship_to.postcode', value: null, reason: 'the postcode must not be empty' });
    if (city === '' && needsCity(countryCode)) problems.push({ path: 'ship_to.city', value: null, reason: 'the city must not be empty' });
  }
  const lines = read.lines.map((each, index): OrderLineDraft => ({
    lineId: each.line_id ?? `#${index + 1}`,
    sku: each.sku,
    barcodes: barcodesOf(each.sku, ...(each.barcodes ?? [])),
    title: each.title ?? '',
    quantity: each.quantity,
    quantityCancelled: each.quantity_cancelled ?? 0,
    quantityShipped: each.quantity_shipped ?? 0,
    cancellation: toCancellation(each.cancel, nowMs),
    ...(each.weight_g == null ? {} : { weightGrams: each.weight_g }),
  }));
  lines.forEach(({ lineId }, index) => {
    if (lines.findIndex((other) => other.lineId === lineId) < index) problems.push({ path: `lines[${index}].line_id`, value: lineId, reason: 'this order line stands twice' });
  });
  const money = read.value === null || read.value === undefined ? null : parseMoney(read.value.amount, read.value.currency, 'dot', null);
  if (money !== null && 'unreadable' in money) problems.push({ path: 'value', value: JSON.stringify(read.value), reason: money.unreadable });
  if (problems.length > 0) return { orderId: read.order_id, problems };
  const attributes = boundAttributes([...TAX_NUMBERS.map((name) => [name, read[name] ?? ''] as const), ...Object.entries(read.attributes ?? {})]);
  return {
    unknownKeys: unknownKeys(parsed),
    draft: {
      channel: read.channel ?? 'packgate',
      channelOrderId: read.order_id,
      ...(read.marketplace_id === undefined ? {} : { marketplaceId: read.marketplace_id }),
      state: read.state ?? 'open',
      payment: read.payment ?? 'paid',
      channelHold: read.hold || (read.hold_kind === 'fraud' ? 'fraud' : null),
      ...(read.hold_kind === 'fraud' ? { holdKind: 'fraud' as const } : {}),
      cancellation,
      placedAtMs,
      updatedAtMs,
      shipByMs,
      shippingService: read.shipping_service || null,
      shipTo: {
        name: read.ship_to.name,
        ...(read.ship_to.company ? { company: read.ship_to.company } : {}),
        lines: read.ship_to.lines, postcode, city,
        ...(read.ship_to.region ? { region: read.ship_to.region } : {}),
        countryCode,
        ...(read.ship_to.phone ? { phone: read.ship_to.phone } : {}),
      },
      value: money !== null && 'money' in money ? money.money : null,
      lines,
      ...(attributes === undefined ? {} : { attributes }),
    },
  };
}

function toCancellation(said: z.infer<typeof cancel> | undefined, nowMs: InstantMs): Cancellation {
  if (said === undefined || said.kind === 'none') return notCancelled;
  return { kind: said.kind, by: said.by ?? 'unknown', reason: said.reason || null, seenAtMs: nowMs };
}

const pathText = (path: readonly PropertyKey[]): string =>
  path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('').replace(/^\./, '');

function valueAt(parsed: unknown, path: readonly PropertyKey[]): string | null {
  let value: unknown = parsed;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return null;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value);
}

function idOf(parsed: unknown): string | null {
  const id = valueAt(parsed, ['order_id']);
  return id === null || id === '' ? null : id;
}

/** Names are told once per file by the caller; a misspelt "quantity_canceled" should not go unnoticed. */
function unknownKeys(parsed: unknown): string[] {
  const found: string[] = [];
  const look = (value: unknown, shape: Readonly<Record<string, unknown>>, at: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const key of Object.keys(value)) if (!Object.hasOwn(shape, key)) found.push(`${at}${key}`);
  };
  look(parsed, order.shape, '');
  const whole = parsed as { readonly ship_to?: unknown; readonly lines?: readonly unknown[] };
  look(whole.ship_to, shipTo.shape, 'ship_to.');
  for (const each of whole.lines ?? []) look(each, line.shape, 'lines[].');
  return found;
}
