import { describe, expect, it } from 'vitest';
import { checkDraft, type Draft, draftOf, freeNumber, newStore, withFileShop } from '../../src/renderer/src/screens/setup/draft.ts';
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
        stores: [{ ...someSettings().stores[0]!, connection: { kind: 'amazon', endpoint: 'https://sellingpartnerapi-eu.amazon.com', tokenUrl: 'https://api.amazon.com/auth/o2/token', marketplaceIds: ['A1PA6795UKMFR9', 'A1F83G8C2ARO7P'], clientId: 'amzn1.application-oa2-client.x' } }],
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
