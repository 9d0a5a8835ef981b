import type { AccountOperation, MarketplaceAccount } from '../../../src/main/application/ports/marketplace.ts';
import { createTokenBucket } from '../../../src/main/connectors/kit/token-bucket.ts';
import { someTraits } from '../../support/fake-account.ts';
import { createServerBucket } from '../../../src/main/practice/channel.ts';
import type { Cancellation } from '../../../src/shared/domain/order/cancellation.ts';
import type { StoreId } from '../../../src/shared/domain/order/order.ts';
import type { Outcome, Problem } from '../../../src/shared/domain/writeback/outcome.ts';
import type { DispatchNotice, SeenDispatch } from '../../../src/shared/domain/writeback/write-back.ts';
import { aDraft } from '../../support/builders.ts';
import type { ManualClock } from '../../support/manual-clock.ts';

/**
 * What becomes of one confirmation. `lost-*`: the connection dies, before or after the work was done there.
 * The scenarios are those of the project's table of Amazon's answers to confirmShipment.
 */
export type Fate =
  | { readonly kind: 'done' }
  /** Answered as done and forgotten: an unknown carrier. */
  | { readonly kind: 'dropped' }
  | { readonly kind: 'throttled'; readonly retryAfterMs: number }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'lost-before' }
  | { readonly kind: 'lost-after' }
  | { readonly kind: 'throws' };

export class ConnectorBug extends Error {}

export interface Rate {
  readonly ratePerSecond: number;
  readonly burst: number;
}

/** Source: usage plans of searchOrders, getOrder and confirmShipment in Amazon's models, read on 2026-11-21. */
export const amazonRates: Readonly<Record<AccountOperation, Rate>> = {
  'list-orders': { ratePerSecond: 0.0056, burst: 20 },
  'read-order': { ratePerSecond: 0.5, burst: 30 },
  'confirm-dispatch': { ratePerSecond: 2, burst: 10 },
};

export interface FakeChannelOptions {
  /** What the connector would say of a message before it leaves. */
  readonly problemsOf?: (notice: DispatchNotice) => readonly Problem[];
  readonly clock: Pick<ManualClock, 'nowMs' | 'monotonicMs' | 'sleep'>;
  /** True: the same package reference edits, as at Amazon. False: every confirmation adds a package. */
  readonly isKeyed?: boolean;
  /** One way, for each request and answer. Default 50 ms. */
  readonly travelMs?: () => number;
  /** After this the connector gives up on an answer. Default 30 s. */
  readonly timeoutMs?: number;
  /** From acceptance to being shown. Default 0. */
  readonly lagMs?: () => number;
  readonly rates?: Readonly<Record<AccountOperation, Rate>>;
  /** Default: everything works. `nth` counts the confirmations of this channel from 1. */
  readonly fate?: (notice: DispatchNotice, nth: number) => Fate;
  readonly readFate?: (channelOrderId: string, nth: number) => Outcome<never> | null;
}

export interface Package extends SeenDispatch {
  readonly channelOrderId: string;
  readonly acceptedAtMs: number;
  readonly shownAtMs: number;
}

export interface FakeChannel {
  /** `isAlive` false: the station that asked is dead, so no answer reaches it; what it sent still arrives. */
  account(storeId: StoreId, isAlive?: () => boolean): MarketplaceAccount;
  /** Everything the channel ever took in, in order; edits included. */
  readonly taken: Package[];
  packagesOf(channelOrderId: string): readonly Package[];
  shownOf(channelOrderId: string): readonly SeenDispatch[];
  /** Someone else's package, typed in by hand. */
  typeIn(channelOrderId: string, seen: SeenDispatch): void;
  cancel(channelOrderId: string, cancellation: Cancellation): void;
  /** Requests in the order in which they left the station. */
  readonly sent: { readonly channelOrderId: string; readonly packageReference: string; readonly atMs: number }[];
  readonly reads: { readonly channelOrderId: string; readonly atMs: number }[];
  /** Refusals of the channel's own count of calls. */
  throttled(): number;
  mostInFlight(): number;
}

export function createFakeChannel(options: FakeChannelOptions): FakeChannel {
  const { clock } = options;
  const rates = options.rates ?? amazonRates;
  const travelMs = options.travelMs ?? (() => 50);
  const timeoutMs = options.timeoutMs ?? 30_000;
  const packages = new Map<string, Package[]>();
  const cancellations = new Map<string, Cancellation>();
  const taken: Package[] = [];
  const sent: FakeChannel['sent'] = [];
  const reads: FakeChannel['reads'] = [];
  /** Per seller, and it outlives the station. */
  const serverBuckets = new Map<StoreId, () => boolean>();
  let refusedCalls = 0;
  let inFlight = 0;
  let mostInFlight = 0;

  const packagesOf = (channelOrderId: string): readonly Package[] => packages.get(channelOrderId) ?? [];
  const shownOf = (channelOrderId: string): readonly SeenDispatch[] =>
    packagesOf(channelOrderId)
      .filter((each) => each.shownAtMs <= clock.monotonicMs())
      .map(({ packageReference, carrier, trackingNumber }) => ({ packageReference, carrier, trackingNumber }));

  function takeIn(notice: DispatchNotice): void {
    const nowMs = clock.monotonicMs();
    const fresh: Package = {
      channelOrderId: notice.channelOrderId,
      packageReference: notice.packageReference,
      carrier: notice.carrierCode,
      trackingNumber: notice.trackingNumber,
      acceptedAtMs: nowMs,
      shownAtMs: nowMs + (options.lagMs?.() ?? 0),
    };
    taken.push(fresh);
    const others = packagesOf(notice.channelOrderId).filter((each) => options.isKeyed === false || each.packageReference !== notice.packageReference);
    packages.set(notice.channelOrderId, [...others, fresh]);
  }

  async function arrive(notice: DispatchNotice, fate: Fate, takeCall: () => boolean): Promise<Outcome<void>> {
    await clock.sleep(travelMs());
    if (fate.kind === 'lost-before') return lost();
    if (!takeCall()) {
      refusedCalls += 1;
      return { kind: 'rate-limited', retryAfterMs: 1000 / rates['confirm-dispatch'].ratePerSecond };
    }
    if (fate.kind === 'done' || fate.kind === 'lost-after') takeIn(notice);
    if (fate.kind === 'lost-after') return lost();
    await clock.sleep(travelMs());
    switch (fate.kind) {
      case 'done':
      case 'dropped':
        return { kind: 'done', value: undefined };
      case 'throttled':
        return { kind: 'rate-limited', retryAfterMs: fate.retryAfterMs };
      case 'refused':
        return { kind: 'rejected', problems: [{ code: fate.code, message: 'said the channel' }] };
      case 'unavailable':
        return { kind: 'unavailable', cause: 'no connection' };
      case 'throws':
        throw new ConnectorBug('a bug of the connector');
    }
  }

  async function lost(): Promise<Outcome<void>> {
    await clock.sleep(timeoutMs);
    return { kind: 'uncertain', cause: `no answer within ${timeoutMs} ms` };
  }

  const silence = (): Promise<never> => new Promise<never>(() => undefined);

  function account(storeId: StoreId, isAlive = () => true): MarketplaceAccount {
    const buckets = {
      'list-orders': createTokenBucket({ ...rates['list-orders'], clock }),
      'read-order': createTokenBucket({ ...rates['read-order'], clock }),
      'confirm-dispatch': createTokenBucket({ ...rates['confirm-dispatch'], clock }),
    };
    const takeCall = serverBuckets.get(storeId) ?? createServerBucket(rates['confirm-dispatch'], clock.monotonicMs);
    serverBuckets.set(storeId, takeCall);
    return {
      storeId,
      channel: 'amazon',
      traits: someTraits,
      findProblems: (notice) => options.problemsOf?.(notice) ?? [],
      budgets: () => [],
      testConnection: () => Promise.resolve({ kind: 'unavailable', cause: 'this fake tries nothing' }),
      credentialEndsAtMs: () => null,
      stock: null,
      listOrders: () => Promise.resolve({ kind: 'unavailable', cause: 'this fake lists nothing' }),
      async readOrder(channelOrderId) {
        if (!buckets['read-order'].take()) return { kind: 'rate-limited', retryAfterMs: buckets['read-order'].waitMs() };
        reads.push({ channelOrderId, atMs: clock.monotonicMs() });
        const failure = options.readFate?.(channelOrderId, reads.length) ?? null;
        await clock.sleep(travelMs());
        const seenDispatches = shownOf(channelOrderId);
        await clock.sleep(travelMs());
        if (!isAlive()) return silence();
        if (failure !== null) return failure;
        const cancellation = cancellations.get(channelOrderId) ?? { kind: 'none' };
        return { kind: 'done', value: { draft: aDraft({ channelOrderId, cancellation }), seenDispatches } };
      },
      async confirmDispatch(notice) {
        // As a real connector: it renews a token first, so the budget is taken after this turn.
        await Promise.resolve();
        if (!buckets['confirm-dispatch'].take()) return { kind: 'rate-limited', retryAfterMs: buckets['confirm-dispatch'].waitMs() };
        sent.push({ channelOrderId: notice.channelOrderId, packageReference: notice.packageReference, atMs: clock.monotonicMs() });
        mostInFlight = Math.max(mostInFlight, (inFlight += 1));
        try {
          const outcome = await arrive(notice, options.fate?.(notice, sent.length) ?? { kind: 'done' }, takeCall);
          if (outcome.kind === 'rate-limited') buckets['confirm-dispatch'].empty(outcome.retryAfterMs);
          return isAlive() ? outcome : await silence();
        } finally {
          inFlight -= 1;
        }
      },
      waitMs: (call) => (call === 'publish-stock' ? Number.POSITIVE_INFINITY : buckets[call].waitMs()),
      callsLeft: (call) => (call === 'publish-stock' ? 0 : Math.floor(buckets[call].tokens() + 1e-6)),
      probe: () => Promise.resolve({ reachable: true }),
      carrierFor: (carrier) => ({ carrierCode: carrier }),
    };
  }

  return {
    account,
    taken,
    packagesOf,
    shownOf,
    typeIn: (channelOrderId, seen) => void packages.set(channelOrderId, [...packagesOf(channelOrderId), { ...seen, channelOrderId, acceptedAtMs: 0, shownAtMs: 0 }]),
    cancel: (channelOrderId, cancellation) => void cancellations.set(channelOrderId, cancellation),
    sent,
    reads,
    throttled: () => refusedCalls,
    mostInFlight: () => mostInFlight,
  };
}
