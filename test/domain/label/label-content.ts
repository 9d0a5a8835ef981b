// Builder for label tests. The SSCC is the example of the GS1 General Specifications (company prefix 9501101, reserved for examples).
import { parseSscc } from '../../../src/shared/domain/gs1/sscc.ts';
import type { Sscc } from '../../../src/shared/domain/gs1/sscc.ts';
import type { LabelAddress, LabelContent } from '../../../src/shared/domain/label/content.ts';

export function ssccOf(text: string): Sscc {
  const parsed = parseSscc(text);
  if (!parsed.ok) throw new Error(`${text} is no SSCC: ${parsed.reason}`);
  return parsed.sscc;
}

export const exampleSscc = ssccOf('395011015300000011');

export const anAddress = (overrides: Partial<LabelAddress> = {}): LabelAddress => ({
  name: 'Anna-Lena Müller', company: 'Müller Feinkost', lines: ['Prenzlauer Allee 234', 'Hinterhaus, 3. OG links'],
  postcode: '10405', city: 'Berlin', countryCode: 'DE', phone: '+49 30 5550123', ...overrides,
});

export function aLabelContent(overrides: Partial<LabelContent> = {}): LabelContent {
  return {
    parcelId: '01932f6e-7b1a-7c44-9f3e-2a5d1c0b8e77',
    sscc: exampleSscc,
    tracking: { mode: 'sscc', number: overrides.sscc ?? exampleSscc },
    shipFrom: { name: 'Versandlager Nord', company: 'Kontor & Söhne GmbH', lines: ['Hafenstraße 12'], postcode: '20457', city: 'Hamburg', countryCode: 'DE' },
    shipTo: anAddress(),
    orderNumber: '302-1234567-7654321',
    carrierName: 'Parcel Post',
    serviceName: 'Signature on delivery',
    parcelIndex: 1,
    parcelCount: 2,
    weightGrams: 1250,
    storeName: 'Kontor Amazon DE',
    practice: false,
    printedAtText: '2026-11-21 14:05',
    ...overrides,
  };
}

/** The longest fields real exports hold (Amazon allows 60 characters per address line, names of 50; made up otherwise). */
export const longestAddress: LabelAddress = {
  name: 'Maria-Magdalena Freifrau von Hohenstein-Schwarzenberg-Wolfenbüttel',
  company: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft mbH & Co. KGaA',
  lines: [
    'c/o Gesellschaft für internationale Zusammenarbeit, Abteilung Wareneingang',
    'Bürgermeister-Doktor-Johann-Sebastian-Ritter-von-Kempelen-Straße 1234 a',
    'Gebäudekomplex Nordwest, Aufgang C, 17. Obergeschoss, Raum 17.204.33',
    'Klingel: drittes Schild von oben links, bitte zweimal lang läuten!!',
  ],
  postcode: '99999-12345',
  city: 'Hellschen-Heringsand-Unterschaar bei Schleswig',
  region: 'Mecklenburg-Vorpommern und Schleswig-Holstein',
  countryCode: 'GS',
  phone: '+49 (0) 1234 5678901234 ext. 56789',
};
