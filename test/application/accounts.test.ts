import { noStoreRules, stationSettings } from '../../src/shared/contract/settings.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createAccountBook, type AccountBook } from '../../src/main/composition/accounts.ts';
import { firstSettings } from '../../src/main/composition/first-settings.ts';
import { createSecretStore } from '../../src/main/composition/secrets.ts';
import type { SettingsRepository } from '../../src/main/application/ports/journal.ts';
import type { StationSettings, StoreSettings } from '../../src/shared/contract/settings.ts';
import type { StoreId } from '../../src/shared/domain/order/order.ts';
import { practiceDescription } from '../../src/main/practice/rest/description.ts';
import { testStartMs } from '../support/builders.ts';
import { createManualClock } from '../support/manual-clock.ts';

const amazon: StoreSettings = {
  storeId: 'amazon-de',
  name: 'Amazon Germany',
  channel: 'amazon',
  connection: { kind: 'account', fields: { region: 'eu', marketplaceIds: 'A1PA6795UKMFR9', clientId: 'amzn1.application-oa2-client.1' } },
  policy: { freshMinutes: 15, limitMinutes: 60, whenStale: 'lead' },
  carrier: 'DHL',
  carrierService: 'Paket',
  carrierRules: [],
  rules: noStoreRules,
};
const storeId = amazon.storeId as StoreId;
const withStores = (...stores: readonly StoreSettings[]): StationSettings => ({ ...firstSettings('unused'), stores: [...stores] });

let folder: string;
let rows: Map<string, string>;
let problems: string[];
const repository = (): SettingsRepository => ({ load: (name) => rows.get(name) ?? null, save: (name, json) => void rows.set(name, json) });
const secrets = (base64 = Buffer.alloc(32, 7).toString('base64')) => createSecretStore(repository(), { base64, protectedBy: 'test', isNew: false }, folder);

function openBook(store = secrets()): AccountBook {
  const clock = createManualClock(testStartMs);
  const never = (): never => {
    throw new Error('nothing is sent in this test');
  };
  return createAccountBook({
    clock,
    timers: clock,
    secrets: store,
    channels: { loadCompleteUntil: () => null, listExchanges: () => [], saveCompleteUntil: never, recordExchange: never },
    practice: null,
    barcodesFor: () => [],
    onProblem: (_store, problem) => void problems.push(problem),
  });
}

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'packgate-accounts-'));
  rows = new Map();
  problems = [];
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

describe('the accounts of the stores', () => {
  it('has one for a described service that asks for no key, without any secret', () => {
    const book = openBook();
    const description = { ...practiceDescription('http://127.0.0.1:9/api'), auth: { kind: 'none' } };
    const store: StoreSettings = { ...amazon, channel: 'rest', connection: { kind: 'account', fields: { description: JSON.stringify(description) } } };
    book.follow(withStores(store));
    expect(book.problemsOf(storeId)).toEqual([]);
    expect(book.of(storeId)).toMatchObject({ channel: 'rest' });
    book.follow(withStores({ ...store, connection: { kind: 'account', fields: { description: JSON.stringify({ ...description, auth: { kind: 'bearer' } }) } } }));
    expect(book.of(storeId)).toBeNull();
    expect(book.problemsOf(storeId)).toEqual(['secret: is needed: the description names a way to sign in']);
  });

  it('has none for a store whose secret was never entered', () => {
    const book = openBook();
    book.follow(withStores(amazon));
    expect([book.all(), book.of(storeId)]).toEqual([[], null]);
  });

  it('opens one as soon as the secret is there', () => {
    const store = secrets();
    const book = openBook(store);
    book.follow(withStores(amazon));
    store.save('amazon-de', { clientSecret: 'one', refreshToken: 'two' });
    book.follow(withStores(amazon));
    expect(book.of(storeId)?.channel).toBe('amazon');
    expect(problems).toEqual([]);
  });

  it('has none where the secret was sealed with another key', () => {
    secrets().save('amazon-de', { clientSecret: 'one', refreshToken: 'two' });
    const book = openBook(secrets(Buffer.alloc(32, 8).toString('base64')));
    book.follow(withStores(amazon));
    expect(book.of(storeId)).toBeNull();
  });

  it('keeps an account, and its budgets with it, while nothing about its connection changes', () => {
    const store = secrets();
    store.save('amazon-de', { clientSecret: 'one', refreshToken: 'two' });
    const book = openBook(store);
    book.follow(withStores(amazon));
    const account = book.of(storeId);
    book.follow(withStores({ ...amazon, name: 'Renamed', carrier: 'GLS' }));
    expect(book.of(storeId)).toBe(account);
    store.save('amazon-de', { clientSecret: 'new', refreshToken: 'two' });
    book.follow(withStores(amazon));
    expect(book.of(storeId)).not.toBe(account);
  });

  it('drops what was removed, or is fed by files from now on', () => {
    const store = secrets();
    store.save('amazon-de', { clientSecret: 'one', refreshToken: 'two' });
    const book = openBook(store);
    book.follow(withStores(amazon));
    book.follow(withStores({ ...amazon, connection: { kind: 'file' } }));
    expect(book.of(storeId)).toBeNull();
    book.follow(withStores(amazon));
    book.follow(withStores());
    expect(book.all()).toEqual([]);
  });

  it('has none for a practice store where no practice site runs', () => {
    const book = openBook();
    book.follow(withStores({ ...amazon, connection: { kind: 'practice' } }));
    expect(book.all()).toEqual([]);
  });

  it('says why it opened none for a channel that has no connector yet', () => {
    const store = secrets();
    store.save('amazon-de', { clientSecret: 'one', refreshToken: 'two' });
    const book = openBook(store);
    book.follow(withStores({ ...amazon, channel: 'packgate' }));
    expect(problems).toEqual(['no connector for packgate yet']);
    expect(book.problemsOf(storeId)).toEqual(problems);
  });
});

describe('a connection of the version in which Amazon was the only channel', () => {
  it('is read as an account with the same fields, and opens', () => {
    const former = { ...amazon, connection: { kind: 'amazon', endpoint: 'https://sellingpartnerapi-eu.amazon.com', tokenUrl: 'https://api.amazon.com/auth/o2/token', marketplaceIds: ['A1PA6795UKMFR9', 'A1F83G8C2ARO7P'], clientId: 'amzn1.application-oa2-client.1' } };
    const settings = stationSettings.parse({ ...firstSettings('unused'), stores: [former] });
    expect(settings.stores[0]?.connection).toEqual({
      kind: 'account',
      fields: { endpoint: 'https://sellingpartnerapi-eu.amazon.com', tokenUrl: 'https://api.amazon.com/auth/o2/token', marketplaceIds: 'A1PA6795UKMFR9, A1F83G8C2ARO7P', clientId: 'amzn1.application-oa2-client.1' },
    });
    const store = secrets();
    store.save('amazon-de', { clientSecret: 'one', refreshToken: 'two' });
    const book = openBook(store);
    book.follow(settings);
    expect([problems, book.of(storeId)?.channel]).toEqual([[], 'amazon']);
  });
});
