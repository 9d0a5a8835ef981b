import type { Clock, Timers } from '../../../src/main/application/ports/clock.ts';
import type { ChannelOrder, MarketplaceAccount } from '../../../src/main/application/ports/marketplace.ts';
import { marketplaceConnectors } from '../../../src/main/connectors/registry.ts';
import { practiceChannels } from '../../../src/main/practice/channels.ts';
import { createPracticeSite, type PracticeSite } from '../../../src/main/practice/practice-site.ts';
import type { StoreId } from '../../../src/shared/domain/order/order.ts';
import { seconds } from '../../../src/shared/domain/units/instant.ts';
import type { BoxedOrder, ShopPlan } from './chaos-plan.ts';

const accountsPerChannel = 2;
/** Until a shop that does not answer at the start is given up. Milliseconds of the real clock. */
const patienceMs = 60_000;
/** Orders that may leave. What a channel does with them afterwards (shows late, shows nothing) is part of the trial. */
const leaves: readonly string[] = ['clean', 'multi-line', 'multi-quantity', 'same-item-two-lines', 'lookalikes', 'long-address', 'ship-by-soon', 'slow-to-show', 'accepted-not-shown'];

export interface Shop {
  readonly plan: ShopPlan;
  readonly site: PracticeSite;
  readonly boxed: readonly BoxedOrder[];
}

/** Two accounts at every channel that can be played, about `parcels` parcels in all, and what a packer would put into which box. */
export async function openShops(clock: Clock & Timers, parcels: number, seed: number, random: () => number): Promise<readonly Shop[]> {
  const count = practiceChannels.length * accountsPerChannel;
  const shops: Shop[] = [];
  for (let index = 0; index < count; index++) {
    const channel = practiceChannels[Math.floor(index / accountsPerChannel)];
    if (channel === undefined) throw new Error('no channel');
    const wanted = Math.floor((parcels * (index + 1)) / count) - Math.floor((parcels * index) / count);
    const site = await createPracticeSite({ clock, timers: clock, seed: seed * 100 + index, channel, showing: { afterMs: seconds(20) }, firstWave: { count: 3 * wanted + 41, mix: 'everything' } });
    const { settings } = await site.start();
    const plan = { storeId: `${channel.id}-${(index % accountsPerChannel) + 1}`, channel: channel.id, settings };
    shops.push({ plan, site, boxed: boxUp(plan, site, await listEverything(openAccount(plan, clock), clock), wanted, random) });
  }
  return shops;
}

export function openAccount({ storeId, channel, settings }: ShopPlan, clock: Clock & Timers): MarketplaceAccount {
  const connector = marketplaceConnectors.find(({ id }) => id === channel);
  const opened = connector?.openAccount({ storeId: storeId as StoreId, settings: { ...settings, carriers: {} }, clock, timers: clock });
  if (opened?.ok !== true) throw new Error(`no account at ${channel}`);
  return opened.account;
}

export async function listEverything(account: MarketplaceAccount, clock: Timers): Promise<readonly ChannelOrder[]> {
  const orders: ChannelOrder[] = [];
  const pause = (ms: number): Promise<void> => new Promise((resolve) => void clock.after(ms, resolve));
  const untilMs = performance.now() + patienceMs;
  let pageToken: string | null = null;
  for (;;) {
    const outcome = await account.listOrders(pageToken === null ? { updatedAfterMs: 0 } : { updatedAfterMs: 0, pageToken });
    if (outcome.kind === 'rate-limited') {
      await pause(outcome.retryAfterMs);
      continue;
    }
    // The time-out of 30 s is a moment of the fast clock: a busy machine misses it.
    if (outcome.kind === 'unavailable' && performance.now() < untilMs) {
      await pause(seconds(10));
      continue;
    }
    if (outcome.kind !== 'done') throw new Error(`${account.storeId} lists nothing: ${JSON.stringify(outcome)}`);
    orders.push(...outcome.value.orders);
    pageToken = outcome.value.nextPageToken;
    if (pageToken === null) return orders;
  }
}

/** One box per order; two where the channel takes several and there is enough for two, for every second such order. */
function boxUp(plan: ShopPlan, site: PracticeSite, listed: readonly ChannelOrder[], wanted: number, random: () => number): readonly BoxedOrder[] {
  const kinds = new Map(site.orders().map(({ channelOrderId, kind }) => [channelOrderId, kind]));
  const traits = marketplaceConnectors.find(({ id }) => id === plan.channel)?.traits;
  const boxed: BoxedOrder[] = [];
  let parcels = 0;
  for (const { draft } of listed) {
    if (parcels >= wanted) break;
    if (!leaves.includes(kinds.get(draft.channelOrderId) ?? '')) continue;
    const units = draft.lines.map((line) => ({ lineId: line.lineId, quantity: line.quantity - line.quantityCancelled })).filter(({ quantity }) => quantity > 0);
    const half = halfOf(units);
    const isSplit = traits?.severalParcels === true && traits.lineQuantities && half !== null && parcels + 2 <= wanted && random() < 1 / 2;
    boxed.push({ storeId: plan.storeId, draft, parcels: isSplit && half !== null ? half : [units] });
    parcels += isSplit ? 2 : 1;
  }
  if (parcels < wanted) throw new Error(`${plan.storeId} has only ${parcels} of ${wanted} parcels to send`);
  return boxed;
}

type Units = BoxedOrder['parcels'][number];

function halfOf(units: Units): readonly [Units, Units] | null {
  const [first, ...others] = units;
  if (first === undefined) return null;
  if (first.quantity > 1) return [[{ ...first, quantity: 1 }], [{ ...first, quantity: first.quantity - 1 }, ...others]];
  return others.length === 0 ? null : [[first], others];
}
