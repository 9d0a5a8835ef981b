// Builder for manifest tests. Numbers are of company prefix 9521234, out of the range that GS1 keeps for demonstrations; orders are made up.
import { buildSscc } from '../../src/shared/domain/gs1/sscc.ts';
import type { ManifestPaper, ManifestRow } from '../../src/shared/domain/loading/manifest-paper.ts';

const services = ['Paket', 'Express 12:00', 'Paket International'];
const countries = ['DE', 'AT', 'PL', 'FR', 'CH'];

export function aManifestRow(position: number, overrides: Partial<ManifestRow> = {}): ManifestRow {
  const sscc = buildSscc({ extensionDigit: 3, companyPrefix: '9521234', serial: String(position).padStart(9, '0') });
  return {
    position,
    channelOrderId: `302-1234567-${String(7_000_000 + position)}`,
    storeName: 'Shop',
    trackingNumber: sscc,
    sscc,
    carrierService: services[position % services.length] ?? 'Paket',
    countryCode: countries[position % countries.length] ?? 'DE',
    weightGrams: 1000 + position,
    loadedAtMs: Date.UTC(2026, 10, 21, 15, 0, position),
    loadedBy: 'Alex',
    isStruckOut: false,
    ...overrides,
  };
}

export function aManifestPaper(parcels: number, overrides: Partial<ManifestPaper> = {}): ManifestPaper {
  return {
    number: 12,
    carrier: 'DHL',
    benchName: 'Bench 1',
    sender: { name: 'Versandlager Nord', company: 'Kontor & Söhne GmbH', lines: ['Hafenstraße 12'], postcode: '20457', city: 'Hamburg', countryCode: 'DE' },
    closedAtMs: Date.UTC(2026, 10, 21, 16, 5),
    closedBy: 'Alex',
    timeZone: 'Europe/Berlin',
    language: 'en',
    practice: false,
    rows: Array.from({ length: parcels }, (_none, index) => aManifestRow(index + 1)),
    ...overrides,
  };
}
