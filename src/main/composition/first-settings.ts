import path from 'node:path';
import { noStoreRules, type StationSettings, type StoreSettings } from '../../shared/contract/settings.ts';
import { defaultFreshness } from '../../shared/domain/gate/freshness.ts';
import { PRACTICE_CARRIERS } from '../practice/orders.ts';

export const practiceStoreId = 'practice';

/** Where Amazon's orders carry the numbers, and the practice house's own one: a German number that belongs to nobody. */
const practiceTaxFields: StoreSettings['rules']['taxFields'] = [
  { field: 'eori', from: { kind: 'constant', value: 'DE9999999' } },
  { field: 'vat', from: { kind: 'path', path: 'tax.taxRegistrations[MARKETPLACE VAT].taxRegistrationNumber' } },
  { field: 'ioss', from: { kind: 'path', path: 'orderItems[].fulfillment.shipping.internationalShipping.iossNumber' } },
];

export const practiceStore: StoreSettings = {
  storeId: practiceStoreId,
  name: 'Practice Market',
  channel: 'amazon',
  connection: { kind: 'practice' },
  policy: defaultFreshness,
  carrier: 'DHL',
  carrierService: 'Paket',
  carrierRules: [...PRACTICE_CARRIERS],
  rules: { ...noStoreRules, taxFields: practiceTaxFields },
};

/**
 * A fresh station works at once: on the practice site, with a company prefix out of the range GS1 keeps for examples
 * (952), so that nothing it prints can be mistaken for a real parcel.
 */
export function firstSettings(dataFolder: string): StationSettings {
  return {
    benchName: 'Bench 1',
    packer: 'Alex',
    language: 'en',
    theme: 'light',
    soundVolume: 0.7,
    companyPrefix: '9521234',
    extensionDigit: 3,
    shipFrom: { name: 'Packgate Practice', company: 'Practice Warehouse', lines: ['Lagerstraße 12'], postcode: '20357', city: 'Hamburg', countryCode: 'DE' },
    printer: { kind: 'file', folder: path.join(dataFolder, 'labels') },
    labelMedia: '4x6in',
    labelDpi: 203,
    scanner: { suffix: 'enter', layout: 'us-physical', prefix: '' },
    stores: [practiceStore],
    idleLockMinutes: 15,
    peak: 'auto',
    pilot: [],
  };
}
