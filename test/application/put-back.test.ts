import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OrderDraft } from '../../src/shared/domain/order/order-draft.ts';
import { orderIdOf } from '../../src/shared/domain/order/order.ts';
import { seconds } from '../../src/shared/domain/units/instant.ts';
import { aDraft, aLineDraft, cancelledBy } from '../support/builders.ts';
import { openTestStation, shop, type TestStation } from '../support/station.ts';

const mug = '9521234543213';
const mugCarton = '19521234543210';
const kettle = '9521234500001';
const lamp = '9521234500018';
const orderId = orderIdOf(shop, '100-1');
const mugs = (quantity: number, change: Partial<ReturnType<typeof aLineDraft>> = {}) => aLineDraft({ quantity, barcodes: [mug, mugCarton], ...change });
const kettles = (quantity: number) => aLineDraft({ lineId: 'line-2', sku: 'KETTLE', barcodes: [kettle], title: 'Kettle', quantity });
const cancelled: Partial<OrderDraft> = { state: 'cancelled', cancellation: cancelledBy() };

let test: TestStation;
beforeEach(async () => {
  test = await openTestStation();
});
afterEach(() => test.close());

const journal = () => test.station.context.journal;
const outcomes = (texts: readonly string[]): readonly string[] => texts.map((text) => test.scan(text).outcome);
const openKinds = (): readonly string[] => journal().tasks.listOpen(100).map((task) => task.kind);
const stock = () => journal().history.listStock(0, test.clock.nowMs() + 1).map(({ sku, quantity, cause, parcelId }) => ({ sku, quantity, cause, parcelId }));
const parcel = () => journal().parcels.listByOrder(orderId).at(-1);
const label = () => `00${parcel()?.label?.sscc ?? 'none'}`;

async function channelSays(change: Partial<OrderDraft>): Promise<void> {
  test.account.change('100-1', change);
  await test.clock.advance(seconds(6));
}

/** Two mugs and a kettle in the box, and then the order is cancelled. */
async function stopped(): Promise<void> {
  await test.given(aDraft({ lines: [mugs(2), kettles(2)] }));
  outcomes(['100-1', mug, mug, kettle]);
  await channelSays(cancelled);
}

describe('the goods of a cancelled parcel', () => {
  it('go back item by item after OK, each confirmed by one scan, and the stock is told once per line', async () => {
    await stopped();
    expect(openKinds()).toEqual(['put-back']);
    expect(test.command('ok').outcome).toBe('acknowledged');
    expect(test.bench().screen).toMatchObject({ kind: 'put-back', channelOrderId: '100-1', labelPrinted: false, lines: [{ sku: 'MUG-BLUE', quantity: 2, confirmed: 0 }, { sku: 'KETTLE', quantity: 1, confirmed: 0 }] });
    expect(test.scan(mug)).toMatchObject({ outcome: 'put-back', detail: { confirmed: 1, quantity: 2, left: 2 } });
    expect(outcomes([kettle, mugCarton])).toEqual(['put-back', 'put-back-done']);
    expect(test.bench().screen.kind).toBe('ready');
    expect(openKinds()).toEqual([]);
    expect(journal().tasks.listByOrder(orderId)).toMatchObject([{ kind: 'put-back', closed: { outcome: 'done', by: test.station.context.settings().packer } }]);
    expect(stock()).toEqual([
      { sku: 'MUG-BLUE', quantity: 2, cause: 'put-back', parcelId: parcel()?.id },
      { sku: 'KETTLE', quantity: 1, cause: 'put-back', parcelId: parcel()?.id },
    ]);
    expect(journal().audit.listBySubject(parcel()?.id ?? '', 10).map((entry) => entry.act)).toContain('put-back-done');
  });

  it('are told apart from everything else, and nothing is counted for a wrong scan', async () => {
    await test.given(aDraft({ channelOrderId: '100-2', lines: [aLineDraft({ lineId: 'x', sku: 'LAMP', title: 'Lamp', barcodes: [lamp] })] }));
    await stopped();
    test.command('ok');
    test.scan(kettle);
    expect(test.scan(kettle)).toMatchObject({ outcome: 'over-scan', block: { code: 'OVER_SCAN', owner: 'packer', evidence: { facts: { expected: 1, got: 2 } } } });
    expect(test.scan(lamp)).toMatchObject({ outcome: 'wrong-item', block: { code: 'SKU_NOT_IN_ORDER', evidence: { facts: { expected: 'Blue mug', got: 'Lamp' } } } });
    expect(test.scan('4006381333931')).toMatchObject({ outcome: 'unknown-code', block: { code: 'SKU_UNKNOWN', owner: 'catalogue' } });
    expect(test.scan('100-2')).toMatchObject({ outcome: 'not-now', detail: { reason: 'put-back-first' } });
    expect(journal().putBacks.load(parcel()?.id ?? ('' as never)).map((line) => line.confirmed)).toEqual([0, 1]);
  });

  it('may wait: ABORT leaves them on the board, and the order number goes on with what is left', async () => {
    await stopped();
    test.command('ok');
    test.scan(mug);
    expect(test.command('abort')).toMatchObject({ outcome: 'put-aside', detail: { order: '100-1' } });
    expect([test.bench().screen.kind, test.bench().header.openTasks, openKinds()]).toEqual(['ready', 1, ['put-back']]);
    expect(test.scan('100-1').outcome).toBe('blocked');
    test.command('ok');
    expect(test.bench().screen).toMatchObject({ kind: 'put-back', lines: [{ confirmed: 1 }, { confirmed: 0 }] });
  });

  it('go on from the stopped label too, which says STOP again and again', async () => {
    await test.given(aDraft({ lines: [mugs(2)] }));
    outcomes(['100-1', mug, mug]);
    const printed = label();
    await channelSays(cancelled);
    test.command('ok');
    expect(test.bench().screen).toMatchObject({ kind: 'put-back', labelPrinted: true });
    test.command('abort');
    for (const _time of [1, 2]) {
      expect(test.scan(printed)).toMatchObject({ outcome: 'blocked', block: { code: 'CANCELLED' } });
      expect(test.bench().screen.kind).toBe('stopped');
      test.command('ok');
      expect(test.bench().screen.kind).toBe('put-back');
    }
    expect(outcomes([mug, mug])).toEqual(['put-back', 'put-back-done']);
    expect(test.scan(printed).outcome).toBe('blocked');
    expect(test.command('ok').outcome).toBe('acknowledged');
    expect(test.bench().screen.kind).toBe('ready');
  });

  it('survive a power cut with the same counts', async () => {
    await stopped();
    test.command('ok');
    test.scan(mug);
    await test.restart();
    expect(test.bench().screen).toMatchObject({ kind: 'put-back', lines: [{ confirmed: 1 }, { confirmed: 0 }] });
    expect(outcomes([mug, kettle])).toEqual(['put-back', 'put-back-done']);
    expect(stock()).toHaveLength(2);
  });

  it('of a box that was put aside wait on the board as well', async () => {
    await test.given(aDraft({ lines: [mugs(2)] }));
    outcomes(['100-1', mug]);
    test.command('abort');
    test.account.change('100-1', cancelled);
    await test.station.listNow();
    expect(openKinds()).toEqual(['put-back']);
    expect(test.scan('100-1').outcome).toBe('blocked');
    test.command('ok');
    expect(test.scan(mug).outcome).toBe('put-back-done');
  });

  it('are nobody’s any more once a lead wrote them off: the bench is free', async () => {
    await stopped();
    test.command('ok');
    const [task] = journal().tasks.listOpen(1);
    if (task === undefined) throw new Error('no task');
    journal().tasks.close(task.id, { outcome: 'written-off', by: 'Lea', note: 'broken', atMs: test.clock.nowMs() });
    expect(test.bench().screen.kind).toBe('ready');
    expect(test.scan(mug)).toMatchObject({ outcome: 'not-now', detail: { reason: 'order-first' } });
    expect(stock()).toEqual([]);
  });
});

describe('other ends of a parcel', () => {
  it('an empty box owes nothing to the shelf', async () => {
    await test.given(aDraft());
    test.scan('100-1');
    await channelSays(cancelled);
    expect(openKinds()).toEqual([]);
    test.command('ok');
    expect(test.bench().screen.kind).toBe('ready');
  });

  it('goods whose order is only packed anew stay at the bench', async () => {
    await test.given(aDraft({ lines: [mugs(1)] }));
    outcomes(['100-1', mug]);
    await channelSays({ lines: [mugs(1), kettles(1)] });
    expect(test.bench().screen).toMatchObject({ kind: 'stopped', stop: { blocks: [{ code: 'CONTENTS_CHANGED' }] } });
    expect(openKinds()).toEqual([]);
    test.command('ok');
    expect(test.bench().screen.kind).toBe('ready');
  });

  it.each([
    ['ALREADY_SHIPPED', { state: 'shipped' as const }],
    ['NOTHING_TO_PACK', { lines: [mugs(2, { quantityShipped: 2 })] }],
  ])('%s sends the goods back', async (code, change) => {
    await test.given(aDraft({ lines: [mugs(2)] }));
    outcomes(['100-1', mug]);
    await channelSays(change);
    expect(test.bench().screen).toMatchObject({ kind: 'stopped', stop: { blocks: [{ code }] } });
    test.command('ok');
    expect(test.scan(mug).outcome).toBe('put-back-done');
  });
});

describe('what the gate kept in the house', () => {
  it('is counted once per order and reason, with its worth and what it would have cost in vain', async () => {
    await test.close();
    test = await openTestStation({ store: { rules: { taxFields: [], weight: null, documents: [], returnCostMinor: 450, pilot: [] } } });
    await test.given(aDraft({ lines: [mugs(1)] }));
    outcomes(['100-1', mug]);
    await channelSays(cancelled);
    test.command('ok');
    test.scan(mug);
    expect(test.scan('100-1').outcome).toBe('blocked');
    expect(journal().history.listInterceptions(0, test.clock.nowMs() + 1)).toMatchObject([{ channelOrderId: '100-1', code: 'CANCELLED', point: 'dispatch', hadLabel: true, value: { minor: 1999, currency: 'EUR' }, returnCostMinor: 450 }]);
  });

  it('does not count what the packer puts right at once', async () => {
    await test.given(aDraft({ lines: [mugs(1)] }));
    outcomes(['100-1', mug]);
    await channelSays({ lines: [mugs(1), kettles(1)] });
    expect(journal().history.listInterceptions(0, test.clock.nowMs() + 1)).toEqual([]);
  });
});
