import type { Clock, Timers } from '../../../src/main/application/ports/clock.ts';
import type { Fault } from '../../../src/main/practice/faults.ts';
import { seconds } from '../../../src/shared/domain/units/instant.ts';
import type { Shop } from './chaos-shops.ts';

/** The calls that tell a channel "shipped", in each vendor's own words: half of the faults meet these. */
const tells: Readonly<Record<string, readonly string[]>> = {
  amazon: ['confirmShipment'],
  ebay: ['createShippingFulfillment'],
  shopify: ['fulfillmentCreate'],
  'shipstation-v1': ['markAsShipped'],
  'shipstation-v2': ['createFulfillments'],
  tiktok: ['markPackageShipped', 'shipPackage'],
  trendyol: ['setPicking', 'tellNumber'],
  woocommerce: ['createFulfillment', 'updateOrder'],
  rest: ['confirmDispatch'],
};

/**
 * What a request may meet. `late`: the station has given up on the answer (30 s) when the channel does the work, but not yet looked what
 * became of it (90 s after it left).
 */
const manners: readonly { readonly name: string; readonly weight: number; fault(random: () => number): Fault }[] = [
  { name: '429', weight: 2, fault: (random) => ({ kind: 'status', status: 429, headers: { 'Retry-After': String(1 + Math.floor(random() * 10)) } }) },
  { name: '500', weight: 2, fault: (random) => ({ kind: 'status', status: random() < 0.5 ? 500 : 503 }) },
  { name: 'time-out before effect', weight: 2, fault: () => ({ kind: 'cut-before' }) },
  { name: 'time-out, effect later', weight: 1, fault: (random) => ({ kind: 'slow', delayMs: seconds(32 + random() * 20) }) },
  { name: 'effect, then silence', weight: 4, fault: () => ({ kind: 'done-then-cut' }) },
  { name: 'effect, then 500', weight: 4, fault: (random) => ({ kind: 'done-then-status', status: random() < 0.5 ? 500 : 504 }) },
  { name: 'truncated body', weight: 2, fault: () => ({ kind: 'truncated' }) },
  { name: 'page of a hotel network', weight: 1, fault: () => ({ kind: 'not-json' }) },
  { name: 'token refused', weight: 1, fault: () => ({ kind: 'token-expired' }) },
];
const allWeights = manners.reduce((sum, { weight }) => sum + weight, 0);
/** Faults that may wait for a request at one account. */
const mostWaiting = 3;
const tickMs = seconds(4);

export interface Weather {
  /** What was sown, by name. */
  readonly counts: ReadonlyMap<string, number>;
  /** Orders cancelled at the channel while the station drained. */
  readonly cancelled: ReadonlySet<string>;
  /** The sky clears: no faults wait, every network is up. */
  stop(): Promise<void>;
}

/** Sows faults, outages, expired tokens and cancellations over all shops, as `random` says, until it is stopped. */
export function startWeather(shops: readonly Shop[], clock: Clock & Timers, random: () => number): Weather {
  const counts = new Map<string, number>();
  const cancelled = new Set<string>();
  const underWay = new Set<Promise<unknown>>();
  let isStopped = false;
  let cancelTimer = (): void => undefined;
  const count = (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);
  const run = (work: Promise<unknown>): void => {
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
  };
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];

  function sowFault({ plan, site, boxed }: Shop): void {
    let mark = random() * allWeights;
    const manner = manners.find(({ weight }) => (mark -= weight) < 0) ?? manners[0];
    if (manner === undefined) return;
    const where = random();
    const operation = where < 0.5 ? pick(tells[plan.channel] ?? []) : undefined;
    const order = operation === undefined && where < 0.8 ? pick(boxed)?.draft.channelOrderId : undefined;
    site.faults.add({ fault: manner.fault(random), times: random() < 0.2 ? 3 : 1, ...(operation === undefined ? {} : { operation }), ...(order === undefined ? {} : { channelOrderId: order }) });
    count(manner.name);
  }

  function pullPlug({ site }: Shop): void {
    if (!site.isNetworkUp()) return;
    count('network down');
    run(site.setNetwork(false));
    clock.after(seconds(5 + random() * 85), () => {
      if (!isStopped) run(site.setNetwork(true));
    });
  }

  async function cancelOne({ plan, site, boxed }: Shop): Promise<void> {
    const order = pick(boxed)?.draft.channelOrderId;
    if (order === undefined || !(await site.cancelOrder(order))) return;
    cancelled.add(`${plan.storeId}/${order}`);
    count('order cancelled');
  }

  function tick(): void {
    if (isStopped) return;
    const isStorm = random() < 0.01;
    for (const shop of shops) {
      // Faults that wait for an order that is done meet nobody any more, and would keep the place of others.
      if (random() < 0.05) shop.site.faults.clear();
      if (shop.site.faults.waiting() < mostWaiting && random() < 0.5) sowFault(shop);
      if (isStorm || random() < 0.008) pullPlug(shop);
      if (random() < 0.01) {
        shop.site.expireTokens();
        count('tokens expired');
      }
      if (random() < 0.005) run(cancelOne(shop));
    }
    cancelTimer = clock.after(tickMs, tick);
  }

  tick();
  return {
    counts,
    cancelled,
    async stop() {
      isStopped = true;
      cancelTimer();
      await Promise.all(underWay);
      for (const { site } of shops) {
        site.faults.clear();
        await site.setNetwork(true);
      }
    },
  };
}
