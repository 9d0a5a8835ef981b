import type { Clock, Timers } from '../../application/ports/clock.ts';
import type { BudgetedCall, MarketplaceAccount } from '../../application/ports/marketplace.ts';
import type { ChannelTraits } from '../../../shared/domain/channel/traits.ts';
import type { ChannelId, StoreId } from '../../../shared/domain/order/order.ts';
import type { Problem } from '../../../shared/domain/writeback/outcome.ts';
import type { Exchange } from './http-sender.ts';
import type { KeptBuckets } from './kept-buckets.ts';
import type { Operation } from './wire.ts';

/** The document a connector was written from. */
export interface SpecSource {
  readonly title: string;
  readonly version: string;
  readonly readOn: string;
}

export interface RateLimit {
  readonly ratePerSecond: number;
  readonly burst: number;
}

/** What an account needs from outside. `settings` is distrusted: it comes from a form, a file or the practice site. */
export interface AccountRequest {
  readonly storeId: StoreId;
  readonly settings: unknown;
  readonly clock: Clock;
  readonly timers?: Timers;
  readonly onExchange?: (exchange: Exchange) => void;
  /** What is left of the budgets, where this account was open before. */
  readonly buckets?: KeptBuckets;
  /** Codes on the goods of one SKU, where the channel's orders carry none of their own (GTINs from a product list). */
  readonly barcodesFor?: (sku: string) => readonly string[];
  /** The vendor handed out a new credential in place of an old one (a rotating refresh token): it must be stored before it is needed. */
  readonly onCredentials?: (changed: Readonly<Record<string, string>>) => void;
}

export type OpenedAccount =
  | { readonly ok: true; readonly account: MarketplaceAccount }
  | { readonly ok: false; readonly problems: readonly [Problem, ...Problem[]] };

/** One thing that a person fills in to connect a store. Its words live with the languages under `connection.<channel>.<name>`. */
export interface ConnectionField {
  /** Key in the connector's settings. */
  readonly name: string;
  /** `secret` goes to the key store and is never shown again. `list`: several values, separated by commas. */
  readonly kind: 'text' | 'secret' | 'url' | 'list' | 'choice';
  readonly choices?: readonly string[];
  readonly isRequired: boolean;
  /** An example in the vendor's own shape. */
  readonly example?: string;
}

/** What a vendor sent us by itself (webhook, queue), before anybody believes it. Header names are lower case. */
export interface ReceivedNotification {
  readonly headers: Readonly<Record<string, string>>;
  /** Byte for byte as received: signatures cover the raw text. */
  readonly body: string;
  readonly url: string;
}

export type NotificationVerdict =
  /** `orders`: whose state should be read now. Nothing else in a notification is believed. */
  | { readonly kind: 'genuine'; readonly topic: string; readonly orders: readonly string[] }
  | { readonly kind: 'forged'; readonly why: string }
  /** Genuine as far as can be told without a key that must be fetched first. */
  | { readonly kind: 'needs-key'; readonly keyId: string };

/** Pure: the secret (or the public key with that id) is passed in. */
export type VerifyNotification = (received: ReceivedNotification, secret: string) => NotificationVerdict;

/**
 * Signing in by the vendor's own page: a person opens `authorizeUrl`, agrees, and comes back with an address that holds a code.
 * `redeem` changes the code for what is stored.
 */
export interface SignInFlow {
  /** `settings` are the fields filled so far; `state` must come back unchanged. */
  authorizeUrl(settings: Readonly<Record<string, string>>, state: string, redirectUri: string): string;
  /** Reads the address that a person was sent back to; null where it holds no code, another `state`, or a signature that does not fit. `settings`: as for `authorizeUrl`. */
  readCallback(address: string, state: string, settings: Readonly<Record<string, string>>): { readonly code: string; readonly extra: Readonly<Record<string, string>> } | null;
  /** Scheme, host and port of the token service. */
  tokenOrigin(settings: Readonly<Record<string, string>>): string;
  readonly redeem: Operation<{ readonly code: string; readonly redirectUri: string; readonly extra: Readonly<Record<string, string>> }, SignedIn, Readonly<Record<string, string>>>;
}

export interface SignedIn {
  /** Settings to be stored, secrets among them, by the names of the connection's fields. */
  readonly fields: Readonly<Record<string, string>>;
  readonly endsInMs: number | null;
}

export interface MarketplaceConnector {
  readonly id: ChannelId;
  /** The channel's name as people say it. */
  readonly title: string;
  readonly specs: readonly SpecSource[];
  readonly traits: ChannelTraits;
  /** As documented, before answers teach otherwise. Absent for stock where the channel takes none. */
  readonly limits: Readonly<Partial<Record<BudgetedCall, RateLimit>>>;
  readonly fields: readonly ConnectionField[];
  /** Carriers by the channel's own words, as far as they are published. Empty: there is no list. */
  readonly carrierWords: readonly string[];
  readonly signIn: SignInFlow | null;
  readonly verifyNotification: VerifyNotification | null;
  openAccount(request: AccountRequest): OpenedAccount;
}

