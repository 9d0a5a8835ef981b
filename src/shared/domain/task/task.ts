import type { BlockOwner } from '../gate/block.ts';
import type { Money, OrderId, StoreId } from '../order/order.ts';
import type { ParcelId } from '../parcel/parcel.ts';
import type { Brand } from '../units/brand.ts';
import type { InstantMs } from '../units/instant.ts';

export type TaskId = Brand<'TaskId'>;

/** What a person has to see to, beside the blocks themselves. */
export const taskKinds = ['intercept', 'put-back', 'void-label', 'short', 'return', 'cancel-at-channel', 'not-crossed', 'conflict'] as const;
export type TaskKind = (typeof taskKinds)[number];

/**
 * How a task of each kind can end. `done` and `crossed` are said by the station itself (the last item was put back, the order
 * was read after all); all others by a person.
 */
export const taskOutcomes = {
  /** A parcel of a cancelled order left the house. */
  intercept: ['stopped-at-carrier', 'too-late', 'came-back'],
  'put-back': ['done', 'written-off'],
  /** `refused` is an answer too: the carrier keeps its price, and the label still must not travel. */
  'void-label': ['approved', 'refused', 'not-booked'],
  short: ['wait', 'partial', 'cancel'],
  return: ['restocked', 'sent-again', 'written-off'],
  'cancel-at-channel': ['cancelled', 'kept'],
  'not-crossed': ['crossed', 'seen'],
  conflict: ['channel-is-right', 'station-is-right'],
} as const satisfies Readonly<Record<TaskKind, readonly string[]>>;

export type TaskOutcome = { [K in TaskKind]: (typeof taskOutcomes)[K][number] }[TaskKind];

export const taskOwners: Readonly<Record<TaskKind, BlockOwner>> = {
  intercept: 'lead',
  'put-back': 'packer',
  'void-label': 'lead',
  short: 'lead',
  return: 'lead',
  'cancel-at-channel': 'customer-service',
  'not-crossed': 'admin',
  conflict: 'lead',
};

export interface Task {
  readonly id: TaskId;
  readonly kind: TaskKind;
  readonly storeId: StoreId;
  /** Null where the order could not be read at all. */
  readonly orderId: OrderId | null;
  readonly channelOrderId: string;
  readonly parcelId: ParcelId | null;
  /** Names and numbers of its sentence: both values of a conflict, the reason of a refusal, the missing line. */
  readonly facts: Readonly<Record<string, string | number>>;
  /** What is at stake. */
  readonly value: Money | null;
  readonly shipByMs: InstantMs | null;
  readonly openedAtMs: InstantMs;
  readonly openedBy: string;
  readonly closed: { readonly outcome: TaskOutcome; readonly by: string; readonly note: string; readonly atMs: InstantMs } | null;
}
