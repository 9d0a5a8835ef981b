import { boundAttributes, mostAttributes } from '../../shared/domain/order/attributes.ts';
import type { Row } from './bytes/rows.ts';
import type { Cells, Column } from './cells.ts';
import { foldName, type Header } from './header.ts';

/**
 * Columns that no format maps and a store may want: numbers for customs and papers, known by words of their header. An export has a
 * hundred columns, most of them money and people (a buyer's own tax number too); those stay in the file.
 */
const worthKeeping = /\b(?:ioss|voec|eori|vat|gst|abn|tax (?:id|no|number|registration|category|scheme)|customs|incoterms?|invoice|deemed|reseller|registration|pro ?forma|hs code|commodity|country of origin|document|slip)\b/;
const moneyOrPeople = /\b(?:buyer|amount|amt|rate|value|total|price|percent|paid|fee|cost|sum)\b/;

/** "Weight (kg)", "weight_g", "Lineitem grams": only with its unit, because 1.5 of nothing is nothing. */
const weightName = /^(?:line ?item |item |product |unit )?(?:(?:weight )?\(?(grams?|kilograms?)\)?|weight \(?(g|kg)\)?)$/;

export interface ExtraColumns {
  readonly attributes: readonly Column[];
  readonly weight: WeightColumn | null;
}

export interface WeightColumn {
  readonly column: Column;
  readonly gramsPerUnit: 1 | 1000;
}

export function findExtraColumns(header: Header): ExtraColumns {
  const attributes: Column[] = [];
  let weight: WeightColumn | null = null;
  const seen = new Set<string>();
  header.names.forEach((name, index) => {
    const folded = foldName(name);
    if (folded === '' || seen.has(folded)) return;
    seen.add(folded);
    const unit = weightName.exec(folded);
    if (unit !== null) weight ??= { column: { index, name }, gramsPerUnit: (unit[1] ?? unit[2] ?? '').startsWith('k') ? 1000 : 1 };
    else if (worthKeeping.test(folded) && !moneyOrPeople.test(folded) && attributes.length < mostAttributes) attributes.push({ index, name });
  });
  return { attributes, weight };
}

/** Two columns of which one names what the other holds: "eBay Reference Name" IOSS, "eBay Reference Value" IM... */
export interface NamedColumns {
  readonly path: string;
  readonly name: Column;
  readonly value: Column;
}

/** The paths are "path [name]". */
export function readNamed(rows: readonly Row[], { path, name, value }: NamedColumns, cells: Cells): readonly (readonly [string, string])[] {
  if (name.index < 0 || value.index < 0) return [];
  return rows.flatMap((row) => {
    const what = cells.text(row, name);
    return what === '' ? [] : [[`${path} [${what}]`, cells.text(row, value)] as const];
  });
}

/** By header name. Different values in the rows of one order stand side by side: nobody guesses between two numbers. */
export function readAttributes(rows: readonly Row[], columns: readonly Column[], cells: Cells, named: readonly (readonly [string, string])[] = []): Readonly<Record<string, string>> | undefined {
  if (columns.length === 0 && named.length === 0) return undefined;
  const entries = [...named];
  for (const column of columns) {
    const values: string[] = [];
    for (const row of rows) {
      if ((row.fields[column.index] ?? '') === '') continue;
      const value = cells.text(row, column);
      if (value !== '' && !values.includes(value)) values.push(value);
    }
    if (values.length > 0) entries.push([column.name, values.join(', ')]);
  }
  return boundAttributes(entries);
}

/** One unit's weight. What is no weight is no reason to lose an order: then it is not known. */
export function readWeight(row: Row, weight: WeightColumn | null, cells: Cells): { readonly weightGrams?: number } {
  if (weight === null) return {};
  const grams = cells.grams(row, weight.column, weight.gramsPerUnit);
  return grams === null ? {} : { weightGrams: grams };
}
