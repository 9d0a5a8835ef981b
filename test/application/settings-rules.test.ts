import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StationSettings } from '../../src/shared/contract/settings.ts';
import { aDraft } from '../support/builders.ts';
import { openTestStation, type TestStation } from '../support/station.ts';

let test: TestStation;
beforeEach(async () => {
  test = await openTestStation();
});
afterEach(() => test.close());

const settings = (): StationSettings => test.station.context.settings();
const withStore = (change: Partial<StationSettings['stores'][number]>): StationSettings => ({ ...settings(), stores: settings().stores.map((store) => ({ ...store, ...change })) });
const save = (next: StationSettings) => test.station.handlers.saveSettings(next);

describe('who decides in a store', () => {
  it.each([
    { what: 'a second owner of cancellation', owners: [{ system: 'Amazon', owns: ['cancellation', 'shipped'] }, { system: 'Order desk', owns: ['cancellation'] }], says: 'Amazon and Order desk both own cancellations of Shop.' },
    { what: 'a second that says "shipped"', owners: [{ system: 'Amazon', owns: ['cancellation', 'shipped'] }, { system: 'Packgate', owns: ['shipped'] }], says: 'Amazon and Packgate both own the status "shipped" of Shop.' },
    { what: 'nobody', owners: [{ system: 'Amazon', owns: ['shipped'] }], says: 'Nobody owns cancellations of Shop.' },
  ] as const)('$what is not saved, and the refusal names the systems', async ({ owners, says }) => {
    const before = settings();
    expect(await save(withStore({ owners: owners.map(({ system, owns }) => ({ system, owns: [...owns] })) }))).toMatchObject({ code: 'refused', message: expect.stringContaining(says) as string, details: { problem: 'owners' } });
    expect(settings()).toEqual(before);
  });

  it('the one owner stands on the stop', async () => {
    await save(withStore({ owners: [{ system: 'Order desk', owns: ['cancellation'] }, { system: 'Packgate', owns: ['shipped'] }] }));
    await test.given(aDraft({ state: 'cancelled' }));
    expect(test.scan('100-1').block).toMatchObject({ code: 'CANCELLED', evidence: { facts: { owner: 'Order desk' } } });
  });
});

describe('a rule of the store', () => {
  it('that is switched on stops an order in work at once, and lets it go on when it is switched into shadow', async () => {
    await save(withStore({ rules: { ...settings().stores[0]!.rules, pilot: ['ADDRESS_INVALID'] } }));
    await test.given(aDraft({ shipTo: { name: 'Ada', lines: ['1 Test Street'], postcode: 'nonsense', city: 'Berlin', countryCode: 'DE' } }));
    expect(test.scan('100-1').outcome).toBe('order-opened');
    expect(test.station.context.journal.history.listShadows(10)).toMatchObject([{ channelOrderId: '100-1', point: 'open', block: { code: 'ADDRESS_INVALID' } }]);
    await save(withStore({ rules: { ...settings().stores[0]!.rules, pilot: [] } }));
    expect(test.bench().screen).toMatchObject({ kind: 'stopped', stop: { blocks: [{ code: 'ADDRESS_INVALID', strength: 'ask-lead' }] } });
  });

  it('is asked for the fields its newest orders bring along', async () => {
    await test.given(aDraft({ attributes: { 'iossNumber': 'IM0400000000', 'VAT number': 'GB123456789' } }));
    expect(await test.station.handlers.loadOrderFields({ storeId: 'shop' })).toMatchObject({ orders: 1, fields: [{ path: 'VAT number' }, { path: 'iossNumber', example: 'IM0400000000', filled: 1 }] });
    expect(await test.station.handlers.previewTaxMapping({ storeId: 'shop', fields: [{ field: 'ioss', path: 'iossNumber' }, { field: 'vat', path: 'nowhere' }] })).toMatchObject({
      rows: [{ channelOrderId: '100-1', values: [{ value: 'IM0400000000', isWellFormed: true }, { value: null, isWellFormed: false }] }],
    });
    expect(await test.station.handlers.loadOrderFields({ storeId: 'gone' })).toMatchObject({ code: 'not-found' });
  });
});
