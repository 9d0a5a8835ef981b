import type { OrderDraft } from '../../../src/shared/domain/order/order-draft.ts';
import type { ChannelId } from '../../../src/shared/domain/order/order.ts';
import type { FastTime } from './plan.ts';

/** One seller account at one practice marketplace. */
export interface ShopPlan {
  readonly storeId: string;
  readonly channel: ChannelId;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** One order that the packer will have boxed: its units by parcel. */
export interface BoxedOrder {
  readonly storeId: string;
  readonly draft: OrderDraft;
  readonly parcels: readonly (readonly { readonly lineId: string; readonly quantity: number }[])[];
}

/** The station's wall clock, against the marketplaces': what it shows too much at the start, and when somebody sets it. Milliseconds of the fast clock. */
export interface ClockPlan {
  readonly offsetMs: number;
  readonly jumps: readonly { readonly afterMs: number; readonly toOffsetMs: number }[];
}

export interface ChaosChildPlan {
  readonly folder: string;
  readonly time: FastTime;
  readonly clock: ClockPlan;
  readonly shops: readonly ShopPlan[];
  /** Milliseconds of the real clock between two dispatches; 0: all that is left at once, and the process ends when the queue rests. */
  readonly dispatchEveryMs: number;
  /** The control: what has no certain answer is sent again at once, under a new reference, and nothing is ever read back. */
  readonly isNaive: boolean;
}

/** Orders to dispatch (JSON), written once by the run. */
export const boxedFile = 'boxed.json';
/** One line of JSON for each dispatch that is on disk: what the packer was told. */
export const owedFile = 'owed.jsonl';

export interface Owed {
  readonly storeId: string;
  readonly channelOrderId: string;
  readonly writeBackId: string;
  readonly trackingNumber: string;
}
