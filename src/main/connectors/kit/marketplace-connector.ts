import type { Clock, Timers } from '../../application/ports/clock.ts';
import type { AccountOperation, MarketplaceAccount } from '../../application/ports/marketplace.ts';
import type { ChannelId, StoreId } from '../../../shared/domain/order/order.ts';
import type { Problem } from '../../../shared/domain/writeback/outcome.ts';
import type { Exchange } from './http-sender.ts';

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
  /** Codes on the goods of one SKU, where the channel's orders carry none of their own (GTINs from a product list). */
  readonly barcodesFor?: (sku: string) => readonly string[];
}

export type OpenedAccount =
  | { readonly ok: true; readonly account: MarketplaceAccount }
  | { readonly ok: false; readonly problems: readonly [Problem, ...Problem[]] };

export interface MarketplaceConnector {
  readonly id: ChannelId;
  /** The channel's name as people say it. */
  readonly title: string;
  readonly specs: readonly SpecSource[];
  readonly limits: Readonly<Record<AccountOperation, RateLimit>>;
  openAccount(request: AccountRequest): OpenedAccount;
}
