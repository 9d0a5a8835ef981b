import type { Outcome, Problem } from '../../../../shared/domain/writeback/outcome.ts';
import { isSameNumber } from '../../../../shared/domain/writeback/proof.ts';
import type { DispatchNotice } from '../../../../shared/domain/writeback/write-back.ts';
import { trackingUrlFor } from './carriers.ts';
import type { Failure } from './graphql.ts';
import { POINTS } from './limits.ts';
import { createFulfillment, readFulfillable, readFulfillment, readMoreFulfillable, readWorkLines, updateTracking } from './operations.ts';
import type { TrackingInput } from './operations.ts';
import { parcelsWith, planDispatch } from './plan.ts';
import type { Plan } from './plan.ts';
import { isId } from './shapes.ts';
import type { Fulfillable, FulfillableOrder } from './shapes.ts';
import type { ShopifySettings } from './settings.ts';
import type { Ask } from './ask.ts';

/** Pages of one kind that are read before a write; more is no order that anybody packs. */
const MOST_PAGES = 6;
const LONGEST_NUMBER = 255;

/** Why this notice must not leave at all. */
export function findNoticeProblems(notice: DispatchNotice): readonly Problem[] {
  const problems: Problem[] = [];
  const refuse = (code: Problem['code'], field: string, message: string): void => void problems.push({ code, field, message });
  if (!isId(notice.channelOrderId)) refuse('bad-request-ours', 'channelOrderId', 'the number of the order is none of Shopify’s');
  const number = notice.trackingNumber.trim();
  if (number === '') refuse('bad-number', 'trackingNumber', 'the tracking number is empty');
  else if (number.length > LONGEST_NUMBER || /[\p{Cc}\n]/u.test(number)) refuse('bad-number', 'trackingNumber', 'the tracking number is too long or holds signs that cannot be printed');
  if (notice.carrierCode.trim() === '') refuse('bad-carrier', 'carrierCode', 'the carrier is empty');
  if (notice.lines.length === 0) refuse('quantity-wrong', 'lines', 'the notice names no order line');
  for (const line of notice.lines) {
    if (!isId(line.lineId)) refuse('bad-request-ours', `lines[${line.lineId}]`, 'the number of the line is none of Shopify’s');
    if (!Number.isSafeInteger(line.quantity) || line.quantity < 1) refuse('quantity-wrong', `lines[${line.lineId}].quantity`, 'a quantity must be a whole number above 0');
  }
  return problems;
}

type Looked = { readonly order: FulfillableOrder; readonly plan: Plan };

/**
 * Looks, then writes: an edit where the number takes the place of an older one, else one fulfilment for each location that holds a part.
 * A message that was taken in part is uncertain: reading back shows what arrived, and sending it again posts only the rest.
 */
export async function confirmDispatch(ask: Ask, settings: ShopifySettings, notice: DispatchNotice): Promise<Outcome<void>> {
  const looked = await look(ask, settings, notice);
  if (looked.kind !== 'done') return looked;
  const { order, plan } = looked.value;
  if (notice.replaces !== undefined && order.cancelledAt == null && parcelsWith(order, notice.trackingNumber).length === 0) {
    const old = parcelsWith(order, notice.replaces.trackingNumber);
    if (old.length > 0) return inTurn(old.map((parcel, index) => () => replaceNumber(ask, settings, notice, parcel, index === old.length - 1)));
  }
  if (plan.kind === 'nothing-to-do') return { kind: 'done', value: undefined };
  if (plan.kind === 'refuse') return { kind: 'rejected', problems: [plan.problem] };
  // All messages of this parcel leave or none does: half a parcel is told only when something breaks in between.
  const waitMs = ask.waitMs(POINTS.mutation * plan.groups.length);
  if (waitMs > 0) return { kind: 'rate-limited', retryAfterMs: waitMs };
  const wishesNotice = notice.notifyBuyer ?? false;
  const outcome = await inTurn(
    // One parcel, one notice to the buyer: the last message carries it.
    plan.groups.map((fulfillmentOrders, index) => () => ask.call(createFulfillment, { fulfillmentOrders, tracking: trackingOf(settings, notice), notifyCustomer: wishesNotice && index === plan.groups.length - 1 }, POINTS.mutation)),
  );
  return outcome.kind === 'rejected' ? explain(ask, settings, notice, outcome) : outcome;
}

async function look(ask: Ask, settings: ShopifySettings, notice: DispatchNotice): Promise<Outcome<Looked>> {
  const read = await readAll(ask, notice.channelOrderId);
  if (read.kind !== 'done') return read;
  const order = read.value;
  if (order === null) return { kind: 'rejected', problems: [{ code: 'order-gone', message: 'Shopify does not know this order' }] };
  const told = new Map<string, number>();
  for (const parcel of parcelsWith(order, notice.trackingNumber)) {
    let after: string | null = null;
    for (let pages = 0; pages < MOST_PAGES && (pages === 0 || after !== null); pages += 1) {
      const held: Outcome<{ readonly lines: readonly (readonly [string, number])[]; readonly next: string | null }> = await ask.call(readFulfillment, { id: parcel.id, after }, POINTS.readFulfillment);
      if (held.kind !== 'done') return held;
      for (const [lineId, quantity] of held.value.lines) told.set(lineId, (told.get(lineId) ?? 0) + quantity);
      after = held.value.next;
    }
  }
  return { kind: 'done', value: { order, plan: planDispatch(notice, order, told, settings.locationId) } };
}

/** The order with all its work: large orders take several pages, and so do the lines of large work. */
async function readAll(ask: Ask, id: string): Promise<Outcome<FulfillableOrder | null>> {
  const first = await ask.call(readFulfillable, id, POINTS.readFulfillable);
  if (first.kind !== 'done' || first.value === null) return first;
  let page = first.value.fulfillmentOrders;
  const works = [...page.nodes];
  for (let pages = 1; page.pageInfo.hasNextPage && pages < MOST_PAGES; pages += 1) {
    const more = await ask.call(readMoreFulfillable, { id, after: page.pageInfo.endCursor ?? null }, POINTS.readMoreFulfillable);
    if (more.kind !== 'done') return more;
    page = more.value;
    works.push(...page.nodes);
  }
  const nodes: Fulfillable[] = [];
  for (const work of works) {
    const whole = await readLines(ask, work);
    if (whole.kind !== 'done') return whole;
    nodes.push(whole.value);
  }
  return { kind: 'done', value: { ...first.value, fulfillmentOrders: { nodes, pageInfo: { hasNextPage: false } } } };
}

async function readLines(ask: Ask, work: Fulfillable): Promise<Outcome<Fulfillable>> {
  let page = work.lineItems;
  const nodes = [...page.nodes];
  for (let pages = 1; page.pageInfo.hasNextPage && pages < MOST_PAGES; pages += 1) {
    const more = await ask.call(readWorkLines, { workId: work.id, after: page.pageInfo.endCursor ?? null }, POINTS.readWorkLines);
    if (more.kind !== 'done') return more;
    page = more.value;
    nodes.push(...page.nodes);
  }
  return { kind: 'done', value: { ...work, lineItems: { nodes, pageInfo: page.pageInfo } } };
}

function trackingOf(settings: ShopifySettings, { carrierCode, trackingNumber }: DispatchNotice): TrackingInput {
  const url = trackingUrlFor(carrierCode, trackingNumber.trim(), settings.carriers);
  return { company: carrierCode, number: trackingNumber.trim(), ...(url === null ? {} : { url }) };
}

/** Other numbers of the same fulfilment stay: the edit replaces all of its tracking. */
function replaceNumber(ask: Ask, settings: ShopifySettings, notice: DispatchNotice, parcel: FulfillableOrder['fulfillments'][number], isLast: boolean): Promise<Outcome<void>> {
  const numbers = parcel.trackingInfo.map(({ number }) => number?.trim() ?? '').filter((number) => number !== '');
  const changed = numbers.map((number) => (isSameNumber(number, notice.replaces?.trackingNumber ?? '') ? notice.trackingNumber.trim() : number));
  const tracking: TrackingInput = changed.length > 1 ? { company: notice.carrierCode, numbers: changed } : trackingOf(settings, notice);
  return ask.call(updateTracking, { fulfillmentId: parcel.id, tracking, notifyCustomer: (notice.notifyBuyer ?? false) && isLast }, POINTS.mutation);
}

/** One after the other; what fails after something was taken is uncertain, whatever it says. */
async function inTurn(writes: readonly (() => Promise<Outcome<void>>)[]): Promise<Outcome<void>> {
  for (const [index, write] of writes.entries()) {
    const outcome = await write();
    if (outcome.kind === 'done') continue;
    return index === 0 ? outcome : { kind: 'uncertain', cause: `${index} of ${writes.length} messages for this parcel were taken; then: ${describe(outcome)}` };
  }
  return { kind: 'done', value: undefined };
}

function describe(outcome: Failure): string {
  if (outcome.kind === 'rejected') return outcome.problems.map(({ message }) => message).join('; ');
  return outcome.kind === 'rate-limited' ? 'too many requests' : outcome.cause;
}

const LOOK_AGAIN: ReadonlySet<string> = new Set(['already-shipped', 'quantity-wrong', 'order-gone']);

/**
 * "Closed" is said of work that was shipped, cancelled or replaced alike. A second look tells: what can still be fulfilled has only moved or
 * was split while we wrote, and the same message may go again in a moment; else the look has the true reason.
 */
async function explain(ask: Ask, settings: ShopifySettings, notice: DispatchNotice, refusal: Extract<Failure, { kind: 'rejected' }>): Promise<Outcome<void>> {
  const [first, ...rest] = refusal.problems;
  if (!LOOK_AGAIN.has(first.code)) return refusal;
  const again = await look(ask, settings, notice);
  if (again.kind === 'rejected') return { kind: 'rejected', problems: [...again.problems, ...refusal.problems] };
  if (again.kind !== 'done') return refusal;
  const { plan } = again.value;
  if (plan.kind === 'nothing-to-do') return { kind: 'done', value: undefined };
  if (plan.kind === 'refuse') return { kind: 'rejected', problems: [plan.problem, first, ...rest] };
  return { kind: 'rejected', problems: [{ code: 'locked', message: `changed while it was written: ${first.message}` }] };
}
