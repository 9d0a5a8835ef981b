import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OrderDraft } from '../../src/shared/domain/order/order-draft.ts';
import { orderIdOf } from '../../src/shared/domain/order/order.ts';
import type { Parcel } from '../../src/shared/domain/parcel/parcel.ts';
import { encodeLane } from '../../src/shared/domain/scan/commands.ts';
import { minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import { aDraft, aLineDraft, cancelledBy, requestedBy } from '../support/builders.ts';
import { openTestStation, shop, type TestStation } from '../support/station.ts';

const mug = '9521234543213';
const orderId = orderIdOf(shop, '100-1');
const mugs = (quantity: number, quantityShipped = 0) => aLineDraft({ quantity, quantityShipped });

let test: TestStation;
beforeEach(async () => {
  test = await openTestStation();
  await test.given(aDraft({ lines: [mugs(2)] }));
});
afterEach(() => test.close());

const journal = () => test.station.context.journal;
const outcomes = (texts: readonly string[]): readonly string[] => texts.map((text) => test.scan(text).outcome);
const parcels = (): readonly Parcel[] => journal().parcels.listByOrder(orderId);
const labelOf = (parcel: Parcel | undefined): string => `00${parcel?.label?.sscc ?? 'none'}`;
const openKinds = (): readonly string[] => journal().tasks.listOpen(100).map((task) => task.kind);
const messages = () => journal().writeBacks.listByOrder(orderId).map(({ state, notice }) => ({ state, trackingNumber: notice.trackingNumber }));

/** Packed and scanned out; answers what a scanner sends for its label. */
function dispatched(): string {
  outcomes(['100-1', mug, mug]);
  const label = labelOf(parcels().at(-1));
  expect(test.scan(label).outcome).toBe('dispatched');
  return label;
}

function loaded(): string {
  const label = dispatched();
  expect(outcomes([encodeLane('DHL'), label])).toEqual(['lane-opened', 'loaded']);
  expect(test.command('finish').outcome).toBe('manifest-closed');
  return label;
}

async function channelSays(change: Partial<OrderDraft>): Promise<void> {
  test.account.change('100-1', change);
  await test.station.listNow();
  await test.clock.advance(seconds(6));
}

describe('a box that was closed by mistake', () => {
  it('opens again: the label is void, every item is scanned anew, and the new number is told once', async () => {
    test.account.setOnline(false);
    await test.clock.advance(seconds(20));
    const first = dispatched();
    expect(test.command('reopen')).toMatchObject({ outcome: 'label-next', detail: { what: 'reopen' } });
    expect(test.bench().screen).toEqual({ kind: 'label-next', what: 'reopen' });
    expect(test.scan(first).outcome).toBe('reopened');
    expect(parcels().map(({ state, label }) => [state, label?.isVoid ?? null])).toEqual([['stopped', true], ['open', null]]);
    expect(test.bench().screen).toMatchObject({ kind: 'packing', parcel: { unitsPacked: 0, unitsExpected: 2 } });
    expect(messages()).toMatchObject([{ state: 'superseded' }]);
    expect(outcomes([mug, mug])).toEqual(['item-counted', 'parcel-complete']);
    const second = labelOf(parcels().at(-1));
    expect(second).not.toBe(first);
    expect(outcomes([first, second])).toEqual(['wrong-label', 'dispatched']);
    test.account.setOnline(true);
    await test.clock.advance(minutes(5));
    expect(test.account.confirmed.map((notice) => `00${notice.trackingNumber}`)).toEqual([second]);
    expect(journal().audit.listBySubject(parcels()[0]?.id ?? '', 20)).toContainEqual(expect.objectContaining({ act: 'parcel-reopened', actor: test.station.context.settings().packer }));
    expect(openKinds()).toEqual([]);
  });

  it('opens again also where the channel was told already, and the new number takes the place of the old one there', async () => {
    const first = dispatched();
    await test.clock.advance(minutes(3));
    expect(messages()).toMatchObject([{ state: 'confirmed' }]);
    await channelSays({ state: 'shipped', lines: [mugs(2, 2)] });
    test.command('reopen');
    expect(test.scan(first).outcome).toBe('reopened');
    expect(messages()).toMatchObject([{ state: 'confirmed' }]);
    await channelSays({ state: 'shipped', lines: [mugs(2, 2)], updatedAtMs: test.clock.nowMs() });
    expect(test.bench().screen).toMatchObject({ kind: 'packing', parcel: { unitsPacked: 0, unitsExpected: 2 } });
    expect(outcomes([mug, mug])).toEqual(['item-counted', 'parcel-complete']);
    const second = labelOf(parcels().at(-1));
    expect(test.scan(second).outcome).toBe('dispatched');
    expect(messages().map(({ state }) => state)).toEqual(['superseded', 'due']);
    await test.clock.advance(minutes(5));
    expect(messages().at(-1)).toEqual({ state: 'confirmed', trackingNumber: second.slice(2) });
  });

  it('stays shut once it is on the truck', () => {
    const label = loaded();
    test.command('reopen');
    expect(test.scan(label)).toMatchObject({ outcome: 'not-reopened-loaded', detail: { order: '100-1', manifest: 1 } });
    expect([parcels()[0]?.state, test.bench().screen.kind]).toEqual(['dispatched', 'ready']);
  });

  it('is stopped, not opened, where its order was cancelled meanwhile', async () => {
    const label = dispatched();
    test.command('reopen');
    test.account.change('100-1', { state: 'cancelled', cancellation: cancelledBy() });
    await test.station.listNow();
    expect(test.scan(label)).toMatchObject({ outcome: 'blocked', block: { code: 'CANCELLED' } });
    expect(parcels().map(({ state }) => state)).toEqual(['stopped']);
  });

  it('was never closed: its label was not scanned yet', () => {
    outcomes(['100-1', mug, mug]);
    const label = labelOf(parcels()[0]);
    test.command('abort');
    test.command('reopen');
    expect(outcomes([label, 'nonsense'])).toEqual(['not-dispatched', 'unknown-code']);
    expect(parcels()[0]?.state).toBe('labelled');
  });

  it('is not asked for while another box is open, and REOPEN is taken back by OK or ABORT', () => {
    test.scan('100-1');
    expect([test.command('reopen').outcome, test.command('return').outcome]).toEqual(['command-not-here', 'command-not-here']);
    test.command('abort');
    for (const command of ['ok', 'abort'] as const) {
      expect([test.command('reopen').outcome, test.command('return').outcome, test.command(command).outcome]).toEqual(['label-next', 'label-next', 'acknowledged']);
      expect(test.bench().screen.kind).toBe('ready');
    }
  });

  it('waits for its label also through a power cut', async () => {
    test.command('reopen');
    await test.restart();
    expect(test.bench().screen).toEqual({ kind: 'label-next', what: 'reopen' });
  });
});

describe('a parcel that came back', () => {
  it('is counted item by item, and a lead decides what becomes of it', () => {
    const label = loaded();
    test.command('return');
    expect(test.scan(label)).toMatchObject({ outcome: 'return-noted', detail: { order: '100-1', units: 2 } });
    expect(test.bench().screen).toMatchObject({ kind: 'put-back', channelOrderId: '100-1' });
    expect(outcomes([mug, mug])).toEqual(['put-back', 'put-back-done']);
    expect(parcels()[0]?.state).toBe('dispatched');
    expect(journal().tasks.listOpen(9)).toMatchObject([{ kind: 'return', facts: { manifest: 1, carrier: 'DHL', units: 2 } }]);
    expect(journal().history.listStock(0, test.clock.nowMs() + 1)).toMatchObject([{ sku: 'MUG-BLUE', quantity: 2, cause: 'returned' }]);
  });

  it('makes one task and is counted once, however often its label is scanned', () => {
    const label = loaded();
    test.command('return');
    outcomes([label, mug]);
    test.command('abort');
    test.command('return');
    expect(test.scan(label)).toMatchObject({ outcome: 'return-noted', detail: { again: 1 } });
    expect(test.scan(mug).outcome).toBe('put-back-done');
    test.command('return');
    expect(test.scan(label).outcome).toBe('return-noted');
    expect([test.bench().screen.kind, openKinds()]).toEqual(['ready', ['return']]);
  });

  it('that never left is told so, and a stopped one says STOP', async () => {
    outcomes(['100-1', mug, mug]);
    const label = labelOf(parcels()[0]);
    test.command('abort');
    test.command('return');
    expect(outcomes(['nonsense', label])).toEqual(['unknown-code', 'not-dispatched']);
    await channelSays({ state: 'cancelled', cancellation: cancelledBy() });
    expect(test.scan(label).outcome).toBe('blocked');
    test.command('ok');
    expect(test.bench().screen.kind).toBe('put-back');
  });
});

describe('the label of a dispatched parcel on a free bench', () => {
  it('says STOP where the order was cancelled since: the box is here and stays here', async () => {
    const label = dispatched();
    await test.clock.settle();
    journal().standings.save({ ...standing(), state: 'cancelled', cancellation: cancelledBy(), updatedAtMs: test.clock.nowMs() });
    expect(test.scan(label)).toMatchObject({ outcome: 'blocked', block: { code: 'CANCELLED' } });
    expect(parcels()).toMatchObject([{ state: 'stopped', label: { isVoid: true } }]);
    expect(openKinds()).toEqual(['put-back']);
    test.command('ok');
    expect(outcomes([mug, mug])).toEqual(['put-back', 'put-back-done']);
  });

  it('says STOP for a cancel request, and leaves the parcel as it is for the lead', () => {
    const label = dispatched();
    journal().standings.save({ ...standing(), cancellation: requestedBy(), updatedAtMs: test.clock.nowMs() });
    expect(test.scan(label)).toMatchObject({ outcome: 'blocked', block: { code: 'CANCEL_REQUESTED' } });
    expect(parcels()).toMatchObject([{ state: 'dispatched', label: { isVoid: false } }]);
  });

  it('opens a case for the lead where the truck has it already', () => {
    const label = loaded();
    journal().standings.save({ ...standing(), state: 'cancelled', cancellation: cancelledBy(), updatedAtMs: test.clock.nowMs() });
    expect(outcomes([label])).toEqual(['blocked']);
    expect(journal().tasks.listOpen(9)).toMatchObject([{ kind: 'intercept', value: { minor: 1999 }, facts: { carrier: 'DHL', manifest: 1, code: 'CANCELLED' } }]);
    expect(parcels()[0]?.state).toBe('dispatched');
  });

  it('is a carrier’s own number as well', () => {
    outcomes(['100-1', mug, mug]);
    const [parcel] = parcels();
    if (parcel?.label == null) throw new Error('no label');
    journal().parcels.saveLabel(parcel.id, { ...parcel.label, trackingMode: 'range', trackingNumber: 'JD0001' });
    expect(outcomes(['JD0001', 'JD0001'])).toEqual(['dispatched', 'already-dispatched']);
  });
});

const standing = () => {
  const found = journal().standings.load(orderId);
  if (found === null) throw new Error('no standing');
  return found;
};
