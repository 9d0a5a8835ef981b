import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StationSettings } from '../../../src/shared/contract/settings.ts';
import type { WriteBack } from '../../../src/shared/domain/writeback/write-back.ts';
import { minutes, seconds } from '../../../src/shared/domain/units/instant.ts';
import { idOf, leadDesk } from '../../support/lead-desk.ts';
import { openTestStation, type TestStation } from '../../support/station.ts';

type Owners = NonNullable<StationSettings['stores'][number]['owners']>;
const toldBy = (system: string): Owners => [{ system: 'Shop', owns: ['cancellation'] }, { system, owns: ['shipped'] }];

let test: TestStation;
const desk = leadDesk(() => test);
beforeEach(async () => {
  test = await openTestStation({ store: { owners: toldBy('Linnworks') } });
  await desk.pack('100-1');
});
afterEach(() => test.close());

const rows = (): readonly WriteBack[] => test.station.context.journal.writeBacks.listByOrder(idOf('100-1'));
const last = (): WriteBack => rows().at(-1)!;
const tells = async (owners: Owners): Promise<void> => {
  const settings = test.station.context.settings();
  expect(await test.station.handlers.saveSettings({ ...settings, stores: settings.stores.map((store) => ({ ...store, owners })) })).toHaveProperty('stores');
};
const resend = () => test.station.handlers.resendWriteBack({ writeBackId: last().id });

describe('a parcel that another system was to tell, at a shop that Packgate tells by now', () => {
  it('comes to a person, who makes Packgate tell it: once, with the same number, and the old message is kept', async () => {
    await tells(toldBy('Packgate'));
    await test.clock.advance(minutes(300));
    expect(last()).toMatchObject({ state: 'parked', parkReason: 'not-told-elsewhere', toldBy: 'Linnworks' });
    expect(test.account.confirmed).toEqual([]);
    expect((await desk.rows()).map(({ cause, action }) => [cause, action])).toEqual([['parked-not-told-elsewhere', 'resend']]);

    expect(await resend()).toMatchObject({ state: 'due', trackingNumber: rows()[0]!.notice.trackingNumber });
    await test.clock.advance(minutes(2));
    expect(test.account.confirmed.map(({ trackingNumber }) => trackingNumber)).toEqual([rows()[0]!.notice.trackingNumber]);
    expect(rows().map(({ state, toldBy: by }) => [state, by])).toEqual([['superseded', 'Linnworks'], ['confirmed', null]]);
    expect(test.station.context.journal.audit.list(null, 100).find(({ act }) => act === 'write-back-resent')?.detail).toContain('"tells":"station"');
  });

  it('is not told beside the other system: what that one told meanwhile is seen first', async () => {
    await tells(toldBy('Packgate'));
    await test.clock.advance(minutes(300));
    test.account.show('100-1', [{ packageReference: 'theirs', carrier: 'DHL', trackingNumber: last().notice.trackingNumber }]);
    await test.clock.advance(minutes(1));
    expect(last()).toMatchObject({ state: 'confirmed', toldBy: 'Linnworks' });
    expect(test.account.confirmed).toEqual([]);
  });
});

describe('a parcel that another system was to tell, at a shop that a third one tells by now', () => {
  it('is looked for again under the name of the new one, and nothing is sent from here', async () => {
    await tells(toldBy('ShipStation'));
    await test.clock.advance(minutes(300));
    await resend();
    expect(last()).toMatchObject({ state: 'accepted', toldBy: 'ShipStation' });
    test.account.show('100-1', [{ packageReference: 'theirs', carrier: 'DHL', trackingNumber: last().notice.trackingNumber }]);
    await test.clock.advance(seconds(90));
    expect(last()).toMatchObject({ state: 'confirmed', toldBy: 'ShipStation' });
    expect(test.account.confirmed).toEqual([]);
  });
});

describe('a parcel that another system still is to tell', () => {
  it('and that its shop does not show shortly before its ship-by is on the lead\'s board, until it is shown', async () => {
    expect(await desk.causes()).toEqual([]);
    // The order is to be shipped eight hours after the test begins; a parcel packed later is closer to it.
    await test.clock.advance(minutes(225));
    await desk.pack('100-2', { shipByMs: test.clock.nowMs() + minutes(30) });
    expect((await desk.rows()).map(({ cause, channelOrderId }) => [cause, channelOrderId])).toEqual([['late-not-posted', '100-2']]);
    const number = test.station.context.journal.writeBacks.listByOrder(idOf('100-2'))[0]!.notice.trackingNumber;
    test.account.show('100-2', [{ packageReference: 'theirs', carrier: 'DHL', trackingNumber: number }]);
    await test.clock.advance(minutes(2));
    expect(await desk.causes()).toEqual([]);
  });

  it('is only looked for again, however often it is sent again', async () => {
    await test.clock.advance(minutes(300));
    await resend();
    await test.clock.advance(minutes(300));
    await resend();
    expect(rows()).toHaveLength(1);
    expect(last()).toMatchObject({ state: 'accepted', toldBy: 'Linnworks' });
    expect(test.account.confirmed).toEqual([]);
  });
});
