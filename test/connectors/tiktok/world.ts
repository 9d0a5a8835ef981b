import type { AccountOperation, MarketplaceAccount } from '../../../src/main/application/ports/marketplace.ts';
import type { Exchange } from '../../../src/main/connectors/kit/http-sender.ts';
import { tiktokConnector } from '../../../src/main/connectors/marketplaces/tiktok/connector.ts';
import { BUYERS } from '../../../src/main/practice/buyers.ts';
import type { Fault, PracticeOperation } from '../../../src/main/practice/faults.ts';
import { createPracticeSite } from '../../../src/main/practice/practice-site.ts';
import type { PracticeSite, PracticeSiteOptions } from '../../../src/main/practice/practice-site.ts';
import { practiceBarcodesFor } from '../../../src/main/practice/practice-store.ts';
import { PRACTICE_TIKTOK } from '../../../src/main/practice/tiktok/access.ts';
import { createPracticeTikTok, practiceTikTok } from '../../../src/main/practice/tiktok/desk.ts';
import type { PracticeTikTokOptions } from '../../../src/main/practice/tiktok/desk.ts';
import type { StoreId } from '../../../src/shared/domain/order/order.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import type { ChannelFault, MarketplaceWorld } from '../../suites/marketplace-connector.suite.ts';

export const NINE_O_CLOCK = Date.UTC(2026, 10, 21, 9);

const OPERATIONS: Readonly<Record<AccountOperation, PracticeOperation>> = { 'list-orders': 'searchOrders', 'read-order': 'getOrderDetail', 'confirm-dispatch': 'markPackageShipped' };

const FAULTS: Readonly<Record<ChannelFault, Fault>> = {
  'server-error': { kind: 'status', status: 500 },
  'accepts-then-server-error': { kind: 'done-then-status', status: 503 },
  'accepts-then-line-dies': { kind: 'done-then-cut' },
  'line-dies-before': { kind: 'cut-before' },
  'half-an-answer': { kind: 'truncated' },
  'no-answer': { kind: 'slow', delayMs: 3_600_000 },
  throttled: { kind: 'status', status: 429 },
  'token-refused': { kind: 'token-expired' },
};

export interface TikTokWorldOptions {
  readonly site?: Partial<PracticeSiteOptions>;
  readonly desk?: PracticeTikTokOptions;
  /** What the bench's clock shows too much. Milliseconds. */
  readonly benchAheadMs?: () => number;
  /** In place of what the practice site says a connector needs. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface TikTokWorld extends MarketplaceWorld {
  readonly site: PracticeSite;
  readonly baseUrl: string;
  /** What the connector asked to be stored, in order. */
  readonly credentials: readonly Readonly<Record<string, string>>[];
  idOf(kind: string): string;
  /** A second account at the same shop, as after a restart: it remembers nothing. */
  openAgain(): MarketplaceAccount;
}

/** The practice site as TikTok Shop, one account opened at it, and one clock that moves both. */
export async function openTikTokWorld(options: TikTokWorldOptions = {}): Promise<TikTokWorld> {
  const clock = createManualClock(NINE_O_CLOCK);
  const site = await createPracticeSite({ clock, timers: clock, seed: 7, channel: options.desk === undefined ? practiceTikTok : createPracticeTikTok(options.desk), ...options.site });
  const { settings, baseUrl } = await site.start();
  const exchanges: Exchange[] = [];
  const credentials: Readonly<Record<string, string>>[] = [];
  const openAgain = (): MarketplaceAccount => {
    const opened = tiktokConnector.openAccount({
      storeId: 'practice' as StoreId,
      settings: { ...settings, ...options.settings },
      clock: { ...clock, nowMs: () => clock.nowMs() + (options.benchAheadMs?.() ?? 0) },
      timers: clock,
      onExchange: (exchange) => exchanges.push(exchange),
      onCredentials: (changed) => credentials.push(changed),
      barcodesFor: practiceBarcodesFor,
    });
    if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
    return opened.account;
  };
  const idOf = (kind: string): string => {
    const sheet = site.orders().find((order) => order.kind === kind);
    if (sheet === undefined) throw new Error(`the practice site has no order of the kind ${kind}`);
    return sheet.channelOrderId;
  };
  return {
    site,
    baseUrl,
    clock,
    exchanges,
    credentials,
    idOf,
    openAgain,
    account: openAgain(),
    orders: {
      get shippable() {
        return idOf('clean');
      },
      get cancelled() {
        return idOf('cancelled');
      },
      get cancelRequested() {
        return idOf('cancel-requested');
      },
      get cancelledAfterFirstRead() {
        return idOf('cancelled-while-packing');
      },
      unknown: '576400000000000000',
    },
    orderCount: site.orders().length,
    secrets: [PRACTICE_TIKTOK.appSecret, PRACTICE_TIKTOK.shopCipher, 'ROW_practice-refresh', 'ROW_practice-access', BUYERS.long.name, BUYERS.japan.name, BUYERS.greece.lines[0], BUYERS.poland.phone],
    breakNext: (operation, fault) => site.faults.add({ operation: OPERATIONS[operation], fault: FAULTS[fault] }),
    setNetwork: (up) => site.setNetwork(up),
    expireTokens: () => site.expireTokens(),
    arrived: (operation) => site.arrived(OPERATIONS[operation]),
    accepted: (channelOrderId) => site.acceptances().filter((acceptance) => acceptance.channelOrderId === channelOrderId).length,
    passLag: () => clock.advance(10_000),
    answerTimeoutMs: 30_000,
    close: () => site.stop(),
  };
}
