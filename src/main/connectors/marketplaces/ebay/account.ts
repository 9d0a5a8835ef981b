import type { ChannelOrder, MarketplaceAccount } from '../../../application/ports/marketplace.ts';
import type { Outcome } from '../../../../shared/domain/writeback/outcome.ts';
import { createAccessTokens } from '../../kit/access-tokens.ts';
import { createAccountBudgets } from '../../kit/account-budgets.ts';
import { createAccountCalls } from '../../kit/account-calls.ts';
import { createHttpSender } from '../../kit/http-sender.ts';
import { createServerClock } from '../../kit/server-clock.ts';
import type { AccountRequest } from '../../kit/marketplace-connector.ts';
import { canWriteBy, isTrialGround, nobodysNotice } from '../../kit/try-write.ts';
import { readSent } from '../../kit/wire.ts';
import { findNoticeProblems } from './build.ts';
import { findCarrierWord } from './carriers.ts';
import { EBAY_CALLS, EBAY_DAY } from './limits.ts';
import { createFulfillment, fetchAccessToken, getFulfillments, getOrder, getOrders } from './operations.ts';
import { readPageToken } from './page-token.ts';
import { isTold, readChannelOrder } from './read-order.ts';
import type { EbaySettings } from './settings.ts';
import { EBAY_TRAITS } from './traits.ts';

/** Long enough for a slow answer with 200 orders, short enough that a bench notices a dead line. Milliseconds. */
const TIMEOUTS = { connectMs: 5_000, totalMs: 30_000 };
const PROBE_TIMEOUTS = { connectMs: 2_000, totalMs: 4_000 };
/** Tokens live two hours; five minutes early leaves time for a request that waits in a queue. Milliseconds. */
const REFRESH_EARLY_MS = 5 * 60_000;
const USER_AGENT = 'Packgate/0.1';
/** Orders changed this lately are listed when a connection is tried. Milliseconds. */
const TRIAL_WINDOW_MS = 3_600_000;

export interface EbayAccountRequest extends Omit<AccountRequest, 'settings'> {
  readonly settings: EbaySettings;
}

/** Of the form of an order's number. */
const NOBODYS_ORDER = '99-00000-00000';

/** One eBay seller account. All its calls are counted in one budget, because eBay counts the day that way. */
export function createEbayAccount(request: EbayAccountRequest): MarketplaceAccount {
  const { storeId, settings, clock } = request;
  const barcodesFor = request.barcodesFor ?? (() => []);
  const quiet = { clock, ...(request.timers === undefined ? {} : { timers: request.timers }) };
  const common = { ...quiet, ...(request.onExchange === undefined ? {} : { onExchange: request.onExchange }) };
  const sender = createHttpSender({ baseUrl: settings.endpoint, timeouts: TIMEOUTS, ...common });
  // Probes come every few seconds and say nothing about an order: they are not recorded.
  const prober = createHttpSender({ baseUrl: settings.endpoint, timeouts: PROBE_TIMEOUTS, ...quiet });
  const budgets = createAccountBudgets([{ calls: EBAY_CALLS, ...EBAY_DAY }], clock, request.buckets);
  const listOrders = getOrders(barcodesFor);
  const tokens = createAccessTokens({
    clock,
    refreshEarlyMs: REFRESH_EARLY_MS,
    async fetchToken() {
      return readSent(fetchAccessToken, await sender.send(fetchAccessToken.build(undefined, settings)), undefined);
    },
  });
  const theirs = createServerClock(clock);
  /**
   * eBay refuses a dispatch of the future ("Invalid shipped date"). A bench whose clock runs ahead, or ran ahead when the box was closed,
   * would otherwise have each of its messages parked.
   */
  const notAfterNow = (shippedAtMs: number): number => Math.min(shippedAtMs, theirs.nowMs());
  const { call } = createAccountCalls({
    settings,
    sender,
    tokens,
    learn: (reply) => theirs.learn(reply),
    authorize: (wire, token) => ({ ...wire, headers: { ...wire.headers, 'user-agent': USER_AGENT, authorization: `Bearer ${token ?? ''}` } }),
  });

  /**
   * What was told for an order stands in a place of its own, asked for only where something was told. Where the budget ends between
   * the two calls, the order's own links still name the numbers: better a proof without carrier than a call spent for nothing.
   */
  async function readOrder(channelOrderId: string): Promise<Outcome<ChannelOrder | null>> {
    const bucket = budgets.bucket('read-order');
    const read = await call(bucket, getOrder, channelOrderId);
    if (read.kind !== 'done') return read;
    const order = read.value;
    if (order === null) return { kind: 'done', value: null };
    if (!isTold(order)) return { kind: 'done', value: readChannelOrder(order, [], barcodesFor) };
    const told = await call(bucket, getFulfillments, channelOrderId);
    if (told.kind !== 'done' && told.kind !== 'rate-limited') return told;
    return { kind: 'done', value: readChannelOrder(order, told.kind === 'done' ? told.value : null, barcodesFor) };
  }

  return {
    storeId,
    channel: 'ebay',
    traits: EBAY_TRAITS,
    async listOrders(listing) {
      const token = 'pageToken' in listing ? readPageToken(listing.pageToken) : null;
      if (token === null && 'pageToken' in listing) return { kind: 'rejected', problems: [{ code: 'page-token-refused', message: 'this page token is none of ours' }] };
      return call(budgets.bucket('list-orders'), listOrders, { updatedAfterMs: listing.updatedAfterMs, nowMs: clock.nowMs(), token });
    },
    readOrder,
    findProblems: findNoticeProblems,
    async confirmDispatch(notice) {
      const [first, ...rest] = findNoticeProblems(notice);
      if (first !== undefined) return { kind: 'rejected', problems: [first, ...rest] };
      return call(budgets.bucket('confirm-dispatch'), createFulfillment, { ...notice, shippedAtMs: notAfterNow(notice.shippedAtMs) });
    },
    waitMs: budgets.waitMs,
    callsLeft: budgets.callsLeft,
    budgets: budgets.budgets,
    async testConnection() {
      // A page of the last hour shows the permission to read; the one to write is tried where no real order can be meant.
      const nowMs = clock.nowMs();
      const page = await call(budgets.bucket('list-orders'), listOrders, { updatedAfterMs: nowMs - TRIAL_WINDOW_MS, nowMs, token: null });
      if (page.kind !== 'done') return page;
      const canWrite = isTrialGround(settings.endpoint) ? canWriteBy(await call(budgets.bucket('confirm-dispatch'), createFulfillment, nobodysNotice(NOBODYS_ORDER, 'UPS', theirs.nowMs()))) : null;
      return { kind: 'done', value: { accountName: null, canRead: true, canWrite, notifies: null, notes: [] } };
    },
    credentialEndsAtMs: () => settings.refreshTokenEndsAtMs,
    // Stock lies in another API (Sell Inventory) that this connector was not written from.
    stock: null,
    async probe() {
      // Any answer will do, a refusal as well; it costs no budget because it names no operation.
      const sent = await prober.send({ operation: 'probe', method: 'GET', path: '/', query: {}, headers: { 'user-agent': USER_AGENT }, body: null });
      return sent.kind === 'reply' ? { reachable: true } : { reachable: false, cause: sent.cause };
    },
    carrierFor: (carrier) => findCarrierWord(carrier, settings.carriers),
  };
}
