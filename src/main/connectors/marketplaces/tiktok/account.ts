import type { BudgetedCall, MarketplaceAccount } from '../../../application/ports/marketplace.ts';
import type { Outcome } from '../../../../shared/domain/writeback/outcome.ts';
import { createAccountBudgets } from '../../kit/account-budgets.ts';
import { createAccountCalls } from '../../kit/account-calls.ts';
import { createHttpSender } from '../../kit/http-sender.ts';
import type { AccountRequest } from '../../kit/marketplace-connector.ts';
import { readRetryAfterMs } from '../../kit/retry-after.ts';
import { createServerClock } from '../../kit/server-clock.ts';
import { createTokenBucket } from '../../kit/token-bucket.ts';
import type { TokenBucket } from '../../kit/token-bucket.ts';
import type { Operation, WireRequest } from '../../kit/wire.ts';
import { findNoticeProblems } from './build.ts';
import { findCarrierWord } from './carriers.ts';
import { createTeller } from './tell.ts';
import { TIKTOK_LIMITS, TIKTOK_PAUSE_MS, TIKTOK_RATE } from './limits.ts';
import { getOrder, getProviders, getShops, markShipped, searchCancellations, searchOrders, shipPackage, updatePackage } from './operations.ts';
import { cursorOf, updatedAfterOf } from './paging.ts';
import { isTimeRefusal, isTokenRefusal } from './read.ts';
import { readChannelOrder } from './read-order.ts';
import type { TikTokSettings } from './settings.ts';
import type { TikTokCancellation, TikTokOrder } from './shapes.ts';
import { createShopCipher } from './shop-cipher.ts';
import { signRequest } from './sign.ts';
import { createRotatingTokens } from './tokens.ts';
import { TIKTOK_TRAITS } from './traits.ts';

/** Long enough for a slow answer with 100 orders, short enough that a bench notices a dead line. Milliseconds. */
const TIMEOUTS = { connectMs: 5_000, totalMs: 30_000 };
const PROBE_TIMEOUTS = { connectMs: 2_000, totalMs: 4_000 };
/** Orders changed this lately are listed when a connection is tried. Milliseconds. */
const TRIAL_WINDOW_MS = 3_600_000;
/** An order of no shop: asks for the permission to see cancellations and for nothing else. */
const NO_ORDER = '0';

export interface TikTokAccountRequest extends Omit<AccountRequest, 'settings'> {
  readonly settings: TikTokSettings;
}

/** One TikTok shop. TikTok counts each of its APIs apart, so reads that a write needs have budgets of their own. */
export function createTikTokAccount(request: TikTokAccountRequest): MarketplaceAccount {
  const { storeId, settings, clock } = request;
  const barcodesFor = request.barcodesFor ?? (() => []);
  const quiet = { clock, ...(request.timers === undefined ? {} : { timers: request.timers }) };
  const common = { ...quiet, ...(request.onExchange === undefined ? {} : { onExchange: request.onExchange }) };
  const sender = createHttpSender({ baseUrl: settings.endpoint, timeouts: TIMEOUTS, ...common });
  // Probes come every few seconds and say nothing about an order: they are not recorded.
  const prober = createHttpSender({ baseUrl: settings.endpoint, timeouts: PROBE_TIMEOUTS, ...quiet });
  const tokenSender = createHttpSender({ baseUrl: settings.tokenEndpoint, timeouts: TIMEOUTS, ...common });
  /** TikTok refuses what is signed with a time more than 5 minutes slow or 30 seconds fast, and a bench clock may be. */
  const theirs = createServerClock(clock);
  const tokens = createRotatingTokens({ settings, sender: tokenSender, clock, ...(request.onCredentials === undefined ? {} : { onCredentials: request.onCredentials }) });
  const budgets = createAccountBudgets(
    (['list-orders', 'read-order', 'confirm-dispatch'] as const).map((name) => ({ calls: [name], ...TIKTOK_LIMITS[name] })),
    clock,
    request.buckets,
  );
  const ownBucket = (): TokenBucket => createTokenBucket({ ...TIKTOK_RATE, clock });
  const beside = { cancellations: ownBucket(), providers: ownBucket(), shops: ownBucket() };
  const list = searchOrders(barcodesFor);

  const calls = createAccountCalls({
    settings,
    sender,
    tokens,
    isTokenRefusal,
    isTimeRefusal,
    authorize: (wire, token) => authorize(wire, token ?? '', shop.known()),
    learn: (reply, bucket) => {
      theirs.learn(reply);
      if (reply.status === 429 && readRetryAfterMs(reply) === null) bucket.empty(TIKTOK_PAUSE_MS);
    },
  });
  const shop = createShopCipher({ settings, readShops: () => calls.call(beside.shops, getShops, undefined) });

  function authorize(wire: WireRequest, token: string, cipher: string | null): WireRequest {
    // The list of shops takes no cipher, and refuses one.
    const whose = cipher === null || wire.operation === getShops.name ? {} : { shop_cipher: cipher };
    const query = { ...wire.query, app_key: settings.appKey, timestamp: String(Math.floor(theirs.nowMs() / 1000)), ...whose };
    return { ...wire, query: { ...query, sign: signRequest({ ...wire, query }, settings.appSecret) }, headers: { ...wire.headers, 'x-tts-access-token': token } };
  }

  async function call<In, Out>(bucket: TokenBucket, operation: Operation<In, Out, TikTokSettings>, input: In): Promise<Outcome<Out>> {
    const cipher = await shop.find();
    return cipher.kind === 'done' ? calls.call(bucket, operation, input) : cipher;
  }
  const budgeted = <In, Out>(name: BudgetedCall, operation: Operation<In, Out, TikTokSettings>) => (input: In): Promise<Outcome<Out>> => call(budgets.bucket(name), operation, input);
  const readWireOrder = budgeted('read-order', getOrder);

  /** Which units the buyer wants cancelled. Where that cannot be read the order's own flag stands, for all of them. */
  async function readCancellations(order: TikTokOrder): Promise<readonly TikTokCancellation[]> {
    if (order.is_buyer_request_cancel !== true && order.request_cancel_time === null) return [];
    const outcome = await call(beside.cancellations, searchCancellations, order.id);
    return outcome.kind === 'done' ? outcome.value : [];
  }

  const teller = createTeller({
    clock,
    readOrder: readWireOrder,
    readProviders: (deliveryOptionId) => call(beside.providers, getProviders, deliveryOptionId),
    markShipped: budgeted('confirm-dispatch', markShipped),
    shipPackage: budgeted('confirm-dispatch', shipPackage),
    updatePackage: budgeted('confirm-dispatch', updatePackage),
  });

  return {
    storeId,
    channel: 'tiktok',
    traits: TIKTOK_TRAITS,
    async listOrders(listing) {
      const at = cursorOf(listing, theirs.nowMs());
      if (at === null) return { kind: 'rejected', problems: [{ code: 'page-token-refused', message: 'the page token is none of this connector’s' }] };
      return budgeted('list-orders', list)({ at, updatedAfter: updatedAfterOf(listing) });
    },
    async readOrder(channelOrderId) {
      const outcome = await readWireOrder(channelOrderId);
      if (outcome.kind !== 'done') return outcome;
      if (outcome.value === null) return { kind: 'done', value: null };
      teller.saw(outcome.value);
      return { kind: 'done', value: readChannelOrder(outcome.value, barcodesFor, await readCancellations(outcome.value)) };
    },
    findProblems: findNoticeProblems,
    confirmDispatch: teller.tell,
    waitMs: budgets.waitMs,
    callsLeft: budgets.callsLeft,
    budgets: budgets.budgets,
    async testConnection() {
      const shops = await calls.call(beside.shops, getShops, undefined);
      const at = cursorOf({ updatedAfterMs: theirs.nowMs() - TRIAL_WINDOW_MS }, theirs.nowMs());
      if (at === null) throw new Error('a listing without a page token has a first page');
      const page = await budgeted('list-orders', list)({ at, updatedAfter: 0 });
      if (page.kind !== 'done') return page;
      const cancellations = await call(beside.cancellations, searchCancellations, NO_ORDER);
      const notes = cancellations.kind === 'rejected' ? ['The permission "Return & Refund Basic" is missing: a wish to cancel counts for the whole order.'] : [];
      const named = shops.kind === 'done' ? shops.value.find(({ cipher }) => cipher === shop.known()) : undefined;
      return { kind: 'done', value: { accountName: named?.name || null, canRead: true, canWrite: null, notifies: null, notes } };
    },
    credentialEndsAtMs: tokens.refreshEndsAtMs,
    stock: null,
    async probe() {
      // Any answer will do, a refusal as well; it costs no budget because it names no operation.
      const sent = await prober.send({ operation: 'probe', method: 'GET', path: '/', query: {}, headers: {}, body: null });
      return sent.kind === 'reply' ? { reachable: true } : { reachable: false, cause: sent.cause };
    },
    carrierFor: (carrier) => findCarrierWord(carrier, settings.carriers),
  };
}
