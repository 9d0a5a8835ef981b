import type { ChannelOrder, MarketplaceAccount, StockDesk } from '../../src/main/application/ports/marketplace.ts';
import type { ChannelTraits } from '../../src/shared/domain/channel/traits.ts';
import type { OrderDraft } from '../../src/shared/domain/order/order-draft.ts';
import type { StoreId } from '../../src/shared/domain/order/order.ts';
import type { Outcome } from '../../src/shared/domain/writeback/outcome.ts';
import type { DispatchNotice, SeenDispatch } from '../../src/shared/domain/writeback/write-back.ts';
import type { ManualClock } from './manual-clock.ts';

/** A channel that can do most things. */
export const someTraits: ChannelTraits = { sharedNumber: 'no', severalParcels: true, lineQuantities: true, correction: 'same-reference', takesOtherCarriers: true, cancelRequests: 'in-listings', buyerNotice: 'always', tellingDecidesCancels: false, stock: false, notifications: false };

/** A channel in memory: knows orders, shows what it accepted, can be unplugged and asked to be slow. */
export interface FakeAccount extends MarketplaceAccount {
  put(draft: OrderDraft): void;
  change(channelOrderId: string, change: Partial<OrderDraft>): void;
  /** The channel shows these packages, whoever told it. */
  show(channelOrderId: string, seen: readonly SeenDispatch[]): void;
  /** Listings keep quiet about this order until they are asked for times before its change. */
  hideOnce(channelOrderId: string): void;
  /** From now on our carrier is told by this word. */
  map(carrier: string, carrierCode: string): void;
  /** Carrier words that the channel refuses, as the connector knows beforehand. */
  refuseCarrier(carrierCode: string): void;
  setOnline(online: boolean): void;
  /** Every answer comes this much later, in the test's own time. */
  setLatency(ms: number): void;
  /** What the channel holds of an order now. */
  draft(channelOrderId: string): OrderDraft;
  /** Called with each order of each answer, at the moment it reaches the station. */
  onAnswer(listener: (draft: OrderDraft) => void): void;
  readonly confirmed: readonly DispatchNotice[];
  /** Messages at the moment they leave the station; what is on its way has not arrived yet. */
  readonly sent: readonly DispatchNotice[];
  readonly reads: readonly string[];
}

export function createFakeAccount(clock: ManualClock, options: { readonly storeId?: string; readonly unmapped?: readonly string[]; readonly stock?: StockDesk; readonly traits?: Partial<ChannelTraits> } = {}): FakeAccount {
  const orders = new Map<string, OrderDraft>();
  const shown = new Map<string, SeenDispatch[]>();
  const confirmed: DispatchNotice[] = [];
  const sent: DispatchNotice[] = [];
  const reads: string[] = [];
  const hidden = new Set<string>();
  const words = new Map<string, string>();
  const refused = new Set<string>();
  let online = true;
  let latencyMs = 0;

  let listener: (draft: OrderDraft) => void = () => undefined;

  async function answer<T>(value: () => Outcome<T>): Promise<Outcome<T>> {
    if (latencyMs > 0) await clock.sleep(latencyMs);
    return online ? value() : { kind: 'unavailable', cause: 'ECONNREFUSED' };
  }
  const channelOrder = (draft: OrderDraft): ChannelOrder => {
    listener(draft);
    return { draft, seenDispatches: shown.get(draft.channelOrderId) ?? [] };
  };

  return {
    storeId: (options.storeId ?? 'shop') as StoreId,
    channel: 'amazon',
    traits: { ...someTraits, ...options.traits },
    listOrders: ({ updatedAfterMs }) => answer(() => ({ kind: 'done', value: { orders: [...orders.values()].filter(({ channelOrderId, updatedAtMs }) => !hidden.has(channelOrderId) || updatedAfterMs <= (updatedAtMs ?? 0)).map(channelOrder), unreadable: [], nextPageToken: null, completeUntilMs: clock.nowMs() } })),
    readOrder: (channelOrderId) => {
      reads.push(channelOrderId);
      return answer(() => {
        const draft = orders.get(channelOrderId);
        return { kind: 'done', value: draft === undefined ? null : channelOrder(draft) };
      });
    },
    confirmDispatch: (notice) => {
      sent.push(notice);
      return answer(() => {
        confirmed.push(notice);
        shown.set(notice.channelOrderId, [{ packageReference: notice.packageReference, carrier: notice.carrierCode, trackingNumber: notice.trackingNumber }]);
        return { kind: 'done', value: undefined };
      });
    },
    findProblems: ({ carrierCode }) => (refused.has(carrierCode) ? [{ code: 'bad-carrier', field: 'carrierCode', message: `${carrierCode} is no carrier here` }] : []),
    waitMs: () => 0,
    callsLeft: () => 30,
    budgets: () => [],
    testConnection: () => answer(() => ({ kind: 'done', value: { accountName: null, canRead: true, canWrite: null, notifies: null, notes: [] } })),
    credentialEndsAtMs: () => null,
    stock: options.stock ?? null,
    probe: () => Promise.resolve(online ? { reachable: true } : { reachable: false, cause: 'ECONNREFUSED' }),
    carrierFor: (carrier) => (options.unmapped?.includes(carrier) === true ? null : { carrierCode: words.get(carrier) ?? carrier }),
    hideOnce: (channelOrderId) => void hidden.add(channelOrderId),
    map: (carrier, carrierCode) => void words.set(carrier, carrierCode),
    refuseCarrier: (carrierCode) => void refused.add(carrierCode),
    put: (draft) => void orders.set(draft.channelOrderId, draft),
    change(channelOrderId, change) {
      const draft = orders.get(channelOrderId);
      if (draft === undefined) throw new Error(`no order ${channelOrderId}`);
      orders.set(channelOrderId, { ...draft, updatedAtMs: clock.nowMs(), ...change });
    },
    show: (channelOrderId, seen) => void shown.set(channelOrderId, [...seen]),
    draft(channelOrderId) {
      const draft = orders.get(channelOrderId);
      if (draft === undefined) throw new Error(`no order ${channelOrderId}`);
      return draft;
    },
    onAnswer: (next) => {
      listener = next;
    },
    setOnline: (is) => {
      online = is;
    },
    setLatency: (ms) => {
      latencyMs = ms;
    },
    confirmed,
    sent,
    reads,
  };
}
