/** Which of the two numbers of `03/04/2026` is the day. Decided once per file. */
export type DayOrder = 'day-first' | 'month-first' | 'unknown';

export interface DateReading {
  readonly dayOrder: DayOrder;
  /** IANA name, for times that carry no offset. */
  readonly timeZone: string;
}

export type ReadInstant = { readonly ms: number } | { readonly unreadable: string };

/** A deadline given as a day only means the end of that day; every other day means its start. */
export type WholeDay = 'start' | 'end';

const ISO =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:(?:T|\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;
const CLOCK = String.raw`(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]\.?m\.?)?)?`;
const NUMERIC = new RegExp(String.raw`^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})${CLOCK}$`, 'i');
const MONTH_FIRST_NAME = new RegExp(String.raw`^(\p{L}{3,9})\.?[-\s](\d{1,2})(?:,\s*|[-\s])(\d{4}|\d{2})${CLOCK}$`, 'iu');
const DAY_FIRST_NAME = new RegExp(String.raw`^(\d{1,2})\.?[-\s](\p{L}{3,9})\.?[-\s](\d{4}|\d{2})${CLOCK}$`, 'iu');

/** English, German and French month names by their first letters, accents removed. eBay writes "Nov-20-26", "10-Dez-25". */
const MONTHS: readonly (readonly [RegExp, number])[] = [
  [/^jan/, 1], [/^(feb|fev)/, 2], [/^(mar|mrz|maerz)/, 3], [/^(apr|avr)/, 4], [/^(may|mai)/, 5], [/^(jun|juin)/, 6],
  [/^(jul|juil)/, 7], [/^(aug|aou)/, 8], [/^sep/, 9], [/^(oct|okt)/, 10], [/^nov/, 11], [/^(dec|dez)/, 12],
];

export function parseInstant(text: string, reading: DateReading, wholeDay: WholeDay = 'start'): ReadInstant {
  const iso = ISO.exec(text);
  if (iso !== null) {
    const clock = iso[4] === undefined ? null : { hour: Number(iso[4]), minute: Number(iso[5]), second: Number(iso[6] ?? 0), milli: millis(iso[7]) };
    return toInstant(Number(iso[1]), Number(iso[2]), Number(iso[3]), clock, iso[8] ?? null, reading, wholeDay);
  }
  const named = MONTH_FIRST_NAME.exec(text);
  if (named !== null) {
    const month = monthNumber(named[1] ?? '');
    if (month === null) return { unreadable: 'the month is not known' };
    return toInstant(fullYear(named[3] ?? ''), month, Number(named[2]), clockOf(named, 4), null, reading, wholeDay);
  }
  const dayNamed = DAY_FIRST_NAME.exec(text);
  if (dayNamed !== null) {
    const month = monthNumber(dayNamed[2] ?? '');
    if (month === null) return { unreadable: 'the month is not known' };
    return toInstant(fullYear(dayNamed[3] ?? ''), month, Number(dayNamed[1]), clockOf(dayNamed, 4), null, reading, wholeDay);
  }
  const numeric = NUMERIC.exec(text);
  if (numeric === null) return { unreadable: 'this is not a date in a form that is read' };
  const first = Number(numeric[1]);
  const second = Number(numeric[3]);
  const order = numeric[2] === '.' ? 'day-first' : decideOrder(first, second, reading.dayOrder);
  if (order === 'unknown') {
    return { unreadable: 'day and month cannot be told apart, in this row or in any other of the file; export with dates as 2026-11-20' };
  }
  const [day, month] = order === 'day-first' ? [first, second] : [second, first];
  return toInstant(fullYear(numeric[4] ?? ''), month, day, clockOf(numeric, 5), null, reading, wholeDay);
}

function decideOrder(first: number, second: number, ofFile: DayOrder): DayOrder {
  if (first === second) return 'day-first';
  return ofFile;
}

/**
 * What one date says about the order of day and month: 1 = the first number must be the day, 2 = the second must be,
 * 0 = could be either, null = not such a date. Works on text and is also used while the file is surveyed.
 */
export function dayOrderEvidence(text: string): 0 | 1 | 2 | null {
  const numeric = NUMERIC.exec(text);
  if (numeric === null || numeric[2] === '.') return null;
  const first = Number(numeric[1]);
  const second = Number(numeric[3]);
  if (first > 12 && second <= 12) return 1;
  if (second > 12 && first <= 12) return 2;
  return first === second ? null : 0;
}

interface ClockTime { readonly hour: number; readonly minute: number; readonly second: number; readonly milli: number }

function clockOf(match: RegExpExecArray, at: number): ClockTime | null {
  if (match[at] === undefined) return null;
  const half = match[at + 3]?.toLowerCase();
  let hour = Number(match[at]);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return { hour: 99, minute: 0, second: 0, milli: 0 };
    hour = (hour % 12) + (half.startsWith('p') ? 12 : 0);
  }
  return { hour, minute: Number(match[at + 1]), second: Number(match[at + 2] ?? 0), milli: 0 };
}

function toInstant(
  year: number, month: number, day: number, clock: ClockTime | null, offset: string | null, reading: DateReading, wholeDay: WholeDay,
): ReadInstant {
  const at = clock ?? (wholeDay === 'start' ? { hour: 0, minute: 0, second: 0, milli: 0 } : { hour: 23, minute: 59, second: 59, milli: 999 });
  const wall = Date.UTC(year, month - 1, day, at.hour, at.minute, at.second, at.milli);
  const back = new Date(wall);
  if (back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day || at.hour > 23 || at.minute > 59 || at.second > 59) {
    return { unreadable: 'there is no such day or time' };
  }
  if (year < 2000 || year > 2100) return { unreadable: 'the year cannot be right' };
  if (offset !== null) return { ms: wall - offsetMs(offset) };
  if (reading.timeZone === 'UTC') return { ms: wall };
  return { ms: wallToInstant(wall, reading.timeZone) };
}

function offsetMs(offset: string): number {
  const parts = /^([+-])(\d{2}):?(\d{2})$/.exec(offset);
  if (parts === null) return 0;
  const minutes = Number(parts[2]) * 60 + Number(parts[3]);
  return (parts[1] === '-' ? -minutes : minutes) * 60_000;
}

/** Twice, because the offset that holds at the wall time read as UTC may not be the one that holds there. */
function wallToInstant(wallMs: number, timeZone: string): number {
  const guess = wallMs - zoneOffsetMs(wallMs, timeZone);
  return wallMs - zoneOffsetMs(guess, timeZone);
}

const HOUR_MS = 3_600_000;
const formatters = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

/** Offsets change on whole quarter hours at most; asking Intl once per zone and hour keeps a long import fast. */
function zoneOffsetMs(utcMs: number, timeZone: string): number {
  const hour = Math.floor(utcMs / HOUR_MS);
  const key = `${timeZone} ${hour}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  let formatter = formatters.get(timeZone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
    });
    formatters.set(timeZone, formatter);
  }
  const part: Record<string, number> = {};
  for (const { type, value } of formatter.formatToParts(hour * HOUR_MS)) part[type] = Number(value);
  const shown = Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day ?? 1, part.hour ?? 0, part.minute ?? 0, part.second ?? 0);
  const offset = shown - hour * HOUR_MS;
  if (offsets.size > 20_000) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

const millis = (fraction: string | undefined): number => (fraction === undefined ? 0 : Number(fraction.slice(0, 3).padEnd(3, '0')));

const fullYear = (digits: string): number => (digits.length === 2 ? 2000 + Number(digits) : Number(digits));

function monthNumber(name: string): number | null {
  const plain = name.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
  return MONTHS.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
}
