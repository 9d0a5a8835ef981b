import type { ChannelTraits } from '../domain/channel/traits.ts';
import type { ChannelId } from '../domain/order/order.ts';
import type { ParkReason } from '../domain/writeback/write-back.ts';

/** One field of a channel's connection form. Its words live with the languages under `connection.<channel>.<name>`. */
export interface ConnectionFieldView {
  readonly name: string;
  readonly kind: 'text' | 'secret' | 'url' | 'list' | 'choice';
  readonly choices: readonly string[];
  readonly isRequired: boolean;
  readonly example: string | null;
}

/** A channel that the station can speak to. */
export interface ChannelView {
  readonly id: ChannelId;
  readonly title: string;
  readonly fields: readonly ConnectionFieldView[];
  readonly traits: ChannelTraits;
  /** Carriers by the channel's own words; empty where there is no list of them. */
  readonly carrierWords: readonly string[];
  /** The vendor's own page can hand out the keys. */
  readonly hasSignIn: boolean;
}

export interface BudgetView {
  readonly calls: readonly string[];
  readonly left: number;
  readonly burst: number;
  readonly ratePerSecond: number;
  /** The channel counts the weight of a call, not the calls. */
  readonly isWeighed: boolean;
}

export interface CarrierWordView {
  /** Our own word. */
  readonly carrier: string;
  /** Null: the channel has none, or nobody can be asked yet. */
  readonly told: { readonly carrierCode: string; readonly carrierName?: string } | null;
  /** The word is the store's own, and not of the connector's table. */
  readonly isOwn: boolean;
}

/** Messages that wait for one thing to be mended. `problemCode` null: the channel refused nothing. */
export interface ParkedCauseView {
  readonly parkReason: ParkReason;
  readonly problemCode: string | null;
  readonly rows: number;
}

/** Messages that were refused for the word of one carrier. */
export interface RefusedCarrierView {
  /** Our own word. */
  readonly carrier: string;
  readonly sent: string;
  /** The channel's own words about the newest of them. */
  readonly answer: string | null;
  readonly rows: number;
}

/** How one store stands with its channel. */
export interface StoreConnectionView {
  readonly storeId: string;
  readonly name: string;
  readonly channel: ChannelId;
  /** `file`: no channel stands behind it. `not-connected`: something is missing, `problems` says what. */
  readonly state: 'file' | 'not-connected' | 'offline' | 'refused' | 'resting' | 'connected';
  /** Why there is no account, in the connector's words. */
  readonly problems: readonly string[];
  readonly sinceMs: number | null;
  /** Why the channel refuses to list its orders, and since when; null: it does not. `code` null: the station's own fault. */
  readonly listing: { readonly code: string | null; readonly message: string; readonly sinceMs: number } | null;
  /** Everything that changed before is known here. */
  readonly listedUntilMs: number | null;
  readonly lastAnswerAtMs: number | null;
  readonly budgets: readonly BudgetView[];
  readonly credentialEndsAtMs: number | null;
  /** Names of secrets that are stored; never the secrets. */
  readonly storedSecrets: readonly string[];
  readonly cancellationOwner: string | null;
  readonly shippedOwner: string | null;
  /** Null: as the channel does by itself. */
  readonly notifyBuyer: boolean | null;
  /** Our carriers, by the store's own rules, that the channel has no word for. Empty is the only green. */
  readonly unmappedCarriers: readonly string[];
  /** Every carrier that the store's rules can choose, and the word it is told by. */
  readonly carriers: readonly CarrierWordView[];
  readonly queue: { readonly due: number; readonly parked: number; readonly accepted: number; readonly causes: readonly ParkedCauseView[]; readonly refusedCarriers: readonly RefusedCarrierView[]; /** Go again by themselves: the channel was busy with the record. */ readonly locked: number };
}

export interface ConnectionsView {
  readonly channels: readonly ChannelView[];
  readonly stores: readonly StoreConnectionView[];
}

/** What a trial of a connection showed. */
export type ConnectionTestView =
  | { readonly kind: 'works'; readonly accountName: string | null; readonly canWrite: boolean | null; readonly notifies: boolean | null; readonly notes: readonly string[] }
  | { readonly kind: 'failed'; readonly problems: readonly { readonly code: string; readonly message: string }[] };
