import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { draftOf, dayOfSteps } from './commands.ts';
import { idOf, newModel, orderNumbers, type GateModel, type OrderNumber } from './model.ts';
import { openTwoBenches, type TwoBenches } from './two-benches.ts';

/** Steps that must have been taken before this test counts for anything. */
const wantedSteps = 100_000;
const stepsOfADay = 400;
const days = 540;
const sharedDays = 60;

let steps = 0;
/** Labels of orders that shared a box. */
let shared = 0;
afterAll(() => {
  console.log(`gate model: ${String(steps)} steps`);
});

/** The stations hear of an order with an answer, and only then; the model listens at the same place. */
function listen(model: GateModel, world: TwoBenches): void {
  world.account.onAnswer((draft) => {
    const truth = model.orders.get(draft.channelOrderId as OrderNumber);
    if (truth === undefined || !world.isUp()) return;
    const atMs = draft.updatedAtMs ?? 0;
    if (draft.state === 'cancelled' || draft.cancellation.kind === 'cancelled') truth.cancelledTold = true;
    if (atMs === truth.releasedFor && draft.cancellation.kind === 'requested') return;
    truth.requestTold = draft.cancellation.kind === 'requested' ? atMs : null;
  });
}

describe('two benches, three orders, and everything that can come in between', () => {
  it('keep the promises of the gate against a model that only remembers what was told', async () => {
    await playDays(days, false);
    expect(steps).toBeGreaterThanOrEqual(wantedSteps);
  }, 1_200_000);

  it('keep them as well where orders share boxes', async () => {
    await playDays(sharedDays, true);
    expect(shared).toBeGreaterThan(sharedDays / 3);
  }, 600_000);
});

async function playDays(numRuns: number, combine: boolean): Promise<void> {
  await fc.assert(
    fc.asyncProperty(dayOfSteps(stepsOfADay), async (day) => {
      const world = await openTwoBenches({ combine });
      const model = newModel();
      try {
        for (const order of orderNumbers) world.account.put(draftOf(order));
        listen(model, world);
        await world.station('bench-a').listNow();
        await world.clock.settle();
        await fc.asyncModelRun(() => ({ model, real: world }), day);
        shared += orderNumbers.flatMap((order) => world.journal().parcels.listByOrder(idOf(order))).filter(({ box, label }) => box !== null && label !== null).length;
      } finally {
        steps += model.steps;
        await world.close();
      }
    }),
    { numRuns, seed: 20261121 },
  );
}
