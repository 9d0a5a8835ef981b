import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyOrders } from '../../src/main/application/apply-channel-order.ts';
import type { OrderDraft } from '../../src/shared/domain/order/order-draft.ts';
import { orderIdOf } from '../../src/shared/domain/order/order.ts';
import type { Parcel } from '../../src/shared/domain/parcel/parcel.ts';
import { minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import { aCheckedOrder, aDraft, aLineDraft, cancelledBy, requestedBy } from '../support/builders.ts';
import { release } from '../support/release.ts';
import { openTestStation, shop, type TestStation } from '../support/station.ts';

const mug = '9521234543213';
const kettle = '9521234500001';
const orderId = orderIdOf(shop, '100-1');
const mugs = (quantity: number, quantityCancelled = 0) => aLineDraft({ quantity, quantityCancelled, ...(quantityCancelled > 0 ? { cancellation: cancelledBy() } : {}) });
const kettles = (quantity: number) => aLineDraft({ lineId: 'line-2', sku: 'KETTLE', barcodes: [kettle], title: 'Kettle', quantity });

let test: TestStation;
beforeEach(async () => {
  test = await openTestStation();
});
afterEach(() => test.close());

const journal = () => test.station.context.journal;
const parcels = (): readonly Parcel[] => journal().parcels.listByOrder(orderId);
const outcomes = (texts: readonly string[]): readonly string[] => texts.map((text) => test.scan(text).outcome);
const labelCode = (): string => `00${parcels().at(-1)?.label?.sscc ?? 'none'}`;

async function channelSays(change: Partial<OrderDraft>): Promise<void> {
  test.account.change('100-1', change);
  await test.clock.advance(seconds(6));
}

describe('units that leave or join the order while its box is open', () => {
  it('labels a box that the channel made complete by taking out what was missing', async () => {
    await test.given(aDraft({ lines: [mugs(2)] }));
    outcomes(['100-1', mug]);
    await channelSays({ lines: [mugs(2, 1)] });
    expect(test.bench().screen.kind).toBe('scan-label');
    expect(test.scan(labelCode()).outcome).toBe('dispatched');
  });

  it('labels a box that became complete while it was put aside, as soon as its order is scanned', async () => {
    await test.given(aDraft({ lines: [mugs(2)] }));
    outcomes(['100-1', mug]);
    test.command('abort');
    test.account.change('100-1', { lines: [mugs(2, 1)] });
    await test.station.listNow();
    expect(test.scan('100-1').outcome).toBe('parcel-complete');
    expect(test.bench().screen.kind).toBe('scan-label');
  });

  it('labels a full box that was stopped at its last item, once a lead let it go', async () => {
    await test.given(aDraft());
    test.scan('100-1');
    test.account.setOnline(false);
    await test.clock.advance(minutes(61));
    expect(test.scan(mug).outcome).toBe('blocked');
    await release(test.station, orderId, 'STALE_DATA', 'line is down');
    test.command('ok');
    expect(test.scan('100-1').outcome).toBe('parcel-complete');
  });

  it('asks for more units where the channel raised a quantity, also of a box that was complete', async () => {
    await test.given(aDraft({ lines: [mugs(1), kettles(1)] }));
    outcomes(['100-1', mug]);
    await channelSays({ lines: [mugs(2), kettles(1)] });
    expect(outcomes([kettle, mug])).toEqual(['item-counted', 'parcel-complete']);
  });

  it('ends an open box whose order got another line, and packs the order anew with it', async () => {
    await test.given(aDraft({ lines: [mugs(1)] }));
    test.scan('100-1');
    await channelSays({ lines: [mugs(1), kettles(1)] });
    expect(test.bench().screen).toMatchObject({ kind: 'stopped', stop: { blocks: [{ code: 'CONTENTS_CHANGED', evidence: { facts: { line: 'Kettle' } } }] } });
    test.command('ok');
    expect(outcomes(['100-1', mug, kettle])).toEqual(['order-opened', 'item-counted', 'parcel-complete']);
  });

  it('ends a box that was put aside before its order got another line', async () => {
    await test.given(aDraft({ lines: [mugs(2)] }));
    outcomes(['100-1', mug]);
    test.command('abort');
    test.account.change('100-1', { lines: [mugs(2), kettles(1)] });
    await test.station.listNow();
    expect(outcomes(['100-1', mug, mug, kettle])).toEqual(['order-opened', 'item-counted', 'item-counted', 'parcel-complete']);
    expect(parcels().map((parcel) => parcel.state)).toEqual(['stopped', 'labelled']);
  });

  it('stops the box when nothing of the order is left to send', async () => {
    await test.given(aDraft({ lines: [mugs(2)] }));
    outcomes(['100-1', mug]);
    await channelSays({ lines: [mugs(2, 2)] });
    expect(test.bench().screen).toMatchObject({ kind: 'stopped', stop: { blocks: [{ code: 'NOTHING_TO_PACK' }], putBack: [{ quantity: 1 }] } });
    expect(parcels()[0]?.state).toBe('stopped');
  });

  it('undoes to the empty box also after units were taken out', async () => {
    await test.given(aDraft({ lines: [mugs(2), kettles(3)] }));
    outcomes(['100-1', kettle, mug, mug]);
    await channelSays({ lines: [mugs(2, 1), kettles(3)] });
    expect(test.scan(mug).outcome).toBe('item-taken-out');
    expect([test.command('undo').outcome, test.command('undo').outcome, test.command('undo').outcome]).toEqual(['undone', 'undone', 'nothing-to-undo']);
    expect(test.parcelOnBench()?.lines.map((line) => line.packed)).toEqual([0, 0]);
  });

  it('labels the box when UNDO took out the last unit too many', async () => {
    await test.given(aDraft({ lines: [mugs(3)] }));
    outcomes(['100-1', mug, mug]);
    await channelSays({ lines: [mugs(3, 2)] });
    expect(test.command('undo').outcome).toBe('parcel-complete');
    expect(test.bench().screen.kind).toBe('scan-label');
    expect(parcels()[0]?.lines[0]?.packed).toBe(1);
  });

  it('begins a box with what the journal knows when the order store is behind it', async () => {
    await test.given(aDraft({ payment: 'pending', lines: [mugs(3)] }));
    expect(test.scan('100-1').outcome).toBe('blocked');
    test.command('ok');
    test.account.setOnline(false);
    await test.clock.advance(seconds(20));
    // As after a crash between the two: the journal has the answer, the order store has not.
    const { orders } = test.station.context;
    const withoutStore = { ...test.station.context, orders: { ...orders, saveOrders: () => ({ inserted: 0, updated: 0, unchanged: 0, stale: 0 }) } };
    applyOrders(withoutStore, [aCheckedOrder(shop, { lines: [mugs(3, 2)], updatedAtMs: test.clock.nowMs() }, test.clock.nowMs())]);
    expect(outcomes(['100-1', mug])).toEqual(['order-opened', 'parcel-complete']);
  });
});

describe('answers that come in another order than they were asked', () => {
  it('keeps a cancel request that a listing asked earlier does not know of', async () => {
    await test.given(aDraft());
    test.scan('100-1');
    const list = test.account.listOrders;
    // The page is cut when it is asked for, and arrives ten seconds later.
    Object.assign(test.account, {
      listOrders: async (...listing: Parameters<typeof list>) => {
        const page = await list(...listing);
        await test.clock.sleep(seconds(10));
        return page;
      },
    });
    void test.station.listNow();
    // Amazon's time of last change does not move with every request to cancel.
    test.account.change('100-1', { cancellation: requestedBy(), updatedAtMs: aDraft().updatedAtMs });
    await test.clock.advance(seconds(6));
    expect(test.bench().screen.kind).toBe('stopped');
    await test.clock.advance(seconds(30));
    expect(journal().standings.load(orderId)?.cancellation.kind).toBe('requested');
    test.command('ok');
    expect(test.scan('100-1').outcome).toBe('blocked');
  });

  it('stops for a cancellation even where the answer calls itself older', async () => {
    await test.given(aDraft({ updatedAtMs: test.clock.nowMs() }));
    test.scan('100-1');
    await channelSays({ state: 'cancelled', cancellation: cancelledBy(), updatedAtMs: test.clock.nowMs() - minutes(30) });
    expect(test.bench().screen).toMatchObject({ kind: 'stopped', stop: { blocks: [{ code: 'CANCELLED' }] } });
  });
});

describe('a label of a parcel that was stopped', () => {
  it('says again what to put back and to tear the label off', async () => {
    await test.given(aDraft({ lines: [mugs(2)] }));
    outcomes(['100-1', mug, mug]);
    const label = labelCode();
    await channelSays({ state: 'cancelled', cancellation: cancelledBy() });
    test.command('ok');
    expect(test.scan(label).outcome).toBe('blocked');
    expect(test.bench().screen).toMatchObject({ kind: 'stopped', stop: { labelPrinted: true, putBack: [{ quantity: 2 }] } });
    expect(parcels()).toMatchObject([{ state: 'stopped', label: { isVoid: true } }]);
  });
});
