import type { BlockOwner } from '../gate/block.ts';
import type { OrderId, StoreId } from '../order/order.ts';
import type { Brand } from '../units/brand.ts';
import { minutes, type InstantMs } from '../units/instant.ts';

export type AlertId = Brand<'AlertId'>;

/** What an alert can be about. One order each; from `same-cause` on one store, or one cause at it. */
export const triggerKinds = ['not-posted', 'accepted-not-visible', 'parked', 'blocked', 'in-work', 'not-crossed', 'same-cause', 'store-failures', 'stock-refused', 'no-contact'] as const;
export type TriggerKind = (typeof triggerKinds)[number];

/** `percent`: of the time between dispatch and ship-by. `rows`: so many at once. */
export type LimitUnit = 'percent' | 'minutes' | 'rows';

export interface TriggerRange {
  readonly unit: LimitUnit;
  readonly usual: number;
  readonly least: number;
  readonly most: number;
}

/** Longer than a week nobody waits for an alert. Minutes. */
const week = 10_080;

export const triggerRanges: Readonly<Record<TriggerKind, TriggerRange>> = {
  'not-posted': { unit: 'percent', usual: 80, least: 1, most: 100 },
  'accepted-not-visible': { unit: 'minutes', usual: 30, least: 1, most: week },
  parked: { unit: 'minutes', usual: 15, least: 1, most: week },
  blocked: { unit: 'minutes', usual: 60, least: 1, most: week },
  'in-work': { unit: 'minutes', usual: 240, least: 1, most: week },
  'not-crossed': { unit: 'minutes', usual: 15, least: 1, most: week },
  'same-cause': { unit: 'rows', usual: 5, least: 2, most: 1000 },
  'store-failures': { unit: 'rows', usual: 10, least: 1, most: 1000 },
  'stock-refused': { unit: 'rows', usual: 1, least: 1, most: 1000 },
  'no-contact': { unit: 'minutes', usual: 15, least: 1, most: week },
};

export interface Trigger {
  readonly kind: TriggerKind;
  readonly isOn: boolean;
  readonly limit: number;
}

/** Something that stands somewhere now, whether for long or not. */
export interface Stuck {
  readonly kind: TriggerKind;
  /** What it is about, unique within its kind: a message, a parcel, an order, a task, a store, or a store with a cause. */
  readonly subject: string;
  readonly storeId: StoreId;
  /** Where several orders are behind it, the most urgent of them; null where none is. */
  readonly orderId: OrderId | null;
  readonly channelOrderId: string | null;
  /** Where it stands: a state of its message or parcel, or a word of its own. */
  readonly state: string;
  readonly sinceMs: InstantMs;
  readonly shipByMs: InstantMs | null;
  /** What keeps it there: `<list>.<word>`, the list saying where the word is explained. */
  readonly blocker: string;
  readonly owner: BlockOwner;
  /** How many stand behind it; 1 for a single order. */
  readonly rows: number;
}

export interface Alert extends Stuck {
  readonly id: AlertId;
  /** What the limit was when it fired. */
  readonly limit: number;
  readonly firedAtMs: InstantMs;
  /** Null: its cause still stands. */
  readonly endedAtMs: InstantMs | null;
}

export interface AlertDecision {
  readonly fire: readonly (Stuck & { readonly limit: number })[];
  readonly end: readonly AlertId[];
}

/**
 * Which alerts begin and which end. One cause is told once: what has an open alert fires no second one, however long it stands. An
 * alert ends when nothing of its cause is left, not when a count falls below the limit by one: that would ring at each step of a repair.
 * Only where the limit was changed since is it measured anew. Of the kinds in `unsure` not everything could be looked at: none ends.
 */
export function decideAlerts(triggers: readonly Trigger[], stuck: readonly Stuck[], open: readonly Alert[], nowMs: InstantMs, unsure: ReadonlySet<TriggerKind> = new Set()): AlertDecision {
  const byKind = new Map(triggers.map((trigger) => [trigger.kind, trigger]));
  const standing = new Map(stuck.map((one) => [keyOf(one), one]));
  const told = new Set(open.map(keyOf));
  const isOver = (alert: Alert): boolean => {
    const trigger = byKind.get(alert.kind);
    if (trigger?.isOn !== true) return true;
    const now = standing.get(keyOf(alert));
    if (now === undefined) return !unsure.has(alert.kind);
    return alert.limit !== trigger.limit && !isBeyond(now, trigger.limit, nowMs);
  };
  return {
    fire: [...standing.values()].flatMap((one) => {
      const trigger = byKind.get(one.kind);
      return trigger?.isOn === true && !told.has(keyOf(one)) && isBeyond(one, trigger.limit, nowMs) ? [{ ...one, limit: trigger.limit }] : [];
    }),
    end: open.filter(isOver).map(({ id }) => id),
  };
}

const keyOf = ({ kind, subject }: Pick<Stuck, 'kind' | 'subject'>): string => `${kind} ${subject}`;

function isBeyond({ kind, sinceMs, shipByMs, rows }: Stuck, limit: number, nowMs: InstantMs): boolean {
  switch (triggerRanges[kind].unit) {
    case 'rows':
      return rows >= limit;
    case 'minutes':
      return nowMs - sinceMs >= minutes(limit);
    case 'percent':
      // Dispatched when it was late already there is less than no time to use up: that is at once.
      return shipByMs !== null && (nowMs - sinceMs) * 100 >= (shipByMs - sinceMs) * limit;
  }
}

export const isLimitOf = (kind: TriggerKind, limit: number): boolean => Number.isInteger(limit) && limit >= triggerRanges[kind].least && limit <= triggerRanges[kind].most;
