import type { ChannelOrder, MarketplaceAccount } from '../../../application/ports/marketplace.ts';
import type { Outcome } from '../../../../shared/domain/writeback/outcome.ts';
import type { ProblemCode } from '../../../../shared/domain/writeback/problems.ts';
import type { DispatchNotice } from '../../../../shared/domain/writeback/write-back.ts';
import { createAccountBudgets } from '../../kit/account-budgets.ts';
import { createAccountCalls } from '../../kit/account-calls.ts';
import { createHttpSender } from '../../kit/http-sender.ts';
import type { AccountRequest } from '../../kit/marketplace-connector.ts';
import { canWriteBy, isTrialGround, nobodysNotice } from '../../kit/try-write.ts';
import type { Operation } from '../../kit/wire.ts';
import { findNoticeProblems } from './build.ts';
import { findCarrierWord } from './carriers.ts';
import { limitOf, SHIPSTATION_CALLS } from './limits.ts';
import { createFulfillment, getShipment, listCarriers, listFulfillments, listShipments } from './operations.ts';
import { readPageToken } from './page-token.ts';
import { findHold, isSent, readChannelOrder } from './read-order.ts';
import type { ShipStationV2Settings } from './settings.ts';
import { SHIPSTATION_V2_TRAITS } from './traits.ts';

/** Long enough for a slow answer with 100 shipments, short enough that a bench notices a dead line. Milliseconds. */
const TIMEOUTS = { connectMs: 5_000, totalMs: 30_000 };
const PROBE_TIMEOUTS = { connectMs: 2_000, totalMs: 4_000 };
const USER_AGENT = 'Packgate/0.1';
/** Shipments changed this lately are listed when a connection is tried. Milliseconds. */
const TRIAL_WINDOW_MS = 3_600_000;
/** A shipment is read with its fulfillments, and read before it is told: two calls leave together or not at all. */
const CALLS_IN_PAIRS = 2;

export interface ShipStationV2AccountRequest extends Omit<AccountRequest, 'settings'> {
  readonly settings: ShipStationV2Settings;
}

const rejected = (code: ProblemCode, message: string): Outcome<never> => ({ kind: 'rejected', problems: [{ code, message }] });

const NOBODYS_SHIPMENT = 'se-99000000';

/** One ShipStation account. All calls of its key are counted in one budget, because ShipStation counts them that way. */
export function createShipStationV2Account(request: ShipStationV2AccountRequest): MarketplaceAccount {
  const { storeId, settings, clock } = request;
  const barcodesFor = request.barcodesFor ?? (() => []);
  const quiet = { clock, ...(request.timers === undefined ? {} : { timers: request.timers }) };
  const sender = createHttpSender({ baseUrl: settings.endpoint, timeouts: TIMEOUTS, ...quiet, ...(request.onExchange === undefined ? {} : { onExchange: request.onExchange }) });
  // Probes come every few seconds and say nothing about an order: they are not recorded.
  const prober = createHttpSender({ baseUrl: settings.endpoint, timeouts: PROBE_TIMEOUTS, ...quiet });
  const budgets = createAccountBudgets([{ calls: SHIPSTATION_CALLS, ...limitOf(settings.apiKey), cost: { 'read-order': CALLS_IN_PAIRS, 'confirm-dispatch': CALLS_IN_PAIRS } }], clock, request.buckets);
  const bucket = budgets.bucket('read-order');
  const calls = createAccountCalls({
    settings,
    sender,
    tokens: null,
    authorize: (wire) => ({ ...wire, headers: { ...wire.headers, 'user-agent': USER_AGENT, 'api-key': settings.apiKey } }),
  });
  const ask = <In, Out>(operation: Operation<In, Out, ShipStationV2Settings>, input: In): Promise<Outcome<Out>> => calls.call(bucket, operation, input);
  const listing = listShipments(barcodesFor);

  /** Begins only where all calls of the pair may leave, and names the time until that is so again. */
  async function inPairs<T>(operation: 'read-order' | 'confirm-dispatch', run: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const waitMs = budgets.waitMs(operation);
    if (waitMs > 0) return { kind: 'rate-limited', retryAfterMs: waitMs };
    const outcome = await run();
    return outcome.kind === 'rate-limited' ? { kind: 'rate-limited', retryAfterMs: Math.max(1, budgets.waitMs(operation)) } : outcome;
  }

  /** Fulfillments stand in a place of their own. They are always asked for: nothing documents that the status of the shipment follows them. */
  async function read(channelOrderId: string): Promise<Outcome<ChannelOrder | null>> {
    const found = await ask(getShipment, { shipmentId: channelOrderId, nowMs: clock.nowMs() });
    if (found.kind !== 'done') return found;
    if (found.value === null) return { kind: 'done', value: null };
    const told = await ask(listFulfillments, channelOrderId);
    if (told.kind !== 'done') return told;
    const { shipment, answeredAtMs } = found.value;
    return { kind: 'done', value: readChannelOrder(shipment, { answeredAtMs, barcodesFor, told: told.value }) };
  }

  /** That a fulfilled shipment is refused is documented, that a cancelled or held one is, is not: it is looked at first. */
  async function confirm(notice: DispatchNotice): Promise<Outcome<void>> {
    const found = await ask(getShipment, { shipmentId: notice.channelOrderId, nowMs: clock.nowMs() });
    if (found.kind !== 'done') return found;
    if (found.value === null) return rejected('order-gone', 'ShipStation does not know this shipment, or has merged it into another one');
    const { shipment, answeredAtMs } = found.value;
    if (shipment.shipment_status === 'cancelled') return rejected('order-cancelled', 'the shipment is cancelled in ShipStation');
    if (isSent(shipment.shipment_status)) return rejected('already-shipped', `the shipment is ${shipment.shipment_status} in ShipStation already`);
    if (shipment.shipment_status === 'awaiting_payment') return rejected('wrong-state', 'the shipment awaits its payment');
    const hold = findHold(shipment, answeredAtMs);
    return hold === null ? ask(createFulfillment, notice) : rejected('wrong-state', hold);
  }

  return {
    storeId,
    channel: 'shipstation-v2',
    traits: SHIPSTATION_V2_TRAITS,
    async listOrders(wanted) {
      const token = 'pageToken' in wanted ? readPageToken(wanted.pageToken) : null;
      if (token === null && 'pageToken' in wanted) return rejected('page-token-refused', 'this page token is none of ours');
      return ask(listing, { updatedAfterMs: wanted.updatedAfterMs, nowMs: clock.nowMs(), token });
    },
    readOrder: (channelOrderId) => inPairs('read-order', () => read(channelOrderId)),
    findProblems: findNoticeProblems,
    async confirmDispatch(notice) {
      const [first, ...rest] = findNoticeProblems(notice);
      return first === undefined ? inPairs('confirm-dispatch', () => confirm(notice)) : { kind: 'rejected', problems: [first, ...rest] };
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
      // A key of the sandbox prints nothing real; with any other, telling could be tried on a real shipment only.
      const isSandbox = settings.apiKey.startsWith('TEST_') || isTrialGround(settings.endpoint);
      const canWrite = isSandbox ? canWriteBy(await ask(createFulfillment, nobodysNotice(NOBODYS_SHIPMENT, 'ups', nowMs))) : null;
      return { kind: 'done', value: { accountName: null, canRead: true, canWrite, notifies: true, notes: [known] } };
    },
    credentialEndsAtMs: () => null,
    // /v2/inventory counts ShipStation's own shelves; it publishes nothing to a sales channel.
    stock: null,
    async probe() {
      // Any answer will do, a refusal as well; without a key it is counted for nobody.
      const sent = await prober.send({ operation: 'probe', method: 'GET', path: '/', query: {}, headers: { 'user-agent': USER_AGENT }, body: null });
      return sent.kind === 'reply' ? { reachable: true } : { reachable: false, cause: sent.cause };
    },
    carrierFor: (carrier) => findCarrierWord(carrier, settings.carriers, settings.accountCarriers),
  };
}
