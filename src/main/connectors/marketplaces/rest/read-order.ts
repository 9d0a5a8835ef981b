import type { ChannelOrder } from '../../../application/ports/marketplace.ts';
import { boundAttributes } from '../../../../shared/domain/order/attributes.ts';
import { notCancelled } from '../../../../shared/domain/order/cancellation.ts';
import type { Cancellation } from '../../../../shared/domain/order/cancellation.ts';
import type { OrderDraft, OrderLineDraft } from '../../../../shared/domain/order/order-draft.ts';
import type { Address, ChannelOrderState } from '../../../../shared/domain/order/order.ts';
import type { SeenDispatch } from '../../../../shared/domain/writeback/write-back.ts';
import type { RestDescription } from './description.ts';
import { asText, readAt, textAt } from './json-path.ts';
import { createFieldReader, readMoney } from './read-fields.ts';
import type { FieldReader } from './read-fields.ts';

export type ReadOrder =
  | { readonly kind: 'read'; readonly order: ChannelOrder }
  | { readonly kind: 'unreadable'; readonly channelOrderId: string | null; readonly reason: string };

type Mapping = RestDescription['order'];
type BarcodesFor = (sku: string) => readonly string[];

/**
 * The service's order in our words. A word that the description does not have makes the order unreadable: whether it may be packed is not
 * guessed. Pure; the same answer always gives the same order.
 */
export function readRestOrder(record: unknown, { order: mapping, times }: Pick<RestDescription, 'order' | 'times'>, barcodesFor: BarcodesFor): ReadOrder {
  const reader = createFieldReader(times);
  const channelOrderId = reader.text(record, mapping.id);
  const state = reader.word(record, mapping.state) ?? 'open';
  const updatedAtMs = reader.instant(record, mapping.updatedAt);
  const packages = readPackages(record, mapping, reader);
  const lines = reader.list(record, mapping.lines.items).map((line) => readLine(line, { mapping, state, updatedAtMs, packages, reader, barcodesFor }));
  if (lines.length === 0) return unreadable(record, mapping, [...reader.wrong, `${mapping.lines.items || '$'}: holds no line`]);
  const attributes = boundAttributes(Object.entries(mapping.attributes).map(([name, path]) => [name, readAttribute(record, path)] as const));
  const draft: OrderDraft = {
    channel: 'rest',
    channelOrderId,
    state,
    payment: mapping.payment === undefined ? 'paid' : (reader.word(record, mapping.payment) ?? 'pending'),
    channelHold: readHold(record, mapping),
    cancellation: readOrderCancellation(record, { mapping, state, lines, updatedAtMs, reader }),
    placedAtMs: reader.instant(record, mapping.placedAt),
    updatedAtMs,
    shipByMs: reader.optionalInstant(record, mapping.shipBy),
    shippingService: reader.optional(record, mapping.service) ?? null,
    shipTo: readAddress(record, mapping, reader),
    value: mapping.value === undefined ? null : readMoney(reader.optional(record, mapping.value.amount), reader.source(record, mapping.value.currency), mapping.value.unit),
    lines,
    ...(attributes === undefined ? {} : { attributes }),
    ...(packages.length === 0 ? {} : { packages }),
  };
  return reader.wrong.length > 0 ? unreadable(record, mapping, reader.wrong) : { kind: 'read', order: { draft, seenDispatches: packages } };
}

const unreadable = (record: unknown, { id }: Mapping, wrong: readonly string[]): ReadOrder => ({ kind: 'unreadable', channelOrderId: textAt(record, id) ?? null, reason: wrong.join('; ') });

interface LineReading {
  readonly mapping: Mapping;
  readonly state: ChannelOrderState;
  readonly updatedAtMs: number;
  readonly packages: readonly SeenDispatch[];
  readonly reader: FieldReader;
  readonly barcodesFor: BarcodesFor;
}

function readLine(line: unknown, { mapping: { lines: mapped }, state, updatedAtMs, packages, reader, barcodesFor }: LineReading): OrderLineDraft {
  const lineId = reader.text(line, mapped.id);
  const sku = reader.text(line, mapped.sku);
  const quantity = reader.count(line, mapped.quantity);
  const cancellation = reader.cancellation(line, mapped.cancellation, updatedAtMs);
  const packed = packages.flatMap((shown) => shown.lines ?? []).reduce((sum, one) => (one.lineId === lineId ? sum + one.quantity : sum), 0);
  const told = reader.optionalCount(line, mapped.cancelled);
  const gone = told ?? (cancellation.kind === 'cancelled' ? quantity - packed : 0);
  const shipped = reader.optionalCount(line, mapped.shipped) ?? (state === 'shipped' ? quantity - gone : packed);
  const quantityShipped = Math.max(0, Math.min(quantity, shipped));
  const rest = quantity - quantityShipped;
  return {
    lineId,
    sku,
    barcodes: [...new Set([...barcodesFor(sku), ...mapped.barcodes.flatMap((path) => readBarcodes(line, path))])],
    title: reader.optional(line, mapped.title) ?? sku,
    quantity,
    quantityCancelled: state === 'cancelled' ? rest : Math.max(0, Math.min(rest, gone)),
    quantityShipped,
    cancellation,
  };
}

/** One code, or a list of them. */
function readBarcodes(line: unknown, path: string): readonly string[] {
  const found = readAt(line, path);
  return (Array.isArray(found) ? found : [found]).flatMap((one) => asText(one) ?? []);
}

interface OrderCancelReading extends Pick<LineReading, 'mapping' | 'state' | 'updatedAtMs' | 'reader'> {
  readonly lines: readonly OrderLineDraft[];
}

/** The state outweighs all else. Where only lines carry a wish, the order counts as asked for when every line with units left is. */
function readOrderCancellation(record: unknown, { mapping, state, lines, updatedAtMs, reader }: OrderCancelReading): Cancellation {
  const told = reader.cancellation(record, mapping.cancellation, updatedAtMs);
  const ofLines = lines.map((line) => line.cancellation);
  if (state === 'cancelled') {
    if (told.kind === 'cancelled') return told;
    return ofLines.find(({ kind }) => kind === 'cancelled') ?? { kind: 'cancelled', by: 'unknown', reason: null, seenAtMs: updatedAtMs };
  }
  if (mapping.cancellation !== undefined && told.kind !== 'none') return told;
  const open = lines.filter((line) => line.quantity - line.quantityCancelled - line.quantityShipped > 0);
  const [first] = open;
  if (first === undefined) return lines.every((line) => line.quantityShipped === 0) ? (ofLines.find(({ kind }) => kind === 'cancelled') ?? notCancelled) : notCancelled;
  return open.every((line) => line.cancellation.kind === 'requested') ? first.cancellation : told;
}

/** Any text there is a hold; with `words`, only those named are. */
function readHold(record: unknown, { hold }: Mapping): string | null {
  if (hold === undefined) return null;
  const found = textAt(record, hold.path);
  if (found === undefined || found === 'false') return hold.words?.[found ?? ''] ?? null;
  if (hold.words === undefined) return found;
  return Object.entries(hold.words).find(([theirs]) => theirs.toLowerCase() === found.toLowerCase())?.[1] ?? null;
}

/** Most lines of an address that a label takes. */
const MOST_ADDRESS_LINES = 4;

/** ISO 3166 keeps "ZZ" for "unknown". */
function readAddress(record: unknown, { address }: Mapping, reader: FieldReader): Address {
  const filled = address.lines.flatMap((path) => reader.optional(record, path) ?? []);
  const lines = filled.length <= MOST_ADDRESS_LINES ? filled : [...filled.slice(0, MOST_ADDRESS_LINES - 1), filled.slice(MOST_ADDRESS_LINES - 1).join(', ')];
  const company = reader.optional(record, address.company);
  const region = reader.optional(record, address.region);
  const phone = reader.optional(record, address.phone);
  const country = reader.source(record, address.country)?.toUpperCase() ?? '';
  return {
    name: reader.optional(record, address.name) ?? '',
    ...(company === undefined ? {} : { company }),
    lines: lines.length === 0 ? [''] : lines,
    postcode: reader.optional(record, address.postcode) ?? '',
    city: reader.optional(record, address.city) ?? '',
    ...(region === undefined ? {} : { region }),
    countryCode: /^[A-Z]{2}$/.test(country) ? country : 'ZZ',
    ...(phone === undefined ? {} : { phone }),
  };
}

function readAttribute(record: unknown, path: string): string {
  const found = readAt(record, path);
  return (Array.isArray(found) ? found : [found]).flatMap((one) => asText(one) ?? []).join(', ');
}

/** Packages that prove something: with a number, and not taken back. Without a reference of its own a package goes by its number. */
function readPackages(record: unknown, { packages: mapped }: Mapping, reader: FieldReader): readonly SeenDispatch[] {
  return reader.list(record, mapped.items).flatMap((shown): readonly SeenDispatch[] => {
    const trackingNumber = textAt(shown, mapped.number);
    const voided = mapped.voided === undefined ? undefined : textAt(shown, mapped.voided.path)?.toLowerCase();
    if (trackingNumber === undefined || (voided !== undefined && mapped.voided?.words.some((one) => one.toLowerCase() === voided))) return [];
    const { lines } = mapped;
    const held = lines === undefined ? undefined : reader.list(shown, lines.items).map((line) => ({ lineId: reader.text(line, lines.id), quantity: reader.count(line, lines.quantity) }));
    return [{ packageReference: reader.optional(shown, mapped.reference) ?? trackingNumber, carrier: reader.optional(shown, mapped.carrier) ?? '', trackingNumber, ...(held === undefined ? {} : { lines: held }) }];
  });
}
