import type { BudgetedCall, ChannelOrder, ConnectionProof, MarketplaceAccount } from '../../../application/ports/marketplace.ts';
import type { Outcome } from '../../../../shared/domain/writeback/outcome.ts';
import { createAccountBudgets } from '../../kit/account-budgets.ts';
import { createAccountCalls } from '../../kit/account-calls.ts';
import { createHttpSender } from '../../kit/http-sender.ts';
import type { AccountRequest } from '../../kit/marketplace-connector.ts';
import { findNoticeProblems } from './build.ts';
import { findCarrierWord } from './carriers.ts';
import { confirmDispatch, createLatelyWritten } from './confirm.ts';
import type { ConfirmParts } from './confirm.ts';
import { createDetailsMemory } from './details-memory.ts';
import { WOO_SHARED_LIMIT } from './limits.ts';
import { listPage } from './listing.ts';
import { getOrder, listOrders, readSite, tryWrite } from './operations.ts';
import { readChannelOrder } from './read-order.ts';
import type { WooSettings, WriteTarget } from './settings.ts';
import { createStockDesk } from './stock.ts';
import { createTargetFinder, readDetails } from './targets.ts';
import type { Ask } from './targets.ts';
import { WOO_TRAITS } from './traits.ts';

/** Small hosts take many seconds for a page of a hundred orders. Milliseconds. */
const TIMEOUTS = { connectMs: 5_000, totalMs: 30_000 };
const PROBE_TIMEOUTS = { connectMs: 2_000, totalMs: 4_000 };
const USER_AGENT = 'Packgate/0.1';
/** Orders changed this lately are listed when a connection is tried. Milliseconds. */
const TRIAL_WINDOW_MS = 3_600_000;

export interface WooAccountRequest extends Omit<AccountRequest, 'settings'> {
  readonly settings: WooSettings;
}

/** One shop. Keys travel with each request; there is nothing to sign in to and nothing to renew. */
export function createWooAccount(request: WooAccountRequest): MarketplaceAccount {
  const { storeId, settings, clock } = request;
  const barcodesFor = request.barcodesFor ?? (() => []);
  const quiet = { clock, ...(request.timers === undefined ? {} : { timers: request.timers }) };
  const common = { ...quiet, ...(request.onExchange === undefined ? {} : { onExchange: request.onExchange }) };
  const sender = createHttpSender({ baseUrl: settings.origin, timeouts: TIMEOUTS, ...common });
  const prober = createHttpSender({ baseUrl: settings.origin, timeouts: PROBE_TIMEOUTS, ...quiet });
  const budgets = createAccountBudgets([WOO_SHARED_LIMIT], clock, request.buckets);
  const bucket = budgets.bucket('list-orders');
  const key = `Basic ${Buffer.from(`${settings.consumerKey}:${settings.consumerSecret}`, 'utf8').toString('base64')}`;
  const calls = createAccountCalls({ settings, sender, tokens: null, authorize: (wire) => ({ ...wire, headers: { ...wire.headers, 'user-agent': USER_AGENT, authorization: key } }) });
  const ask: Ask = (operation, input) => calls.call(bucket, operation, input);

  const targets = createTargetFinder(ask, settings.target);
  const memory = createDetailsMemory(clock);
  const parts: ConfirmParts = { settings, ask, targets, lately: createLatelyWritten(clock), providers: { current: null } };

  /** A call of several requests begins only where all of them fit, and a refusal in its middle is waited for as a whole. */
  async function within<Out>(call: BudgetedCall, run: () => Promise<Outcome<Out>>): Promise<Outcome<Out>> {
    const outcome = budgets.waitMs(call) > 0 ? ({ kind: 'rate-limited', retryAfterMs: 0 } as const) : await run();
    return outcome.kind === 'rate-limited' ? { kind: 'rate-limited', retryAfterMs: budgets.waitMs(call) } : outcome;
  }

  return {
    storeId,
    channel: 'woocommerce',
    traits: WOO_TRAITS,
    listOrders: (listing) => within('list-orders', () => listPage(listing, { settings, ask, barcodesFor, detailsOf: (order) => memory.recall(order, () => readDetails(order, 'listing', ask, targets)) })),
    readOrder: (channelOrderId) =>
      within('read-order', async (): Promise<Outcome<ChannelOrder | null>> => {
        // Anything else than a number would be another route, and "no such route" reads like a wrong address.
        if (!/^[1-9]\d*$/.test(channelOrderId)) return { kind: 'done', value: null };
        const order = await ask(getOrder, channelOrderId);
        if (order.kind !== 'done') return order;
        if (order.value === null) return { kind: 'done', value: null };
        const details = await readDetails(order.value, 'alone', ask, targets);
        return details.kind === 'done' ? { kind: 'done', value: readChannelOrder(order.value, details.value, settings, barcodesFor) } : details;
      }),
    findProblems: findNoticeProblems,
    async confirmDispatch(notice) {
      const [first, ...rest] = findNoticeProblems(notice);
      if (first !== undefined) return { kind: 'rejected', problems: [first, ...rest] };
      return within('confirm-dispatch', () => confirmDispatch(notice, parts));
    },
    waitMs: budgets.waitMs,
    callsLeft: budgets.callsLeft,
    budgets: budgets.budgets,
    async testConnection() {
      const page = await ask(listOrders, { afterMs: clock.nowMs() - TRIAL_WINDOW_MS, offset: 0 });
      if (page.kind !== 'done') return page;
      const target = await targets.find();
      if (target.kind !== 'done') return target;
      const canWrite = await ask(tryWrite, undefined);
      if (canWrite.kind !== 'done') return canWrite;
      // The name is a courtesy: many shops hide the index.
      const site = await ask(readSite, undefined);
      return { kind: 'done', value: proofOf(target.value, canWrite.value, site.kind === 'done' ? site.value.name : null, settings) };
    },
    credentialEndsAtMs: () => null,
    stock: createStockDesk(ask, () => (budgets.waitMs('publish-stock') > 0 ? { kind: 'rate-limited', retryAfterMs: budgets.waitMs('publish-stock') } : null), clock),
    async probe() {
      const sent = await prober.send({ operation: 'probe', method: 'GET', path: `${settings.basePath}/wp-json/`, query: { _fields: 'name' }, headers: { 'user-agent': USER_AGENT }, body: null });
      return sent.kind === 'reply' ? { reachable: true } : { reachable: false, cause: sent.cause };
    },
    carrierFor: (carrier) => findCarrierWord(carrier, settings.carriers),
  };
}

const TARGET_NOTES: Readonly<Record<WriteTarget, string>> = {
  fulfillments: 'Numbers are written as order fulfillments of WooCommerce itself.',
  'shipment-tracking': 'Numbers are written to the plug-in Shipment Tracking.',
  ast: 'Numbers are written to the plug-in Advanced Shipment Tracking (AST).',
  'order-note': 'This shop has no place for numbers: they are written as a note to the buyer and into the order’s meta data.',
};

function proofOf(target: WriteTarget, canWrite: boolean, accountName: string | null, { completeOrders }: WooSettings): ConnectionProof {
  const notes = [TARGET_NOTES[target]];
  if (!canWrite) notes.push('The key may only read: make one with the permission "Read/Write".');
  notes.push(completeOrders === 'yes' ? 'The last parcel sets the order to "completed"; WooCommerce then writes to the buyer if its e-mail for that is on.' : 'Orders are never set to "completed" by this station.');
  return { accountName, canRead: true, canWrite, notifies: target === 'fulfillments' ? null : completeOrders === 'yes' || target === 'order-note', notes };
}
