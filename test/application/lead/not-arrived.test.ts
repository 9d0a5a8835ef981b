import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NotArrivedRow, NotArrivedView } from '../../../src/shared/contract/alert-views.ts';
import { minutes, seconds } from '../../../src/shared/domain/units/instant.ts';
import { aDraft } from '../../support/builders.ts';
import { leadDesk } from '../../support/lead-desk.ts';
import { openTestStation, type TestStation } from '../../support/station.ts';

let test: TestStation;
const desk = leadDesk(() => test);
beforeEach(async () => {
  test = await openTestStation();
});
afterEach(() => test.close());

const view = (): NotArrivedView => test.station.handlers.loadNotArrived({}) as NotArrivedView;
const reasons = (): readonly (readonly [string, NotArrivedRow['reason']])[] => view().rows.map(({ channelOrderId, reason }) => [channelOrderId, reason]);
const number = (channelOrderId: string): string => test.station.context.journal.writeBacks.listByOrder(test.station.context.journal.standings.load(`shop/${channelOrderId}` as never)!.orderId).at(-1)!.notice.trackingNumber;

describe('the numbers that are not at their channel', () => {
  it('are exactly those that failed: not those that are shown, on their way, or accepted a moment ago', async () => {
    await desk.pack('100-1');
    await test.clock.advance(minutes(2));
    test.account.onAnswer(() => test.account.show('100-2', []));
    await desk.pack('100-2');
    await test.clock.advance(seconds(5));
    expect(view()).toEqual({ rows: [], total: 0, notShownAfterMinutes: 30 });
    test.account.refuseCarrier('DHL');
    await desk.pack('100-3');
    expect(reasons()).toEqual([['100-3', 'parked-needs-fix']]);
    expect(view().rows[0]).toMatchObject({ trackingNumber: number('100-3'), sscc: number('100-3'), carrier: 'DHL', problemCode: 'bad-carrier', lastAnswer: 'bad-carrier: DHL is no carrier here', attempts: 0 });
    await test.clock.advance(minutes(30));
    expect(reasons()).toEqual(expect.arrayContaining([['100-2', 'not-shown']]));
  });

  it('are not shown from the minute on that the trigger says', async () => {
    test.account.onAnswer(() => test.account.show('100-1', []));
    await desk.pack('100-1');
    await test.clock.advance(minutes(6));
    expect(reasons()).toEqual([]);
    await test.station.handlers.saveTrigger({ kind: 'accepted-not-visible', isOn: true, limit: 5, by: 'Lea' });
    expect(reasons()).toEqual([['100-1', 'not-shown']]);
  });

  it('are overdue where ship-by is over and the line is down, and gone once it is back', async () => {
    await test.given(aDraft({ shipByMs: test.clock.nowMs() + minutes(20) }));
    test.account.setOnline(false);
    Object.assign(test.account, { probe: () => Promise.resolve({ reachable: false, cause: 'ECONNREFUSED' }) });
    await test.clock.advance(seconds(30));
    await desk.packAgain('100-1');
    expect(reasons()).toEqual([]);
    await test.clock.advance(minutes(20));
    expect(reasons()).toEqual([['100-1', 'overdue']]);
    Object.assign(test.account, { probe: () => Promise.resolve({ reachable: true }) });
    test.account.setOnline(true);
    await test.clock.advance(minutes(3));
    expect(reasons()).toEqual([]);
  });

  it('are tried again where the channel did not take them, with what it said', async () => {
    Object.assign(test.account, { confirmDispatch: () => Promise.resolve({ kind: 'unavailable', cause: '503 Service Unavailable' }) });
    await desk.pack('100-1');
    await test.clock.advance(seconds(10));
    expect(view().rows).toMatchObject([{ reason: 'retrying', lastAnswer: expect.stringContaining('503') as string }]);
  });

  it('name the number that the channel shows in their place', async () => {
    Object.assign(test.account, { confirmDispatch: () => Promise.resolve({ kind: 'done', value: undefined }) });
    const wrong = [{ packageReference: '1', carrier: 'DHL', trackingNumber: 'WRONG-1' }];
    test.account.onAnswer(() => test.account.show('100-1', wrong));
    await desk.pack('100-1');
    test.account.change('100-1', { packages: wrong });
    await test.clock.advance(minutes(30));
    expect(view().rows).toMatchObject([{ reason: 'parked-shows-other-number', shownNumber: 'WRONG-1' }]);
    expect((await desk.evidence('100-1')).parcels).toMatchObject([{ shown: { trackingNumber: 'WRONG-1', isSame: false }, loop: { isClosed: false } }]);
  });

  it('are a table with the reason and the last answer of each', async () => {
    test.account.refuseCarrier('DHL');
    await desk.pack('100-1');
    expect(await desk.exported('not-arrived')).toMatchObject([{ tracking_number: number('100-1'), order: '100-1', store: 'Shop', reason: 'parked-needs-fix', problem: 'bad-carrier', last_answer: 'bad-carrier: DHL is no carrier here', shown_there: '' }]);
  });
});

describe('the way of an order in its evidence', () => {
  const hops = async (channelOrderId = '100-1') => (await desk.evidence(channelOrderId)).hops.map(({ hop, state }) => `${hop} ${state}`);

  it('goes from hop to hop, and the loop of its parcel closes with the proof and not with the acceptance', async () => {
    await test.given(aDraft());
    expect(await hops()).toEqual(['shop done', 'station done', 'bench waiting', 'carrier ahead', 'buyer ahead']);
    test.account.setLatency(seconds(3));
    await desk.packAgain('100-1');
    expect(await hops()).toEqual(['shop done', 'station done', 'bench done', 'carrier waiting', 'buyer waiting']);
    await test.clock.advance(seconds(8));
    const [accepted] = (await desk.evidence('100-1')).parcels;
    expect(accepted).toMatchObject({ state: 'posted', loop: { isClosed: false, atMs: { posted: expect.any(Number) as number, confirmed: null } }, notice: { owner: 'channel', system: null } });
    await test.clock.advance(minutes(3));
    const [confirmed] = (await desk.evidence('100-1')).parcels;
    const { packed, labelled, dispatched, posted, confirmed: shownAt } = confirmed!.loop.atMs;
    expect(confirmed!.loop.isClosed).toBe(true);
    expect([packed, labelled, dispatched, posted, shownAt]).toEqual([packed, labelled, dispatched, posted, shownAt].toSorted((a, b) => a! - b!));
    expect(confirmed!.shown).toMatchObject({ trackingNumber: number('100-1'), isSame: true });
    expect(await hops()).toEqual(['shop done', 'station done', 'bench done', 'carrier waiting', 'buyer done']);
  });

  it('is stuck at the buyer since its message was parked', async () => {
    test.account.refuseCarrier('DHL');
    await desk.pack('100-1');
    const parkedAtMs = test.clock.nowMs();
    await test.clock.advance(minutes(90));
    expect((await desk.evidence('100-1')).hops.at(-1)).toMatchObject({ hop: 'buyer', state: 'stuck', sinceMs: expect.closeTo(parkedAtMs, -4) as number });
  });
});

it('finance gets one row per parcel with order, items, dispatch, posting and proof', async () => {
  await desk.pack('100-1');
  await test.clock.advance(minutes(3));
  const [row, ...others] = await desk.exported('parcels');
  expect(others).toEqual([]);
  const { loop } = (await desk.evidence('100-1')).parcels[0]!;
  const iso = (atMs: number | null): string => new Date(atMs ?? 0).toISOString();
  expect(row).toMatchObject({ sscc: number('100-1'), order: '100-1', item_ids: 'line-1', dispatched_at: iso(loop.atMs.dispatched), posted_at: iso(loop.atMs.posted), confirmed_at: iso(loop.atMs.confirmed) });
  expect(await desk.exported('parcels')).toEqual([row]);
});
