import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AlertsView, AlertView } from '../../../src/shared/contract/alert-views.ts';
import type { TriggerKind } from '../../../src/shared/domain/alert/alert.ts';
import { Refused } from '../../../src/main/ipc/serve-contract.ts';
import { minutes, seconds } from '../../../src/shared/domain/units/instant.ts';
import { aDraft, requestedBy } from '../../support/builders.ts';
import { createFakeStock } from '../../support/fake-stock.ts';
import { idOf, leadDesk, mug } from '../../support/lead-desk.ts';
import { ada, lea, pat, sam, type TestPerson } from '../../support/people.ts';
import { openTestStation, type TestStation, type TestStationOptions } from '../../support/station.ts';

let test: TestStation;
const desk = leadDesk(() => test);
async function reopen(options: TestStationOptions): Promise<void> {
  await test.close();
  test = await openTestStation(options);
}
beforeEach(async () => {
  test = await openTestStation();
});
afterEach(() => test.close());

const alerts = (): AlertsView => test.station.handlers.loadAlerts({}) as AlertsView;
const told = (kind: TriggerKind): readonly AlertView[] => alerts().open.filter((alert) => alert.kind === kind);
const set = (kind: TriggerKind, limit: number, isOn = true): unknown => test.station.handlers.saveTrigger({ kind, isOn, limit, by: 'Lea' });
const trigger = (kind: TriggerKind) => alerts().triggers.find((one) => one.kind === kind);
const offline = (): void => void test.account.setOnline(false);

describe('an order that stands too long', () => {
  it('is told once with its state, since when, what keeps it there and whose it is; and no more once it is mended', async () => {
    test.account.refuseCarrier('DHL');
    const parkedAtMs = test.clock.nowMs();
    await desk.pack('100-1');
    await test.clock.advance(minutes(14));
    expect(told('parked')).toEqual([]);
    await test.clock.advance(minutes(2));
    const alert = told('parked')[0];
    expect(alert).toMatchObject({ orderId: idOf('100-1'), channelOrderId: '100-1', storeName: 'Shop', state: 'parked', blocker: 'problem.bad-carrier', owner: 'admin', rows: 1, endedAtMs: null });
    expect(alert!.sinceMs - parkedAtMs).toBeLessThan(seconds(10));
    await test.clock.advance(minutes(600));
    expect(told('parked')).toEqual([alert]);
    expect(trigger('parked')?.last).toMatchObject({ atMs: alert!.firedAtMs, alerts: 1, first: { channelOrderId: '100-1' } });
    test.account.map('DHL', 'DHL Paket');
    await test.station.handlers.resendCause({ storeId: null, parkReason: 'needs-fix', problemCode: 'bad-carrier', note: 'mapped' });
    await test.clock.advance(seconds(30));
    expect(alerts()).toMatchObject({ open: [], openTotal: 0, ended: [{ id: alert!.id }] });
  });

  it('is told when the line is down and most of the time to ship-by is used up, and says that the line is why', async () => {
    await test.given(aDraft({ shipByMs: test.clock.nowMs() + minutes(100) }));
    offline();
    await test.clock.advance(seconds(30));
    const dispatchedAtMs = test.clock.nowMs();
    await desk.packAgain('100-1');
    await test.clock.advance(minutes(78));
    expect(told('not-posted')).toEqual([]);
    await test.clock.advance(minutes(3));
    expect(told('not-posted')).toMatchObject([{ channelOrderId: '100-1', state: 'due', sinceMs: expect.closeTo(dispatchedAtMs, -4) as number, blocker: 'at.network', owner: 'admin' }]);
    test.account.setOnline(true);
    await test.clock.advance(minutes(2));
    expect(told('not-posted')).toEqual([]);
  });

  it('is told when the channel took the number and does not show it', async () => {
    await test.given(aDraft());
    test.account.onAnswer(() => test.account.show('100-1', []));
    await desk.packAgain('100-1');
    await test.clock.advance(minutes(29));
    expect(told('accepted-not-visible')).toEqual([]);
    await test.clock.advance(minutes(2));
    expect(told('accepted-not-visible')).toMatchObject([{ channelOrderId: '100-1', state: 'accepted', blocker: 'at.channel' }]);
  });

  it('is told while the gate holds it, with its reason and whose it is', async () => {
    await test.given(aDraft({ cancellation: requestedBy() }));
    desk.refused('100-1');
    await test.clock.advance(minutes(61));
    expect(told('blocked')).toMatchObject([{ orderId: idOf('100-1'), state: 'blocked', blocker: 'block.CANCEL_REQUESTED', owner: 'lead' }]);
    await desk.release(['100-1'], 'CANCEL_REQUESTED');
    await test.clock.advance(seconds(16));
    expect(told('blocked')).toEqual([]);
  });

  it('is told while its box lies packed on a bench', async () => {
    set('in-work', 30);
    await test.given(aDraft());
    test.scan('100-1');
    test.scan(mug);
    await test.clock.advance(minutes(31));
    expect(told('in-work')).toMatchObject([{ channelOrderId: '100-1', state: 'labelled', blocker: 'at.bench', owner: 'packer' }]);
    test.scan(`00${test.parcelOnBench()?.label?.sscc ?? ''}`);
    await test.clock.advance(seconds(16));
    expect(told('in-work')).toEqual([]);
  });

  it('is told after a restart once more only if it was not told before', async () => {
    test.account.refuseCarrier('DHL');
    await desk.pack('100-1');
    await test.clock.advance(minutes(16));
    const [before] = told('parked');
    await test.restart();
    await test.clock.advance(minutes(5));
    expect(told('parked')).toEqual([before]);
    expect(test.station.context.journal.alerts.listEnded(9)).toEqual([]);
  });
});

describe('a store', () => {
  it('that does not answer is told with the words of the machine, until it answers', async () => {
    await test.given(aDraft());
    offline();
    Object.assign(test.account, { probe: () => Promise.resolve({ reachable: false, cause: 'ECONNREFUSED' }) });
    await test.clock.advance(minutes(16));
    expect(told('no-contact')).toMatchObject([{ storeName: 'Shop', orderId: null, channelOrderId: null, blocker: 'cause.ECONNREFUSED', owner: 'admin' }]);
    Object.assign(test.account, { probe: () => Promise.resolve({ reachable: true }) });
    test.account.setOnline(true);
    await test.clock.advance(seconds(40));
    expect(told('no-contact')).toEqual([]);
  });

  it('with many failures of one cause is told once, with how many there are and the most urgent order', async () => {
    set('same-cause', 2);
    set('store-failures', 3);
    test.account.refuseCarrier('DHL');
    const late = { shipByMs: test.clock.nowMs() + minutes(900) };
    await desk.pack('100-1', late);
    await test.clock.advance(seconds(20));
    expect(told('same-cause')).toEqual([]);
    await desk.pack('100-2', { shipByMs: test.clock.nowMs() + minutes(300) });
    await test.clock.advance(seconds(20));
    expect(told('same-cause')).toMatchObject([{ channelOrderId: '100-2', blocker: 'problem.bad-carrier', rows: 2 }]);
    await desk.pack('100-3', late);
    await test.clock.advance(seconds(20));
    expect(told('same-cause')).toHaveLength(1);
    expect(told('store-failures')).toMatchObject([{ storeName: 'Shop', rows: 3 }]);
  });

  it('that refuses a stock number is told', async () => {
    const stock = createFakeStock([]);
    await reopen({ stock, store: { stock: { intervalSeconds: 60, buffer: 0 } } });
    await test.given(aDraft());
    const nowMs = test.clock.nowMs();
    test.station.context.journal.stock.saveCounts([{ sku: 'CUP', counted: 4 }], { fileName: 'stock.csv', countedAtMs: nowMs, importedAtMs: nowMs, by: 'Lea' });
    await test.clock.advance(seconds(40));
    expect(told('stock-refused')).toMatchObject([{ storeName: 'Shop', blocker: 'stock.unrecognised', rows: 1, owner: 'admin' }]);
  });
});

describe('an order that could not be read', () => {
  it('is told, and no more once it was read', async () => {
    const { listOrders } = test.account;
    const unreadable = [{ channelOrderId: '100-9', reason: 'country code "XX" is not known' }];
    Object.assign(test.account, { listOrders: () => Promise.resolve({ kind: 'done', value: { orders: [], unreadable, nextPageToken: null, completeUntilMs: test.clock.nowMs() } }) });
    await test.clock.advance(minutes(20));
    expect(told('not-crossed')).toMatchObject([{ channelOrderId: '100-9', state: 'not-crossed', blocker: 'at.data', owner: 'admin' }]);
    Object.assign(test.account, { listOrders });
    await test.given(aDraft({ channelOrderId: '100-9' }));
    await test.clock.advance(minutes(2));
    expect(told('not-crossed')).toEqual([]);
  });
});

describe('a trigger', () => {
  it('is listed with its usual limit and never fired, until somebody sets it; then under that name in the log, also after a restart', async () => {
    expect(trigger('parked')).toMatchObject({ isOn: true, limit: 15, range: { unit: 'minutes' }, last: null });
    set('parked', 45);
    set('blocked', 60, false);
    await test.restart();
    expect([trigger('parked'), trigger('blocked')]).toMatchObject([{ isOn: true, limit: 45 }, { isOn: false }]);
    expect(desk.journal().audit.list(null, 9).filter(({ act }) => act === 'trigger-set').map(({ actor, subject, detail }) => [actor, subject, detail])).toEqual([
      ['Lea', 'blocked', JSON.stringify({ from: '60 minutes', to: 'off' })],
      ['Lea', 'parked', JSON.stringify({ from: '15 minutes', to: '45 minutes' })],
    ]);
  });

  it('that is set as it was is no line in the log', () => {
    set('parked', 15);
    expect(desk.journal().audit.list(null, 9).filter(({ act }) => act === 'trigger-set')).toEqual([]);
  });

  it('refuses a limit outside its range, and stays as it was', () => {
    expect(set('not-posted', 101)).toBeInstanceOf(Refused);
    expect(trigger('not-posted')).toMatchObject({ limit: 80 });
  });

  it('acts at once when it is set: nobody waits for the next look', async () => {
    test.account.refuseCarrier('DHL');
    await desk.pack('100-1');
    await test.clock.advance(minutes(5));
    set('parked', 4);
    expect(told('parked')).toHaveLength(1);
    set('parked', 4, false);
    expect(alerts()).toMatchObject({ openTotal: 0, ended: [{ kind: 'parked' }] });
  });

  it('is set by a lead and by an admin, and by nobody else', async () => {
    await reopen({ people: true });
    const by = ({ byBadge }: TestPerson) => test.station.handlers.saveTrigger({ kind: 'parked', isOn: true, limit: 20, proof: byBadge });
    for (const person of [lea, ada]) expect(await by(person)).toMatchObject({ openTotal: 0 });
    for (const person of [pat, sam]) expect(await by(person)).toMatchObject({ details: { who: 'not-allowed' } });
  });
});

describe('what was told', () => {
  it('stands on the board, the most urgent first, and leaves it with its cause', async () => {
    expect((await desk.board()).alerts).toEqual({ total: 0, first: [] });
    test.account.refuseCarrier('DHL');
    for (const [order, left] of [['100-1', 900], ['100-2', 300]] as const) await desk.pack(order, { shipByMs: test.clock.nowMs() + minutes(left) });
    await test.clock.advance(minutes(16));
    expect((await desk.board()).alerts).toMatchObject({ total: 2, first: [{ channelOrderId: '100-2' }, { channelOrderId: '100-1' }] });
  });

  it('is a table with its beginning, its end and the limit of then', async () => {
    test.account.refuseCarrier('DHL');
    await desk.pack('100-1');
    await test.clock.advance(minutes(16));
    expect(await desk.exported('alerts')).toMatchObject([{ trigger: 'parked', limit: '15', store: 'Shop', order: '100-1', state: 'parked', blocker: 'problem.bad-carrier', owner: 'admin', rows: '1', ended_at: '' }]);
  });
});
