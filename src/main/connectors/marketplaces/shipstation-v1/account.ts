import type { ChannelOrder, MarketplaceAccount } from '../../../application/ports/marketplace.ts';
import type { Outcome, Problem } from '../../../../shared/domain/writeback/outcome.ts';
import type { DispatchNotice } from '../../../../shared/domain/writeback/write-back.ts';
import { createAccountBudgets } from '../../kit/account-budgets.ts';
import { createAccountCalls } from '../../kit/account-calls.ts';
import { createHttpSender } from '../../kit/http-sender.ts';
import type { AccountRequest } from '../../kit/marketplace-connector.ts';
import type { Operation } from '../../kit/wire.ts';
import { findNoticeProblems } from './build.ts';
import { findCarrierWord } from './carriers.ts';
import { learnLimit, SHIPSTATION_CALLS, SHIPSTATION_MINUTE } from './limits.ts';
import { getOrder, listCarriers, listFulfillments, listOrders, listShipments, markAsShipped } from './operations.ts';
import { readPageToken } from './page-token.ts';
import { whereMerged } from './read.ts';
import type { OrderFound } from './read.ts';
import { findHold, readChannelOrder } from './read-order.ts';
import type { ShipStationV1Settings } from './settings.ts';
import type { ToldParcel } from './shapes.ts';
import { SHIPSTATION_V1_TRAITS } from './traits.ts';

/** Long enough for a slow answer with 500 orders, short enough that a bench notices a dead line. Milliseconds. */
const TIMEOUTS = { connectMs: 5_000, totalMs: 30_000 };
const PROBE_TIMEOUTS = { connectMs: 2_000, totalMs: 4_000 };
const USER_AGENT = 'Packgate/0.1';
/** Orders changed this lately are listed when a connection is tried. Milliseconds. */
const TRIAL_WINDOW_MS = 3_600_000;
/** The order is read before it is told: two calls leave together or not at all. */
const CALLS_TO_CONFIRM = 2;

export interface ShipStationV1AccountRequest extends Omit<AccountRequest, 'settings'> {
  readonly settings: ShipStationV1Settings;
}

interface Found extends OrderFound {
  readonly mergedInto: string | null;
}

const rejected = (code: Problem['code'], message: string): Outcome<never> => ({ kind: 'rejected', problems: [{ code, message }] });

/** One ShipStation account. All calls of its key are counted in one budget, because ShipStation counts them that way. */
export function createShipStationV1Account(request: ShipStationV1AccountRequest): MarketplaceAccount {
  const { storeId, settings, clock } = request;
  const store = { currency: settings.currency ?? null, barcodesFor: request.barcodesFor ?? (() => []) };
  const quiet = { clock, ...(request.timers === undefined ? {} : { timers: request.timers }) };
  const sender = createHttpSender({ baseUrl: settings.endpoint, timeouts: TIMEOUTS, ...quiet, ...(request.onExchange === undefined ? {} : { onExchange: request.onExchange }) });
  // Probes come every few seconds and say nothing about an order: they are not recorded.
  const prober = createHttpSender({ baseUrl: settings.endpoint, timeouts: PROBE_TIMEOUTS, ...quiet });
  const budgets = createAccountBudgets([{ calls: SHIPSTATION_CALLS, ...SHIPSTATION_MINUTE, cost: { 'confirm-dispatch': CALLS_TO_CONFIRM } }], clock, request.buckets);
  const bucket = budgets.bucket('read-order');
  const authorization = `Basic ${Buffer.from(`${settings.apiKey}:${settings.apiSecret}`).toString('base64')}`;
  const calls = createAccountCalls({
    settings,
    sender,
    tokens: null,
    authorize: (wire) => ({ ...wire, headers: { ...wire.headers, 'user-agent': USER_AGENT, authorization } }),
    learn: learnLimit,
  });
  const ask = <In, Out>(operation: Operation<In, Out, ShipStationV1Settings>, input: In): Promise<Outcome<Out>> => calls.call(bucket, operation, input);
  const listing = listOrders(store);

  /** An order with a parent was split from it, or merged into it: only the parent says which. */
  async function find(orderId: string): Promise<Outcome<Found | null>> {
    const read = await ask(getOrder, { orderId, nowMs: clock.nowMs() });
    if (read.kind !== 'done') return read;
    const found = read.value;
    if (found === null) return { kind: 'done', value: null };
    const parentId = found.order.advancedOptions?.parentId ?? null;
    if (parentId === null || parentId === orderId) return { kind: 'done', value: { ...found, mergedInto: null } };
    const parent = await ask(getOrder, { orderId: parentId, nowMs: clock.nowMs() });
    if (parent.kind !== 'done') return parent;
    return { kind: 'done', value: { ...found, mergedInto: parent.value === null ? null : whereMerged(found.order, [parent.value.order]) } };
  }

  /** Numbers stand in two places of their own, asked for only where something was sent. An answer without them would read as "not told". */
  async function findTold({ order }: OrderFound): Promise<Outcome<readonly ToldParcel[]>> {
    if (order.orderStatus !== 'shipped') return { kind: 'done', value: [] };
    const fulfilled = await ask(listFulfillments, order.orderId);
    if (fulfilled.kind !== 'done' || fulfilled.value.length > 0) return fulfilled;
    return ask(listShipments, order.orderId);
  }

  async function readOrder(channelOrderId: string): Promise<Outcome<ChannelOrder | null>> {
    const found = await find(channelOrderId);
    if (found.kind !== 'done') return found;
    if (found.value === null) return { kind: 'done', value: null };
    const told = await findTold(found.value);
    if (told.kind !== 'done') return told;
    const { order, knownByMs, mergedInto } = found.value;
    return { kind: 'done', value: readChannelOrder(order, { ...store, knownByMs, mergedInto, told: told.value }) };
  }

  /**
   * Marking twice might make a second fulfillment and a second mail to the buyer, and nothing says that ShipStation refuses it: the order is
   * looked at first.
   */
  async function confirm(notice: DispatchNotice): Promise<Outcome<void>> {
    const found = await find(notice.channelOrderId);
    if (found.kind !== 'done') return found;
    if (found.value === null) return rejected('order-gone', 'ShipStation does not know this order, or has merged it into another one');
    const { order, mergedInto } = found.value;
    if (order.orderStatus === 'cancelled') return rejected('order-cancelled', 'the order is cancelled in ShipStation');
    if (order.orderStatus === 'shipped') return rejected('already-shipped', 'the order is marked as shipped in ShipStation already');
    if (order.orderStatus === 'awaiting_payment') return rejected('wrong-state', 'the order awaits its payment');
    const hold = findHold(order, mergedInto);
    if (hold !== null) return rejected(order.externallyFulfilled === true || mergedInto !== null ? 'not-ours-to-tell' : 'wrong-state', hold);
    return ask(markAsShipped, notice);
  }

  return {
    storeId,
    channel: 'shipstation-v1',
    traits: SHIPSTATION_V1_TRAITS,
    async listOrders(wanted) {
      const token = 'pageToken' in wanted ? readPageToken(wanted.pageToken) : null;
      if (token === null && 'pageToken' in wanted) return rejected('page-token-refused', 'this page token is none of ours');
      return ask(listing, { updatedAfterMs: wanted.updatedAfterMs, nowMs: clock.nowMs(), token });
    },
    readOrder,
    findProblems: findNoticeProblems,
    async confirmDispatch(notice) {
      const [first, ...rest] = findNoticeProblems(notice);
      if (first !== undefined) return { kind: 'rejected', problems: [first, ...rest] };
      const waitMs = budgets.waitMs('confirm-dispatch');
      if (waitMs > 0) return { kind: 'rate-limited', retryAfterMs: waitMs };
      const outcome = await confirm(notice);
      return outcome.kind === 'rate-limited' ? { kind: 'rate-limited', retryAfterMs: Math.max(1, budgets.waitMs('confirm-dispatch')) } : outcome;
    },
    waitMs: budgets.waitMs,
    callsLeft: budgets.callsLeft,
    budgets: budgets.budgets,
    async testConnection() {
      const nowMs = clock.nowMs();
      const page = await ask(listing, { updatedAfterMs: nowMs - TRIAL_WINDOW_MS, nowMs, token: null });
      if (page.kind !== 'done') return page;
      const carriers = await ask(listCarriers, undefined);
      if (carriers.kind !== 'done') return carriers;
      const known = carriers.value.length === 0 ? 'no carrier is connected to this account' : `carriers of this account: ${[...new Set(carriers.value)].join(', ')}`;
      // Telling could be tried on a real order only.
      return { kind: 'done', value: { accountName: null, canRead: true, canWrite: null, notifies: true, notes: [known] } };
    },
    credentialEndsAtMs: () => null,
    // Stock lies in the add-on of V2.
    stock: null,
    async probe() {
      // Any answer will do, a refusal as well; without a key it is counted for nobody.
      const sent = await prober.send({ operation: 'probe', method: 'GET', path: '/', query: {}, headers: { 'user-agent': USER_AGENT }, body: null });
      return sent.kind === 'reply' ? { reachable: true } : { reachable: false, cause: sent.cause };
    },
    carrierFor: (carrier) => findCarrierWord(carrier, settings.carriers),
  };
}
