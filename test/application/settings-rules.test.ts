import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TaxPreviewView } from '../../src/shared/contract/lead-views.ts';
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

  it('previews a mapping on five orders, those that cross a border first', async () => {
    const to = (countryCode: string, postcode: string) => ({ name: 'Ada', lines: ['1 Test Street'], postcode, city: 'Somewhere', countryCode });
    const orders = [...['100-1', '100-2', '100-3', '100-4', '100-5'].map((channelOrderId) => aDraft({ channelOrderId })), aDraft({ channelOrderId: '200-1', shipTo: to('GB', 'SW1A 1AA'), attributes: { vat: 'GB727255821' } }), aDraft({ channelOrderId: '200-2', shipTo: to('CH', '8004'), attributes: { vat: 'x'.repeat(100) } })];
    for (const [index, order] of orders.entries()) await test.given({ ...order, updatedAtMs: order.placedAtMs + index });
    const { rows } = (await test.station.handlers.previewTaxMapping({ storeId: 'shop', fields: [{ field: 'vat', path: 'vat' }] })) as TaxPreviewView;
    expect(rows.map(({ crossing }) => crossing)).toEqual([expect.stringContaining('EU → '), expect.stringContaining('EU → '), null, null, null]);
    expect(rows.find(({ channelOrderId }) => channelOrderId === '200-1')).toEqual({ channelOrderId: '200-1', destination: 'GB', crossing: 'EU → GB', values: [{ field: 'vat', path: 'vat', value: 'GB727255821', isWellFormed: true }] });
    expect(rows.find(({ channelOrderId }) => channelOrderId === '200-2')?.values[0]).toMatchObject({ value: `${'x'.repeat(59)}…`, isWellFormed: false });
  });
});
