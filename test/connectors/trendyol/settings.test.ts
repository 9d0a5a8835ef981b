import { describe, expect, it } from 'vitest';
import { trendyolConnector } from '../../../src/main/connectors/marketplaces/trendyol/connector.ts';
import { trendyolSettings } from '../../../src/main/connectors/marketplaces/trendyol/settings.ts';
import type { StoreId } from '../../../src/shared/domain/order/order.ts';
import { createManualClock } from '../../support/manual-clock.ts';

const good = { sellerId: '107703', apiKey: 'key', apiSecret: 'secret', cargo: 'seller-pays' };

describe('the settings of a Trendyol store', () => {
  it('are enough with seller, key, secret and who pays', () => {
    expect(trendyolSettings.parse({ ...good, storeFrontCode: '' })).toEqual({ ...good, endpoint: 'https://apigw.trendyol.com', storeFrontCode: undefined, listing: 'pages', carriers: {} });
    expect(trendyolSettings.parse({ ...good, storeFrontCode: '1' }).storeFrontCode).toBe('1');
    expect(trendyolSettings.parse({ ...good, storeFrontCode: ' de ' }).storeFrontCode).toBe('DE');
  });

  it('take any address for showing a carrier’s numbers: only our own vehicle needs one of a certain form', () => {
    expect(trendyolSettings.safeParse({ ...good, carriers: { DHL: { carrierCode: 'DHLMP', trackingUrl: 'https://dhl.example/' } } }).success).toBe(true);
  });

  it.each([
    ['a foreign host', { endpoint: 'https://apigw.trendyol.com.example' }, 'endpoint'],
    ['plain http', { endpoint: 'http://apigw.trendyol.com' }, 'endpoint'],
    ['a seller id that would be another path', { sellerId: '1/../2' }, 'sellerId'],
    ['a key with a colon', { apiKey: 'a:b' }, 'apiKey'],
    ['nobody who pays', { cargo: undefined }, 'cargo'],
    ['a listing that nobody built', { listing: 'webhooks' }, 'listing'],
    ['a header within the store front', { storeFrontCode: 'DE\r\nx: y' }, 'storeFrontCode'],
  ])('are refused with %s', (_what, change, field) => {
    const opened = trendyolConnector.openAccount({ storeId: 's' as StoreId, settings: { ...good, ...change }, clock: createManualClock(0) });
    expect(opened).toMatchObject({ ok: false, problems: [{ code: 'bad-settings', field }] });
  });
});
