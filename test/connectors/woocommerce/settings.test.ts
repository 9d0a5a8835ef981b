import { describe, expect, it } from 'vitest';
import { buildGetOrder, buildListOrders } from '../../../src/main/connectors/marketplaces/woocommerce/build.ts';
import { wooConnector } from '../../../src/main/connectors/marketplaces/woocommerce/connector.ts';
import type { StoreId } from '../../../src/shared/domain/order/order.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { settingsOf } from './fixtures.ts';

const GOOD = { siteUrl: 'https://example.com', consumerKey: 'ck_1', consumerSecret: 'top-secret' };
const open = (settings: unknown) => wooConnector.openAccount({ storeId: 'shop' as StoreId, settings, clock: createManualClock(0) });

describe('settings of a WooCommerce store', () => {
  it.each([
    ['https://example.com', ''],
    ['https://example.com/', ''],
    ['https://example.com/shop', '/shop'],
    ['https://example.com/de/shop/', '/de/shop'],
    ['https://example.com/shop/wp-json/', '/shop'],
  ])('find the folder of %s', (siteUrl, basePath) => {
    expect(settingsOf({ siteUrl })).toMatchObject({ origin: 'https://example.com', basePath });
  });

  it('put the folder in front of every path', () => {
    expect(buildGetOrder('727', settingsOf()).path).toBe('/shop/wp-json/wc/v3/orders/727');
    expect(buildListOrders({ afterMs: 0, offset: 0 }, settingsOf({ siteUrl: 'https://example.com' })).path).toBe('/wp-json/wc/v3/orders');
  });

  it.each([
    ['no address', { siteUrl: '' }, 'siteUrl'],
    ['plain http', { siteUrl: 'http://example.com' }, 'siteUrl'],
    ['a name that only looks like this machine', { siteUrl: 'http://127.0.0.1.example.com' }, 'siteUrl'],
    ['another scheme', { siteUrl: 'ftp://example.com' }, 'siteUrl'],
    ['a user in the address', { siteUrl: 'https://me:pw@example.com' }, 'siteUrl'],
    ['a query', { siteUrl: 'https://example.com/?p=1' }, 'siteUrl'],
    ['no key', { consumerKey: '' }, 'consumerKey'],
    ['a key with a colon, which would end it early', { consumerKey: 'ck:1' }, 'consumerKey'],
    ['no secret', { consumerSecret: '' }, 'consumerSecret'],
    ['an unknown place', { target: 'mail' }, 'target'],
    ['a status with its prefix and capitals', { readyStatuses: ['Ready to ship'] }, 'readyStatuses.0'],
    ['a carrier "other" without a name', { carriers: { velo: { carrierCode: 'other' } } }, 'carriers.velo'],
    ['a carrier whose page is no page', { carriers: { velo: { carrierCode: 'other', carrierName: 'Velo', trackingLink: 'javascript:alert(1)' } } }, 'carriers.velo.trackingLink'],
  ])('are refused with the name of the field: %s', (_what, change, field) => {
    const opened = open({ ...GOOD, ...change });
    expect(opened).toMatchObject({ ok: false, problems: [{ code: 'bad-settings', field }] });
    expect(JSON.stringify(opened)).not.toContain('top-secret');
  });

  it('allow plain http on this machine only', () => {
    expect(open({ ...GOOD, siteUrl: 'http://127.0.0.1:4000/shop/' }).ok).toBe(true);
    expect(open(GOOD).ok).toBe(true);
  });

  it.each([[null], ['x'], [{}]])('refuse %j without falling over', (settings) => {
    expect(open(settings).ok).toBe(false);
  });
});
