import type { BudgetedCall, ChannelOrder, MarketplaceAccount } from '../../../application/ports/marketplace.ts';
import type { Outcome } from '../../../../shared/domain/writeback/outcome.ts';
import { createAccountBudgets } from '../../kit/account-budgets.ts';
import { createAccountCalls } from '../../kit/account-calls.ts';
import { createHttpSender } from '../../kit/http-sender.ts';
import type { AccountRequest } from '../../kit/marketplace-connector.ts';
import { readRetryAfterMs } from '../../kit/retry-after.ts';
import { findNoticeProblems } from './build.ts';
import { findCarrierWord } from './carriers.ts';
import { confirmDispatch } from './confirm.ts';
import type { Ask } from './confirm.ts';
import { readPackageKey } from './ids.ts';
import { HASTE_PAUSE_MS, TRENDYOL_SHARED_LIMIT } from './limits.ts';
import { listPage } from './listing.ts';
import { listPackages, readPackages, streamPackages } from './operations.ts';
import { readChannelOrder, readReplaced } from './read-order.ts';
import type { ReadingRules } from './read-order.ts';
import type { TrendyolSettings } from './settings.ts';
import { successorsOf } from './statuses.ts';
import { TRENDYOL_TRAITS } from './traits.ts';

/** Long enough for a slow answer with 200 packages, short enough that a bench notices a dead line. Milliseconds. */
const TIMEOUTS = { connectMs: 5_000, totalMs: 30_000 };
const PROBE_TIMEOUTS = { connectMs: 2_000, totalMs: 4_000 };
/** Packages changed this lately are listed when a connection is tried. Milliseconds. */
const TRIAL_WINDOW_MS = 3_600_000;

export interface TrendyolAccountRequest extends Omit<AccountRequest, 'settings'> {
  readonly settings: TrendyolSettings;
}

/** One seller at Trendyol. The key travels with each request; there is nothing to sign in to and nothing to renew. */
export function createTrendyolAccount(request: TrendyolAccountRequest): MarketplaceAccount {
  const { storeId, settings, clock } = request;
  const rules: ReadingRules = { cargo: settings.cargo, carriers: settings.carriers, barcodesFor: request.barcodesFor ?? (() => []) };
  const quiet = { clock, ...(request.timers === undefined ? {} : { timers: request.timers }) };
  const sender = createHttpSender({ baseUrl: settings.endpoint, timeouts: TIMEOUTS, ...quiet, ...(request.onExchange === undefined ? {} : { onExchange: request.onExchange }) });
  // Probes come every few seconds and say nothing about an order: they are not recorded.
  const prober = createHttpSender({ baseUrl: settings.endpoint, timeouts: PROBE_TIMEOUTS, ...quiet });
  const budgets = createAccountBudgets([TRENDYOL_SHARED_LIMIT], clock, request.buckets);
  const bucket = budgets.bucket('list-orders');
  /** Without the first Trendyol answers 403; the last tells the stores of several countries apart. */
  const identity = {
    'user-agent': `${settings.sellerId} - SelfIntegration`,
    authorization: `Basic ${Buffer.from(`${settings.apiKey}:${settings.apiSecret}`, 'utf8').toString('base64')}`,
    ...(settings.storeFrontCode === undefined ? {} : { storefrontcode: settings.storeFrontCode }),
  };
  const calls = createAccountCalls({
    settings,
    sender,
    tokens: null,
    authorize: (wire) => ({ ...wire, headers: { ...wire.headers, ...identity } }),
    learn: (reply, emptied) => {
      if (reply.status === 429 && readRetryAfterMs(reply) === null) emptied.empty(HASTE_PAUSE_MS);
    },
  });
  const ask: Ask = (operation, input) => calls.call(bucket, operation, input);

  /** A call of several requests begins only where all of them fit, and a refusal in its middle is waited for as a whole. */
  async function within<Out>(call: BudgetedCall, run: () => Promise<Outcome<Out>>): Promise<Outcome<Out>> {
    const outcome = budgets.waitMs(call) > 0 ? ({ kind: 'rate-limited', retryAfterMs: 0 } as const) : await run();
    return outcome.kind === 'rate-limited' ? { kind: 'rate-limited', retryAfterMs: budgets.waitMs(call) } : outcome;
  }

  return {
    storeId,
    channel: 'trendyol',
    traits: TRENDYOL_TRAITS,
    listOrders: (listing) =>
      within('list-orders', () => listPage(listing, { rules, nowMs: () => clock.nowMs(), list: (asked) => ask(listPackages, asked), stream: settings.listing === 'stream' ? (asked) => ask(streamPackages, asked) : null })),
    readOrder: (channelOrderId) =>
      within('read-order', async (): Promise<Outcome<ChannelOrder | null>> => {
        const key = readPackageKey(channelOrderId);
        if (key === null) return { kind: 'done', value: null };
        const packages = await ask(readPackages, key.orderNumber);
        if (packages.kind !== 'done') return packages;
        const found = packages.value.find(({ packageId }) => packageId === key.packageId);
        if (found !== undefined) return { kind: 'done', value: readChannelOrder(found, rules, packages.value) };
        const [successor] = successorsOf(key.packageId, packages.value);
        return { kind: 'done', value: successor === undefined ? null : readReplaced(key.packageId, successor, packages.value, rules) };
      }),
    findProblems: (notice) => findNoticeProblems(notice, settings),
    async confirmDispatch(notice) {
      const [first, ...rest] = findNoticeProblems(notice, settings);
      if (first !== undefined) return { kind: 'rejected', problems: [first, ...rest] };
      return within('confirm-dispatch', () => confirmDispatch(notice, ask, settings.carriers));
    },
    waitMs: budgets.waitMs,
    callsLeft: budgets.callsLeft,
    budgets: budgets.budgets,
    async testConnection() {
      const nowMs = clock.nowMs();
      const lately = { startMs: nowMs - TRIAL_WINDOW_MS, endMs: nowMs };
      // Orders are read alone by the pages' address, whatever lists them: both must answer.
      const page = await ask(listPackages, { ...lately, page: 0 });
      if (page.kind !== 'done') return page;
      const streamed = settings.listing === 'stream' ? await ask(streamPackages, { ...lately, cursor: null }) : page;
      if (streamed.kind !== 'done') return streamed;
      const note = settings.cargo === 'trendyol-pays' ? 'Trendyol pays the carrier: nothing is told from here, the parcels travel under Trendyol’s own cargo numbers.' : 'Packages are set to Picking, then their number is told.';
      return { kind: 'done', value: { accountName: null, canRead: true, canWrite: null, notifies: true, notes: [note] } };
    },
    credentialEndsAtMs: () => null,
    stock: null,
    async probe() {
      // Any answer will do, a refusal as well; it costs no budget because it names no operation.
      const sent = await prober.send({ operation: 'probe', method: 'GET', path: '/', query: {}, headers: { 'user-agent': identity['user-agent'] }, body: null });
      return sent.kind === 'reply' ? { reachable: true } : { reachable: false, cause: sent.cause };
    },
    carrierFor: (carrier) => findCarrierWord(carrier, settings.carriers),
  };
}
