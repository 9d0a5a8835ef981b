import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StationSettings } from '../../src/shared/contract/settings.ts';
import { noStoreRules } from '../../src/shared/contract/settings.ts';
import type { Block } from '../../src/shared/domain/gate/block.ts';
import type { OrderDraft } from '../../src/shared/domain/order/order-draft.ts';
import { orderIdOf, type Address } from '../../src/shared/domain/order/order.ts';
import { encodeCommand } from '../../src/shared/domain/scan/commands.ts';
import { minutes } from '../../src/shared/domain/units/instant.ts';
import { findingsOf } from '../../src/main/application/store-findings.ts';
import { aCheckedOrder, aDraft, aLineDraft, testStartMs } from '../support/builders.ts';
import { openTestStation, shop, type TestStation } from '../support/station.ts';

const mug = '9521234543213';
const london: Address = { name: 'Ada Example', lines: ['1 Test Street'], postcode: 'SW1A 1AA', city: 'London', countryCode: 'GB' };
const zurich: Address = { ...london, postcode: '8004', city: 'Zürich', countryCode: 'CH' };
const eori = { field: 'eori', from: { kind: 'constant', value: 'DE9999999' } } as const;
const vatAt = (path: string) => ({ field: 'vat', from: { kind: 'path', path } }) as const;
const gbp = (minor: number) => ({ minor, currency: 'GBP' });

let test: TestStation;
beforeEach(async () => {
  test = await openTestStation();
});
afterEach(() => test.close());

const journal = () => test.station.context.journal;
const settings = (): StationSettings => test.station.context.settings();
const saveRules = (rules: Partial<StationSettings['stores'][number]['rules']>, station: Partial<StationSettings> = {}) =>
  test.station.handlers.saveSettings({ ...settings(), ...station, stores: settings().stores.map((store) => ({ ...store, rules: { ...noStoreRules, ...rules } })) });
async function scanned(draft: Partial<OrderDraft>) {
  await test.given(aDraft(draft));
  return test.scan('100-1');
}
const blocks = (): readonly Block[] => {
  const { screen } = test.bench();
  return screen.kind === 'stopped' ? screen.stop.blocks : [];
};
const findings = () => journal().standings.load(orderIdOf(shop, '100-1'))?.findings;

describe('an address that cannot be delivered to', () => {
  it('asks the lead at open, names the field and not what it holds, and can be released', async () => {
    const verdict = await scanned({ shipTo: { ...aDraft().shipTo, postcode: 'SECRET' } });
    expect(verdict).toMatchObject({ outcome: 'blocked', block: { code: 'ADDRESS_INVALID', strength: 'ask-lead', owner: 'customer-service', evidence: { facts: { field: 'postcode', problem: 'format' } } } });
    expect(JSON.stringify(blocks())).not.toContain('SECRET');
    await test.station.handlers.releaseBlocks({ orderIds: ['shop/100-1'], code: 'ADDRESS_INVALID', reason: 'asked the buyer', by: 'Lea' });
    test.command('ok');
    expect(test.scan('100-1').outcome).toBe('order-opened');
    expect(test.scan(mug).outcome).toBe('parcel-complete');
  });

  it('that was corrected at the channel stops nothing any more', async () => {
    await scanned({ shipTo: { ...aDraft().shipTo, postcode: '1' } });
    test.account.change('100-1', { shipTo: aDraft().shipTo });
    await test.station.listNow();
    await test.clock.settle();
    test.command('ok');
    expect(test.scan('100-1').outcome).toBe('order-opened');
  });

  it('is not looked for before the order is paid: the channel gives it with the payment', async () => {
    await scanned({ payment: 'pending', shipTo: { name: '', lines: [''], postcode: '', city: '', countryCode: 'ZZ' } });
    expect(blocks().map(({ code }) => code)).toEqual(['PAYMENT_PENDING']);
    expect(journal().standings.load(orderIdOf(shop, '100-1'))?.shipToHash).toBeNull();
  });
});

describe('a parcel that crosses a border', () => {
  it('is stopped hard without the numbers of its way, each with field, border and store', async () => {
    const verdict = await scanned({ shipTo: london, value: gbp(2000) });
    expect(verdict).toMatchObject({ outcome: 'blocked', block: { code: 'TAX_ID_MISSING', strength: 'hard', owner: 'admin' } });
    expect(blocks().map(({ evidence }) => evidence.facts)).toEqual([{ field: 'eori', store: 'Shop', crossing: 'EU → GB' }, { field: 'vat', store: 'Shop', crossing: 'EU → GB' }]);
  });

  it('goes as soon as the admin mapped them, and the board is free of it', async () => {
    await scanned({ shipTo: london, value: gbp(2000), attributes: { 'tax.vat': 'GB727255821' } });
    await saveRules({ taxFields: [eori, vatAt('tax.vat')] });
    expect(journal().standings.listBlocked(9)).toEqual([]);
    test.command('ok');
    expect(test.scan('100-1').outcome).toBe('order-opened');
    expect(test.scan(mug).outcome).toBe('parcel-complete');
  });

  it('says where a number was looked for, and that what stands there is none', async () => {
    await saveRules({ taxFields: [eori, vatAt('tax.vat'), vatAt('elsewhere')] });
    await scanned({ shipTo: london, value: gbp(2000), attributes: { 'tax.vat': 'pending' } });
    expect(findings()).toEqual([{ code: 'TAX_ID_MISSING', strength: 'hard', isEnforced: true, facts: { field: 'vat', store: 'Shop', crossing: 'EU → GB', path: 'tax.vat, elsewhere', problem: 'format' } }]);
  });

  it('needs no mapping where our own file names the number', async () => {
    expect(await scanned({ channel: 'packgate', shipTo: zurich, attributes: { eori: 'DE9999999' } })).toMatchObject({ outcome: 'order-opened' });
  });

  it('above the limit of the law needs only the sender’s number', async () => {
    await saveRules({ taxFields: [eori] });
    expect(await scanned({ shipTo: london, value: gbp(20000) })).toMatchObject({ outcome: 'order-opened' });
  });

  it.each([
    ['inside Germany', aDraft().shipTo],
    ['to Austria', { ...london, postcode: '1070', city: 'Wien', countryCode: 'AT' }],
    ['to Heligoland', { ...london, postcode: '27498', city: 'Helgoland', countryCode: 'DE' }],
    ['to the Canary Islands', { ...london, postcode: '35001', city: 'Las Palmas', countryCode: 'ES' }],
  ] as const)('is another matter than %s, where a small shop is asked for nothing', async (_name, shipTo) => {
    expect((await scanned({ shipTo })).outcome).toBe('order-opened');
  });

  it('is not looked at while the station does not know where it stands', () => {
    const context = { ...test.station.context, settings: () => ({ ...settings(), shipFrom: null }) };
    expect(findingsOf(context, aCheckedOrder(shop, { shipTo: london }).order).findings).toEqual([]);
  });

  it('that lost its mapping is stopped at its next step, and by the database too', async () => {
    await saveRules({ taxFields: [eori] });
    await scanned({ shipTo: zurich });
    await saveRules({});
    expect(blocks().map(({ code }) => code)).toEqual(['TAX_ID_MISSING']);
    const [parcel] = journal().parcels.listByOrder(orderIdOf(shop, '100-1'));
    journal().parcels.saveCount(parcel!.id, 'line-1', 1);
    journal().parcels.saveState(parcel!.id, 'verified', test.clock.nowMs());
    expect(() => journal().parcels.saveState(parcel!.id, 'labelled', test.clock.nowMs())).toThrow('TAX_ID_MISSING');
  });
});

describe('a label that somebody made by another way', () => {
  const foreign = (lines?: { lineId: string; quantity: number }[]) => [{ packageReference: '7', carrier: 'UPS', trackingNumber: '1Z999', ...(lines === undefined ? {} : { lines }) }];
  it('stops the second one, hard, with carrier and number', async () => {
    const verdict = await scanned({ packages: foreign([{ lineId: 'line-1', quantity: 1 }]) });
    expect(verdict).toMatchObject({ outcome: 'blocked', block: { code: 'LABEL_EXISTS', strength: 'hard', owner: 'lead', evidence: { facts: { carrier: 'UPS', trackingNumber: '1Z999' } } } });
  });
  it('that appears while the box is open interrupts the bench', async () => {
    await scanned({});
    test.account.change('100-1', { packages: foreign() });
    await test.clock.advance(minutes(2));
    expect(blocks().map(({ code }) => code)).toEqual(['LABEL_EXISTS']);
  });
  it('is none where the order is partly shipped and the package holds the other line', async () => {
    const lines = [aLineDraft(), aLineDraft({ lineId: 'line-2', sku: 'KETTLE', barcodes: ['1'], quantityShipped: 1 })];
    expect((await scanned({ state: 'partly-shipped', lines, packages: foreign([{ lineId: 'line-2', quantity: 1 }]) })).outcome).toBe('order-opened');
  });
  it('is none where it is ours: the channel shows what we told it', async () => {
    await scanned({});
    test.scan(mug);
    const label = test.parcelOnBench()?.label;
    test.account.change('100-1', { packages: [{ packageReference: '1', carrier: 'DHL', trackingNumber: label?.trackingNumber ?? '', lines: [{ lineId: 'line-1', quantity: 1 }] }] });
    await test.station.listNow();
    await test.clock.settle();
    expect(test.scan(`00${label?.sscc ?? ''}`).outcome).toBe('dispatched');
  });
});

describe('a rule in shadow', () => {
  it('lets every step pass, here and in the database, and writes down each point where it would have stopped', async () => {
    await saveRules({}, { pilot: ['TAX_ID_MISSING'] });
    expect((await scanned({ shipTo: zurich })).outcome).toBe('order-opened');
    expect(findings()).toMatchObject([{ code: 'TAX_ID_MISSING', isEnforced: false }]);
    expect(test.scan(mug).outcome).toBe('parcel-complete');
    expect(test.scan(`00${test.parcelOnBench()?.label?.sscc ?? ''}`).outcome).toBe('dispatched');
    expect(journal().history.listShadows(9).map(({ point, times, block }) => [point, times, block.code]).sort()).toEqual([['dispatch', 1, 'TAX_ID_MISSING'], ['label', 1, 'TAX_ID_MISSING'], ['last-item', 1, 'TAX_ID_MISSING'], ['open', 1, 'TAX_ID_MISSING']]);
  });
  it('is not counted by a look at the board', async () => {
    await saveRules({ pilot: ['ADDRESS_INVALID'] });
    await scanned({ shipTo: { ...aDraft().shipTo, postcode: '1' } });
    await test.station.handlers.loadBoard({});
    test.bench();
    expect(journal().history.listShadows(9)).toMatchObject([{ point: 'open', times: 1 }]);
  });
});

describe('the weight of a box', () => {
  const weighed = async (line: Partial<OrderDraft['lines'][number]>, grams: number) => {
    await saveRules({ weight: { packagingGrams: 100, toleranceGrams: 20, tolerancePercent: 10 } });
    await scanned({ lines: [aLineDraft({ quantity: 2, ...line })] });
    test.scan(mug);
    test.scan(mug);
    const parcel = test.parcelOnBench();
    journal().parcels.saveWeight(parcel!.id, { grams, atMs: test.clock.nowMs() });
    return test.scan(`00${parcel?.label?.sscc ?? ''}`);
  };
  // Expected: 2 × 350 g and 100 g of packaging. Allowed: 20 g and a tenth of it.
  it.each([
    [800, 'dispatched'],
    [900, 'dispatched'],
    [901, 'blocked'],
    [700, 'dispatched'],
    [699, 'blocked'],
  ])('of %s g is %s where 800 g are expected', async (grams, outcome) => {
    const verdict = await weighed({ weightGrams: 350 }, grams);
    expect(verdict.outcome).toBe(outcome);
    if (outcome === 'blocked') expect(verdict.block).toMatchObject({ code: 'WEIGHT_OUT_OF_RANGE', strength: 'ask-lead', evidence: { facts: { actualGrams: grams, expectedGrams: 800, toleranceGrams: 100 } } });
  });
  it('is not judged where one of its goods has no known weight', async () => {
    expect((await weighed({}, 5000)).outcome).toBe('dispatched');
  });
});

describe('a paper that should come along', () => {
  it('is said beside the go and stops nothing', async () => {
    await saveRules({ documents: [{ name: 'invoice', path: 'invoice number' }] });
    expect((await scanned({})).outcome).toBe('order-opened');
    expect(test.bench().screen).toMatchObject({ kind: 'packing', parcel: { missingDocuments: ['invoice'] } });
  });
});

describe('two readings of one order', () => {
  it('keep the address on the label apart from the order’s: another one stops the box, and its label turns void', async () => {
    await scanned({});
    test.scan(mug);
    const label = `00${test.parcelOnBench()?.label?.sscc ?? ''}`;
    test.account.change('100-1', { shipTo: { ...aDraft().shipTo, lines: ['9 Other Street'] } });
    await test.station.listNow();
    await test.clock.settle();
    expect(blocks().map(({ code }) => code)).toEqual(['ADDRESS_CHANGED']);
    test.scan(encodeCommand('ok'));
    expect(test.scan(label)).toMatchObject({ outcome: 'blocked', block: { code: 'ADDRESS_CHANGED' } });
    expect(journal().parcels.listByOrder(orderIdOf(shop, '100-1'))[0]).toMatchObject({ state: 'stopped', label: { isVoid: true } });
  });
  it('say nothing of the address where the channel does not tell it any more', async () => {
    await scanned({});
    test.scan(mug);
    const label = `00${test.parcelOnBench()?.label?.sscc ?? ''}`;
    test.account.change('100-1', { shipTo: { name: '', lines: [''], postcode: '', city: '', countryCode: 'ZZ' }, updatedAtMs: testStartMs + 1 });
    await test.station.listNow();
    await test.clock.settle();
    expect(blocks().map(({ code }) => code)).not.toContain('ADDRESS_CHANGED');
    expect(label).toMatch(/^00\d{18}$/);
  });
});
