import type { AccountOperation } from '../../../src/main/application/ports/marketplace.ts';
import type { Exchange } from '../../../src/main/connectors/kit/http-sender.ts';
import { restConnector } from '../../../src/main/connectors/marketplaces/rest/connector.ts';
import { BUYERS } from '../../../src/main/practice/buyers.ts';
import type { Fault, PracticeOperation } from '../../../src/main/practice/faults.ts';
import { createPracticeSite } from '../../../src/main/practice/practice-site.ts';
import type { PracticeSite, PracticeSiteOptions } from '../../../src/main/practice/practice-site.ts';
import { practiceBarcodesFor } from '../../../src/main/practice/practice-store.ts';
import { PRACTICE_REST_KEY, practiceRest } from '../../../src/main/practice/rest/desk.ts';
import type { StoreId } from '../../../src/shared/domain/order/order.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import type { ChannelFault, MarketplaceWorld } from '../../suites/marketplace-connector.suite.ts';

const NINE_O_CLOCK = Date.UTC(2026, 10, 21, 9);

const OPERATIONS: Readonly<Record<AccountOperation, PracticeOperation>> = { 'list-orders': 'listOrders', 'read-order': 'readOrder', 'confirm-dispatch': 'confirmDispatch' };

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

export interface RestWorld extends MarketplaceWorld {
  readonly site: PracticeSite;
  idOf(kind: string): string;
}

/** The practice site as any web service, one account opened at it, and one clock that moves both. */
export async function openRestWorld(options: Partial<PracticeSiteOptions> = {}): Promise<RestWorld> {
  const clock = createManualClock(NINE_O_CLOCK);
  const site = await createPracticeSite({ clock, timers: clock, seed: 7, channel: practiceRest, ...options });
  const { settings } = await site.start();
  const exchanges: Exchange[] = [];
  const opened = restConnector.openAccount({
    storeId: 'practice' as StoreId,
    settings,
    clock,
    timers: clock,
    onExchange: (exchange) => exchanges.push(exchange),
    barcodesFor: practiceBarcodesFor,
  });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  const idOf = (kind: string): string => {
    const sheet = site.orders().find((order) => order.kind === kind);
    if (sheet === undefined) throw new Error(`the practice site has no order of the kind ${kind}`);
    return sheet.channelOrderId;
  };
  return {
    site,
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
      unknown: 'R-99000000',
    },
    orderCount: site.orders().length,
    secrets: [PRACTICE_REST_KEY, BUYERS.long.name, BUYERS.japan.name, BUYERS.greece.lines[0], BUYERS.poland.phone],
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
