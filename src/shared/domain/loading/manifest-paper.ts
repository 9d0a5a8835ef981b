import type { Sscc } from '../gs1/sscc.ts';
import type { Address } from '../order/order.ts';
import type { InstantMs } from '../units/instant.ts';

/** One parcel of a manifest, as the paper and the list show it. Nothing of the buyer but the country. */
export interface ManifestRow {
  /** 1-based, in the order of loading. */
  readonly position: number;
  readonly channelOrderId: string;
  readonly storeName: string;
  readonly trackingNumber: string;
  readonly sscc: Sscc | null;
  readonly carrierService: string;
  /** ISO 3166-1 alpha-2; null where the order is not known any more. */
  readonly countryCode: string | null;
  readonly weightGrams: number | null;
  readonly loadedAtMs: InstantMs;
  readonly loadedBy: string;
  /** Loaded, and its order must not leave since, while the lane was still open: struck out, and not counted. */
  readonly isStruckOut: boolean;
}

/** Everything one manifest says. The artwork is a function of this and nothing else: same content, same bytes. */
export interface ManifestPaper {
  readonly number: number;
  readonly carrier: string;
  readonly benchName: string;
  readonly sender: Address | null;
  readonly closedAtMs: InstantMs;
  readonly closedBy: string;
  /** IANA name, for example "Europe/Berlin". */
  readonly timeZone: string;
  readonly language: 'en' | 'de';
  /** Made on the practice site: no driver ever comes for it. */
  readonly practice: boolean;
  readonly rows: readonly ManifestRow[];
}

/** What the manifest's bar code says, printed below it too: "MF000012". No command, badge, lane, GTIN or SSCC looks like it. */
export const manifestCodeOf = (number: number): string => `MF${String(number).padStart(6, '0')}`;

export interface ManifestTotals {
  readonly parcels: number;
  /** Rows that are on the paper and not among the parcels. */
  readonly struckOut: number;
  readonly weightGrams: number;
  /** Parcels whose weight is known; the sum is of these. */
  readonly weighed: number;
  /** Most frequent first, then by name. */
  readonly byService: readonly Tally[];
  readonly byCountry: readonly Tally[];
}

export interface Tally {
  readonly name: string;
  readonly parcels: number;
}

export function totalsOf(all: readonly ManifestRow[]): ManifestTotals {
  const rows = all.filter((row) => !row.isStruckOut);
  return {
    parcels: rows.length,
    struckOut: all.length - rows.length,
    weightGrams: rows.reduce((sum, row) => sum + (row.weightGrams ?? 0), 0),
    weighed: rows.filter((row) => row.weightGrams !== null).length,
    byService: tally(rows.map((row) => row.carrierService)),
    byCountry: tally(rows.map((row) => row.countryCode ?? '–')),
  };
}

function tally(names: readonly string[]): readonly Tally[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, parcels]) => ({ name, parcels })).sort((a, b) => b.parcels - a.parcels || (a.name < b.name ? -1 : 1));
}
