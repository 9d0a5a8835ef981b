import type { MarketplaceAccount } from '../../../application/ports/marketplace.ts';
import type { Outcome } from '../../../../shared/domain/writeback/outcome.ts';
import type { ProblemCode } from '../../../../shared/domain/writeback/problems.ts';
import { createAccountBudgets } from '../../kit/account-budgets.ts';
import { createAccountCalls } from '../../kit/account-calls.ts';
import { createHttpSender } from '../../kit/http-sender.ts';
import type { AccountRequest } from '../../kit/marketplace-connector.ts';
import { findNoticeProblems, isAddressable } from './build.ts';
import { findCarrierWord } from './carriers.ts';
import { hideMapped } from './hide.ts';
import { limitsOf } from './limits.ts';
import { createRestOperations } from './operations.ts';
import { readPageToken } from './page-token.ts';
import type { RestSettings } from './settings.ts';
import { traitsOf } from './traits.ts';

/** Milliseconds. */
const TIMEOUTS = { connectMs: 5_000, totalMs: 30_000 };
const PROBE_TIMEOUTS = { connectMs: 2_000, totalMs: 4_000 };
const USER_AGENT = 'Packgate/0.1';
/** Orders changed this lately are listed when a connection is tried. Milliseconds. */
const TRIAL_WINDOW_MS = 24 * 3_600_000;

export interface RestAccountRequest extends Omit<AccountRequest, 'settings'> {
  readonly settings: RestSettings;
}

const rejected = (code: ProblemCode, message: string): Outcome<never> => ({ kind: 'rejected', problems: [{ code, message }] });

/** One account at a described service. Its traits, budgets and words come from the description. */
export function createRestAccount(request: RestAccountRequest): MarketplaceAccount {
  const { storeId, settings, clock, onExchange } = request;
  const { description } = settings;
  const { origin } = new URL(description.baseUrl);
  const quiet = { clock, ...(request.timers === undefined ? {} : { timers: request.timers }) };
  const hide = hideMapped(settings);
  const sender = createHttpSender({ baseUrl: origin, timeouts: TIMEOUTS, ...quiet, ...(onExchange === undefined ? {} : { onExchange: (exchange) => onExchange(hide(exchange)) }) });
  // Probes come every few seconds and say nothing about an order: they are not recorded.
  const prober = createHttpSender({ baseUrl: origin, timeouts: PROBE_TIMEOUTS, ...quiet });
  const budgets = createAccountBudgets(limitsOf(description), clock, request.buckets);
  const operations = createRestOperations(description, request.barcodesFor ?? (() => []));
  const { call } = createAccountCalls({ settings, sender, tokens: null, authorize: (wire) => ({ ...wire, headers: { ...wire.headers, 'user-agent': USER_AGENT, ...authorization(settings) } }) });

  return {
    storeId,
    channel: 'rest',
    traits: traitsOf(description),
    async listOrders(listing) {
      const token = 'pageToken' in listing ? readPageToken(listing.pageToken) : null;
      if (token === null && 'pageToken' in listing) return rejected('page-token-refused', 'this page token is none of ours');
      return call(budgets.bucket('list-orders'), operations.list, { updatedAfterMs: listing.updatedAfterMs, token, nowMs: clock.nowMs() });
    },
    async readOrder(channelOrderId) {
      return isAddressable(channelOrderId) ? call(budgets.bucket('read-order'), operations.read, channelOrderId) : rejected('bad-request-ours', 'the order id cannot stand in an address');
    },
    findProblems: (notice) => findNoticeProblems(notice, description),
    async confirmDispatch(notice) {
      const [first, ...rest] = findNoticeProblems(notice, description);
      return first === undefined ? call(budgets.bucket('confirm-dispatch'), operations.dispatch, notice) : { kind: 'rejected', problems: [first, ...rest] };
    },
    waitMs: budgets.waitMs,
    callsLeft: budgets.callsLeft,
    budgets: budgets.budgets,
    async testConnection() {
      const nowMs = clock.nowMs();
      const page = await call(budgets.bucket('list-orders'), operations.list, { updatedAfterMs: nowMs - TRIAL_WINDOW_MS, token: null, nowMs });
      if (page.kind !== 'done') return page;
      const { orders, unreadable } = page.value;
      const notes = [
        `${orders.length} orders of the last 24 hours were read from the first page`,
        ...unreadable.slice(0, 3).map(({ channelOrderId, reason }) => `order ${channelOrderId ?? 'without an id'} cannot be read: ${reason}`),
      ];
      // A mapping that fits no order at all is no connection.
      const canRead = orders.length > 0 || unreadable.length === 0;
      return { kind: 'done', value: { accountName: description.name, canRead, canWrite: null, notifies: description.dispatch.buyerNotice === 'always' ? true : null, notes } };
    },
    credentialEndsAtMs: () => null,
    stock: null,
    async probe() {
      // Any answer will do, a refusal as well.
      const sent = await prober.send({ operation: 'probe', method: 'GET', path: '/', query: {}, headers: { 'user-agent': USER_AGENT }, body: null });
      return sent.kind === 'reply' ? { reachable: true } : { reachable: false, cause: sent.cause };
    },
    carrierFor: (carrier) => findCarrierWord(carrier, settings),
  };
}

/** Source of the two schemes: RFC 7617 and RFC 6750. */
function authorization({ description: { auth }, username = '', secret = '' }: RestSettings): Readonly<Record<string, string>> {
  switch (auth.kind) {
    case 'none':
      return {};
    case 'header':
      return { [auth.name.toLowerCase()]: secret };
    case 'basic':
      return { authorization: `Basic ${Buffer.from(`${username}:${secret}`).toString('base64')}` };
    case 'bearer':
      return { authorization: `Bearer ${secret}` };
  }
}
