import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyShortDecision, type ShortDecision } from '../../src/main/application/apply-short-decision.ts';
import { orderIdOf } from '../../src/shared/domain/order/order.ts';
import type { Task } from '../../src/shared/domain/task/task.ts';
import { seconds } from '../../src/shared/domain/units/instant.ts';
import type { StationSettings } from '../../src/shared/contract/settings.ts';
import { aDraft, aLineDraft, cancelledBy } from '../support/builders.ts';
import { openTestStation, shop, type TestStation } from '../support/station.ts';

const mug = '9521234543213';
const kettle = '9521234500001';
const orderId = orderIdOf(shop, '100-1');
const lines = [aLineDraft({ quantity: 2 }), aLineDraft({ lineId: 'line-2', sku: 'KETTLE', barcodes: [kettle], title: 'Kettle', quantity: 2 })];

let test: TestStation;
async function open(store: Partial<StationSettings['stores'][number]>): Promise<void> {
  test = await openTestStation({ store });
  await test.given(aDraft({ lines }));
}
beforeEach(() => open({}));
afterEach(() => test.close());

const journal = () => test.station.context.journal;
const outcomes = (texts: readonly string[]): readonly string[] => texts.map((text) => test.scan(text).outcome);
const parcels = () => journal().parcels.listByOrder(orderId);
const stock = () => journal().history.listStock(0, test.clock.nowMs() + 1).map(({ sku, quantity, cause }) => ({ sku, quantity, cause }));
const shortTask = (): Task => {
  const task = journal().tasks.listOpen(9).find(({ kind }) => kind === 'short');
  if (task === undefined) throw new Error('no short task');
  return task;
};

/** Two mugs and one kettle are in; the second kettle is not on the shelf. */
function missing(): Task {
  outcomes(['100-1', mug, mug, kettle]);
  expect(test.command('short')).toMatchObject({ outcome: 'short-noted', detail: { title: 'Kettle', sku: 'KETTLE', missing: 1 } });
  return shortTask();
}

/** As the lead's call does it: decide and close in one commit. */
function decided(decision: ShortDecision, task = shortTask()) {
  return journal().transaction(() => {
    const answer = applyShortDecision(test.station.context, task, decision, { by: 'Lea', reason: 'broken in the store' });
    if (answer.kind === 'applied') journal().tasks.close(task.id, { outcome: decision, by: 'Lea', note: '', atMs: test.clock.nowMs() });
    return answer;
  });
}

describe('an item that is not on the shelf', () => {
  it('puts the box aside with all that is in it; the order waits for a lead, and the stock learns of it', () => {
    expect(missing()).toMatchObject({ kind: 'short', parcelId: parcels()[0]?.id, facts: { lineId: 'line-2', sku: 'KETTLE', missing: 1, expected: 2, packed: 1 } });
    expect(test.bench().screen.kind).toBe('ready');
    expect(test.scan('100-1')).toMatchObject({ outcome: 'not-now', detail: { reason: 'short-waits-for-lead' } });
    expect([stock(), parcels()[0]?.state]).toEqual([[{ sku: 'KETTLE', quantity: -1, cause: 'short' }], 'open']);
  });

  it('is not said of a free bench, a complete box or a box with too much in it', async () => {
    expect(test.command('short').outcome).toBe('command-not-here');
    outcomes(['100-1', mug, mug, kettle]);
    test.account.change('100-1', { lines: [aLineDraft({ quantity: 2, quantityCancelled: 1, cancellation: cancelledBy() }), ...lines.slice(1)] });
    await test.clock.advance(seconds(6));
    expect(test.bench().screen.kind).toBe('take-out');
    expect(test.command('short').outcome).toBe('command-not-here');
  });

  it('holds nothing back from the gate: a cancellation still ends the box', async () => {
    missing();
    test.account.change('100-1', { state: 'cancelled', cancellation: cancelledBy() });
    await test.station.listNow();
    expect(test.scan('100-1')).toMatchObject({ outcome: 'blocked', detail: { code: 'CANCELLED' } });
    expect(parcels()[0]?.state).toBe('stopped');
  });
});

describe('a lead who decides', () => {
  it('to wait: the box goes on where it stopped, and missing it again tells the stock nothing twice', () => {
    missing();
    expect(decided('wait')).toEqual({ kind: 'applied' });
    expect(test.scan('100-1')).toMatchObject({ outcome: 'order-opened', detail: { packed: 3 } });
    expect(test.command('short').outcome).toBe('short-noted');
    expect(stock()).toHaveLength(1);
    decided('wait');
    expect(outcomes(['100-1', kettle])).toEqual(['order-opened', 'parcel-complete']);
  });

  it('to send a part is refused at a channel that takes the whole order as shipped', () => {
    missing();
    expect(decided('partial')).toEqual({ kind: 'refused', reason: 'channel-takes-no-part' });
    expect(shortTask().closed).toBeNull();
  });

  it('to send a part lets the box go without what is missing, where the channel knows parts', async () => {
    await test.close();
    await open({ channel: 'packgate' });
    missing();
    expect(decided('partial')).toEqual({ kind: 'applied' });
    expect(test.scan('100-1').outcome).toBe('parcel-complete');
    // The channel still wants two, and says so again.
    await test.station.listNow();
    await test.clock.advance(seconds(6));
    expect(test.bench().screen.kind).toBe('scan-label');
    expect(test.scan(`00${parcels()[0]?.label?.sscc ?? ''}`).outcome).toBe('dispatched');
    expect(journal().writeBacks.listByOrder(orderId)[0]?.notice.lines).toEqual([{ lineId: 'line-1', quantity: 2 }, { lineId: 'line-2', quantity: 1 }]);
  });

  it('to send a part of nothing is refused', async () => {
    await test.close();
    test = await openTestStation({ store: { channel: 'packgate' } });
    await test.given(aDraft());
    test.scan('100-1');
    test.command('short');
    expect(decided('partial')).toEqual({ kind: 'refused', reason: 'nothing-left' });
  });

  it('to cancel holds the order like a request to cancel, asks customer service, and sends the goods back', () => {
    missing();
    expect(decided('cancel')).toEqual({ kind: 'applied' });
    expect(journal().standings.loadFlag(orderId)).toMatchObject({ by: 'Lea', reason: 'broken in the store' });
    expect(journal().tasks.listOpen(9).map(({ kind }) => kind).sort()).toEqual(['cancel-at-channel', 'put-back']);
    expect(parcels()[0]?.state).toBe('stopped');
    expect(test.scan('100-1')).toMatchObject({ outcome: 'blocked', detail: { code: 'CANCEL_REQUESTED' } });
    test.command('ok');
    expect(outcomes([mug, mug, kettle])).toEqual(['put-back', 'put-back', 'put-back-done']);
  });
});
