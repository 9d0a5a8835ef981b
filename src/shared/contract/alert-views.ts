import type { TriggerKind, TriggerRange } from '../domain/alert/alert.ts';
import type { BlockOwner } from '../domain/gate/block.ts';
import type { InstantMs } from '../domain/units/instant.ts';
import type { ParkReason, WriteBackState } from '../domain/writeback/write-back.ts';

/** Told once: which order, where it stands, since when, what keeps it there, and who gets it on. */
export interface AlertView {
  readonly id: string;
  readonly kind: TriggerKind;
  readonly storeName: string;
  /** Null: it is about a store. */
  readonly orderId: string | null;
  readonly channelOrderId: string | null;
  readonly state: string;
  readonly sinceMs: InstantMs;
  readonly shipByMs: InstantMs | null;
  /** `park.<reason>`, `problem.<code>`, `block.<code>`, `stock.<code>`, `at.<place>`, or `cause.<the channel's or the system's own words>`. */
  readonly blocker: string;
  readonly owner: BlockOwner;
  readonly rows: number;
  readonly firedAtMs: InstantMs;
  readonly endedAtMs: InstantMs | null;
}

export interface TriggerView {
  readonly kind: TriggerKind;
  readonly isOn: boolean;
  readonly limit: number;
  readonly range: TriggerRange;
  /** Null: never yet. `alerts`: so many at once, `first` the most urgent of them. */
  readonly last: { readonly atMs: InstantMs; readonly alerts: number; readonly first: AlertView } | null;
}

export interface AlertsView {
  readonly triggers: readonly TriggerView[];
  /** Soonest ship-by first; `openTotal` counts all. */
  readonly open: readonly AlertView[];
  readonly openTotal: number;
  /** The last to end first. */
  readonly ended: readonly AlertView[];
}

export interface BoardAlertsView {
  readonly total: number;
  readonly first: readonly AlertView[];
}

/** Why a number is not at its channel: parked with a reason, tried and not taken, not taken when it had to be, or taken and not shown for too long. */
export type NotArrivedReason = `parked-${ParkReason}` | 'retrying' | 'overdue' | 'not-shown';

export interface NotArrivedRow {
  readonly writeBackId: string;
  readonly orderId: string;
  readonly channelOrderId: string;
  readonly storeName: string;
  readonly trackingNumber: string;
  readonly sscc: string | null;
  readonly carrier: string;
  readonly state: WriteBackState;
  readonly reason: NotArrivedReason;
  readonly problemCode: string | null;
  /** What the channel shows in its place, as it was last read; null: nothing. */
  readonly shownNumber: string | null;
  readonly attempts: number;
  readonly dispatchedAtMs: InstantMs;
  readonly shipByMs: InstantMs | null;
  /** The channel's own words, redacted. */
  readonly lastAnswer: string | null;
}

/** Numbers that left with a parcel and that their channel does not show. Soonest ship-by first. */
export interface NotArrivedView {
  readonly rows: readonly NotArrivedRow[];
  readonly total: number;
  /** From this on an accepted number counts as not shown. Minutes; a trigger sets it. */
  readonly notShownAfterMinutes: number;
}
