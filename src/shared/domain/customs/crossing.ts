import type { Money } from '../order/order.ts';
import { territoryOf, type Place, type Territory } from './areas.ts';

export type TaxNumberField = 'ioss' | 'vat' | 'eori' | 'voec';

export interface BorderCrossing {
  /** `customs`: goods are exported and imported. `vat`: one customs union, two VAT areas: papers go along, nothing is exported. */
  readonly kind: 'customs' | 'vat';
  /** "EU", "GB", "CH", "Canary Islands": as a person reads it. */
  readonly from: string;
  readonly to: string;
}

export interface CustomsAnswer {
  /** Null: no border on the way. */
  readonly crossing: BorderCrossing | null;
  /** Numbers without which the parcel must not get a label. */
  readonly needs: readonly TaxNumberField[];
}

interface TaxRule {
  readonly field: TaxNumberField;
  applies(from: Territory, to: Territory): boolean;
  /**
   * Only up to this value of the goods, in this currency. The order's value counts, which may hold freight and VAT: it is never less
   * than the value the law means, so that what lies below the limit here lies below it there. A value that is not known, or in
   * another currency, cannot be held against the limit: then the number is not asked for.
   */
  readonly upTo: (Money & { readonly isInclusive: boolean }) | null;
}

const isIn = (territory: Territory, area: string): boolean => territory.vat.includes(area);
const enters = (from: Territory, to: Territory, area: string): boolean => isIn(to, area) && !isIn(from, area);

/** What customs asks of a parcel, as data. Read on 2026-11-21. */
const rules: readonly TaxRule[] = [
  {
    // The exporter's number stands in every export declaration. Source: Regulation (EU) 952/2013 Article 9; HMRC, "Get an EORI number".
    field: 'eori',
    applies: (from) => from.customs.includes('EU') || from.customs.includes('GB'),
    upTo: null,
  },
  {
    // Source: Directive 2006/112/EC Article 369l and following: imported goods in consignments of an intrinsic value not exceeding 150 EUR.
    field: 'ioss',
    applies: (from, to) => enters(from, to, 'EU'),
    upTo: { minor: 150_00, currency: 'EUR', isInclusive: true },
  },
  {
    // The seller's number, or the marketplace's where that collects the VAT. Northern Ireland follows the rule of the EU.
    // Source: HMRC, "VAT and overseas goods sold directly to customers in the UK": consignments not exceeding 135 GBP.
    field: 'vat',
    applies: (from, to) => enters(from, to, 'GB') && !isIn(to, 'EU'),
    upTo: { minor: 135_00, currency: 'GBP', isInclusive: true },
  },
  {
    // Source: Norwegian Tax Administration, "VAT on low value imported goods": each item below 3000 NOK.
    field: 'voec',
    applies: (from, to) => enters(from, to, 'NO'),
    upTo: { minor: 3000_00, currency: 'NOK', isInclusive: false },
  },
];

/**
 * Does a parcel cross a border, and which tax numbers must travel with it? Nothing is asked for inside one country, its far-off parts
 * included, and nothing inside one customs union.
 */
export function customsOf(from: Place, to: Place, value: Money | null): CustomsAnswer {
  const [start, end] = [territoryOf(from), territoryOf(to)];
  const crossing = crossingOf(start, end);
  if (crossing === null || start.state === end.state || crossing.kind === 'vat') return { crossing, needs: [] };
  return { crossing, needs: rules.filter((rule) => rule.applies(start, end) && isBelow(rule, value)).map(({ field }) => field) };
}

function crossingOf(from: Territory, to: Territory): BorderCrossing | null {
  const named = { from: nameOf(from), to: nameOf(to) };
  if (!from.customs.some((area) => to.customs.includes(area))) return { kind: 'customs', ...named };
  return from.vat.some((area) => to.vat.includes(area)) ? null : { kind: 'vat', ...named };
}

const nameOf = ({ name, customs, state }: Territory): string => name ?? customs[0] ?? state;

function isBelow({ upTo }: TaxRule, value: Money | null): boolean {
  if (upTo === null) return true;
  if (value === null || value.currency !== upTo.currency) return false;
  return upTo.isInclusive ? value.minor <= upTo.minor : value.minor < upTo.minor;
}
