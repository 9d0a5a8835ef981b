import type { AccountOperation, MarketplaceAccount, OrderListing } from '../../../application/ports/marketplace.ts';
import type { Problem, Outcome } from '../../../../shared/domain/writeback/outcome.ts';
import { createAccessTokens } from '../../kit/access-tokens.ts';
import { createHttpSender } from '../../kit/http-sender.ts';
import type { AccountRequest } from '../../kit/marketplace-connector.ts';
import { readRetryAfterMs } from '../../kit/retry-after.ts';
import { createTokenBucket } from '../../kit/token-bucket.ts';
import type { TokenBucket } from '../../kit/token-bucket.ts';
import { readSent } from '../../kit/wire.ts';
import type { Operation, Sent, WireRequest } from '../../kit/wire.ts';
import { findCarrierWord } from './carriers.ts';
import { findNoticeProblems } from './build.ts';
import { AMAZON_LIMITS } from './limits.ts';
import { createAmazonOperations, fetchAccessToken } from './operations.ts';
import type { AmazonSettings } from './settings.ts';

/** Long enough for a slow answer with 100 orders, short enough that a bench notices a dead line. Milliseconds. */
const TIMEOUTS = { connectMs: 5_000, totalMs: 30_000 };
const PROBE_TIMEOUTS = { connectMs: 2_000, totalMs: 4_000 };
/** Tokens live an hour; five minutes early leaves time for a request that waits in a queue. Milliseconds. */
const REFRESH_EARLY_MS = 5 * 60_000;
/** "AppId/Version (Language=...)". Source: "Include a User-Agent header in all requests", read on 2026-11-21. */
const USER_AGENT = 'Packgate/0.1 (Language=TypeScript)';

export interface AmazonAccountRequest extends Omit<AccountRequest, 'settings'> {
  readonly settings: AmazonSettings;
}

/**
 * One Amazon seller account. Each call takes from its own budget first and says `rate-limited` instead of waiting. The one
 * repetition inside is the documented one: a token refused with 401 or 403 is renewed once, and such a refusal means
 * that nothing happened.
 */
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
  const buckets: Readonly<Record<AccountOperation, TokenBucket>> = {
    'list-orders': createTokenBucket({ ...AMAZON_LIMITS['list-orders'], clock }),
    'read-order': createTokenBucket({ ...AMAZON_LIMITS['read-order'], clock }),
    'confirm-dispatch': createTokenBucket({ ...AMAZON_LIMITS['confirm-dispatch'], clock }),
  };
  const tokens = createAccessTokens({
    clock,
    refreshEarlyMs: REFRESH_EARLY_MS,
    async fetchToken() {
      return readSent(fetchAccessToken, await tokenSender.send(fetchAccessToken.build(undefined, settings)), undefined);
    },
  });

  async function sendWith(accessToken: string, wire: WireRequest, effect: 'read' | 'write'): Promise<Sent> {
    const headers = {
      ...wire.headers,
      'user-agent': USER_AGENT,
      'x-amz-access-token': accessToken,
      'x-amz-date': new Date(clock.nowMs()).toISOString().replace(/[-:]|\.\d{3}/g, ''),
    };
    return sender.send({ ...wire, headers }, { freshConnection: effect === 'write' });
  }

  async function call<In, Out>(budget: AccountOperation, operation: Operation<In, Out, AmazonSettings>, input: In): Promise<Outcome<Out>> {
    const bucket = buckets[budget];
    const wire = operation.build(input, settings);
    for (let renewals = 0; ; renewals += 1) {
      const token = await tokens.current();
      if (token.kind !== 'done') return token;
      if (!bucket.take()) return { kind: 'rate-limited', retryAfterMs: bucket.waitMs() };
      const sent = await sendWith(token.value, wire, operation.effect);
      learnFrom(sent, bucket);
      if (isTokenRefusal(sent)) {
        tokens.forget(token.value);
        if (renewals === 0) continue;
      }
      const outcome = readSent(operation, sent, input);
      return outcome.kind === 'rate-limited' ? { kind: 'rate-limited', retryAfterMs: bucket.waitMs() } : outcome;
    }
  }

  return {
    storeId,
    channel: 'amazon',
    listOrders: (listing: OrderListing) => call('list-orders', operations.searchOrders, listing),
    readOrder: (channelOrderId) => call('read-order', operations.getOrder, channelOrderId),
    async confirmDispatch(notice) {
      const [first, ...rest] = findNoticeProblems(notice);
      if (first !== undefined) return rejected(first, rest);
      return call('confirm-dispatch', operations.confirmShipment, notice);
    },
    waitMs: (operation) => buckets[operation].waitMs(),
    callsLeft: (operation) => Math.floor(buckets[operation].tokens() + 1e-6),
    async probe() {
      // Any answer will do, a refusal as well; it costs no budget because it names no operation.
      const sent = await prober.send({ operation: 'probe', method: 'GET', path: '/', query: {}, headers: { 'user-agent': USER_AGENT }, body: null });
      return sent.kind === 'reply' ? { reachable: true } : { reachable: false, cause: sent.cause };
    },
    carrierFor: (carrier) => findCarrierWord(carrier, settings.carriers),
  };
}

function rejected(first: Problem, rest: readonly Problem[]): Outcome<never> {
  return { kind: 'rejected', problems: [first, ...rest] };
}

function isTokenRefusal(sent: Sent): boolean {
  return sent.kind === 'reply' && (sent.reply.status === 401 || sent.reply.status === 403);
}

function learnFrom(sent: Sent, bucket: TokenBucket): void {
  if (sent.kind !== 'reply') return;
  bucket.learn(Number(sent.reply.headers['x-amzn-ratelimit-limit'] ?? Number.NaN));
  if (sent.reply.status === 429) bucket.empty(readRetryAfterMs(sent.reply) ?? undefined);
}
