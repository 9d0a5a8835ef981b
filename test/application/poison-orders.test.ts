import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import { aDraft } from '../support/builders.ts';
import { idOf, leadDesk } from '../support/lead-desk.ts';
import { openTestStation, type TestStation } from '../support/station.ts';

let test: TestStation;
let faults: string[];
const desk = leadDesk(() => test);
beforeEach(async () => {
  faults = [];
  test = await openTestStation({ parts: { log: (level, event) => void (level === 'error' && faults.push(event)) } });
});
afterEach(() => test.close());

const orders = (): TestStation['station']['context']['orders'] => test.station.context.orders;
const known = (id: string): boolean => orders().loadOrder(idOf(id)) !== null;
const completeUntilMs = (): number => test.station.context.journal.channels.loadCompleteUntil('shop' as never) ?? 0;
const aside = async (): Promise<readonly (string | undefined)[]> => (await desk.rows()).filter(({ cause }) => cause === 'not-crossed').map(({ channelOrderId }) => channelOrderId);
let heal: () => void;

/** A bug, or a record that the database refuses: this order cannot be stored. */
function poison(...channelOrderIds: readonly string[]): void {
  const save = orders().saveOrders.bind(orders());
  heal = () => void Object.assign(orders(), { saveOrders: save });
  const refusing: typeof save = (batch) => {
    const bad = batch.find(({ order }) => channelOrderIds.includes(order.channelOrderId));
    if (bad !== undefined) throw new Error(`CHECK constraint failed: ${bad.order.channelOrderId}`);
    return save(batch);
  };
  Object.assign(orders(), { saveOrders: refusing });
}

describe('an order that cannot be taken over', () => {
  it('is set aside by name, and the listing of its store goes on', async () => {
    poison('bad');
    for (const id of ['one', 'bad', 'two']) test.account.put(aDraft({ channelOrderId: id }));
    await test.clock.advance(minutes(2));
    expect([known('one'), known('bad'), known('two')]).toEqual([true, false, true]);
    expect(completeUntilMs()).toBeGreaterThan(test.clock.nowMs() - minutes(1));
    expect(await aside()).toEqual(['bad']);
    expect(test.station.context.unread.has(idOf('bad'))).toBe(true);
    expect(faults).toContain('order-watch-fault');
    heal();
    await test.clock.advance(minutes(2));
    expect([known('bad'), await aside(), test.station.context.unread.has(idOf('bad'))]).toEqual([true, [], false]);
  });

  it('counts as none where none can be taken over: then it is the disk, and the listing is asked for again', async () => {
    poison('one', 'two');
    for (const id of ['one', 'two']) test.account.put(aDraft({ channelOrderId: id }));
    const before = completeUntilMs();
    await test.clock.advance(minutes(2));
    expect([await aside(), completeUntilMs()]).toEqual([[], before]);
    heal();
    await test.clock.advance(minutes(2));
    expect([known('one'), known('two')]).toEqual([true, true]);
  });

  it('does not rest the messages of its account when its proof is read', async () => {
    await desk.pack('bad');
    poison('bad');
    await test.clock.advance(minutes(1));
    await desk.pack('one');
    await test.clock.advance(seconds(5));
    expect(test.station.writeBacks.status()).toMatchObject([{ pause: 'none' }]);
    expect(test.account.confirmed.map(({ channelOrderId }) => channelOrderId)).toContain('one');
    await test.clock.advance(minutes(2));
    expect(test.station.context.journal.writeBacks.listByOrder(idOf('one'))).toMatchObject([{ state: 'confirmed' }]);
    expect(await aside()).toEqual(['bad']);
  });

  it('whose packages cannot be noted is set aside as well', async () => {
    await desk.pack('bad');
    await test.clock.advance(seconds(1));
    const { writeBacks } = test.station.context.journal;
    const list = writeBacks.listByOrder.bind(writeBacks);
    Object.assign(writeBacks, {
      listByOrder: (id: string) => {
        if (id === idOf('bad')) throw new Error('a row of it is damaged');
        return list(id as never);
      },
    });
    test.account.put(aDraft({ channelOrderId: 'one' }));
    await test.clock.advance(minutes(2));
    expect([known('one'), await aside()]).toEqual([true, ['bad']]);
    expect(test.station.writeBacks.status()).toMatchObject([{ pause: 'none' }]);
    Object.assign(writeBacks, { listByOrder: list });
  });
});
