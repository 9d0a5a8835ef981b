import type { AccountOperation } from '../../../src/main/application/ports/marketplace.ts';
import type { Exchange } from '../../../src/main/connectors/kit/http-sender.ts';
import { wooConnector } from '../../../src/main/connectors/marketplaces/woocommerce/connector.ts';
import { BUYERS } from '../../../src/main/practice/buyers.ts';
import type { Fault, PracticeOperation } from '../../../src/main/practice/faults.ts';
import { createPracticeSite } from '../../../src/main/practice/practice-site.ts';
import type { PracticeSite, PracticeSiteOptions } from '../../../src/main/practice/practice-site.ts';
import { practiceBarcodesFor } from '../../../src/main/practice/practice-store.ts';
import { createPracticeWoo, practiceWoo, PRACTICE_WOO_KEYS } from '../../../src/main/practice/woocommerce/desk.ts';
import type { PracticeWooTarget } from '../../../src/main/practice/woocommerce/shop-state.ts';
import type { StoreId } from '../../../src/shared/domain/order/order.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import type { ChannelFault, MarketplaceWorld } from '../../suites/marketplace-connector.suite.ts';

const NINE_O_CLOCK = Date.UTC(2026, 10, 21, 9);

/** The write that must not happen twice, by the places a shop has. */
const WRITES: Readonly<Record<PracticeWooTarget | 'none', PracticeOperation>> = { fulfillments: 'createFulfillment', 'shipment-tracking': 'createTracking', ast: 'createAstTracking', none: 'updateOrder' };

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

export interface WooWorldOptions extends Partial<PracticeSiteOptions> {
  /** What the shop has; a set of the test's own may change while the shop runs. Default: order fulfillments. */
  readonly targets?: ReadonlySet<PracticeWooTarget>;
  /** Beside what the practice shop asks for. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface WooWorld extends MarketplaceWorld {
  readonly site: PracticeSite;
  /** Where the shop lies. */
  readonly siteUrl: string;
  idOf(kind: string): string;
}

/** The practice site as a WooCommerce shop, one account opened at it, and one clock that moves both. */
export async function openWooWorld({ targets, settings: extra = {}, ...options }: WooWorldOptions = {}): Promise<WooWorld> {
  const clock = createManualClock(NINE_O_CLOCK);
  const site = await createPracticeSite({ clock, timers: clock, seed: 7, channel: targets === undefined ? practiceWoo : createPracticeWoo({ targets }), ...options });
  const { baseUrl, settings } = await site.start();
  const exchanges: Exchange[] = [];
  const opened = wooConnector.openAccount({
    storeId: 'practice' as StoreId,
    settings: { ...settings, ...extra },
    clock,
    timers: clock,
    onExchange: (exchange) => exchanges.push(exchange),
    barcodesFor: practiceBarcodesFor,
  });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  const [place = 'none'] = targets ?? ['fulfillments' as const];
  const operations: Readonly<Record<AccountOperation, PracticeOperation>> = { 'list-orders': 'listOrders', 'read-order': 'getOrder', 'confirm-dispatch': WRITES[place] };
  const idOf = (kind: string): string => {
    const sheet = site.orders().find((order) => order.kind === kind);
    if (sheet === undefined) throw new Error(`the practice site has no order of the kind ${kind}`);
    return sheet.channelOrderId;
  };
  return {
    site,
    siteUrl: `${baseUrl}/shop`,
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
      unknown: '999999',
    },
    orderCount: site.orders().length,
    secrets: [
      PRACTICE_WOO_KEYS.consumerKey, PRACTICE_WOO_KEYS.consumerSecret, Buffer.from(`${PRACTICE_WOO_KEYS.consumerKey}:${PRACTICE_WOO_KEYS.consumerSecret}`).toString('base64'),
      'Hohenstein', 'Παπαδοπούλου', BUYERS.japan.lines[0], BUYERS.greece.lines[0], BUYERS.poland.phone, BUYERS.britain.company,
    ],
    breakNext: (operation, fault) => site.faults.add({ operation: operations[operation], fault: FAULTS[fault] }),
    setNetwork: (up) => site.setNetwork(up),
    expireTokens: () => site.expireTokens(),
    arrived: (operation) => site.arrived(operations[operation]),
    accepted: (channelOrderId) => site.acceptances().filter((acceptance) => acceptance.channelOrderId === channelOrderId).length,
    passLag: () => clock.advance(10_000),
    answerTimeoutMs: 30_000,
    close: () => site.stop(),
  };
}
