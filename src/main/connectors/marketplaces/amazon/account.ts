import type { MarketplaceAccount } from '../../../application/ports/marketplace.ts';
import { createAccessTokens } from '../../kit/access-tokens.ts';
import { createAccountBudgets } from '../../kit/account-budgets.ts';
import { createAccountCalls } from '../../kit/account-calls.ts';
import { createHttpSender } from '../../kit/http-sender.ts';
import { createKeptBuckets } from '../../kit/kept-buckets.ts';
import type { AccountRequest } from '../../kit/marketplace-connector.ts';
import { canWriteBy, isTrialGround, nobodysNotice } from '../../kit/try-write.ts';
import { readSent } from '../../kit/wire.ts';
import { findCarrierWord } from './carriers.ts';
import { findNoticeProblems } from './build.ts';
import { AMAZON_LIMITS, LISTINGS_SEARCH_LIMIT } from './limits.ts';
import { createAmazonOperations, fetchAccessToken } from './operations.ts';
import type { AmazonSettings } from './settings.ts';
import { createStockDesk } from './stock.ts';
import { AMAZON_TRAITS } from './traits.ts';

/** Long enough for a slow answer with 100 orders, short enough that a bench notices a dead line. Milliseconds. */
const TIMEOUTS = { connectMs: 5_000, totalMs: 30_000 };
const PROBE_TIMEOUTS = { connectMs: 2_000, totalMs: 4_000 };
/** Tokens live an hour; five minutes early leaves time for a request that waits in a queue. Milliseconds. */
const REFRESH_EARLY_MS = 5 * 60_000;
/** "AppId/Version (Language=...)". Source: "Include a User-Agent header in all requests", read on 2026-11-21. */
const USER_AGENT = 'Packgate/0.1 (Language=TypeScript)';
/** Orders changed this lately are listed when a connection is tried. Milliseconds. */
const TRIAL_WINDOW_MS = 3_600_000;

export interface AmazonAccountRequest extends Omit<AccountRequest, 'settings'> {
  readonly settings: AmazonSettings;
}

/**
 * One Amazon seller account. Each call takes from its own budget first and says `rate-limited` instead of waiting. The one
 * repetition inside is the documented one: a token refused with 401 or 403 is renewed once, and such a refusal means
 * that nothing happened.
 */
/** Of the form of an order's number. */
const NOBODYS_ORDER = '999-0000000-0000000';

export function createAmazonAccount(request: AmazonAccountRequest): MarketplaceAccount {
  const { storeId, settings, clock } = request;
  const barcodesFor = request.barcodesFor ?? (() => []);
  const quiet = { clock, ...(request.timers === undefined ? {} : { timers: request.timers }) };
  const common = { ...quiet, ...(request.onExchange === undefined ? {} : { onExchange: request.onExchange }) };
  const sender = createHttpSender({ baseUrl: settings.endpoint, timeouts: TIMEOUTS, ...common });
  // Probes come every few seconds and say nothing about an order: they are not recorded.
  const prober = createHttpSender({ baseUrl: settings.endpoint, timeouts: PROBE_TIMEOUTS, ...quiet });
  const tokenSender = createHttpSender({ baseUrl: new URL(settings.tokenUrl).origin, timeouts: TIMEOUTS, ...common });
  const operations = createAmazonOperations(barcodesFor);
  const budgets = createAccountBudgets(
    [
      ...(['list-orders', 'read-order', 'confirm-dispatch'] as const).map((call) => ({ calls: [call], ...AMAZON_LIMITS[call] })),
      // One call of ours tells up to five levels, and each is a call of Amazon's.
      ...(settings.sellerId === undefined ? [] : [{ calls: ['publish-stock'] as const, ...AMAZON_LIMITS['publish-stock'], cost: { 'publish-stock': AMAZON_LIMITS['publish-stock'].burst } }]),
    ],
    clock,
    request.buckets,
  );
  const tokens = createAccessTokens({
    clock,
    refreshEarlyMs: REFRESH_EARLY_MS,
    async fetchToken() {
      return readSent(fetchAccessToken, await tokenSender.send(fetchAccessToken.build(undefined, settings)), undefined);
    },
  });

  const { call } = createAccountCalls({
    settings,
    sender,
    tokens,
    authorize: (wire, token) => ({ ...wire, headers: { ...wire.headers, 'user-agent': USER_AGENT, 'x-amz-access-token': token ?? '', 'x-amz-date': new Date(clock.nowMs()).toISOString().replace(/[-:]|\.\d{3}/g, '') } }),
    isTokenRefusal: ({ status }) => status === 401 || status === 403,
    learn: (reply, bucket) => bucket.learn(Number(reply.headers['x-amzn-ratelimit-limit'] ?? Number.NaN)),
  });

  const [marketplaceId = ''] = settings.marketplaceIds;
  const searching = (request.buckets ?? createKeptBuckets(clock)).bucket('searchListingsItems', LISTINGS_SEARCH_LIMIT);
  const stock =
    settings.sellerId === undefined
      ? null
      : createStockDesk(
          {
            search: (operation, skus) => call(searching, operation, skus),
            patch: (operation, level) => call(budgets.bucket('publish-stock'), operation, level),
            waitMs: (levels) => budgets.bucket('publish-stock').waitMs(levels),
          },
          { sellerId: settings.sellerId, marketplaceId },
        );

  return {
    storeId,
    channel: 'amazon',
    traits: { ...AMAZON_TRAITS, stock: stock !== null },
    listOrders: (listing) => call(budgets.bucket('list-orders'), operations.searchOrders, listing),
    readOrder: (channelOrderId) => call(budgets.bucket('read-order'), operations.getOrder, channelOrderId),
    findProblems: findNoticeProblems,
    async confirmDispatch(notice) {
      const [first, ...rest] = findNoticeProblems(notice);
      if (first !== undefined) return { kind: 'rejected', problems: [first, ...rest] };
      return call(budgets.bucket('confirm-dispatch'), operations.confirmShipment, notice);
    },
    waitMs: budgets.waitMs,
    callsLeft: budgets.callsLeft,
    budgets: budgets.budgets,
    async testConnection() {
      // A page of the last hour needs every permission of reading; writing is tried where no real order can be meant.
      const page = await call(budgets.bucket('list-orders'), operations.searchOrders, { updatedAfterMs: clock.nowMs() - TRIAL_WINDOW_MS });
      if (page.kind !== 'done') return page;
      const nobodys = { ...nobodysNotice(NOBODYS_ORDER, 'UPS', clock.nowMs()), ...(marketplaceId === '' ? {} : { marketplaceId }) };
      const canWrite = isTrialGround(settings.endpoint) ? canWriteBy(await call(budgets.bucket('confirm-dispatch'), operations.confirmShipment, nobodys)) : null;
      return { kind: 'done', value: { accountName: null, canRead: true, canWrite, notifies: null, notes: [] } };
    },
    credentialEndsAtMs: () => null,
    stock,
    async probe() {
      // Any answer will do, a refusal as well; it costs no budget because it names no operation.
      const sent = await prober.send({ operation: 'probe', method: 'GET', path: '/', query: {}, headers: { 'user-agent': USER_AGENT }, body: null });
      return sent.kind === 'reply' ? { reachable: true } : { reachable: false, cause: sent.cause };
    },
    carrierFor: (carrier) => findCarrierWord(carrier, settings.carriers),
  };
}
