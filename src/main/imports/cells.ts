import type { Address, Money } from '../../shared/domain/order/order.ts';
import type { InstantMs } from '../../shared/domain/units/instant.ts';
import type { Row } from './bytes/rows.ts';
import type { OrderFileProblem } from './order-file-event.ts';
import { needsCity, needsPostcode, parseCountry } from './values/countries.ts';
import { parseInstant, type DateReading, type WholeDay } from './values/dates.ts';
import { parseMoney, toPlainDecimal, type DecimalStyle } from './values/money.ts';
import { cleanLines, cleanText, isBlank, lostItsDigits, unwrapQuotes } from './values/text.ts';

/** A column of this file: where it stands and what its header says. `index` is -1 where the file has no such column. */
export interface Column {
  readonly index: number;
  readonly name: string;
}

export interface CellRules {
  readonly dates: DateReading;
  readonly decimals: DecimalStyle;
  readonly defaultCurrency: string | null;
  /** The writer does not quote; quotes around a whole value come from a spreadsheet. */
  readonly unwrap: boolean;
}

export interface AddressColumns {
  /** One column, or given name and family name. */
  readonly name: readonly Column[];
  readonly company: Column;
  readonly lines: readonly Column[];
  readonly postcode: Column;
  readonly city: Column;
  readonly region: Column;
  readonly country: Column;
  readonly phone: Column;
}

/** More units than this on one line is a column that slipped. */
const MOST_UNITS = 100_000;
/** A ton in one box is a column that slipped. */
const HEAVIEST_GRAMS = 1_000_000;
const LONGEST_ID = 100;
const LONGEST_TEXT = 1000;

/**
 * Reads the cells of one order and collects what is wrong with them. A cell that cannot be read yields a harmless value
 * and a problem; the order is then refused as a whole, so that the value is never used.
 */
export class Cells {
  problems: OrderFileProblem[] = [];
  readonly #rules: CellRules;
  #lastInstantText = '';
  #lastInstant = 0;

  constructor(rules: CellRules) {
    this.#rules = rules;
  }

  problem(row: Row, column: Column | null, reason: string): void {
    const value = column === null ? null : (row.fields[column.index] ?? '');
    this.problems.push({ kind: 'problem', line: row.line, column: column?.name ?? null, value, orderId: null, reason });
  }

  raw(row: Row, column: Column): string {
    const value = row.fields[column.index];
    if (value === undefined || value === '') return '';
    if (value.includes('\0')) this.problem(row, column, 'there is a NUL byte in this value; the file is damaged, download it again');
    return this.#rules.unwrap ? unwrapQuotes(value) : value;
  }

  text(row: Row, column: Column): string {
    const value = cleanText(this.raw(row, column));
    return value.length > LONGEST_TEXT ? value.slice(0, LONGEST_TEXT) : value;
  }

  required(row: Row, column: Column): string {
    const value = this.text(row, column);
    if (value === '') this.problem(row, column, column.index < 0 ? `the file has no column "${column.name}"` : 'this must not be empty');
    return value;
  }

  /** Ids, SKUs and barcodes: text that has to be exact. */
  code(row: Row, column: Column): string {
    const value = this.text(row, column);
    if (value.length > LONGEST_ID) this.problem(row, column, `this is longer than ${LONGEST_ID} characters`);
    if (lostItsDigits(value)) {
      this.problem(row, column, 'a spreadsheet has rounded this number and its last digits are lost; export again and import the file without opening it in a spreadsheet');
    }
    return value;
  }

  requiredCode(row: Row, column: Column): string {
    const value = this.code(row, column);
    if (value === '') this.problem(row, column, column.index < 0 ? `the file has no column "${column.name}"` : 'this must not be empty');
    return value;
  }

  /** One of a few words; `absent` where the cell is blank. */
  word<Word extends string>(row: Row, column: Column, words: readonly Word[], absent: Word): Word {
    const raw = row.fields[column.index];
    if (raw === undefined || raw === '') return absent;
    const text = this.text(row, column).toLowerCase();
    const found = words.find((word) => word === text);
    if (found === undefined && text !== '') this.problem(row, column, `this must be one of: ${words.join(', ')}`);
    return found ?? absent;
  }

  /** A number of units. Null where the cell is blank. */
  units(row: Row, column: Column): number | null {
    const value = row.fields[column.index];
    if (value === undefined || value === '') return null;
    // Nearly every cell is one plain digit.
    if (value.length === 1 && value >= '0' && value <= '9') return value.charCodeAt(0) - 48;
    const text = this.text(row, column);
    if (text === '') return null;
    const whole = /^\+?(\d{1,9})(?:[.,]0+)?$/.exec(text);
    const units = whole === null ? NaN : Number(whole[1]);
    if (Number.isNaN(units)) this.problem(row, column, 'this must be a whole number of units, 0 or more');
    else if (units > MOST_UNITS) this.problem(row, column, `more than ${MOST_UNITS} units cannot be right`);
    return Number.isNaN(units) ? 0 : units;
  }

  /** A SKU, which must be there: it is what the scanner sees, or stands for it. */
  sku(row: Row, column: Column): string {
    const value = this.code(row, column);
    if (value === '') {
      this.problem(row, column, column.index < 0 ? `the file has no column "${column.name}"` : 'without a SKU nothing on the goods can be scanned; give the product a SKU in the shop');
    }
    return value;
  }

  requiredUnits(row: Row, column: Column): number {
    const units = this.units(row, column);
    if (units === null) this.problem(row, column, column.index < 0 ? `the file has no column "${column.name}"` : 'this must not be empty');
    return units ?? 0;
  }

  instant(row: Row, column: Column, wholeDay: WholeDay = 'start'): InstantMs | null {
    const value = row.fields[column.index];
    if (value === undefined || value === '') return null;
    if (value === this.#lastInstantText && wholeDay === 'start') return this.#lastInstant;
    const text = this.text(row, column);
    if (text === '') return null;
    const read = parseInstant(text, this.#rules.dates, wholeDay);
    if ('unreadable' in read) {
      this.problem(row, column, read.unreadable);
      return null;
    }
    if (wholeDay === 'start') {
      this.#lastInstantText = value;
      this.#lastInstant = read.ms;
    }
    return read.ms;
  }

  requiredInstant(row: Row, column: Column): InstantMs {
    const before = this.problems.length;
    const ms = this.instant(row, column);
    if (ms === null && this.problems.length === before) {
      this.problem(row, column, column.index < 0 ? `the file has no column "${column.name}"` : 'this must not be empty');
    }
    return ms ?? 0;
  }

  /** Null where the cell is blank or no currency can be told: what an order is worth does not stop it from being packed. */
  money(row: Row, amount: Column, currency: Column | null): Money | null {
    const text = this.text(row, amount);
    if (text === '') return null;
    const named = currency === null ? '' : this.text(row, currency);
    const read = parseMoney(text, named === '' ? null : named, this.#rules.decimals, this.#rules.defaultCurrency);
    if ('money' in read) return read.money;
    if ('unreadable' in read) this.problem(row, amount, read.unreadable);
    return null;
  }

  /** Whole grams of one unit, or null where the cell is blank, is no number, or cannot be the weight of anything. */
  grams(row: Row, column: Column, gramsPerUnit: number): number | null {
    const text = this.text(row, column);
    if (text === '') return null;
    // In kilograms three digits after the mark are grams; in grams they are thousands.
    const plain = toPlainDecimal(text, this.#rules.decimals, gramsPerUnit === 1 ? 2 : 3);
    const grams = plain !== null && /^\+?\d+(?:\.\d+)?$/.test(plain) ? Math.round(Number(plain) * gramsPerUnit) : NaN;
    return grams >= 1 && grams <= HEAVIEST_GRAMS ? grams : null;
  }

  /** `strict` false: the order is cancelled, and a gap in its address must not keep that fact out. */
  address(row: Row, columns: AddressColumns, strict: boolean): Address {
    const found = this.problems.length;
    const address = this.#readAddress(row, columns);
    if (!strict) this.problems.length = found;
    return address;
  }

  #readAddress(row: Row, columns: AddressColumns): Address {
    const name = columns.name.map((column) => this.text(row, column)).filter((part) => part !== '').join(' ');
    const company = this.text(row, columns.company);
    const [firstName] = columns.name;
    if (name === '' && company === '' && firstName !== undefined) this.problem(row, firstName, 'the name to ship to must not be empty');
    const lines = this.#addressLines(row, columns.lines);
    const countryText = this.required(row, columns.country);
    const countryCode = parseCountry(countryText);
    if (countryCode === null && countryText !== '') this.problem(row, columns.country, 'this country is not known; write its two-letter ISO code');
    const postcode = this.#postcode(row, columns.postcode);
    const city = this.text(row, columns.city);
    if (countryCode !== null && postcode === '' && needsPostcode(countryCode)) this.problem(row, columns.postcode, 'the postcode must not be empty');
    if (countryCode !== null && city === '' && needsCity(countryCode)) this.problem(row, columns.city, 'the city must not be empty');
    const region = this.text(row, columns.region);
    const phone = this.text(row, columns.phone);
    return {
      name: name === '' ? company : name,
      ...(company === '' || name === '' ? {} : { company }),
      lines,
      postcode,
      city,
      ...(region === '' ? {} : { region }),
      countryCode: countryCode ?? '',
      ...(phone === '' ? {} : { phone }),
    };
  }

  hasAddress(row: Row, columns: AddressColumns): boolean {
    return [...columns.lines, columns.city, columns.postcode].some((column) => !isBlank(row.fields[column.index] ?? ''));
  }

  #addressLines(row: Row, columns: readonly Column[]): string[] {
    const lines: string[] = [];
    for (const column of columns) {
      const value = this.raw(row, column);
      if (value === '') continue;
      for (const line of cleanLines(value)) if (!lines.includes(line)) lines.push(line);
    }
    const [first] = columns;
    if (lines.length === 0 && first !== undefined) this.problem(row, first, 'the street must not be empty');
    return lines.length <= 4 ? lines : [...lines.slice(0, 3), lines.slice(3).join(', ')];
  }

  /** Shopify writes '02115 and 'SW1A 1AA, so that a spreadsheet keeps the zeros. */
  #postcode(row: Row, column: Column): string {
    const value = this.code(row, column);
    return value.startsWith("'") ? value.slice(1).trim() : value;
  }
}

/** SKU first, then every other code that may be printed on the goods; blanks and repeats left out. */
export function barcodesOf(sku: string, ...codes: readonly string[]): string[] {
  if (codes.length === 0) return sku === '' ? [] : [sku];
  return [...new Set([sku, ...codes])].filter((code) => code !== '');
}
