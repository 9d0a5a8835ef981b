import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAccountBook, type AccountBook } from '../../src/main/composition/accounts.ts';
import { firstSettings } from '../../src/main/composition/first-settings.ts';
import { createSecretStore, type SecretStore } from '../../src/main/composition/secrets.ts';
import { practiceDescription } from '../../src/main/practice/rest/description.ts';
import { noStoreRules, type StationSettings, type StoreSettings } from '../../src/shared/contract/settings.ts';
import type { StoreId } from '../../src/shared/domain/order/order.ts';
import { days, minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import { testStartMs } from '../support/builders.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';

const storeId = 'shop' as StoreId;
const common: Omit<StoreSettings, 'channel' | 'connection'> = { storeId, name: 'Shop', policy: { freshMinutes: 15, limitMinutes: 60, whenStale: 'lead' }, carrier: 'DHL', carrierService: 'Paket', carrierRules: [], rules: noStoreRules };
const settingsWith = (...stores: readonly StoreSettings[]): StationSettings => ({ ...firstSettings('unused'), stores: [...stores] });

let folder: string;
let clock: ManualClock;
let rows: Map<string, string>;
let isDiskFull: boolean;
let secrets: SecretStore;
let problems: string[];
let book: AccountBook;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'packgate-accounts-'));
  clock = createManualClock(testStartMs);
  rows = new Map();
  problems = [];
  isDiskFull = false;
  const save = (name: string, json: string): void => {
    if (isDiskFull) throw new Error('SQLITE_FULL');
    rows.set(name, json);
  };
  secrets = createSecretStore({ load: (name) => rows.get(name) ?? null, save }, { base64: Buffer.alloc(32, 7).toString('base64'), protectedBy: 'test', isNew: false }, folder);
  book = openBook();
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

function openBook(): AccountBook {
  return createAccountBook({
    clock,
    timers: clock,
    secrets,
    channels: { loadCompleteUntil: () => null, listExchanges: () => [], saveCompleteUntil: () => undefined, recordExchange: () => undefined },
    practice: null,
    barcodesFor: () => [],
    onProblem: (_store, problem) => void problems.push(problem),
  });
}

describe('an account that is opened anew', () => {
  // Nobody listens on the discard port: a call leaves the budget and goes nowhere.
  const described = (over: Partial<StoreSettings> = {}): StoreSettings => ({ ...common, channel: 'rest', connection: { kind: 'account', fields: { description: JSON.stringify({ ...practiceDescription('http://127.0.0.1:9/api'), auth: { kind: 'none' } }) } }, ...over });
  const left = (): number => book.of(storeId)?.callsLeft('list-orders') ?? Number.NaN;

  it('for a changed word, a new way out or another secret goes on with the calls that are left', async () => {
    book.follow(settingsWith(described()));
    const full = left();
    const first = book.of(storeId);
    for (let call = 0; call < 3; call += 1) await first?.listOrders({ updatedAfterMs: testStartMs });
    expect(left()).toBe(full - 3);
    book.follow(settingsWith(described({ carrierWords: { DHL: { carrierCode: 'dhl-paket' } } })));
    expect(book.of(storeId)).not.toBe(first);
    expect(book.of(storeId)?.carrierFor('DHL')).toMatchObject({ carrierCode: 'dhl-paket' });
    expect(left()).toBe(full - 3);
    book.follow({ ...settingsWith(described()), proxyUrl: 'http://proxy.example:3128' });
    expect(left()).toBe(full - 3);
  });

  it('takes from the same calls as a request of the old one that is still on its way', async () => {
    book.follow(settingsWith(described()));
    const first = book.of(storeId);
    book.follow(settingsWith(described({ carrierWords: { DHL: { carrierCode: 'dhl-paket' } } })));
    const before = left();
    await first?.listOrders({ updatedAfterMs: testStartMs });
    expect(left()).toBe(before - 1);
  });

  it('after it was removed and set up again has the same calls left, and as another channel its own', async () => {
    book.follow(settingsWith(described()));
    const full = left();
    await book.of(storeId)?.listOrders({ updatedAfterMs: testStartMs });
    book.follow(settingsWith());
    book.follow(settingsWith(described()));
    expect(left()).toBe(full - 1);
    secrets.save(storeId, { clientSecret: 'one', refreshToken: 'two' });
    book.follow(settingsWith({ ...common, channel: 'amazon', connection: { kind: 'account', fields: { region: 'eu', marketplaceIds: 'A1PA6795UKMFR9', clientId: 'amzn1.application-oa2-client.1' } } }));
    expect(left()).toBe(20);
  });
});

describe('a credential that the vendor hands out in place of the old one', () => {
  let server: Server;
  let asked: string[];
  let answer: () => void;
  let ready: Promise<void>;

  /** As TikTok's token service: each renewal brings another refresh token. Source: "Authorization guide", read on 2026-11-21. */
  beforeEach(async () => {
    asked = [];
    let arrived: () => void = () => undefined;
    ready = new Promise((resolve) => (arrived = resolve));
    server = createServer((request, response) => {
      const token = new URL(request.url ?? '', 'http://x').searchParams.get('refresh_token');
      if (token === null) return void response.end('{}');
      asked.push(token);
      const ends = Math.floor(testStartMs / 1000) + 7 * 86_400;
      answer = () => void response.end(JSON.stringify({ code: 0, message: 'success', request_id: '1', data: { access_token: `access-of-${token}`, access_token_expire_in: ends, refresh_token: `${token}+`, refresh_token_expire_in: ends, open_id: '7', seller_name: 'Shop', seller_base_region: 'DE', granted_scopes: [] } }));
      arrived();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const tiktok = (over: Partial<StoreSettings> = {}): StoreSettings => {
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { ...common, channel: 'tiktok', connection: { kind: 'account', fields: { appKey: 'key', endpoint: address, tokenEndpoint: address, shopCipher: 'c' } }, ...over };
  };
  const reworded = (word: string): StoreSettings => tiktok({ carrierWords: { DHL: { carrierCode: word } } });
  const stored = (): string | undefined => secrets.load(storeId)?.['refreshToken'];
  async function renew(during: () => void = () => undefined): Promise<void> {
    secrets.save(storeId, { appSecret: 's', refreshToken: 'R1' });
    book.follow(settingsWith(tiktok()));
    const call = book.of(storeId)!.readOrder('1');
    await ready;
    during();
    answer();
    await call;
  }

  it('is on disk when the first request uses it, and the account stays as it is', async () => {
    await renew();
    const account = book.of(storeId);
    expect(stored()).toBe('R1+');
    book.follow(settingsWith(tiktok()));
    expect(book.of(storeId)).toBe(account);
  });

  it('is kept also where a word was changed while it was on its way, and the new account signs in with it', async () => {
    await renew(() => book.follow(settingsWith(reworded('x'))));
    expect(stored()).toBe('R1+');
    const call = book.of(storeId)!.readOrder('2');
    await expect.poll(() => asked.length, { timeout: 60_000 }).toBe(2);
    answer();
    await call;
    expect(asked).toEqual(['R1', 'R1+']);
    expect(stored()).toBe('R1++');
    expect(book.of(storeId)?.carrierFor('DHL')).toMatchObject({ carrierCode: 'x' });
  });

  it('is kept each time, also the second one of the same account', async () => {
    await renew();
    await clock.advance(days(8));
    const call = book.of(storeId)!.readOrder('2');
    await expect.poll(() => asked.length, { timeout: 60_000 }).toBe(2);
    answer();
    await call;
    expect(asked).toEqual(['R1', 'R1+']);
    expect(stored()).toBe('R1++');
  });

  it('does not take the place of one that somebody entered meanwhile', async () => {
    await renew(() => {
      secrets.save(storeId, { appSecret: 's', refreshToken: 'typed in' });
      book.follow(settingsWith(tiktok()));
    });
    expect(stored()).toBe('typed in');
  });

  it('is stored as soon as there is room, where the disk was full', async () => {
    await renew(() => void (isDiskFull = true));
    expect(stored()).toBe('R1');
    expect(problems).toHaveLength(1);
    await clock.advance(seconds(6));
    isDiskFull = false;
    await clock.advance(minutes(1));
    expect(stored()).toBe('R1+');
    const account = book.of(storeId);
    book.follow(settingsWith(tiktok()));
    expect(book.of(storeId)).toBe(account);
  });

  it('is asked for once, however many calls need it at the same time', async () => {
    secrets.save(storeId, { appSecret: 's', refreshToken: 'R1' });
    book.follow(settingsWith(tiktok()));
    const calls = [book.of(storeId)!.readOrder('1'), book.of(storeId)!.readOrder('2'), book.of(storeId)!.listOrders({ updatedAfterMs: testStartMs })];
    await ready;
    answer();
    await Promise.all(calls);
    expect(asked).toEqual(['R1']);
  });
});
