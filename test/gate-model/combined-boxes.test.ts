// Random days of three orders of one buyer: papers, goods, labels and lanes in any order, while the channel cancels. Whatever is pressed, no
// box is labelled, dispatched or loaded with an order in it that is known to be cancelled, or with its goods, and each order is told once.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Parcel } from '../../src/shared/domain/parcel/parcel.ts';
import { orderIdOf } from '../../src/shared/domain/order/order.ts';
import { encodeLane } from '../../src/shared/domain/scan/commands.ts';
import { seconds } from '../../src/shared/domain/units/instant.ts';
import { aDraft, aLineDraft, cancelledBy, requestedBy } from '../support/builders.ts';
import { openTestStation, shop, type TestStation } from '../support/station.ts';

const orders = ['100-1', '100-2', '100-3'] as const;
const goods = ['9521234543213', '9521234543220', '9521234543213'] as const;
const idOf = (order: number) => orderIdOf(shop, orders[order] ?? '');

type Act =
  | { readonly kind: 'paper' | 'paper-twice' | 'pack' | 'item' | 'label' | 'load' | 'cancel' | 'ask' | 'withdraw'; readonly order: number }
  | { readonly kind: 'ok' | 'abort' | 'undo' | 'reopen' | 'restart' | 'wait' };

const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('paper' as const, 'paper-twice' as const, 'pack' as const), order: fc.nat(2) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('item' as const), order: fc.nat(2) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('label' as const, 'load' as const), order: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('cancel' as const, 'ask' as const, 'withdraw' as const), order: fc.nat(2) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('ok' as const, 'abort' as const, 'undo' as const, 'reopen' as const, 'wait' as const) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' } as const) },
);

const dispatched: readonly Act[] = [
  { kind: 'paper', order: 0 }, { kind: 'paper-twice', order: 1 }, { kind: 'item', order: 0 }, { kind: 'item', order: 1 }, { kind: 'item', order: 0 }, { kind: 'label', order: 0 },
];

/** Most days begin with two or three orders in one box, some goods of which are in, and some with a cancellation then; some with the box at the door. */
const beginnings: fc.Arbitrary<readonly Act[]> = fc.constantFrom<(readonly Act[])[]>(
  [],
  [{ kind: 'paper', order: 0 }, { kind: 'paper-twice', order: 1 }, { kind: 'item', order: 1 }],
  [{ kind: 'paper', order: 0 }, { kind: 'paper-twice', order: 1 }, { kind: 'item', order: 1 }, { kind: 'cancel', order: 1 }],
  [{ kind: 'paper', order: 1 }, { kind: 'paper-twice', order: 2 }, { kind: 'item', order: 2 }, { kind: 'cancel', order: 1 }],
  [{ kind: 'paper', order: 0 }, { kind: 'paper-twice', order: 1 }, { kind: 'paper-twice', order: 2 }, { kind: 'item', order: 1 }, { kind: 'item', order: 0 }],
  dispatched,
  [...dispatched, { kind: 'load', order: 1 }],
  [...dispatched, { kind: 'cancel', order: 1 }, { kind: 'load', order: 0 }],
);

/** How often the days came to what they are about: a day on which nothing is ever combined proves nothing. */
const seen = { joined: 0, combinedLabels: 0, combinedDispatches: 0, combinedLoads: 0, cancelledInBox: 0 };

const parcelsOf = (test: TestStation): readonly Parcel[] => orders.flatMap((_, order) => test.station.context.journal.parcels.listByOrder(idOf(order)));

async function act(test: TestStation, step: Act): Promise<void> {
  switch (step.kind) {
    case 'paper':
    case 'paper-twice':
      test.scan(orders[step.order] ?? '');
      if (step.kind === 'paper-twice') test.scan(orders[step.order] ?? '');
      return;
    case 'pack':
      test.command('ok');
      test.command('abort');
      test.scan(orders[step.order] ?? '');
      for (const code of [...goods, ...goods]) test.scan(code);
      return;
    case 'item':
      return void test.scan(goods[step.order] ?? '');
    case 'label':
    case 'load': {
      const label = test.station.context.journal.parcels.listByOrder(idOf(step.order)).at(-1)?.label;
      if (label == null) return;
      if (step.kind === 'load') test.scan(encodeLane('DHL'));
      test.scan(`00${label.sscc}`);
      if (step.kind === 'load') test.command('abort');
      return;
    }
    case 'cancel':
    case 'ask':
    case 'withdraw': {
      if (test.account.draft(orders[step.order] ?? '').state === 'cancelled') return;
      test.account.change(orders[step.order] ?? '', step.kind === 'cancel' ? { state: 'cancelled', cancellation: cancelledBy() } : { cancellation: step.kind === 'ask' ? requestedBy() : aDraft().cancellation });
      await test.station.listNow();
      return test.clock.advance(seconds(2));
    }
    case 'restart':
      return test.restart();
    case 'wait':
      return test.clock.advance(seconds(40));
    default:
      return void test.command(step.kind);
  }
}

const rank = { open: 0, verified: 1, labelled: 2, dispatched: 3, posted: 3, confirmed: 3, stopped: 9 } as const;

/** What must hold after each step; `before` is the picture before it. */
function check(test: TestStation, before: ReadonlyMap<string, Parcel>, cancelledBefore: ReadonlySet<string>, loadedBefore: ReadonlySet<string>): void {
  const { journal } = test.station.context;
  const parcels = parcelsOf(test);
  const isLoaded = (parcel: Parcel): boolean => journal.manifests.ofParcel(parcel.id) !== null;
  for (const parcel of parcels) {
    const was = before.get(parcel.id);
    const boxed = parcel.label === null ? [parcel] : parcels.filter(({ label }) => label?.sscc === parcel.label?.sscc);
    if (boxed.length > 1) {
      expect(new Set(boxed.map(({ state }) => rank[state])).size, 'a labelled box is in one state').toBe(1);
      expect(new Set(boxed.map(isLoaded)).size, 'a box is loaded as a whole').toBe(1);
    }
    const movedOn = parcel.state !== 'stopped' && rank[parcel.state] >= 2 && (was === undefined || rank[was.state] < rank[parcel.state]);
    const wasLoaded = isLoaded(parcel) && !loadedBefore.has(parcel.id);
    if (movedOn || wasLoaded) {
      expect(boxed.filter(({ orderId }) => cancelledBefore.has(orderId)), 'no order of the box is known to be cancelled').toEqual([]);
      if (boxed.length > 1) seen[wasLoaded ? 'combinedLoads' : rank[parcel.state] === 2 ? 'combinedLabels' : 'combinedDispatches'] += 1;
    }
    if (movedOn && parcel.state === 'labelled' && parcel.box !== null) {
      const left = journal.parcels.listBox(parcel.box.id).filter(({ state, label }) => state === 'stopped' && label === null);
      const lying = left.filter(({ id }) => journal.tasks.findOpen('put-back', { parcelId: id }) !== null);
      expect(lying, 'no goods of an order that left the box lie in it').toEqual([]);
    }
    if (was?.box === null && parcel.box !== null) seen.joined += 1;
    if (was?.box != null && was.state !== 'stopped' && parcel.state === 'stopped') seen.cancelledInBox += 1;
  }
  for (const [order] of orders.entries()) {
    const left = journal.parcels.listByOrder(idOf(order)).filter(({ state }) => rank[state] === 3);
    const owed = journal.writeBacks.listByOrder(idOf(order)).filter(({ state }) => state !== 'superseded');
    expect(left.length, 'one box of an order leaves').toBeLessThanOrEqual(1);
    expect(owed.filter(({ parcelId }) => left.some(({ id }) => id === parcelId)), 'a message for each dispatched order').toHaveLength(left.length);
    expect(owed.length, 'never two messages for one').toBeLessThanOrEqual(1);
  }
}

describe('three orders of one buyer', () => {
  it('leave in no box with a cancelled one, and each is told once, whatever is done in whatever order (property)', async () => {
    await fc.assert(
      fc.asyncProperty(beginnings, fc.array(acts, { minLength: 8, maxLength: 35 }), async (beginning, rest) => {
        const test = await openTestStation({ store: { combine: 'same-buyer' }, traits: { sharedNumber: 'yes' } });
        try {
          for (const [order, channelOrderId] of orders.entries()) {
            await test.given(aDraft({ channelOrderId, lines: [aLineDraft({ sku: `SKU-${goods[order]}`, barcodes: [goods[order] ?? ''], quantity: order === 0 ? 2 : 1 })] }));
          }
          for (const step of [...beginning, ...rest]) {
            const before = new Map(parcelsOf(test).map((parcel) => [parcel.id, parcel]));
            const { journal } = test.station.context;
            const cancelled = new Set(orders.flatMap((_, order) => (journal.standings.load(idOf(order))?.state === 'cancelled' ? [idOf(order)] : [])));
            const loaded = new Set([...before.values()].flatMap(({ id }) => (journal.manifests.ofParcel(id) === null ? [] : [id])));
            await act(test, step);
            check(test, before, cancelled, loaded);
          }
          await test.clock.advance(seconds(90));
          const told = test.account.confirmed.map(({ channelOrderId, trackingNumber }) => `${channelOrderId} ${trackingNumber}`);
          expect(new Set(told).size, 'no message twice').toBe(told.length);
        } finally {
          await test.close();
        }
      }),
      { numRuns: Number(process.env['COMBINED_RUNS'] ?? 40), seed: 20261121, endOnFailure: true },
    );
    expect(Object.entries(seen).filter(([, times]) => times === 0)).toEqual([]);
  }, 600_000);
});
