import { describe, expect, it } from 'vitest';
import { shopifyConnector } from '../../../src/main/connectors/marketplaces/shopify/connector.ts';
import { shopifySettings } from '../../../src/main/connectors/marketplaces/shopify/settings.ts';
import type { StoreId } from '../../../src/shared/domain/order/order.ts';
import { createManualClock } from '../../support/manual-clock.ts';

const GOOD = { shop: 'my-shop.myshopify.com', accessToken: 'shpat_top-secret' };
const open = (settings: unknown) => shopifyConnector.openAccount({ storeId: 'shop' as StoreId, settings, clock: createManualClock(0) });

describe('settings of a Shopify store', () => {
  it.each([['my-shop'], ['My-Shop.myshopify.com'], [' https://my-shop.myshopify.com/admin/orders ']])('take the shop from "%s"', (shop) => {
    expect(shopifySettings.parse({ ...GOOD, shop })).toMatchObject({ address: 'https://my-shop.myshopify.com', locationId: null, unpaidOrders: 'wait', carriers: {} });
  });

  it.each([
    ['a token that never ends', { accessToken: 't' }, { kind: 'token', accessToken: 't' }],
    ['an app of the same organisation', { accessToken: '', clientId: 'c', clientSecret: 's' }, { kind: 'client', clientId: 'c', clientSecret: 's', refreshToken: null }],
    ['a person who signed in, before a token typed in earlier', { clientId: 'c', clientSecret: 's', refreshToken: 'r' }, { kind: 'client', clientId: 'c', clientSecret: 's', refreshToken: 'r' }],
  ])('let in by %s', (_what, change, access) => {
    expect(shopifySettings.parse({ ...GOOD, ...change }).access).toEqual(access);
  });

  it.each([
    ['no shop', { shop: '' }, 'shop'],
    ['a host that is not Shopify’s', { shop: 'my-shop.myshopify.com.evil.example' }, 'shop'],
    ['a host that only looks like it', { shop: 'evil.example/my-shop.myshopify.com' }, 'shop'],
    ['an address beside the shop that is not this machine', { endpoint: 'https://evil.example' }, 'endpoint'],
    ['an endpoint that is no address', { endpoint: 'nonsense' }, 'endpoint'],
    ['nothing to be let in with', { accessToken: '' }, 'accessToken'],
    ['a client without its secret', { accessToken: '', clientId: 'c' }, 'accessToken'],
    ['a location that is none', { locationId: 'warehouse' }, 'locationId'],
    ['an address for numbers without https', { carriers: { velo: { carrierCode: 'Velo', trackingUrl: 'http://velo.example/{number}' } } }, 'carriers.velo.trackingUrl'],
    ['an address for numbers without their place', { carriers: { velo: { carrierCode: 'Velo', trackingUrl: 'https://velo.example/' } } }, 'carriers.velo.trackingUrl'],
    ['a carrier without a word', { carriers: { velo: { carrierCode: ' ' } } }, 'carriers.velo.carrierCode'],
  ])('are refused with the name of the field: %s', (_what, change, field) => {
    const opened = open({ ...GOOD, ...change });
    expect(opened).toMatchObject({ ok: false, problems: [{ code: 'bad-settings', field }] });
    expect(JSON.stringify(opened)).not.toContain('top-secret');
  });

  it('take a location by its number or by its long name', () => {
    expect(shopifySettings.parse({ ...GOOD, locationId: 'gid://shopify/Location/123' }).locationId).toBe('123');
  });

  it('take the name of a carrier that elsewhere goes as "Other" for its word', () => {
    expect(shopifySettings.parse({ ...GOOD, carriers: { velo: { carrierCode: 'Other', carrierName: 'Kiez-Velo' }, dhl: { carrierCode: 'DHL', carrierName: 'DHL Paket' } } }).carriers).toEqual({ velo: { carrierCode: 'Kiez-Velo' }, dhl: { carrierCode: 'DHL' } });
  });

  it('allow the practice site on this machine, and only there plain http', () => {
    expect(open({ ...GOOD, endpoint: 'http://127.0.0.1:4000' }).ok).toBe(true);
  });

  it.each([[null], ['x'], [{}]])('refuse %j without falling over', (settings) => {
    expect(open(settings).ok).toBe(false);
  });
});
