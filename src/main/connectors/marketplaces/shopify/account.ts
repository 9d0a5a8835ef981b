import type { ChannelOrder, ConnectionProof, MarketplaceAccount, OrderPage } from '../../../application/ports/marketplace.ts';
import type { BudgetedCall, OrderListing } from '../../../application/ports/marketplace.ts';
import type { Outcome } from '../../../../shared/domain/writeback/outcome.ts';
import { createAccessTokens } from '../../kit/access-tokens.ts';
import type { AccessTokens } from '../../kit/access-tokens.ts';
import { createAccountBudgets } from '../../kit/account-budgets.ts';
import { createAccountCalls } from '../../kit/account-calls.ts';
import { createHttpSender } from '../../kit/http-sender.ts';
import type { HttpSender } from '../../kit/http-sender.ts';
import type { AccountRequest } from '../../kit/marketplace-connector.ts';
import { readSent } from '../../kit/wire.ts';
import { fetchToken } from './access.ts';
import type { Ask } from './ask.ts';
import { findCarrierWord } from './carriers.ts';
import { confirmDispatch, findNoticeProblems } from './confirm.ts';
import { readCost } from './graphql.ts';
import { CALL_POINTS, POINTS, SHOPIFY_BUCKET } from './limits.ts';
import { readBookmark } from './listing.ts';
import { tryConnection } from './operations.ts';
import { listPage, readWhole } from './read.ts';
import type { ReadingRules } from './read-hold.ts';
import { isId } from './shapes.ts';
import { createStockDesk } from './stock.ts';
import type { ShopifySettings } from './settings.ts';
import { SHOPIFY_TRAITS } from './traits.ts';

/** Long enough for a slow answer with a page of orders, short enough that a bench notices a dead line. Milliseconds. */
const TIMEOUTS = { connectMs: 5_000, totalMs: 30_000 };
const PROBE_TIMEOUTS = { connectMs: 2_000, totalMs: 4_000 };
/** Tokens live an hour or a day; five minutes early leaves time for a request that waits in a queue. Milliseconds. */
const REFRESH_EARLY_MS = 5 * 60_000;
/** A token without an end is asked for anew once a day, in case it was taken back. Milliseconds. */
const ENDLESS_MS = 24 * 3_600_000;
const USER_AGENT = 'Packgate/0.1';

export interface ShopifyAccountRequest extends Omit<AccountRequest, 'settings'> {
  readonly settings: ShopifySettings;
}

/** One shop, as one app sees it. All its calls share one bucket of points, and each answer says how full that is. */
export function createShopifyAccount(request: ShopifyAccountRequest): MarketplaceAccount {
  const { storeId, settings, clock } = request;
  const rules: ReadingRules = { barcodesFor: request.barcodesFor ?? (() => []), locationId: settings.locationId, unpaidOrders: settings.unpaidOrders };
  const quiet = { clock, ...(request.timers === undefined ? {} : { timers: request.timers }) };
  const common = { ...quiet, ...(request.onExchange === undefined ? {} : { onExchange: request.onExchange }) };
  const sender = createHttpSender({ baseUrl: settings.address, timeouts: TIMEOUTS, ...common });
  // Probes come every few seconds and say nothing about an order: they are not recorded.
  const prober = createHttpSender({ baseUrl: settings.address, timeouts: PROBE_TIMEOUTS, ...quiet });
  const calls: readonly BudgetedCall[] = ['list-orders', 'read-order', 'confirm-dispatch', ...(settings.locationId === null ? [] : (['publish-stock'] as const))];
  const budgets = createAccountBudgets([{ calls, ...SHOPIFY_BUCKET, cost: CALL_POINTS }], clock, request.buckets);
  const bucket = budgets.bucket('read-order');
  const { tokens, credentialEndsAtMs } = createTokens(request, sender);

  const { call } = createAccountCalls({
    settings,
    sender,
    tokens,
    authorize: (wire, token) => ({ ...wire, headers: { ...wire.headers, 'user-agent': USER_AGENT, 'x-shopify-access-token': token ?? (settings.access.kind === 'token' ? settings.access.accessToken : '') } }),
    learn(reply, learning) {
      const status = readCost(reply)?.throttleStatus;
      if (status === undefined) return;
      learning.learn(status.restoreRate);
      learning.set(status.currentlyAvailable, status.maximumAvailable);
    },
  });
  const ask: Ask = { call: (operation, input, points) => call(bucket, operation, input, points), waitMs: (points) => bucket.waitMs(points) };

  /** As `ask`, and each answer says what it took in truth. */
  const counting = (onSpent: (points: number) => void): Ask => ({
    ...ask,
    call: (operation, input, points) => ask.call({
      ...operation,
      read(reply, given) {
        onSpent(readCost(reply)?.actualQueryCost ?? 0);
        return operation.read(reply, given);
      },
    }, input, points),
  });

  /** A call of the port may take several requests: it begins only where all the usual ones fit, and waits until they do. */
  async function within<T>(named: BudgetedCall, run: (ask: Ask) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const waitMs = budgets.waitMs(named);
    if (waitMs > 0) return { kind: 'rate-limited', retryAfterMs: waitMs };
    let spent = 0;
    const outcome = await run(counting((points) => (spent += points)));
    if (outcome.kind === 'done') budgets.noteSpent(named, spent);
    return outcome.kind === 'rate-limited' ? { kind: 'rate-limited', retryAfterMs: Math.max(outcome.retryAfterMs, budgets.waitMs(named)) } : outcome;
  }

  const stock = settings.locationId === null ? null : createStockDesk(ask, settings.locationId);

  return {
    storeId,
    channel: 'shopify',
    traits: SHOPIFY_TRAITS,
    listOrders: (listing) => within('list-orders', (counted) => list(counted, listing, rules)),
    async readOrder(channelOrderId): Promise<Outcome<ChannelOrder | null>> {
      return isId(channelOrderId) ? within('read-order', (counted) => readWhole(counted, channelOrderId, rules)) : { kind: 'done', value: null };
    },
    findProblems: findNoticeProblems,
    async confirmDispatch(notice) {
      const [first, ...rest] = findNoticeProblems(notice);
      if (first !== undefined) return { kind: 'rejected', problems: [first, ...rest] };
      return within('confirm-dispatch', (counted) => confirmDispatch(counted, settings, notice));
    },
    waitMs: budgets.waitMs,
    callsLeft: budgets.callsLeft,
    budgets: budgets.budgets,
    async testConnection() {
      const answer = await ask.call(tryConnection, undefined, POINTS.testConnection);
      return answer.kind === 'done' ? { kind: 'done', value: proofOf(answer.value, settings) } : answer;
    },
    credentialEndsAtMs,
    stock: stock === null ? null : { ...stock, publish: (levels) => within('publish-stock', () => stock.publish(levels)) },
    async probe() {
      // Any answer will do, a refusal as well; it costs no points because it asks nothing.
      const sent = await prober.send({ operation: 'probe', method: 'GET', path: '/', query: {}, headers: { 'user-agent': USER_AGENT }, body: null });
      return sent.kind === 'reply' ? { reachable: true } : { reachable: false, cause: sent.cause };
    },
    carrierFor: (carrier) => findCarrierWord(carrier, settings.carriers),
  };
}

async function list(ask: Ask, listing: OrderListing, rules: ReadingRules): Promise<Outcome<OrderPage>> {
  const bookmark = readBookmark(listing);
  if (bookmark === null) return { kind: 'rejected', problems: [{ code: 'page-token-refused', message: 'this is not a place in a listing of ours' }] };
  return listPage(ask, listing.updatedAfterMs, bookmark, rules);
}

/** Two ways to be let in: a token that was typed in and stays, or tokens that are fetched and end. */
function createTokens({ settings, clock, onCredentials }: ShopifyAccountRequest, sender: HttpSender): { readonly tokens: AccessTokens | null; credentialEndsAtMs(): number | null } {
  const { access } = settings;
  if (access.kind === 'token') return { tokens: null, credentialEndsAtMs: () => null };
  let { refreshToken } = access;
  let endsAtMs: number | null = null;
  const tokens = createAccessTokens({
    clock,
    refreshEarlyMs: REFRESH_EARLY_MS,
    async fetchToken() {
      const grant = { ...access, refreshToken };
      const granted = readSent(fetchToken, await sender.send(fetchToken.build(grant, settings), { freshConnection: true }), grant);
      if (granted.kind !== 'done') return granted;
      const { accessToken, livesMs, refreshToken: next, refreshLivesMs } = granted.value;
      if (refreshLivesMs !== null) endsAtMs = clock.nowMs() + refreshLivesMs;
      if (next !== null && refreshToken !== null && next !== refreshToken) {
        refreshToken = next;
        onCredentials?.({ refreshToken: next });
      }
      return { kind: 'done', value: { text: accessToken, livesMs: livesMs ?? ENDLESS_MS } };
    },
  });
  return { tokens, credentialEndsAtMs: () => endsAtMs };
}

const NEEDED = ['read_orders', 'read_merchant_managed_fulfillment_orders'] as const;
const WRITING = ['write_merchant_managed_fulfillment_orders', 'write_assigned_fulfillment_orders', 'write_third_party_fulfillment_orders'] as const;

/** There is no order that could be written to for a trial; but without the permission nothing can be written. */
function proofOf({ name, scopes }: { readonly name: string; readonly scopes: ReadonlySet<string> }, settings: ShopifySettings): ConnectionProof {
  const missing = NEEDED.filter((scope) => !scopes.has(scope) && !scopes.has(scope.replace(/^read_/, 'write_')));
  const mayWrite = WRITING.some((scope) => scopes.has(scope));
  const stock = settings.locationId !== null && !scopes.has('write_inventory') ? ['write_inventory'] : [];
  return {
    accountName: name,
    canRead: missing.length === 0,
    canWrite: mayWrite ? null : false,
    notifies: null,
    notes: [...missing, ...(mayWrite ? [] : [WRITING[0]]), ...stock].map((scope) => `permission missing: ${scope}`),
  };
}
