import { describe, expect, it } from 'vitest';
import { placeOfRefusal } from '../../src/renderer/src/screens/setup/cross-problems.ts';
import { checkDraft, type Draft, draftOf, freeNumber, newStore, type StoreDraft, withFileShop } from '../../src/renderer/src/screens/setup/draft.ts';
import { withoutSystem } from '../../src/renderer/src/screens/setup/store-draft.ts';
import type { ReplyError } from '../../src/shared/contract/reply.ts';
import { noStoreRules, type StationSettings, type StoreSettings } from '../../src/shared/contract/settings.ts';
import { someSettings } from '../support/view-builders.ts';

const draft = (changes: Partial<Draft> = {}): Draft => ({ ...draftOf(someSettings()), ...changes });

function problemAt(candidate: Draft, path: string): string | undefined {
  const checked = checkDraft(candidate);
  return checked.ok ? undefined : checked.problems.get(path)?.key;
}

describe('the setup form', () => {
  it.each([
    ['a complete station', someSettings()],
    ['a new station', someSettings({ companyPrefix: null, shipFrom: null, stores: [] })],
    ['a CUPS printer', someSettings({ printer: { kind: 'cups', queue: 'ZD421' } })],
    [
      'an Amazon account',
      someSettings({
        stores: [{ ...someSettings().stores[0]!, connection: { kind: 'account', fields: { region: 'eu', marketplaceIds: 'A1PA6795UKMFR9, A1F83G8C2ARO7P', clientId: 'amzn1.application-oa2-client.x' } } }],
      }),
    ],
  ])('gives %s back as it was when nothing is changed', (_name, settings) => {
    expect(checkDraft(draftOf(settings))).toEqual({ ok: true, settings });
  });

  it('a store just added asks for its missing fields and nothing else', () => {
    const checked = checkDraft(draft({ stores: [newStore(1)] }));
    expect(checked.ok ? [] : [...checked.problems.keys()].sort()).toEqual(['stores.0.carrier', 'stores.0.carrierService', 'stores.0.name']);
  });

  it.each<[string, Partial<Draft>, string, string]>([
    ['letters in the company prefix', { companyPrefix: '95A' }, 'companyPrefix', 'companyPrefix'],
    ['a bench without a name', { benchName: '' }, 'benchName', 'required'],
    ['a bench name that is too long', { benchName: 'x'.repeat(31) }, 'benchName', 'tooLong'],
    ['half an address', { shipFrom: { ...draft().shipFrom, city: '' } }, 'shipFrom.city', 'required'],
    ['an address without a street', { shipFrom: { ...draft().shipFrom, line1: '' } }, 'shipFrom.lines.0', 'required'],
    ['a country in words', { shipFrom: { ...draft().shipFrom, countryCode: 'Germany' } }, 'shipFrom.countryCode', 'countryCode'],
    ['a queue with a blank', { printer: { kind: 'cups', folder: '', queue: 'my printer' } }, 'printer.queue', 'queue'],
    ['a folder that is empty', { printer: { kind: 'file', folder: ' ', queue: '' } }, 'printer.folder', 'required'],
  ])('says at the field what is wrong with %s', (_name, changes, path, key) => {
    expect(problemAt(draft(changes), path)).toBe(key);
  });

  it.each(['', 'soon', '-5', '1.5'])('an age of "%s" minutes is refused, never read as zero', (freshMinutes) => {
    const [store] = draft().stores;
    expect(problemAt(draft({ stores: [{ ...store!, policy: { ...store!.policy, freshMinutes } }] }), 'stores.0.policy.freshMinutes')).toBeDefined();
  });

  it('a shop for files takes the place of the practice shop and its carrier, and lacks nothing but a name', () => {
    const practice = draft().stores.map((store) => ({ ...store, connection: { ...store.connection, kind: 'practice' as const } }));
    const stores = withFileShop(practice);
    expect(stores.map((store) => [store.connection.kind, store.carrier])).toEqual([['file', practice[0]!.carrier]]);
    const checked = checkDraft(draft({ stores }));
    expect(checked.ok ? [] : [...checked.problems.keys()]).toEqual(['stores.0.name']);
  });

  it('a shop that is added never gets the short name of one that is there', () => {
    const stores = [{ ...newStore(1), storeId: 'shop-2' }];
    expect(newStore(freeNumber(stores)).storeId).toBe('shop-3');
  });

  it('a small country code is taken for what it means', () => {
    const checked = checkDraft(draft({ shipFrom: { ...draft().shipFrom, countryCode: 'de' } }));
    expect(checked.ok && checked.settings.shipFrom?.countryCode).toBe('DE');
  });
});

const withStore = (changes: Partial<StoreSettings>): StationSettings => someSettings({ stores: [{ ...someSettings().stores[0]!, ...changes }] });
const storeDraft = (changes: Partial<StoreDraft> = {}): Draft => draft({ stores: [{ ...draft().stores[0]!, ...changes }] });
const rulesDraft = (changes: Partial<StoreDraft['rules']>): Draft => storeDraft({ rules: { ...draft().stores[0]!.rules, ...changes } });
const weightDraft = (changes: Partial<StoreDraft['rules']['weight']>): Draft => rulesDraft({ weight: { ...draft().stores[0]!.rules.weight, isOn: true, ...changes } });
const owners = (systems: readonly string[], cancellation: number, shipped: number): Draft => storeDraft({ owners: { systems, cancellation, shipped } });

describe('the rules of a store in the form', () => {
  it.each<[string, StationSettings]>([
    ['owners', withStore({ owners: [{ system: 'eBay', owns: ['cancellation'] }, { system: 'Packgate', owns: [] }, { system: 'ERP', owns: ['shipped'] }] })],
    ['tax numbers', withStore({ rules: { ...noStoreRules, taxFields: [{ field: 'ioss', from: { kind: 'path', path: 'a.b' } }, { field: 'eori', from: { kind: 'constant', value: 'DE1234567' } }] } })],
    ['a weight check with half a percent', withStore({ rules: { ...noStoreRules, weight: { packagingGrams: 0, toleranceGrams: 30, tolerancePercent: 2.5 } } })],
    ['papers, costs and rules in shadow', withStore({ rules: { ...noStoreRules, documents: [{ name: 'Invoice', path: 'invoice' }], returnCostMinor: 1205, pilot: ['STALE_DATA'] } })],
    ['what belongs to the bench', someSettings({ idleLockMinutes: 0, pilot: ['LABEL_EXISTS'], paperPrinter: { queue: 'Office_2' }, sparePrinter: 'Zebra at bench 2' })],
  ])('give %s back as they were, in both languages', (_what, settings) => {
    for (const language of ['en', 'de'] as const) expect(checkDraft(draftOf({ ...settings, language }))).toEqual({ ok: true, settings: { ...settings, language } });
  });

  it('a German form says and takes a decimal comma', () => {
    const german = draftOf({ ...withStore({ rules: { ...noStoreRules, returnCostMinor: 490 } }), language: 'de' });
    expect(german.stores[0]!.rules.returnCost).toBe('4,90');
    const checked = checkDraft(rulesDraft({ returnCost: '4,9' }));
    expect(checked.ok && checked.settings.stores[0]!.rules.returnCostMinor).toBe(490);
  });

  it.each<[string, Draft, string, string]>([
    ['nobody decides on cancellations', owners(['eBay', 'Packgate'], -1, 1), 'stores.0.owners.cancellation', 'owner-cancellation'],
    ['nobody says "shipped"', owners(['eBay', 'Packgate'], 0, -1), 'stores.0.owners.shipped', 'owner-shipped'],
    ['a system stands there twice', owners(['eBay', 'Packgate', 'ebay '], 0, 1), 'stores.0.owners.2.system', 'sameSystem'],
    ['a system has no name', owners(['eBay', 'Packgate', ' '], 0, 1), 'stores.0.owners.2.system', 'required'],
    ['a tax number comes from no field', rulesDraft({ taxFields: [{ field: 'vat', kind: 'path', path: '', value: '' }] }), 'stores.0.rules.taxFields.0.from.path', 'required'],
    ['a fixed tax number is empty', rulesDraft({ taxFields: [{ field: 'vat', kind: 'constant', path: 'a', value: ' ' }] }), 'stores.0.rules.taxFields.0.from.value', 'required'],
    ['packaging weighs nothing that can be read', weightDraft({ packagingGrams: '' }), 'stores.0.rules.weight.packagingGrams', 'number'],
    ['a tolerance is above all', weightDraft({ tolerancePercent: '101' }), 'stores.0.rules.weight.tolerancePercent', 'tooBig'],
    ['a paper has no name', rulesDraft({ documents: [{ name: '', path: 'invoice' }] }), 'stores.0.rules.documents.0.name', 'required'],
    ['a cost has three decimals', rulesDraft({ returnCost: '4.905' }), 'stores.0.rules.returnCostMinor', 'number'],
    ['the bench locks after a word', draft({ idleLockMinutes: 'soon' }), 'idleLockMinutes', 'number'],
    ['the bench locks after more than a shift', draft({ idleLockMinutes: '481' }), 'idleLockMinutes', 'tooBig'],
    ['the office printer has a blank', draft({ paperPrinter: 'my printer' }), 'paperPrinter.queue', 'queue'],
    ['two stores share a short name', draft({ stores: [draft().stores[0]!, draft().stores[0]!] }), 'stores.1.storeId', 'sameId'],
    ['the limit is shorter than the fresh time', storeDraft({ policy: { ...draft().stores[0]!.policy, limitMinutes: '5' } }), 'stores.0.policy.limitMinutes', 'limitBelowFresh'],
    ['a practice store stands beside a real one', draft({ stores: [draft().stores[0]!, { ...newStore(2), name: 'eBay', carrier: 'DHL', carrierService: 'Paket' }] }), 'stores.0.connection.kind', 'practiceBeside'],
  ])('say it at the field when %s', (_what, candidate, path, key) => {
    expect(problemAt(candidate, path)).toBe(key);
  });

  it('settings with two owners of one thing show none of them as chosen', () => {
    const both = withStore({ owners: [{ system: 'eBay', owns: ['cancellation', 'shipped'] }, { system: 'Packgate', owns: ['shipped'] }] });
    expect(problemAt(draftOf(both), 'stores.0.owners.shipped')).toBe('owner-shipped');
  });

  it('a system that is removed leaves what it owned to nobody, and every other choice as it was', () => {
    const list = { systems: ['eBay', 'ERP', 'Packgate'], cancellation: 0, shipped: 2 };
    expect(withoutSystem(list, 1)).toEqual({ systems: ['eBay', 'Packgate'], cancellation: 0, shipped: 1 });
    expect(withoutSystem(list, 0)).toEqual({ systems: ['ERP', 'Packgate'], cancellation: -1, shipped: 1 });
  });

  it('a refusal of the station stands at the place that it names', () => {
    const refusal = (details: unknown): ReplyError => ({ code: 'refused', message: 'no', details });
    expect(placeOfRefusal(refusal({ section: 'stores', problem: 'owners', storeId: 'practice', what: 'shipped', systems: [] }), draft())).toEqual({ path: 'stores.0.owners.shipped', problem: { key: 'owner-shipped', values: {} } });
    expect(placeOfRefusal(refusal({ section: 'people' }), draft())).toEqual({ path: 'people', problem: null });
    expect(placeOfRefusal(refusal({ who: 'not-allowed' }), draft())).toBeNull();
    expect(placeOfRefusal({ code: 'failed', message: 'disk' }, draft())).toBeNull();
  });
});
