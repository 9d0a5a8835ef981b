// The whole station with real stores, and the practice site on loopback in the place of their vendors.
import { createHmac } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstSettings } from '../../src/main/composition/first-settings.ts';
import { openStation, type OpenedStation } from '../../src/main/composition/open-station.ts';
import { serveContract } from '../../src/main/ipc/serve-contract.ts';
import { createPracticeSite, type PracticeSite } from '../../src/main/practice/practice-site.ts';
import { PRACTICE_CLIENT, PRACTICE_CODE } from '../../src/main/practice/shopify/access.ts';
import { practiceShopify } from '../../src/main/practice/shopify/desk.ts';
import { practiceWoo, PRACTICE_WOO_KEYS, PRACTICE_WOO_READER } from '../../src/main/practice/woocommerce/desk.ts';
import type { CallInput, CallName, CallOutput } from '../../src/shared/contract/calls.ts';
import type { Reply, ReplyError } from '../../src/shared/contract/reply.ts';
import { noStoreRules, type StoreSettings } from '../../src/shared/contract/settings.ts';
import { minutes } from '../../src/shared/domain/units/instant.ts';
import { testStartMs } from '../support/builders.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';

const wayBack = 'https://localhost/packgate';
const myShop = 'practice-shop.myshopify.com';

let folder: string;
let clock: ManualClock;
let opened: OpenedStation;
let woo: PracticeSite;
let shopify: PracticeSite;

const aStore = (storeId: string, channel: StoreSettings['channel'], fields: Readonly<Record<string, string>>): StoreSettings => ({
  storeId,
  name: storeId,
  channel,
  connection: { kind: 'account', fields },
  policy: { freshMinutes: 15, limitMinutes: 60, whenStale: 'lead' },
  carrier: 'DHL',
  carrierService: 'Paket',
  carrierRules: [{ whenServiceContains: 'local', carrier: 'Radbote', carrierService: 'Stadt' }],
  rules: noStoreRules,
});

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'packgate-connections-'));
  clock = createManualClock(testStartMs);
  const parts = { clock, timers: clock, seed: 7 };
  woo = await createPracticeSite({ ...parts, channel: practiceWoo });
  shopify = await createPracticeSite({ ...parts, channel: practiceShopify });
  const [wooAt, shopifyAt] = [await woo.start(), await shopify.start()];
  const stores = [
    aStore('woo', 'woocommerce', { siteUrl: `${wooAt.baseUrl}/shop/` }),
    aStore('shopify', 'shopify', { shop: myShop, endpoint: shopifyAt.baseUrl, clientId: PRACTICE_CLIENT.clientId }),
    aStore('amazon', 'amazon', { region: 'eu', marketplaceIds: 'A1PA6795UKMFR9', clientId: 'amzn1.application-oa2-client.1' }),
    { ...aStore('files', 'packgate', {}), connection: { kind: 'file' as const } },
  ];
  opened = await openStation({ dataFolder: folder, clock, timers: clock, practicePeople: false, first: { ...firstSettings(folder), stores } });
});

afterEach(async () => {
  await opened.close();
  await woo.stop();
  await shopify.stop();
  rmSync(folder, { recursive: true, force: true });
});

function ask<N extends CallName>(call: N, input: CallInput<N>): Promise<Reply<CallOutput<N>>> {
  return new Promise((resolve, reject) => {
    let deliver = (_message: unknown): void => undefined;
    serveContract({
      port: { post: (message) => message.kind === 'reply' && resolve(message.reply as Reply<CallOutput<N>>), onMessage: (listener) => (deliver = listener) },
      handlers: opened.station.handlers,
      onBug: reject,
    });
    deliver({ kind: 'call', id: 1, call, input });
  });
}

async function answer<N extends CallName>(call: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const reply = await ask(call, input);
  if (!reply.ok) throw new Error(`${call}: ${reply.error.message}`);
  return reply.value;
}

async function refusal<N extends CallName>(call: N, input: CallInput<N>): Promise<ReplyError> {
  const reply = await ask(call, input);
  if (reply.ok) throw new Error(`${call} was not refused`);
  return reply.error;
}

const storeOf = async (storeId: string): Promise<CallOutput<'loadConnections'>['stores'][number]> => {
  const store = (await answer('loadConnections', {})).stores.find((one) => one.storeId === storeId);
  if (store === undefined) throw new Error(`no store ${storeId}`);
  return store;
};
const enterWooKeys = (keys: Readonly<Record<string, string>> = PRACTICE_WOO_KEYS) => answer('saveAccountSecret', { storeId: 'woo', secrets: keys });

describe('a trial of a connection', () => {
  it('says what is missing before any key was entered', async () => {
    expect(await answer('testConnection', { storeId: 'woo' })).toMatchObject({ kind: 'failed', problems: [{ code: 'bad-settings' }] });
    expect(await storeOf('woo')).toMatchObject({ state: 'not-connected', budgets: [], carriers: [{ carrier: 'DHL', told: null }, { carrier: 'Radbote', told: null }] });
  });

  it('works with the right keys: the shop answers by its name, and may be written to', async () => {
    await enterWooKeys();
    expect(await answer('testConnection', { storeId: 'woo' })).toMatchObject({ kind: 'works', canWrite: true });
    expect(woo.arrived('listOrders')).toBeGreaterThan(0);
  });

  it('works with keys that may only read, and says so', async () => {
    await enterWooKeys(PRACTICE_WOO_READER);
    expect(await answer('testConnection', { storeId: 'woo' })).toMatchObject({ kind: 'works', canWrite: false });
  });

  it('a refused key is a matter of the account, in the words of the shop', async () => {
    await enterWooKeys({ ...PRACTICE_WOO_KEYS, consumerSecret: 'cs_wrong' });
    expect(await answer('testConnection', { storeId: 'woo' })).toMatchObject({ kind: 'failed', problems: [{ code: 'auth', message: expect.stringContaining('Consumer secret is invalid') as string }] });
  });

  it('a shop that asks to wait is told as such, with how long', async () => {
    woo.faults.add({ times: 50, fault: { kind: 'status', status: 429, headers: { 'retry-after': '7' } } });
    await enterWooKeys();
    expect(await answer('testConnection', { storeId: 'woo' })).toMatchObject({ kind: 'failed', problems: [{ code: 'throttled', message: expect.stringMatching(/wait \d+ s/) as string }] });
  });

  it('a shop that is away is told as such', async () => {
    await enterWooKeys();
    await woo.setNetwork(false);
    expect(await answer('testConnection', { storeId: 'woo' })).toMatchObject({ kind: 'failed', problems: [{ code: 'unavailable' }] });
  });

  it.each(['files', 'nobody'])('there is none for %s', async (storeId) => {
    expect(await refusal('testConnection', { storeId })).toMatchObject({ code: 'not-found' });
  });
});

describe('secrets of an account', () => {
  it('one that the channel does not have is refused, and nothing is stored', async () => {
    expect(await refusal('saveAccountSecret', { storeId: 'woo', secrets: { ...PRACTICE_WOO_KEYS, password: 'x' } })).toMatchObject({ code: 'invalid-input' });
    expect((await storeOf('woo')).storedSecrets).toEqual([]);
  });

  it('an open field is no secret: it is not stored beside them', async () => {
    expect(await refusal('saveAccountSecret', { storeId: 'woo', secrets: { siteUrl: 'https://evil.example/' } })).toMatchObject({ code: 'invalid-input' });
  });

  it('come back in no view, stand in no file as they are, and are named in the log without their values', async () => {
    await enterWooKeys();
    await answer('testConnection', { storeId: 'woo' });
    const views = await Promise.all([answer('loadConnections', {}), answer('loadSettings', {}), answer('loadBench', {}), answer('loadBoard', {}), answer('loadAudit', { beforeSequence: null })]);
    const said = JSON.stringify(views);
    expect(said).toContain('account-secret-saved');
    expect(said).toContain('consumerSecret');
    for (const secret of Object.values(PRACTICE_WOO_KEYS)) {
      expect(said).not.toContain(secret);
      expect(filesWith(secret)).toEqual([]);
    }
    expect((await storeOf('woo')).storedSecrets).toEqual(['consumerKey', 'consumerSecret']);
  });

  it('a half of them entered later is added to what is there', async () => {
    await enterWooKeys({ consumerKey: PRACTICE_WOO_KEYS.consumerKey });
    expect(await storeOf('woo')).toMatchObject({ state: 'not-connected', problems: [expect.stringContaining('consumerSecret')] });
    await enterWooKeys({ consumerSecret: PRACTICE_WOO_KEYS.consumerSecret });
    expect(await answer('testConnection', { storeId: 'woo' })).toMatchObject({ kind: 'works' });
  });
});

function filesWith(text: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => statSync(path.join(folder, file)).isFile() && readFileSync(path.join(folder, file)).includes(text));
}

describe('signing in at the vendor’s page', () => {
  const begin = async (): Promise<CallOutput<'beginSignIn'>> => {
    await answer('saveAccountSecret', { storeId: 'shopify', secrets: { clientSecret: PRACTICE_CLIENT.clientSecret } });
    return answer('beginSignIn', { storeId: 'shopify', redirectUri: wayBack });
  };
  /** Signed as Shopify signs it: hexadecimal HMAC-SHA256 over the other parameters, sorted. Source: "Implement authorization code grant manually". */
  const cameBack = (state: string, code = PRACTICE_CODE): string => {
    const parameters = { code, shop: myShop, state, timestamp: '1337178173' };
    const text = Object.entries(parameters).map((pair) => pair.join('=')).sort().join('&');
    return `${wayBack}?${new URLSearchParams({ ...parameters, hmac: createHmac('sha256', PRACTICE_CLIENT.clientSecret).update(text).digest('hex') }).toString()}`;
  };
  const finish = (state: string, address: string) => ask('finishSignIn', { storeId: 'shopify', state, address, redirectUri: wayBack });

  it('goes there and back: the token is stored sealed, and the connection is tried at once', async () => {
    const { url, state } = await begin();
    expect(Object.fromEntries(new URL(url).searchParams)).toMatchObject({ state, client_id: PRACTICE_CLIENT.clientId, redirect_uri: wayBack });
    expect(url).not.toContain(PRACTICE_CLIENT.clientSecret);

    const reply = await finish(state, cameBack(state));
    expect(reply).toMatchObject({ ok: true, value: { kind: 'works' } });
    const store = await storeOf('shopify');
    expect(store.storedSecrets).toEqual(['clientSecret', 'refreshToken']);
    expect(store.credentialEndsAtMs).toBeGreaterThan(testStartMs);
    expect(store.budgets).toMatchObject([{ isWeighed: true, burst: 2000 }]);
    expect(JSON.stringify([reply, await answer('loadConnections', {}), await answer('loadSettings', {}), await answer('loadAudit', { beforeSequence: null })])).not.toMatch(/shprt_practice|shpat_practice|shpss_practice/);
    expect([...filesWith('shprt_practice'), ...filesWith(PRACTICE_CLIENT.clientSecret)]).toEqual([]);
  });

  it('counts once: the same address again begins nothing', async () => {
    const { state } = await begin();
    await finish(state, cameBack(state));
    expect(await finish(state, cameBack(state))).toMatchObject({ ok: false, error: { code: 'refused', details: { reason: 'not-begun' } } });
  });

  it('counts once also where two hands finish it at the same time', async () => {
    const { state } = await begin();
    const replies = await Promise.all([finish(state, cameBack(state)), finish(state, cameBack(state))]);
    expect(replies.map(({ ok }) => ok)).toEqual([true, false]);
  });

  it('ends after an hour', async () => {
    const { state } = await begin();
    await clock.advance(minutes(61));
    expect(await finish(state, cameBack(state))).toMatchObject({ ok: false, error: { details: { reason: 'not-begun' } } });
  });

  it('is redeemed with the way back that it began with, and with no other', async () => {
    const { state } = await begin();
    expect(await ask('finishSignIn', { storeId: 'shopify', state, address: cameBack(state), redirectUri: 'https://evil.example/packgate' })).toMatchObject({ ok: false, error: { details: { reason: 'not-begun' } } });
    expect(await finish(state, cameBack(state))).toMatchObject({ ok: true });
  });

  it('gives nothing to a connection that was changed since', async () => {
    const { state } = await begin();
    const settings = await answer('loadSettings', {});
    const pointedTo = (shop: string) => answer('saveSettings', { ...settings, stores: settings.stores.map((store) => (store.storeId === 'shopify' && store.connection.kind === 'account' ? { ...store, connection: { kind: 'account', fields: { ...store.connection.fields, shop } } } : store)) });
    await pointedTo('another-shop.myshopify.com');
    expect(await finish(state, cameBack(state))).toMatchObject({ ok: false, error: { details: { reason: 'changed-meanwhile' } } });
    expect((await storeOf('shopify')).storedSecrets).toEqual(['clientSecret']);
    await pointedTo(myShop);
    const finishing = finish(state, cameBack(state));
    await pointedTo('another-shop.myshopify.com');
    expect(await finishing).toMatchObject({ ok: false, error: { details: { reason: 'changed-meanwhile' } } });
    expect((await storeOf('shopify')).storedSecrets).toEqual(['clientSecret']);
  });

  it('takes no answer to a question that was not asked here', async () => {
    await begin();
    expect(await finish('a-state-of-somebody-else', cameBack('a-state-of-somebody-else'))).toMatchObject({ ok: false, error: { details: { reason: 'not-begun' } } });
  });

  it('an address without a permission may be corrected: the sign-in goes on', async () => {
    const { state } = await begin();
    expect(await finish(state, `${wayBack}?error=access_denied`)).toMatchObject({ ok: false, error: { details: { reason: 'no-code' } } });
    expect(await finish(state, cameBack(state))).toMatchObject({ ok: true, value: { kind: 'works' } });
  });

  it('a code that the token service refuses is told, and nothing of it is stored', async () => {
    const { state } = await begin();
    expect(await finish(state, cameBack(state, 'stale-code'))).toMatchObject({ ok: true, value: { kind: 'failed' } });
    expect((await storeOf('shopify')).storedSecrets).toEqual(['clientSecret']);
  });

  it('a channel without such a page says so', async () => {
    await enterWooKeys();
    expect(await refusal('beginSignIn', { storeId: 'woo', redirectUri: wayBack })).toMatchObject({ code: 'refused', details: { reason: 'no-sign-in' } });
  });
});

describe('how a store stands', () => {
  it('names each carrier with the word it is told by, and those without one', async () => {
    await answer('saveAccountSecret', { storeId: 'amazon', secrets: { clientSecret: 'a', refreshToken: 'b' } });
    const before = await storeOf('amazon');
    expect(before.unmappedCarriers).toEqual(['Radbote']);
    expect(before.carriers).toEqual([
      { carrier: 'DHL', told: { carrierCode: 'DHL' }, isOwn: false },
      { carrier: 'Radbote', told: null, isOwn: false },
    ]);

    const settings = await answer('loadSettings', {});
    await answer('saveSettings', { ...settings, stores: settings.stores.map((store) => (store.storeId === 'amazon' ? { ...store, carrierWords: { Radbote: { carrierCode: 'Other', carrierName: 'Radbote Leipzig' } } } : store)) });
    expect(await storeOf('amazon')).toMatchObject({ unmappedCarriers: [], carriers: [{ carrier: 'DHL', isOwn: false }, { carrier: 'Radbote', told: { carrierCode: 'Other', carrierName: 'Radbote Leipzig' }, isOwn: true }] });
  });

  it('says who owns what, and that a shop fed by files has nobody behind it', async () => {
    expect(await storeOf('woo')).toMatchObject({ cancellationOwner: 'woo', shippedOwner: 'Packgate', notifyBuyer: null, queue: { due: 0, parked: 0, accepted: 0, causes: [] } });
    expect(await storeOf('files')).toMatchObject({ state: 'file', budgets: [] });
  });
});
