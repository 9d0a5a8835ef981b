import { isSameNumber } from '../../../../shared/domain/writeback/proof.ts';
import type { Outcome } from '../../../../shared/domain/writeback/outcome.ts';
import type { Operation } from '../../kit/wire.ts';
import { ast, listFulfillments, listRefunds, shipmentTracking } from './operations.ts';
import type { OrderDetails } from './read-order.ts';
import { fulfillmentStatusOf, readFulfillments, readOwnParcels, readTrackingItems, readTrackings } from './rows.ts';
import type { Row } from './rows.ts';
import { WRITE_TARGETS } from './settings.ts';
import type { WooSettings, WriteTarget } from './settings.ts';
import type { WooOrder } from './shapes.ts';

/** One request within the account's budget. */
export type Ask = <In, Out>(operation: Operation<In, Out, WooSettings>, input: In) => Promise<Outcome<Out>>;

export interface Shown {
  readonly target: WriteTarget;
  readonly rows: readonly Row[];
}

/** Which place for numbers this shop has. Kept in memory: a plug-in that is switched off says `rest_no_route`, and the search begins anew. */
export interface TargetFinder {
  known(): WriteTarget | null;
  /** The rows of one order, where this shop keeps them. */
  rowsOf(order: WooOrder): Promise<Outcome<Shown>>;
  /** Looks without an order: asks for order 0, which no shop has, and hears whether the route is there. */
  find(): Promise<Outcome<WriteTarget>>;
}

export function createTargetFinder(ask: Ask, forced: WriteTarget | 'auto'): TargetFinder {
  let known: WriteTarget | null = forced === 'auto' ? null : forced;
  /** Found missing since the search began: where the budget ends in its middle, the next try does not begin at the front. */
  const missing = new Set<WriteTarget>();

  function settle(target: WriteTarget): void {
    known = target;
    missing.clear();
  }

  /** What is known first; a note on the order is possible everywhere, so nothing comes after it. */
  function candidates(): readonly WriteTarget[] {
    if (forced !== 'auto') return [forced];
    return known === null ? WRITE_TARGETS.filter((target) => !missing.has(target)) : known === 'order-note' ? [known] : [known, ...WRITE_TARGETS.filter((target) => target !== known)];
  }

  async function listRows(target: WriteTarget, order: WooOrder): Promise<Outcome<readonly Row[] | null>> {
    const orderId = String(order.id);
    switch (target) {
      case 'fulfillments':
        return mapRows(await ask(listFulfillments, orderId), readFulfillments);
      case 'shipment-tracking':
        return mapRows(await ask(shipmentTracking.list, orderId), (shown) => readTrackings(shown, order));
      case 'ast':
        return mapRows(await ask(ast.list, orderId), (shown) => readTrackings(shown, order));
      case 'order-note':
        return { kind: 'done', value: readOwnParcels(order) };
    }
  }

  async function hasRoute(target: WriteTarget): Promise<Outcome<boolean>> {
    if (target === 'order-note') return { kind: 'done', value: true };
    const operation: Operation<string, unknown, WooSettings> = target === 'fulfillments' ? listFulfillments : target === 'ast' ? ast.list : shipmentTracking.list;
    const answer = await ask(operation, '0');
    if (answer.kind === 'done') return { kind: 'done', value: answer.value !== null };
    return answer.kind === 'rejected' && answer.problems[0].code === 'order-gone' ? { kind: 'done', value: true } : answer;
  }

  return {
    known: () => known,
    async rowsOf(order) {
      for (const target of candidates()) {
        const rows = await listRows(target, order);
        if (rows.kind !== 'done') return rows;
        if (rows.value === null) {
          if (forced === 'auto' && known === target) known = null;
          missing.add(target);
          continue;
        }
        settle(target);
        return { kind: 'done', value: { target, rows: withOthers(rows.value, readTrackingItems(order) ?? []) } };
      }
      return noTarget(forced);
    },
    async find() {
      known = forced === 'auto' ? null : forced;
      missing.clear();
      for (const target of candidates()) {
        const there = await hasRoute(target);
        if (there.kind !== 'done') return there;
        if (!there.value) continue;
        settle(target);
        return { kind: 'done', value: target };
      }
      return noTarget(forced);
    },
  };
}

const noTarget = (forced: WriteTarget | 'auto'): Outcome<never> => ({ kind: 'rejected', problems: [{ code: 'no-target', message: `this shop has no place for numbers under "${forced}": choose another one, or let it be found out` }] });

function mapRows<Shape>(answer: Outcome<Shape | null>, read: (shown: Shape) => readonly Row[]): Outcome<readonly Row[] | null> {
  if (answer.kind !== 'done') return answer;
  return { kind: 'done', value: answer.value === null ? null : read(answer.value) };
}

/** Numbers that an earlier plug-in left in the order are packages too. */
const withOthers = (rows: readonly Row[], others: readonly Row[]): readonly Row[] => [...rows, ...others.filter((other) => !rows.some((row) => isSameNumber(row.number, other.number)))];

/**
 * What must be asked beside an order that was read. Alone: the rows themselves, always. In a listing only where the order says that there is
 * something, and does not show it itself: else a page of a hundred orders would be a hundred requests.
 */
export async function readDetails(order: WooOrder, where: 'alone' | 'listing', ask: Ask, targets: TargetFinder): Promise<Outcome<OrderDetails>> {
  const shown = where === 'alone' ? await targets.rowsOf(order) : await listedRows(order, targets);
  if (shown.kind !== 'done') return shown;
  const refunded = await readRefunded(order, ask);
  if (refunded.kind !== 'done') return refunded;
  return { kind: 'done', value: { rows: shown.value.rows, refunded: refunded.value, isFulfilled: shown.value.target === 'fulfillments' && fulfillmentStatusOf(order) === 'fulfilled' } };
}

async function listedRows(order: WooOrder, targets: TargetFinder): Promise<Outcome<{ readonly target: WriteTarget | null; readonly rows: readonly Row[] }>> {
  const known = targets.known();
  const hasFulfillments = (known === null || known === 'fulfillments') && ![null, 'no_fulfillments'].includes(fulfillmentStatusOf(order));
  if (hasFulfillments) return targets.rowsOf(order);
  const items = readTrackingItems(order);
  if (items !== null) return { kind: 'done', value: { target: known, rows: items } };
  return readOwnParcels(order).length > 0 && known !== 'fulfillments' ? targets.rowsOf(order) : { kind: 'done', value: { target: known, rows: [] } };
}

async function readRefunded(order: WooOrder, ask: Ask): Promise<Outcome<ReadonlyMap<string, number>>> {
  const units = new Map<string, number>();
  if ((order.refunds ?? []).length === 0) return { kind: 'done', value: units };
  const refunds = await ask(listRefunds, String(order.id));
  if (refunds.kind !== 'done') return refunds;
  for (const line of refunds.value.flatMap((refund) => refund.line_items ?? [])) {
    const of = line.meta_data?.find((entry) => entry.key === '_refunded_item_id')?.value;
    if (typeof of !== 'string' && typeof of !== 'number') continue;
    units.set(String(of), (units.get(String(of)) ?? 0) + Math.abs(line.quantity));
  }
  return { kind: 'done', value: units };
}
