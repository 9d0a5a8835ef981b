import { describe, expect, it } from 'vitest';
import { findCarrierWord } from '../../../src/main/connectors/marketplaces/tiktok/carriers.ts';
import { tiktokConnector } from '../../../src/main/connectors/marketplaces/tiktok/connector.ts';
import { createShopCipher } from '../../../src/main/connectors/marketplaces/tiktok/shop-cipher.ts';
import { tiktokSettings } from '../../../src/main/connectors/marketplaces/tiktok/settings.ts';
import type { StoreId } from '../../../src/shared/domain/order/order.ts';
import { createManualClock } from '../../support/manual-clock.ts';

const GOOD = { appKey: '6a6b7c', appSecret: 's', refreshToken: 'ROW_r' };
const open = (settings: unknown) => tiktokConnector.openAccount({ storeId: 'shop' as StoreId, settings, clock: createManualClock(0) });

describe('settings of a TikTok shop', () => {
  it('need the app and a sign-in, and know TikTok’s hosts by themselves', () => {
    expect(tiktokSettings.parse(GOOD)).toEqual({ ...GOOD, endpoint: 'https://open-api.tiktokglobalshop.com', tokenEndpoint: 'https://auth.tiktok-shops.com', carriers: {} });
    expect(open(GOOD).ok).toBe(true);
  });

  it('an empty field of a form is one that was not filled in', () => {
    expect(tiktokSettings.parse({ ...GOOD, shopCipher: ' ' }).shopCipher).toBeUndefined();
  });

  it('the end of the refresh token comes back as the text it was stored as', () => {
    expect(tiktokSettings.parse({ ...GOOD, refreshTokenEndsAtMs: '1826785800000' }).refreshTokenEndsAtMs).toBe(1_826_785_800_000);
  });

  it.each([
    ['no app key', { ...GOOD, appKey: '' }, 'appKey'],
    ['no secret', { ...GOOD, appSecret: '' }, 'appSecret'],
    ['no sign-in', { appKey: 'a', appSecret: 'b' }, 'refreshToken'],
    ['another host', { ...GOOD, endpoint: 'https://open-api.tiktokglobalshop.com.evil.example' }, 'endpoint'],
    ['plain http', { ...GOOD, endpoint: 'http://open-api.tiktokglobalshop.com' }, 'endpoint'],
    ['another token host', { ...GOOD, tokenEndpoint: 'https://auth.example' }, 'tokenEndpoint'],
    ['no address at all', { ...GOOD, endpoint: 'tiktok' }, 'endpoint'],
    ['an empty carrier word', { ...GOOD, carriers: { DHL: { carrierCode: '' } } }, 'carriers.DHL.carrierCode'],
  ])('refuse %s', (_what, settings, field) => {
    expect(open(settings)).toMatchObject({ ok: false, problems: [{ code: 'bad-settings', field }] });
  });

  it('refuse what is no settings at all', () => {
    expect(open(null)).toMatchObject({ ok: false, problems: [{ code: 'bad-settings' }] });
  });
});

describe('the shop of a sign-in', () => {
  const shop = (name: string) => ({ name, region: 'DE', cipher: `ROW_${name}` });
  const finder = (...shops: ReturnType<typeof shop>[]) => createShopCipher({ settings: {}, readShops: async () => ({ kind: 'done', value: shops }) });

  it('is the only one there is', async () => {
    const found = finder(shop('one'));
    expect(found.known()).toBeNull();
    expect(await found.find()).toEqual({ kind: 'done', value: 'ROW_one' });
    expect(found.known()).toBe('ROW_one');
  });

  it.each([
    ['several', [shop('one'), shop('two')], 'one (DE): ROW_one, two (DE): ROW_two'],
    ['none', [], 'none'],
  ])('%s must be chosen by a person, who is told which there are', async (_what, shops, words) => {
    expect(await finder(...shops).find()).toMatchObject({ kind: 'rejected', problems: [{ code: 'bad-settings', field: 'shopCipher', message: expect.stringContaining(words) as string }] });
  });

  it('is asked for again after a failure', async () => {
    let asked = 0;
    const found = createShopCipher({ settings: {}, readShops: async () => (asked++ === 0 ? { kind: 'unavailable', cause: 'no network' } : { kind: 'done', value: [shop('one')] }) });
    expect(await found.find()).toMatchObject({ kind: 'unavailable' });
    expect(await found.find()).toMatchObject({ kind: 'done' });
  });
});

describe('carriers at TikTok', () => {
  it.each([
    ['DHL', 'DHL'],
    ['dhl-paket', 'DHL'],
    ['ROYAL MAIL', 'Royal Mail'],
    ['Hermes Germany', 'Hermes'],
    ['DPD UK', 'DPD UK'],
  ])('%s is the provider %s', (carrier, carrierCode) => {
    expect(findCarrierWord(carrier, {})).toEqual({ carrierCode });
  });

  it('a store’s own word comes first', () => {
    expect(findCarrierWord('DHL', { 'D.H.L.': { carrierCode: 'DHL eCommerce' } })).toEqual({ carrierCode: 'DHL eCommerce' });
  });

  it.each(['Kiez-Velo', 'Other', ''])('%j is mapped to nothing', (carrier) => {
    expect(findCarrierWord(carrier, {})).toBeNull();
  });
});
