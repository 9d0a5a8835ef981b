/** What is printed on a manifest, in the languages of the station. A paper is drawn without a page: its words live here. */
export interface ManifestWords {
  readonly locale: string;
  readonly title: string;
  readonly practiceBanner: string;
  readonly sender: string;
  readonly carrier: string;
  readonly closed: string;
  readonly bench: string;
  readonly parcels: string;
  readonly weight: string;
  readonly columns: readonly [position: string, order: string, tracking: string, sscc: string, service: string, country: string, weight: string];
  readonly byService: string;
  readonly byCountry: string;
  readonly handover: string;
  readonly driver: string;
  readonly warehouse: string;
  readonly name: string;
  readonly vehicle: string;
  readonly when: string;
  readonly signature: string;
  /** In place of the service of a row that is struck out. */
  readonly doNotTake: string;
  struckOut(parcels: number): string;
  weighedOf(weighed: number, parcels: number): string;
  page(number: number, of: number): string;
}

export const manifestWords: Readonly<Record<'en' | 'de', ManifestWords>> = {
  en: {
    locale: 'en-GB',
    title: 'Manifest',
    practiceBanner: 'PRACTICE – NO PARCEL OF THIS LIST TRAVELS',
    sender: 'SENDER',
    carrier: 'CARRIER',
    closed: 'CLOSED',
    bench: 'BENCH',
    parcels: 'PARCELS',
    weight: 'WEIGHT',
    columns: ['No.', 'Order', 'Tracking number', 'SSCC', 'Service', 'To', 'Weight'],
    byService: 'By service',
    byCountry: 'By country',
    handover: 'Handed over and received as listed:',
    driver: 'DRIVER',
    warehouse: 'WAREHOUSE',
    name: 'Name',
    vehicle: 'Vehicle',
    when: 'Date, time',
    signature: 'Signature',
    doNotTake: 'DO NOT TAKE',
    struckOut: (parcels) => `(${parcels} struck out)`,
    weighedOf: (weighed, parcels) => `(${weighed} of ${parcels} weighed)`,
    page: (number, of) => `Page ${number} of ${of}`,
  },
  de: {
    locale: 'de-DE',
    title: 'Ladeliste',
    practiceBanner: 'ÜBUNG (PRACTICE) – KEIN PAKET DIESER LISTE REIST',
    sender: 'ABSENDER',
    carrier: 'FRACHTFÜHRER',
    closed: 'GESCHLOSSEN',
    bench: 'PACKPLATZ',
    parcels: 'PAKETE',
    weight: 'GEWICHT',
    columns: ['Nr.', 'Bestellung', 'Sendungsnummer', 'SSCC', 'Produkt', 'Nach', 'Gewicht'],
    byService: 'Nach Produkt',
    byCountry: 'Nach Land',
    handover: 'Wie aufgeführt übergeben und übernommen:',
    driver: 'FAHRER',
    warehouse: 'LAGER',
    name: 'Name',
    vehicle: 'Fahrzeug',
    when: 'Datum, Uhrzeit',
    signature: 'Unterschrift',
    doNotTake: 'NICHT MITNEHMEN',
    struckOut: (parcels) => `(${parcels} gestrichen)`,
    weighedOf: (weighed, parcels) => `(${weighed} von ${parcels} gewogen)`,
    page: (number, of) => `Seite ${number} von ${of}`,
  },
};
