import type { PilotCode } from '../../../../shared/domain/gate/block.ts';
import { ownerOf, type StationSettings, type StoreSettings, type TaxField, usualOwners } from '../../../../shared/contract/settings.ts';

type Owners = NonNullable<StoreSettings['owners']>;
export type Ownable = Owners[number]['owns'][number];
export const ownables: readonly Ownable[] = ['cancellation', 'shipped'];

/** The name under which this station stands in a list of owners. */
export const THIS_STATION = 'Packgate';

/** By position in the list, so that a second owner has no place to be. -1: nobody is chosen. */
export interface OwnersDraft {
  readonly systems: readonly string[];
  readonly cancellation: number;
  readonly shipped: number;
}

export interface TaxRow {
  readonly field: TaxField['field'];
  readonly kind: TaxField['from']['kind'];
  readonly path: string;
  readonly value: string;
}

export interface WeightDraft {
  readonly isOn: boolean;
  readonly packagingGrams: string;
  readonly toleranceGrams: string;
  readonly tolerancePercent: string;
}

export interface RulesDraft {
  readonly taxFields: readonly TaxRow[];
  readonly weight: WeightDraft;
  readonly documents: StoreSettings['rules']['documents'];
  /** In whole units of the currency with its hundredths, as people say it. */
  readonly returnCost: string;
  readonly pilot: readonly PilotCode[];
}

/** Null where nothing was ever chosen: the usual owners stand, also after the store got another name. */
export function ownersDraftOf(owners: Owners | undefined): OwnersDraft | null {
  if (owners === undefined) return null;
  const positionOf = (what: Ownable): number => (ownerOf(owners, what) === null ? -1 : owners.findIndex((entry) => entry.owns.includes(what)));
  return { systems: owners.map((entry) => entry.system), cancellation: positionOf('cancellation'), shipped: positionOf('shipped') };
}

/** What the table of owners shows. */
export const shownOwners = (owners: OwnersDraft | null, storeName: string): OwnersDraft => owners ?? usualOwnersDraft(storeName);

function usualOwnersDraft(storeName: string): OwnersDraft {
  return { systems: usualOwners(storeName).map((entry) => entry.system), cancellation: 0, shipped: 1 };
}

export function ownersOf({ systems, ...chosen }: OwnersDraft): Owners {
  return systems.map((system, position) => ({ system: system.trim(), owns: ownables.filter((what) => chosen[what] === position) }));
}

/** A system goes; what it owned is nobody's until somebody is chosen. */
export function withoutSystem({ systems, ...chosen }: OwnersDraft, position: number): OwnersDraft {
  const moved = (owner: number): number => (owner === position ? -1 : owner > position ? owner - 1 : owner);
  return { systems: systems.filter((_, at) => at !== position), cancellation: moved(chosen.cancellation), shipped: moved(chosen.shipped) };
}

/** Offered when the check is switched on: a light carton, and the noise of a bench scale. Grams, grams, percent. */
const offeredWeight = { packagingGrams: '150', toleranceGrams: '30', tolerancePercent: '3' };

export function rulesDraftOf(rules: StoreSettings['rules'], language: StationSettings['language']): RulesDraft {
  const { weight } = rules;
  const decimal = (text: string): string => (language === 'de' ? text.replace('.', ',') : text);
  return {
    taxFields: rules.taxFields.map(({ field, from }) => ({ field, kind: from.kind, path: from.kind === 'path' ? from.path : '', value: from.kind === 'constant' ? from.value : '' })),
    weight:
      weight === null
        ? { isOn: false, ...offeredWeight }
        : { isOn: true, packagingGrams: String(weight.packagingGrams), toleranceGrams: String(weight.toleranceGrams), tolerancePercent: decimal(String(weight.tolerancePercent)) },
    documents: rules.documents,
    returnCost: decimal((rules.returnCostMinor / 100).toFixed(2)),
    pilot: rules.pilot,
  };
}

export function rulesOf({ taxFields, weight, documents, returnCost, pilot }: RulesDraft): unknown {
  return {
    taxFields: taxFields.map(({ field, kind, path, value }) => ({ field, from: kind === 'path' ? { kind, path: path.trim() } : { kind, value: value.trim() } })),
    weight: weight.isOn ? { packagingGrams: wholeOf(weight.packagingGrams), toleranceGrams: wholeOf(weight.toleranceGrams), tolerancePercent: decimalOf(weight.tolerancePercent) } : null,
    documents: documents.map(({ name, path }) => ({ name: name.trim(), path: path.trim() })),
    returnCostMinor: minorOf(returnCost),
    pilot,
  };
}

/** An empty field is "not a number", never zero. */
export const wholeOf = (text: string): number => (/^\d+$/.test(text.trim()) ? Number(text) : Number.NaN);

const decimalOf = (text: string): number => (/^\d+([.,]\d+)?$/.test(text.trim()) ? Number(text.trim().replace(',', '.')) : Number.NaN);

/** Two decimals at most: "4.9" and "4,90" are 490. */
const minorOf = (text: string): number => (/^\d+([.,]\d{1,2})?$/.test(text.trim()) ? Math.round(decimalOf(text) * 100) : Number.NaN);
