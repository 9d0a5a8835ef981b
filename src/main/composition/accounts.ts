import type { StationSettings, StoreSettings } from '../../shared/contract/settings.ts';
import type { ChannelId, StoreId } from '../../shared/domain/order/order.ts';
import type { Clock, Timers } from '../application/ports/clock.ts';
import type { ChannelRepository } from '../application/ports/journal.ts';
import type { MarketplaceAccount } from '../application/ports/marketplace.ts';
import type { Exchange } from '../connectors/kit/http-sender.ts';
import type { AccountRequest } from '../connectors/kit/marketplace-connector.ts';
import { useCorporateNetwork } from '../connectors/kit/corporate-network.ts';
import { connectionSettings } from '../connectors/kit/connection-settings.ts';
import { createKeptBuckets, type KeptBuckets } from '../connectors/kit/kept-buckets.ts';
import type { WireReply } from '../connectors/kit/wire.ts';
import { marketplaceConnectors } from '../connectors/registry.ts';
import { keepCredentials } from './credentials.ts';
import type { SecretStore } from './secrets.ts';

export interface AccountBook {
  /** Why a store with a connection has no account, in the connector's words. */
  problemsOf(storeId: StoreId): readonly string[];
  all(): readonly MarketplaceAccount[];
  of(storeId: StoreId): MarketplaceAccount | null;
  /** Opens what is new, keeps what is unchanged (its budgets with it), drops what is gone. */
  follow(settings: StationSettings): void;
}

export interface AccountBookParts {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly secrets: SecretStore;
  readonly channels: ChannelRepository;
  /** `channel`: the kind of shop that is played; absent where the caller sees to that. */
  readonly practice: { readonly channel?: ChannelId; readonly settings: Readonly<Record<string, unknown>> } | null;
  readonly barcodesFor: (sku: string) => readonly string[];
  readonly onProblem: (storeId: string, problem: string) => void;
}

/** The accounts behind the stores that have a channel. A store without valid credentials has none, and setup says why. */
export function createAccountBook(parts: AccountBookParts): AccountBook {
  /** Another way out is another account: what is open keeps the way it was opened with. */
  let proxyUrl: string | null = null;
  const problems = new Map<StoreId, readonly string[]>();
  const open = new Map<StoreId, { readonly fingerprint: string; readonly account: MarketplaceAccount }>();
  /** Opened anew, an account goes on with the calls that are left: the vendor knows nothing of our settings. */
  const budgets = new Map<StoreId, { readonly channel: ChannelId; readonly buckets: KeptBuckets }>();
  let latest: StationSettings | null = null;

  function bucketsOf(storeId: StoreId, channel: ChannelId): KeptBuckets {
    const known = budgets.get(storeId);
    if (known?.channel === channel) return known.buckets;
    const buckets = createKeptBuckets(parts.clock);
    budgets.set(storeId, { channel, buckets });
    return buckets;
  }

  function connectionOf(store: StoreSettings): unknown {
    const { connection } = store;
    // The kind of practice shop is chosen at the start of the station.
    if (connection.kind === 'practice') return parts.practice === null || (parts.practice.channel ?? store.channel) !== store.channel ? null : { ...parts.practice.settings, carriers: store.carrierWords ?? {} };
    if (connection.kind === 'file') return null;
    const secret = parts.secrets.load(store.storeId);
    const fields = marketplaceConnectors.find(({ id }) => id === store.channel)?.fields ?? [];
    // A service on the house's own network may ask for no key at all.
    if (secret === null && fields.some(({ kind, isRequired }) => kind === 'secret' && isRequired)) return null;
    return { ...connectionSettings(fields, { ...connection.fields, ...secret }), carriers: store.carrierWords ?? {} };
  }

  function openAccount(store: StoreSettings, settings: unknown): MarketplaceAccount | null {
    const connector = marketplaceConnectors.find((candidate) => candidate.id === store.channel);
    if (connector === undefined) {
      problems.set(store.storeId as StoreId, [`no connector for ${store.channel} yet`]);
      parts.onProblem(store.storeId, `no connector for ${store.channel} yet`);
      return null;
    }
    const storeId = store.storeId as StoreId;
    let own: MarketplaceAccount | null = null;
    const request: AccountRequest = {
      storeId,
      settings,
      clock: parts.clock,
      timers: parts.timers,
      buckets: bucketsOf(storeId, store.channel),
      barcodesFor: parts.barcodesFor,
      // Stored at once: the old credential works no more. The account itself goes on with what it was given; one that took its place does not.
      onCredentials: keepCredentials(parts, store.storeId, () => {
        const entry = open.get(storeId);
        if (entry !== undefined && entry.account === own) open.set(storeId, { ...entry, fingerprint: fingerprintOf(store, connectionOf(store)) });
        else if (latest !== null) followAll(latest);
      }),
      onExchange: (exchange) => {
        if (isEvidence(exchange)) parts.channels.recordExchange({ storeId, ...evidenceOf(exchange) });
      },
    };
    const opened = connector.openAccount(request);
    if (opened.ok) {
      own = opened.account;
      return own;
    }
    problems.set(storeId, opened.problems.map(({ field, message }) => (field === undefined || field === '' ? message : `${field}: ${message}`)));
    parts.onProblem(store.storeId, opened.problems.map((problem) => problem.message).join('; '));
    return null;
  }

  const fingerprintOf = (store: StoreSettings, connection: unknown): string => JSON.stringify([store.channel, connection, proxyUrl]);

  return {
    problemsOf: (storeId) => problems.get(storeId) ?? [],
    all: () => [...open.values()].map((entry) => entry.account),
    of: (storeId) => open.get(storeId)?.account ?? null,
    follow(settings) {
      latest = settings;
      followAll(settings);
    },
  };

  function followAll(settings: StationSettings): void {
    proxyUrl = settings.proxyUrl ?? null;
    useCorporateNetwork({ proxyUrl });
    const wanted = new Set(settings.stores.map((store) => store.storeId as StoreId));
    for (const storeId of open.keys()) if (!wanted.has(storeId)) open.delete(storeId);
    for (const store of settings.stores) {
      const storeId = store.storeId as StoreId;
      const connection = connectionOf(store);
      const fingerprint = fingerprintOf(store, connection);
      if (open.get(storeId)?.fingerprint === fingerprint) continue;
      open.delete(storeId);
      problems.delete(storeId);
      const account = connection === null ? null : openAccount(store, connection);
      if (account !== null) open.set(storeId, { fingerprint, account });
    }
  }
}

/** Kept for ever: what we told a channel and what it answered, and every refusal. Orders read live in the order store. */
function isEvidence(exchange: Exchange): boolean {
  if (exchange.operation === 'probe') return false;
  return exchange.isWrite || (exchange.reply !== null && exchange.reply.status >= 400);
}

function evidenceOf(exchange: Exchange): Omit<Parameters<ChannelRepository['recordExchange']>[0], 'storeId'> {
  const { operation, request, reply, failure, endedAtMs } = exchange;
  return {
    operation,
    reference: reply === null ? null : referenceOf(reply),
    status: reply?.status ?? null,
    body: JSON.stringify({ method: request.method, path: request.path, sent: request.body, answered: reply?.bodyText ?? failure }),
    atMs: endedAtMs,
  };
}

/** Where vendors put the number under which their support finds a request. */
const referenceHeaders = ['x-amzn-requestid', 'x-ebay-c-request-id', 'x-request-id', 'x-correlation-id'] as const;

function referenceOf({ headers, bodyText }: WireReply): string | null {
  const header = referenceHeaders.map((name) => headers[name]).find((value) => value !== undefined);
  return header ?? /"request_id"\s*:\s*"([^"]{1,100})"/.exec(bodyText)?.[1] ?? null;
}
