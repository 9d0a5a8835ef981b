import fc from 'fast-check';
import { encodeCommand, encodeLane, type Command } from '../../src/shared/domain/scan/commands.ts';
import { minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import { notCancelled, type Cancellation } from '../../src/shared/domain/order/cancellation.ts';
import { aDraft, aLineDraft, testStartMs } from '../support/builders.ts';
import { checkPromises } from './promises.ts';
import { idOf, known, ledgerOf, orderNumbers, type GateModel, type OrderNumber } from './model.ts';
import { benchNames, type BenchName, type TwoBenches } from './two-benches.ts';

type Step = fc.AsyncCommand<GateModel, TwoBenches>;

/** Runs one act, lets answers land, and holds every promise against what was known before it. */
function step(name: string, run: (world: TwoBenches, model: GateModel) => void | Promise<void>): Step {
  return {
    check: () => true,
    toString: () => name,
    async run(model, world) {
      const before = orderNumbers.map((order) => ({ order, known: known(model, order), ledger: ledgerOf(world, order) }));
      await run(world, model);
      await world.clock.settle();
      model.steps += 1;
      checkPromises(model, world, before);
    },
  };
}

export const mug = '9521234543213';
export const teapot = '9521234543220';

export const draftOf = (order: OrderNumber) =>
  aDraft({
    channelOrderId: order,
    lines: [aLineDraft({ lineId: `${order}-a`, quantity: 2 }), aLineDraft({ lineId: `${order}-b`, sku: 'TEAPOT', title: 'Teapot', barcodes: [teapot] })],
  });

const by = (kind: 'requested' | 'cancelled' | 'rejected', atMs: number): Cancellation => ({ kind, by: 'buyer', reason: 'Changed mind', seenAtMs: atMs });

const anOrder = fc.constantFrom(...orderNumbers);
const aBench = fc.constantFrom(...benchNames);

/** At the channel; the stations hear of it with the next answer that reaches them. */
const channelActs = [
  anOrder.map((order) => step(`buyer cancels ${order}`, (world) => change(world, order, { state: 'cancelled', cancellation: by('cancelled', world.clock.nowMs()) }))),
  anOrder.map((order) => step(`buyer asks to cancel ${order}`, (world) => changeOpen(world, order, by('requested', world.clock.nowMs())))),
  anOrder.map((order) => step(`seller rejects the request of ${order}`, (world) => changeOpen(world, order, by('rejected', world.clock.nowMs())))),
  anOrder.map((order) => step(`request of ${order} goes away`, (world) => changeOpen(world, order, notCancelled))),
  anOrder.map((order) =>
    step(`one unit of ${order} is cancelled`, (world) => {
      const draft = world.account.draft(order);
      const [first, ...rest] = draft.lines;
      if (first === undefined || draft.state === 'cancelled' || first.quantityCancelled >= first.quantity) return;
      change(world, order, { lines: [{ ...first, quantityCancelled: first.quantityCancelled + 1, cancellation: by('cancelled', world.clock.nowMs()) }, ...rest] });
    }),
  ),
  anOrder.map((order) => step(`address of ${order} is edited`, (world) => change(world, order, { shipTo: { ...world.account.draft(order).shipTo, lines: [`${String(world.clock.nowMs() % 97)} Test Street`] } }))),
];

/** The channel's own clock never jumps, and no two of its changes have one time. */
function change(world: TwoBenches, order: OrderNumber, what: Parameters<TwoBenches['account']['change']>[1]): void {
  const before = world.account.draft(order).updatedAtMs ?? 0;
  world.account.change(order, { ...what, updatedAtMs: Math.max(before + 1, testStartMs + world.clock.monotonicMs()) });
}

function changeOpen(world: TwoBenches, order: OrderNumber, cancellation: Cancellation): void {
  if (world.account.draft(order).state !== 'cancelled') change(world, order, { cancellation });
}

const scanOf = (bench: BenchName, what: string, text: (world: TwoBenches) => string | null): Step =>
  step(`${bench} scans ${what}`, (world) => {
    const code = text(world);
    if (code !== null) world.scan(bench, code);
  });

/** Opening says at once what is known; everything else is held against the promises alone. */
const openOrder = (bench: BenchName, order: OrderNumber): Step =>
  step(`${bench} scans order ${order}`, (world, model) => {
    const session = world.journal().benches.load(world.station(bench).context.benchId);
    const isFree = session.parcelId === null && session.stop === null && session.mode.kind === 'packing';
    const stands = known(model, order);
    const verdict = world.scan(bench, order);
    if (isFree && stands !== null && verdict.outcome !== 'bounce' && !['blocked', 'put-back', 'not-now'].includes(verdict.outcome)) {
      throw new Error(`${order} is known as ${stands}, and ${bench} was told "${verdict.outcome}"`);
    }
  });

const labelOf = (order: OrderNumber) => (world: TwoBenches): string | null => {
  const labelled = world.journal().parcels.listByOrder(idOf(order)).findLast(({ label }) => label !== null);
  return labelled?.label == null ? null : `00${labelled.label.sscc}`;
};

const commandsAtBench: readonly Command[] = ['ok', 'abort', 'undo', 'reopen', 'finish', 'reprint', 'short'];

const benchActs = [
  fc.tuple(aBench, anOrder).map(([bench, order]) => openOrder(bench, order)),
  fc.tuple(aBench, fc.constantFrom(mug, teapot)).map(([bench, item]) => scanOf(bench, item === mug ? 'a mug' : 'a teapot', () => item)),
  fc.tuple(aBench, anOrder).map(([bench, order]) => scanOf(bench, `the label of ${order}`, labelOf(order))),
  fc.tuple(aBench, fc.constantFrom(...commandsAtBench)).map(([bench, command]) => scanOf(bench, command.toUpperCase(), () => encodeCommand(command))),
  aBench.map((bench) => scanOf(bench, 'the lane of DHL', () => encodeLane('DHL'))),
  // What packers do all day, so that boxes get all the way to the truck.
  fc.tuple(aBench, anOrder).map(([bench, order]) =>
    step(`${bench} packs ${order} to its end`, (world) => {
      for (const text of [order, mug, mug, teapot]) world.scan(bench, text);
      const label = labelOf(order)(world);
      if (label !== null) world.scan(bench, label);
    }),
  ),
  // Where two orders may share a box; else the second paper is refused twice.
  fc.tuple(aBench, anOrder, anOrder, fc.boolean()).map(([bench, order, second, isPacked]) =>
    step(`${bench} packs ${order} with ${second}${isPacked ? ' to their end' : ''}`, (world) => {
      for (const text of [encodeCommand('ok'), encodeCommand('abort'), order, second, second, ...(isPacked ? [mug, mug, mug, mug, teapot, teapot] : [mug])]) world.scan(bench, text);
      const label = isPacked ? labelOf(order)(world) : null;
      if (label !== null) world.scan(bench, label);
    }),
  ),
  fc.tuple(aBench, anOrder).map(([bench, order]) =>
    step(`${bench} loads ${order}`, (world) => {
      world.scan(bench, encodeLane('DHL'));
      const label = labelOf(order)(world);
      if (label !== null) world.scan(bench, label);
    }),
  ),
];

const leadActs = [
  fc.tuple(aBench, anOrder).map(([bench, order]) =>
    step(`a lead releases ${order}`, async (world, model) => {
      const truth = model.orders.get(order);
      // What waited for the release leaves with it, and the look before that may bring the cancellation.
      const wasCancelled = truth?.cancelledTold === true;
      const answer = await world.station(bench).handlers.releaseBlocks({ orderIds: [idOf(order)], code: 'CANCEL_REQUESTED', reason: 'Buyer was called', by: 'Lea' });
      if (!('released' in answer) || truth === undefined) return;
      if (answer.released === 1) {
        if (wasCancelled) throw new Error(`${order} is cancelled and was released`);
        truth.releasedFor = world.journal().standings.load(idOf(order))?.updatedAtMs ?? null;
        if (truth.requestTold === truth.releasedFor) truth.requestTold = null;
        truth.flagged = false;
      }
    }),
  ),
  fc.tuple(aBench, anOrder).map(([bench, order]) =>
    step(`customer service flags ${order}`, async (world, model) => {
      const answer = await world.station(bench).handlers.flagOrder({ orderId: idOf(order), reason: 'Buyer called', by: 'Sam' });
      const truth = model.orders.get(order);
      if ('channelOrderId' in answer && truth !== undefined) truth.flagged = true;
    }),
  ),
  fc.tuple(aBench, anOrder).map(([bench, order]) =>
    step(`customer service takes the flag off ${order}`, async (world, model) => {
      const answer = await world.station(bench).handlers.unflagOrder({ orderId: idOf(order), reason: 'Wrong order', by: 'Sam' });
      const truth = model.orders.get(order);
      if ('channelOrderId' in answer && truth !== undefined) truth.flagged = false;
    }),
  ),
  aBench.map((bench) => step(`${bench} asks what changed`, (world) => void world.station(bench).listNow())),
];

const worldActs = [
  fc.constantFrom(true, false).map((online) => step(online ? 'the line comes back' : 'the line goes down', (world) => world.account.setOnline(online))),
  fc.constantFrom(seconds(2), seconds(2), seconds(5), seconds(30)).map((ms) => step(`${String(ms / 1000)} s pass`, (world) => world.clock.advance(ms))),
  fc.constantFrom(minutes(-90), minutes(90)).map((ms) => step(`the clock jumps by ${String(ms / 60_000)} min`, (world) => world.clock.setWallClock(world.clock.nowMs() + ms))),
  fc.constantFrom(0, 700, 3_000).map((ms) => step(`answers take ${String(ms)} ms`, (world) => world.account.setLatency(ms))),
  // One in two: a start costs as much as thirty steps.
  fc.boolean().map((isRestart) => (isRestart ? step('both stations restart', (world) => world.restart()) : step('a minute passes', (world) => world.clock.advance(minutes(1))))),
];

/** A day at two benches; packing comes up more often than trouble. */
export const dayOfSteps = (size: number): fc.Arbitrary<Iterable<Step>> =>
  fc.commands([...benchActs, ...benchActs, ...channelActs, ...leadActs, ...worldActs] as fc.Arbitrary<fc.AsyncCommand<GateModel, TwoBenches, false>>[], { maxCommands: size, size: 'max' });
