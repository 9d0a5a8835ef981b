import { describe, expect, it } from 'vitest';
import { amazonConnector } from '../../../src/main/connectors/marketplaces/amazon/connector.ts';
import { amazonSettings } from '../../../src/main/connectors/marketplaces/amazon/settings.ts';
import type { StoreId } from '../../../src/shared/domain/order/order.ts';
import { createManualClock } from '../../support/manual-clock.ts';

const GOOD = { region: 'fe', marketplaceIds: ['A1VC38T7YXB528'], clientId: 'c', clientSecret: 'top-secret', refreshToken: 'r' };
const open = (settings: unknown) => amazonConnector.openAccount({ storeId: 'shop' as StoreId, settings, clock: createManualClock(0) });

describe('settings of an Amazon store', () => {
  it('take host and token service from the region', () => {
    expect(amazonSettings.parse(GOOD)).toMatchObject({ endpoint: 'https://sellingpartnerapi-fe.amazon.com', tokenUrl: 'https://api.amazon.com/auth/o2/token', carriers: {} });
  });

  it.each([
    ['no region and no endpoint', { region: undefined }, 'region'],
    ['an unknown region', { region: 'moon' }, 'region'],
    ['an endpoint that is no address', { endpoint: 'not an address' }, 'endpoint'],
    ['a host that is not Amazon’s', { endpoint: 'https://sellingpartnerapi-eu.amazon.com.evil.example' }, 'endpoint'],
    ['Amazon without https', { endpoint: 'http://sellingpartnerapi-eu.amazon.com' }, 'endpoint'],
    ['a token service that is not Amazon’s', { tokenUrl: 'https://evil.example/auth/o2/token' }, 'tokenUrl'],
    ['no marketplace', { marketplaceIds: [] }, 'marketplaceIds'],
    ['no secret', { clientSecret: '' }, 'clientSecret'],
    ['a carrier "Other" without a name', { carriers: { velo: { carrierCode: 'Other' } } }, 'carriers.velo'],
  ])('are refused with the name of the field: %s', (_what, change, field) => {
    const opened = open({ ...GOOD, ...change });
    expect(opened).toMatchObject({ ok: false, problems: [{ code: 'bad-settings', field }] });
    expect(JSON.stringify(opened)).not.toContain('top-secret');
  });

  it('allow the practice site on this machine, and only there plain http', () => {
    expect(open({ ...GOOD, endpoint: 'http://127.0.0.1:4000', tokenUrl: 'http://127.0.0.1:4000/auth/o2/token' }).ok).toBe(true);
  });

  it.each([[null], ['x'], [{}]])('refuse %j without falling over', (settings) => {
    expect(open(settings).ok).toBe(false);
  });
});
