import { shippedUnits } from '../shop/order-life.ts';
import type { PracticeLine, PracticeOrder } from '../shop/world.ts';

/** Two places of the practice shop, and one that belongs to a service of somebody else. */
export const LOCATIONS = { bench: '71000000001', annex: '71000000002', service: '71000000003' } as const;

/** Units of one line that wait in one piece of work. */
export interface WorkLine {
  readonly id: string;
  readonly line: PracticeLine;
  readonly remaining: number;
}

/** A fulfilment order, derived from the order: the shop's memory knows no such thing. */
export interface Work {
  readonly id: string;
  readonly locationId: string;
  readonly status: 'OPEN' | 'IN_PROGRESS' | 'ON_HOLD' | 'SCHEDULED' | 'CLOSED';
  readonly requestStatus: 'UNSUBMITTED' | 'SUBMITTED' | 'ACCEPTED' | 'CANCELLATION_REQUESTED';
  readonly actions: readonly string[];
  readonly lines: readonly WorkLine[];
}

/** SKUs that lie in the annex: an order with both kinds is work for two places. */
export type Elsewhere = ReadonlySet<string>;

const cancelledUnits = (order: PracticeOrder): number => order.lines.reduce((sum, line) => sum + line.quantityCancelled, 0);

/**
 * The work of an order: one piece for each place, and one for what the merchant asks to cancel. What is cancelled replaces all open work by
 * new work under new ids, as the vendor does; the old pieces stay, closed.
 */
export function worksOf(order: PracticeOrder, elsewhere: Elsewhere): readonly Work[] {
  const revision = cancelledUnits(order);
  const groups = new Map<string, PracticeLine[]>();
  for (const line of order.lines) {
    const key = elsewhere.has(line.sku) ? 'annex' : line.requestReason !== null ? 'asked' : 'bench';
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  const now = [...groups].map(([key, lines]) => workOf(order, key, lines, revision));
  const before = [...groups].map(([key, lines]): Work => ({ ...workOf(order, key, lines, 0), status: 'CLOSED', actions: [], lines: [] }));
  return revision === 0 ? now : [...before, ...now];
}

const KEYS = ['bench', 'annex', 'asked'];

function workOf(order: PracticeOrder, key: string, lines: readonly PracticeLine[], revision: number): Work {
  const own = lines.map((line): WorkLine => ({ id: `8${line.lineId.slice(1)}${revision}`, line, remaining: Math.max(0, line.quantity - line.quantityCancelled - shippedUnits(line, order.packages)) }));
  const isService = order.programs.includes('FBM_SHIP_PLUS');
  const hasBegun = lines.some((line) => shippedUnits(line, order.packages) > 0);
  const isOpen = own.some(({ remaining }) => remaining > 0);
  const status = !isOpen ? 'CLOSED' : order.fixedStatus === 'PENDING_AVAILABILITY' ? 'SCHEDULED' : order.fixedStatus === 'UNFULFILLABLE' ? 'ON_HOLD' : hasBegun || key === 'asked' ? 'IN_PROGRESS' : 'OPEN';
  return {
    id: `7${order.channelOrderId.slice(1)}${KEYS.indexOf(key)}${revision}`,
    locationId: isService ? LOCATIONS.service : key === 'annex' ? LOCATIONS.annex : LOCATIONS.bench,
    status,
    requestStatus: key === 'asked' && isOpen ? 'CANCELLATION_REQUESTED' : isService ? 'ACCEPTED' : 'UNSUBMITTED',
    actions: actionsOf(status, isService),
    lines: own,
  };
}

function actionsOf(status: Work['status'], isService: boolean): readonly string[] {
  switch (status) {
    case 'CLOSED':
      return [];
    case 'ON_HOLD':
      return ['RELEASE_HOLD', 'HOLD', 'MOVE'];
    case 'SCHEDULED':
      return ['MARK_AS_OPEN'];
    default:
      return isService ? ['REQUEST_CANCELLATION'] : ['CREATE_FULFILLMENT', 'REPORT_PROGRESS', 'MOVE', 'HOLD', 'SPLIT'];
  }
}
