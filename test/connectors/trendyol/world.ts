import type { AccountOperation } from '../../../src/main/application/ports/marketplace.ts';
import type { Exchange } from '../../../src/main/connectors/kit/http-sender.ts';
import { trendyolConnector } from '../../../src/main/connectors/marketplaces/trendyol/connector.ts';
import { BUYERS } from '../../../src/main/practice/buyers.ts';
import type { Fault, PracticeOperation } from '../../../src/main/practice/faults.ts';
import { createPracticeSite } from '../../../src/main/practice/practice-site.ts';
import type { PracticeSite, PracticeSiteOptions } from '../../../src/main/practice/practice-site.ts';
import { practiceBarcodesFor } from '../../../src/main/practice/practice-store.ts';
import { practiceTrendyol, PRACTICE_TRENDYOL } from '../../../src/main/practice/trendyol/desk.ts';
import type { StoreId } from '../../../src/shared/domain/order/order.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import type { ChannelFault, MarketplaceWorld } from '../../suites/marketplace-connector.suite.ts';

export const NINE_O_CLOCK = Date.UTC(2026, 10, 21, 9);

const OPERATIONS: Readonly<Record<AccountOperation, PracticeOperation>> = { 'list-orders': 'listPackages', 'read-order': 'readPackages', 'confirm-dispatch': 'tellNumber' };

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

export interface TrendyolWorldOptions extends Partial<PracticeSiteOptions> {
  /** In place of what the practice site says a connector needs. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface TrendyolWorld extends MarketplaceWorld {
  readonly site: PracticeSite;
  readonly baseUrl: string;
  idOf(kind: string): string;
}

/** The practice site as Trendyol, one account opened at it, and one clock that moves both. */
export async function openTrendyolWorld({ settings: own, ...options }: TrendyolWorldOptions = {}): Promise<TrendyolWorld> {
  const clock = createManualClock(NINE_O_CLOCK);
  const site = await createPracticeSite({ clock, timers: clock, seed: 7, channel: practiceTrendyol, ...options });
  const { settings, baseUrl } = await site.start();
  const exchanges: Exchange[] = [];
  const opened = trendyolConnector.openAccount({ storeId: 'practice' as StoreId, settings: { ...settings, ...own }, clock, timers: clock, onExchange: (exchange) => exchanges.push(exchange), barcodesFor: practiceBarcodesFor });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
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
    idOf,
    account: opened.account,
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
      unknown: '10999999999-3399999999',
    },
    // An order is two things on the wire: its number, and the package of it.
    nameOnTheWire: (channelOrderId) => channelOrderId.split('-')[0] ?? channelOrderId,
    orderCount: site.orders().length,
    secrets: [
      PRACTICE_TRENDYOL.apiKey, PRACTICE_TRENDYOL.apiSecret, Buffer.from(`${PRACTICE_TRENDYOL.apiKey}:${PRACTICE_TRENDYOL.apiSecret}`).toString('base64'),
      BUYERS.long.name, BUYERS.japan.name, BUYERS.greece.lines[0], BUYERS.poland.phone, BUYERS.long.lines[0],
    ],
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
