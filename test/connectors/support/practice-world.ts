import type { AccountOperation, MarketplaceAccount } from '../../../src/main/application/ports/marketplace.ts';
import type { Exchange } from '../../../src/main/connectors/kit/http-sender.ts';
import type { MarketplaceConnector } from '../../../src/main/connectors/kit/marketplace-connector.ts';
import { BUYERS } from '../../../src/main/practice/buyers.ts';
import type { PracticeChannel } from '../../../src/main/practice/channel.ts';
import type { Fault, PracticeOperation } from '../../../src/main/practice/faults.ts';
import { createPracticeSite } from '../../../src/main/practice/practice-site.ts';
import type { PracticeSite, PracticeSiteOptions } from '../../../src/main/practice/practice-site.ts';
import { practiceBarcodesFor } from '../../../src/main/practice/practice-store.ts';
import type { StoreId } from '../../../src/shared/domain/order/order.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import type { ChannelFault, MarketplaceWorld } from '../../suites/marketplace-connector.suite.ts';

export const NINE_O_CLOCK = Date.UTC(2026, 10, 21, 9);

/** Names, streets and numbers of buyers whose order every practice shop holds. */
export const SOME_BUYERS: readonly string[] = [BUYERS.long.name, BUYERS.japan.name, BUYERS.greece.lines[0], BUYERS.poland.phone];

const FAULTS: Readonly<Record<ChannelFault, Fault>> = {
  'server-error': { kind: 'status', status: 500 },
  'accepts-then-server-error': { kind: 'done-then-status', status: 503 },
  'accepts-then-line-dies': { kind: 'done-then-cut' },
  'line-dies-before': { kind: 'cut-before' },
  'half-an-answer': { kind: 'truncated' },
  'no-answer': { kind: 'slow', delayMs: 3_600_000 },
  // A desk says it as its vendor does: Shopify with status 200.
  throttled: { kind: 'status', status: 429 },
  'token-refused': { kind: 'token-expired' },
};

export interface PracticeWorld extends MarketplaceWorld {
  readonly site: PracticeSite;
  readonly baseUrl: string;
  /** What the connector asked to be stored, in order. */
  readonly credentials: readonly Readonly<Record<string, string>>[];
  /** The first order of this kind of the practice site. */
  idOf(kind: string): string;
  /** A second account at the same shop, as after a restart: it remembers nothing. */
  openAgain(): MarketplaceAccount;
}

export interface PracticeWorldParts {
  readonly connector: MarketplaceConnector;
  readonly channel: PracticeChannel;
  readonly operations: Readonly<Record<AccountOperation, PracticeOperation>>;
  /** Well-formed, and unknown to the channel. */
  readonly unknown: string;
  /** Words that must never reach a recorded exchange: tokens, secrets, buyers. */
  readonly secrets: readonly string[];
  readonly site?: Partial<PracticeSiteOptions> | undefined;
  /** They come over what the practice site says a connector needs. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
  /** What the bench's clock shows too much. Milliseconds. */
  readonly benchAheadMs?: (() => number) | undefined;
}

/** The practice site as one channel, an account of its connector opened at it, and one clock that moves both. */
export async function openPracticeWorld({ connector, channel, operations, unknown, secrets, ...parts }: PracticeWorldParts): Promise<PracticeWorld> {
  const clock = createManualClock(NINE_O_CLOCK);
  const site = await createPracticeSite({ clock, timers: clock, seed: 7, channel, ...parts.site });
  const { settings, baseUrl } = await site.start();
  const exchanges: Exchange[] = [];
  const credentials: Readonly<Record<string, string>>[] = [];
  const openAgain = (): MarketplaceAccount => {
    const opened = connector.openAccount({
      storeId: 'practice' as StoreId,
      settings: { ...settings, ...parts.settings },
      clock: { ...clock, nowMs: () => clock.nowMs() + (parts.benchAheadMs?.() ?? 0) },
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
      unknown,
    },
    orderCount: site.orders().length,
    secrets,
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
