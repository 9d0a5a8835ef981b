import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock, Timers } from '../application/ports/clock.ts';
import type { SeenDispatch } from '../../shared/domain/writeback/write-back.ts';
import { practiceAmazon } from './amazon/desk.ts';
import type { Budget, PracticeChannel } from './channel.ts';
import { cancelAll, cancelPart, rejectRequests, requestCancelAll, settleOrder, shownPackagesOf } from './shop/order-life.ts';
import type { Acceptance, PracticeOrder, PracticeWorld, Showing } from './shop/world.ts';
import { createFaults } from './faults.ts';
import type { Faults, PracticeOperation } from './faults.ts';
import { createLoopbackServer } from './loopback-server.ts';
import { buildPracticeOrders } from './orders.ts';
import type { WaveRequest } from './orders.ts';
import { answerRequest } from './respond.ts';
import type { SeenRequest } from './respond.ts';
import { createStateFile } from './state-file.ts';
import { storyKey } from './stories.ts';

export interface PracticeSiteOptions {
  readonly clock: Clock;
  readonly seed: number;
  /** Whose wire it speaks. Default: Amazon's. */
  readonly channel?: PracticeChannel;
  /** Where the marketplace keeps its memory; without it everything is gone with the process. */
  readonly dataFile?: string;
  /** For slow answers. Default: real timers. */
  readonly timers?: Timers;
  /** Default 0: any free port, kept while the site lives. */
  readonly port?: number;
  /** Default: a package shows up 4 s after it was accepted. */
  readonly showing?: Partial<Showing>;
  /** How far listings lag behind. Default: the channel's own. Milliseconds. */
  readonly listLagMs?: number;
  /** Default: the published ones. */
  readonly budgets?: Readonly<Record<string, Budget>>;
  /** The first wave, if it is to be other than the usual one of every kind. */
  readonly firstWave?: { readonly count: number; readonly mix: 'everything' | 'clean' };
}

/** One order as the tray shows it. */
export interface PracticeSheet {
  readonly channelOrderId: string;
  readonly kind: string;
  /** Language key, for example `practice.story.clean`. */
  readonly story: string;
  readonly lines: readonly { readonly sku: string; readonly title: string; readonly gtin: string; readonly quantity: number }[];
}

export interface PracticeAddress {
  readonly baseUrl: string;
  /** What the channel's connector needs to open an account here. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface PracticeSite {
  start(): Promise<PracticeAddress>;
  stop(): Promise<void>;
  /** Down: connections are refused, as with a pulled plug. Up: the same port again. */
  setNetwork(up: boolean): Promise<void>;
  isNetworkUp(): boolean;
  orders(): readonly PracticeSheet[];
  /** More orders "come in". They show up in listings after the usual lag. */
  addOrders(count: number, mix?: 'everything' | 'clean', firstOfMix?: number): Promise<readonly PracticeSheet[]>;
  /** The buyer cancels, at once. False where there is nothing left to cancel. */
  cancelOrder(channelOrderId: string): Promise<boolean>;
  /** The buyer asks to cancel. False where there is nothing left, or it was asked already. */
  requestCancel(channelOrderId: string, reason: string): Promise<boolean>;
  /** The seller refuses what the buyer asked for. False where nothing was asked, or it is too late to matter. */
  rejectCancel(channelOrderId: string): Promise<boolean>;
  /** The buyer cancels one unit and keeps the rest. False where there is no rest. */
  cancelUnits(channelOrderId: string): Promise<boolean>;
  /** What the marketplace shows for an order now. Looking here counts as no read. */
  shownPackages(channelOrderId: string): readonly SeenDispatch[];
  /** Every confirmation answered with 204 since the site was first seeded, also across restarts. */
  acceptances(): readonly Acceptance[];
  requests(): readonly SeenRequest[];
  /** Requests of this kind that have arrived, answered or still waiting for their answer. */
  arrived(operation: PracticeOperation): number;
  expireTokens(): void;
  readonly faults: Faults;
}

/** Requests remembered for looking at; older ones fall off. */
const REQUESTS_KEPT = 20_000;
const DEFAULT_SHOWING: Showing = { afterMs: 4_000, orAfterReads: null, never: false };

const realTimers: Timers = {
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

export async function createPracticeSite(options: PracticeSiteOptions): Promise<PracticeSite> {
  const { clock, channel = practiceAmazon } = options;
  const showing: Showing = { ...DEFAULT_SHOWING, ...options.showing };
  const faults = createFaults();
  const requests: SeenRequest[] = [];
  const arrivals = new Map<PracticeOperation, number>();
  const stateFile = createStateFile(options.dataFile ?? null, () => world);
  const stored = await stateFile.load();
  const world: PracticeWorld = stored ?? {
    version: 1,
    seed: options.seed,
    waves: 1,
    orders: buildPracticeOrders({ seed: options.seed, wave: 0, nowMs: clock.nowMs(), showing, ...mintsOf(channel), ...options.firstWave }),
    acceptances: [],
  };
  if (stored === null) await stateFile.save();
  const desk = channel.createDesk({ world, clock, budgets: options.budgets ?? {}, listLagMs: options.listLagMs ?? channel.listLagMs });
  const server = createLoopbackServer(take, options.port ?? 0);

  function take(incoming: IncomingMessage, outgoing: ServerResponse): void {
    // The marketplace's own clock, also in its refusals.
    outgoing.setHeader('date', new Date(clock.nowMs()).toUTCString());
    const onArrival = (operation: PracticeOperation): void => void arrivals.set(operation, (arrivals.get(operation) ?? 0) + 1);
    const answering = answerRequest(incoming, outgoing, { desk, faults, timers: options.timers ?? realTimers, save: stateFile.save, onArrival });
    answering.then(
      (seen) => {
        requests.push({ atMs: clock.nowMs(), ...seen });
        if (requests.length > REQUESTS_KEPT) requests.splice(0, requests.length - REQUESTS_KEPT);
      },
      // Whatever went wrong here (a full disk, a bug) must look like a broken server, never like an acceptance.
      (error: unknown) => outgoing.destroy(error instanceof Error ? error : new Error(String(error))),
    );
  }

  function findOrder(channelOrderId: string): PracticeOrder {
    const order = world.orders.find((candidate) => candidate.channelOrderId === channelOrderId);
    if (order === undefined) throw new Error(`the practice marketplace has no order ${channelOrderId}`);
    settleOrder(order, clock.nowMs());
    return order;
  }

  return {
    faults,
    async start() {
      const port = await server.listen();
      const baseUrl = `http://127.0.0.1:${port}`;
      return { baseUrl, settings: channel.settingsAt(baseUrl) };
    },
    async stop() {
      await server.goDark();
      await stateFile.save();
    },
    async setNetwork(up) {
      if (up) await server.listen();
      else await server.goDark();
    },
    isNetworkUp: () => server.isListening(),
    orders: () => world.orders.map(sheetOf),
    async addOrders(count, mix = 'everything', firstOfMix = 0) {
      const wave = buildPracticeOrders({ seed: world.seed, wave: world.waves, nowMs: clock.nowMs(), showing, count, mix, firstOfMix, ...mintsOf(channel) });
      const known = new Set(world.orders.map((order) => order.channelOrderId));
      const fresh = wave.filter((order) => !known.has(order.channelOrderId));
      world.orders.push(...fresh);
      world.waves += 1;
      await stateFile.save();
      return fresh.map(sheetOf);
    },
    async cancelOrder(channelOrderId) {
      const changed = cancelAll(findOrder(channelOrderId), 'BUYER', 'Changed mind about purchase', clock.nowMs());
      await stateFile.save();
      return changed;
    },
    async requestCancel(channelOrderId, reason) {
      const changed = requestCancelAll(findOrder(channelOrderId), reason, clock.nowMs());
      await stateFile.save();
      return changed;
    },
    async rejectCancel(channelOrderId) {
      const changed = rejectRequests(findOrder(channelOrderId), clock.nowMs());
      await stateFile.save();
      return changed;
    },
    async cancelUnits(channelOrderId) {
      const changed = cancelPart(findOrder(channelOrderId), 'BUYER', 'Changed mind about purchase', clock.nowMs());
      await stateFile.save();
      return changed;
    },
    shownPackages: (channelOrderId) =>
      shownPackagesOf(findOrder(channelOrderId)).map((shown) => ({ packageReference: shown.reference, carrier: shown.carrier, trackingNumber: shown.trackingNumber })),
    acceptances: () => world.acceptances,
    requests: () => requests,
    arrived: (operation) => arrivals.get(operation) ?? 0,
    expireTokens: () => desk.expireTokens(),
  };
}

const mintsOf = ({ mintOrderId, mintLineId }: PracticeChannel): Pick<WaveRequest, 'mintOrderId' | 'mintLineId'> => ({ ...(mintOrderId === undefined ? {} : { mintOrderId }), ...(mintLineId === undefined ? {} : { mintLineId }) });

const sheetOf = (order: PracticeOrder): PracticeSheet => ({
  channelOrderId: order.channelOrderId,
  kind: order.kind,
  story: storyKey(order.kind),
  lines: order.lines.map((line) => ({ sku: line.sku, title: line.title, gtin: line.gtin, quantity: line.quantity })),
});
