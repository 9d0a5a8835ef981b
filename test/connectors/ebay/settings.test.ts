import { describe, expect, it } from 'vitest';
import { ebayConnector } from '../../../src/main/connectors/marketplaces/ebay/connector.ts';
import { ebaySettings } from '../../../src/main/connectors/marketplaces/ebay/settings.ts';
import type { StoreId } from '../../../src/shared/domain/order/order.ts';
import { createManualClock } from '../../support/manual-clock.ts';

const GOOD = { environment: 'production', clientId: 'c', clientSecret: 'top-secret', refreshToken: 'r' };
const open = (settings: unknown) => ebayConnector.openAccount({ storeId: 'shop' as StoreId, settings, clock: createManualClock(0) });
const endOf = (refreshTokenEndsAt: unknown): number | null => {
  const opened = open({ ...GOOD, refreshTokenEndsAt });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  return opened.account.credentialEndsAtMs();
};

describe('settings of an eBay store', () => {
  it.each([
    ['production', 'https://api.ebay.com'],
    ['sandbox', 'https://api.sandbox.ebay.com'],
  ])('take the host from the environment: %s', (environment, endpoint) => {
    expect(ebaySettings.parse({ ...GOOD, environment })).toMatchObject({ endpoint, carriers: {} });
  });

  it.each([
    ['an unknown environment', { environment: 'moon' }, 'environment'],
    ['a host that is not eBay’s', { endpoint: 'https://api.ebay.com.evil.example' }, 'endpoint'],
    ['eBay without https', { endpoint: 'http://api.ebay.com' }, 'endpoint'],
    ['no client', { clientId: ' ' }, 'clientId'],
    ['no secret', { clientSecret: '' }, 'clientSecret'],
    ['no refresh token', { refreshToken: undefined }, 'refreshToken'],
    ['an end that is no day', { refreshTokenEndsAt: 'in 18 months' }, 'refreshTokenEndsAt'],
    ['a carrier without a word', { carriers: { velo: { carrierCode: ' ' } } }, 'carriers.velo.carrierCode'],
  ])('are refused with the name of the field: %s', (_what, change, field) => {
    const opened = open({ ...GOOD, ...change });
    expect(opened).toMatchObject({ ok: false, problems: [{ code: 'bad-settings', field }] });
    expect(JSON.stringify(opened)).not.toContain('top-secret');
  });

  it('allow the practice site on this machine, and only there plain http', () => {
    expect(open({ ...GOOD, endpoint: 'http://127.0.0.1:4000' }).ok).toBe(true);
  });

  it.each([[null], ['x'], [{}]])('refuse %j without falling over', (settings) => {
    expect(open(settings).ok).toBe(false);
  });

  it.each([
    ['2028-05-21', Date.UTC(2028, 4, 21)],
    ['2028-05-21T10:00:00.000Z', Date.UTC(2028, 4, 21, 10)],
    ['', null],
    [undefined, null],
  ])('say when the sign-in ends, where it is known: %s', (text, endsAtMs) => {
    expect(endOf(text)).toBe(endsAtMs);
  });

  it('have a field for everything that has no default', () => {
    expect(ebayConnector.fields.filter((field) => field.isRequired).map((field) => field.name)).toEqual(['environment', 'clientId', 'clientSecret', 'refreshToken']);
    expect(ebayConnector.fields.filter((field) => field.kind === 'secret').map((field) => field.name)).toEqual(['clientSecret', 'refreshToken']);
  });
});
