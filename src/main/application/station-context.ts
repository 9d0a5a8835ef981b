import type { StationSettings, StoreSettings } from '../../shared/contract/settings.ts';
import type { ManifestId } from '../../shared/domain/loading/manifest.ts';
import type { OrderId, StoreId } from '../../shared/domain/order/order.ts';
import type { BenchId, ParcelId } from '../../shared/domain/parcel/parcel.ts';
import type { Block } from '../../shared/domain/gate/block.ts';
import type { Actor } from '../../shared/domain/people/person.ts';
import type { TaskId } from '../../shared/domain/task/task.ts';
import type { AddressRules, TaxNumberRules } from './ports/address-rules.ts';
import type { Clock, IdSource } from './ports/clock.ts';
import type { Journal } from './ports/journal.ts';
import type { MarketplaceAccount } from './ports/marketplace.ts';
import type { OrderStore } from './ports/order-store.ts';
import type { UnreadOrders } from './unread-orders.ts';
import type { WriteBack } from '../../shared/domain/writeback/write-back.ts';

/** What the use cases of one bench share. Built once in the composition root. */
export interface StationContext {
  readonly journal: Journal;
  readonly orders: OrderStore;
  readonly clock: Clock;
  readonly newId: IdSource;
  readonly benchId: BenchId;
  settings(): StationSettings;
  /** The account of a store, or null for a store that only files feed. */
  account(storeId: StoreId): MarketplaceAccount | null;
  readonly unread: UnreadOrders;
  readonly rules: { readonly address: AddressRules; readonly taxNumbers: TaxNumberRules };
  /** A block as bench and board say it, in the bench's language. */
  readonly words: { block(block: Block): string };
  /** Lower-case hexadecimal. */
  sha256(text: string): string;
  /** Under whose name this bench acts now: who is signed in, or the name in Setup while nobody is set up. */
  actor(): Actor;
  /** Work that follows a commit and may wait: it must be repeatable, because the station can die before it. */
  readonly afterwards: Afterwards;
}

export interface Afterwards {
  printLabel(parcelId: ParcelId, isReprint: boolean): void;
  checkLive(orderId: OrderId): void;
  /** A live answer about this order is on its way. */
  isCheckPending(orderId: OrderId): boolean;
  /** A message was written: it is sent, or looked for where another system sends it. */
  tellChannel(row: WriteBack): void;
  /** What is still owed to the channel for this order must not leave. */
  orderCancelled(orderId: OrderId): void;
  /** A label that the carrier booked will not travel: the task stays open until the carrier said what becomes of it. */
  voidLabel(taskId: TaskId): void;
  /** Every channel that answers is asked now for everything that changed. */
  checkStores(): void;
  /** The paper of this manifest is drawn, kept and printed. */
  manifestClosed(manifestId: ManifestId): void;
}

export function actorAt(journal: Journal, benchId: BenchId, settings: StationSettings): Actor {
  const { personId } = journal.signIns.load(benchId);
  const found = personId === null ? null : journal.people.load(personId);
  const person = found?.isActive === true ? found : null;
  // Nobody stands here where somebody should: what the station does by itself meanwhile is not the name's in Setup.
  if (person === null && journal.people.isAnybodySetUp()) return { personId: null, name: 'station' };
  return person === null ? { personId: null, name: settings.packer } : { personId: person.id, name: person.name };
}

export function storeOf(context: StationContext, storeId: StoreId): StoreSettings | null {
  return context.settings().stores.find((store) => store.storeId === storeId) ?? null;
}

/** Orders that carry this code on their paper. Those of a store that was removed stay in the order store and are nobody's. */
export function findOrders(context: StationContext, code: string): readonly OrderId[] {
  const { stores } = context.settings();
  return context.orders.findByCode(code).filter((orderId) => stores.some((store) => orderId.startsWith(`${store.storeId}/`)));
}

/** Names of the settings sections without which no parcel can be labelled. */
export function missingSetup(settings: StationSettings): readonly string[] {
  const missing: string[] = [];
  if (settings.companyPrefix === null) missing.push('companyPrefix');
  if (settings.shipFrom === null) missing.push('shipFrom');
  if (settings.stores.length === 0) missing.push('stores');
  return missing;
}

/** Which carrier takes an order, by the store's rules on the service the buyer paid for. */
export function carrierFor(store: StoreSettings, shippingService: string | null): { readonly carrier: string; readonly carrierService: string } {
  const service = (shippingService ?? '').toLowerCase();
  const rule = store.carrierRules.find((candidate) => service.includes(candidate.whenServiceContains.toLowerCase()));
  return rule ?? { carrier: store.carrier, carrierService: store.carrierService };
}
