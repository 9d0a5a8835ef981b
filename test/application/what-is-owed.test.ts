import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { orderIdOf } from '../../src/shared/domain/order/order.ts';
import { minutes } from '../../src/shared/domain/units/instant.ts';
import { encodeCommand } from '../../src/shared/domain/scan/commands.ts';
import type { StationSettings } from '../../src/shared/contract/settings.ts';
import { aDraft } from '../support/builders.ts';
import { openTestStation, shop, type TestStation } from '../support/station.ts';
import { composeStation, type ComposedStation } from './compose-station.ts';

const mug = '9521234543213';
const orderId = orderIdOf(shop, '100-1');
let test: TestStation;
let composed: ComposedStation;
let hasAccount = true;

beforeEach(async () => {
  hasAccount = true;
  test = await openTestStation({ unmapped: ['Kiez-Velo'], store: { connection: { kind: 'account', fields: {} } } });
  await test.given(aDraft());
  await test.station.stop();
  composed = composeStation(test, { accounts: { problemsOf: () => [], all: () => (hasAccount ? [test.account] : []), of: () => (hasAccount ? test.account : null), follow: () => undefined } });
  composed.station.start();
  await test.clock.settle();
});
afterEach(async () => {
  await composed.station.stop();
  await test.close();
});

let scans = 0;
const scan = (text: string) => composed.station.scan({ scanId: `s-${(scans += 1)}`, text, method: 'wedge', deviceId: 'test', scannedAtMs: test.clock.nowMs() + scans * 1000 });
const journal = () => test.station.context.journal;
const parcel = () => journal().parcels.listByOrder(orderId).at(-1);
const label = () => `00${parcel()?.label?.sscc ?? 'none'}`;
const saveStore = (change: Partial<StationSettings['stores'][number]> | null): void => {
  const settings = composed.station.context.settings();
  const [store] = settings.stores;
  if (store === undefined) throw new Error('no store');
  void composed.station.handlers.saveSettings({ ...settings, stores: change === null ? [{ ...store, storeId: 'another' }] : [{ ...store, ...change }] });
};

describe('a parcel whose channel could not be told', () => {
  it('does not leave while the store has no account (its credentials are gone)', async () => {
    scan('100-1');
    scan(mug);
    await test.clock.settle();
    hasAccount = false;
    expect(scan(label())).toMatchObject({ outcome: 'blocked', detail: { code: 'CARRIER_UNMAPPED' } });
    expect(parcel()?.state).toBe('labelled');
    hasAccount = true;
    expect(scan(encodeCommand('ok')).outcome).toBe('acknowledged');
    expect(scan(label()).outcome).toBe('dispatched');
    expect(journal().writeBacks.listByOrder(orderId)).toMatchObject([{ state: 'due' }]);
  });

  it('gets no label while the store has no account', () => {
    scan('100-1');
    hasAccount = false;
    expect(scan(mug)).toMatchObject({ outcome: 'blocked', detail: { code: 'CARRIER_UNMAPPED' } });
    expect(parcel()?.label).toBeNull();
  });

  it('does not leave when its store was removed from the settings', () => {
    saveStore({ connection: { kind: 'account', fields: {} } });
    scan('100-1');
    scan(mug);
    hasAccount = false;
    saveStore(null);
    expect(scan(label()).outcome).toBe('blocked');
    expect(parcel()?.state).toBe('labelled');
  });

  it('leaves where a store is fed by files: nobody is to be told', () => {
    hasAccount = false;
    saveStore({ connection: { kind: 'file' } });
    scan('100-1');
    expect(scan(mug).outcome).toBe('parcel-complete');
    expect(scan(label()).outcome).toBe('dispatched');
    expect(journal().writeBacks.listByOrder(orderId)).toEqual([]);
  });
});

describe('a carrier that was changed in the settings after the label', () => {
  it('is not the one that the label travels with', () => {
    scan('100-1');
    scan(mug);
    saveStore({ carrier: 'Kiez-Velo' });
    expect(scan(label()).outcome).toBe('dispatched');
    expect(journal().writeBacks.listByOrder(orderId)[0]?.notice.carrierCode).toBe('DHL');
  });

  it('does not help a label whose own carrier the channel has no word for', () => {
    hasAccount = false;
    saveStore({ connection: { kind: 'file' }, carrier: 'Kiez-Velo' });
    scan('100-1');
    scan(mug);
    const printed = label();
    hasAccount = true;
    saveStore({ connection: { kind: 'account', fields: {} }, carrier: 'DHL' });
    // Rules that change take effect at once: the box in hand is stopped before its label is scanned.
    expect(scan(printed).outcome).toBe('ignored-while-stopped');
    scan(encodeCommand('ok'));
    expect(scan(printed)).toMatchObject({ outcome: 'blocked', detail: { code: 'CARRIER_UNMAPPED' } });
  });
});

describe('orders of a store that was removed', () => {
  it('are not opened, and do not make the same number of another store ambiguous', () => {
    hasAccount = false;
    saveStore(null);
    expect(scan('100-1').outcome).toBe('unknown-code');
  });
});

describe('a store whose "shipped" is said by another system', () => {
  it('is told nothing from here, and the verdict names who tells', async () => {
    saveStore({ owners: [{ system: 'Shop', owns: ['cancellation'] }, { system: 'ShipStation', owns: ['shipped'] }] });
    scan('100-1');
    scan(mug);
    expect(scan(label())).toMatchObject({ outcome: 'dispatched', detail: { tells: 'ShipStation' } });
    await test.clock.advance(minutes(5));
    expect(journal().writeBacks.listByOrder(orderId)).toMatchObject([{ state: 'accepted', toldBy: 'ShipStation', attempts: 0 }]);
    expect(test.account.confirmed).toEqual([]);
  });

  it('is watched until it shows our number, and a parcel that it does not show is a matter for a person', async () => {
    saveStore({ owners: [{ system: 'Shop', owns: ['cancellation'] }, { system: 'ShipStation', owns: ['shipped'] }] });
    scan('100-1');
    scan(mug);
    scan(label());
    await test.clock.advance(minutes(300));
    expect(journal().writeBacks.listByOrder(orderId)).toMatchObject([{ state: 'parked', parkReason: 'not-told-elsewhere' }]);
    expect(test.account.confirmed).toEqual([]);
    const number = journal().writeBacks.listByOrder(orderId)[0]!.notice.trackingNumber;
    test.account.show('100-1', [{ packageReference: 'theirs', carrier: 'DHL', trackingNumber: number }]);
    await composed.station.handlers.resendWriteBack({ writeBackId: journal().writeBacks.listByOrder(orderId)[0]!.id });
    await test.clock.advance(minutes(2));
    expect(journal().writeBacks.listByOrder(orderId)).toMatchObject([{ state: 'confirmed', toldBy: 'ShipStation' }]);
    expect(test.account.confirmed).toEqual([]);
  });

  it('is told from here where this station is that system, however it is spelled', () => {
    saveStore({ owners: [{ system: 'Shop', owns: ['cancellation'] }, { system: 'packgate', owns: ['shipped'] }] });
    scan('100-1');
    scan(mug);
    expect(scan(label()).detail['tells']).toBeUndefined();
    expect(journal().writeBacks.listByOrder(orderId)).toHaveLength(1);
  });
});
