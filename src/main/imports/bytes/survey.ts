import { isUtf8 } from 'node:buffer';
import { dayOrderEvidence } from '../values/dates.ts';
import { hashBytes, SeenKeys } from './seen-keys.ts';
import { withoutCutTail } from './sniff.ts';

/** How the records of a table are told apart. Newline is LF (which covers CRLF), or CR in files of old Macs. */
export interface TableShape {
  readonly delimiter: string;
  /** False where a quote is a character like any other, as in Amazon's tab-separated reports. */
  readonly quoted: boolean;
  readonly newline: '\n' | '\r';
  /** Records up to and including the header. */
  readonly headerRecords: number;
  readonly keyColumn: number;
  /** Columns whose dates may be written 03/04/2026. */
  readonly dateColumns: readonly number[];
}

export interface Survey {
  /** Not blank, header not counted. */
  readonly records: number;
  /** Raw order ids whose rows do not stand together. */
  readonly scattered: ReadonlySet<string>;
  readonly dayFirstLine: number | null;
  readonly monthFirstLine: number | null;
  /** The table cannot be told apart from here on. */
  readonly damage: { readonly line: number; readonly reason: string } | null;
  readonly utf8: 'valid' | 'damaged' | 'not-utf8';
  readonly endsWithNewline: boolean;
}

/** More than this without an end of record is a quote that was opened by mistake. */
export const LONGEST_RECORD_BYTES = 1_048_576;
const QUOTE = 0x22;
const NUL_FIELD = Buffer.alloc(0);

/**
 * The first of two readings of a table. It answers what a row alone cannot: are the rows of an order together, is
 * 03/04 March or April, is a stray quote about to swallow rows, is it UTF-8. It looks at bytes and picks out two or
 * three columns, so it takes a small part of the time that reading takes; the rules of quoting are those of the CSV
 * library in `rows.ts`, and a property test holds the two together.
 */
export async function surveyTable(chunks: AsyncIterable<Buffer>, shape: TableShape, knownUtf8: boolean): Promise<Survey> {
  const scan = new RecordScan(shape);
  const encoding = new Utf8Check(knownUtf8);
  let carry: Buffer = NUL_FIELD;
  let lastByte = 0;
  for await (const chunk of chunks) {
    if (chunk.length === 0) continue;
    lastByte = chunk[chunk.length - 1] ?? 0;
    encoding.add(chunk);
    const buffer = carry.length === 0 ? chunk : Buffer.concat([carry, chunk]);
    const done = scan.take(buffer, false);
    carry = buffer.subarray(done);
    if (carry.length > LONGEST_RECORD_BYTES) scan.damagedAt('a quote is opened here and not closed; everything after it would be read as one value');
    if (scan.damage !== null) break;
  }
  if (scan.damage === null && carry.length > 0) scan.take(carry, true);
  return {
    records: scan.records,
    scattered: scan.scattered,
    dayFirstLine: scan.dayFirstLine,
    monthFirstLine: scan.monthFirstLine,
    damage: scan.damage,
    utf8: encoding.verdict(),
    endsWithNewline: lastByte === scan.newline,
  };
}

class RecordScan {
  readonly newline: number;
  records = 0;
  readonly scattered = new Set<string>();
  dayFirstLine: number | null = null;
  monthFirstLine: number | null = null;
  damage: Survey['damage'] = null;

  readonly #shape: TableShape;
  readonly #delimiter: number;
  /** Wanted columns in rising order, each with what it is for. */
  readonly #wanted: readonly { readonly column: number; readonly use: 'key' | 'date' }[];
  readonly #seen = new SeenKeys();
  #previousKey = -1;
  #recordsSeen = 0;
  #line = 1;
  /** Start of the record that a call of `take` left open. */
  #openLine = 1;

  constructor(shape: TableShape) {
    this.#shape = shape;
    this.#delimiter = shape.delimiter.charCodeAt(0);
    this.newline = shape.newline.charCodeAt(0);
    this.#wanted = [
      { column: shape.keyColumn, use: 'key' as const },
      ...shape.dateColumns.map((column) => ({ column, use: 'date' as const })),
    ].filter(({ column }) => column >= 0).sort((a, b) => a.column - b.column);
  }

  damagedAt(reason: string): void {
    this.damage ??= { line: this.#openLine, reason };
  }

  /** Takes whole records from the buffer and returns how many bytes they were. */
  take(buffer: Buffer, atEnd: boolean): number {
    let at = 0;
    let nextQuote = this.#shape.quoted ? buffer.indexOf(QUOTE) : -1;
    while (at < buffer.length && this.damage === null) {
      this.#openLine = this.#line;
      let end = buffer.indexOf(this.newline, at);
      if (nextQuote >= 0 && nextQuote < at) nextQuote = buffer.indexOf(QUOTE, at);
      if (nextQuote < 0 || (end >= 0 && nextQuote > end)) {
        if (end < 0) {
          if (!atEnd) return at;
          end = buffer.length;
        }
        this.#plainRecord(buffer, at, end);
        this.#line += 1;
        at = end + 1;
      } else {
        const next = this.#quotedRecord(buffer, at, atEnd);
        if (next < 0) return at;
        at = next;
      }
    }
    return Math.min(at, buffer.length);
  }

  #plainRecord(buffer: Buffer, from: number, to: number): void {
    const delimiter = this.#delimiter;
    let column = 0;
    let start = from;
    let blank = true;
    const wanted = this.#wanted;
    const inData = this.#recordsSeen >= this.#shape.headerRecords;
    let next = 0;
    if (inData) {
      for (let at = from; at <= to && next < wanted.length; at += 1) {
        const byte = at === to ? delimiter : buffer[at];
        if (byte !== delimiter) continue;
        const want = wanted[next];
        if (want !== undefined && column === want.column) {
          this.#use(want.use, buffer, start, at);
          next += 1;
        }
        column += 1;
        start = at + 1;
      }
    }
    for (let at = from; at < to && blank; at += 1) {
      const byte = buffer[at] ?? 0;
      blank = byte === delimiter || byte === 0x20 || byte === 0x0d || byte === 0x09;
    }
    this.#recordEnds(blank);
  }

  /** Returns where the next record starts, or -1 if this one does not end in the buffer. */
  #quotedRecord(buffer: Buffer, from: number, atEnd: boolean): number {
    const state = { inQuotes: false, fieldFrom: from, lines: 1, quoteLine: 0, column: 0, unescaped: [] as number[] };
    const fields: Buffer[] = [];
    const last = this.#wanted[this.#wanted.length - 1]?.column ?? -1;
    const closeField = (): void => {
      if (state.column <= last) fields.push(Buffer.from(state.unescaped));
      state.unescaped = [];
      state.column += 1;
    };
    let quotedField = false;
    for (let at = from; ; at += 1) {
      if (at >= buffer.length) {
        if (!atEnd) return -1;
        if (state.inQuotes) {
          this.damage = { line: this.#line + state.quoteLine, reason: 'a quote is opened here and never closed: the file was cut off, or a quote is missing. Download the export again' };
          return buffer.length;
        }
        closeField();
        this.#fieldsEnd(fields, buffer, from, buffer.length);
        this.#line += state.lines;
        return buffer.length;
      }
      const byte = buffer[at] ?? 0;
      if (state.inQuotes) {
        if (byte === QUOTE) {
          const meaning = this.#quoteMeans(buffer, at, atEnd);
          if (meaning === 'unknown') return -1;
          if (meaning === 'doubled') {
            state.unescaped.push(QUOTE);
            at += 1;
            continue;
          }
          state.inQuotes = false;
          quotedField = true;
          if (meaning === 'closing') continue;
          // A quote inside a quoted value that is not doubled. Within one line it is kept as a character.
          if (state.lines > state.quoteLine + 1) {
            this.damage = { line: this.#line + state.quoteLine, reason: 'a quote is opened here and runs on into the lines below: a quote in this row is not doubled or not closed' };
            return buffer.length;
          }
          state.unescaped.unshift(QUOTE);
          state.unescaped.push(QUOTE);
          continue;
        }
        if (byte === this.newline) state.lines += 1;
        if (state.column <= last) state.unescaped.push(byte);
        continue;
      }
      if (byte === this.newline) {
        closeField();
        this.#fieldsEnd(fields, buffer, from, at);
        this.#line += state.lines;
        return at + 1;
      }
      if (byte === this.#delimiter) {
        closeField();
        state.fieldFrom = at + 1;
        quotedField = false;
        continue;
      }
      if (byte === QUOTE && at === state.fieldFrom && !quotedField) {
        state.inQuotes = true;
        state.quoteLine = state.lines - 1;
        continue;
      }
      if (state.column <= last) state.unescaped.push(byte);
    }
  }

  /** A quote met inside quotes; `unknown` where the answer is in bytes not read yet. */
  #quoteMeans(buffer: Buffer, at: number, atEnd: boolean): 'doubled' | 'closing' | 'stray' | 'unknown' {
    const next = buffer[at + 1];
    if (next === undefined) return atEnd ? 'closing' : 'unknown';
    if (next === QUOTE) return 'doubled';
    if (next === this.#delimiter || next === this.newline) return 'closing';
    if (next !== 0x0d) return 'stray';
    const afterReturn = buffer[at + 2];
    if (afterReturn === undefined) return atEnd ? 'closing' : 'unknown';
    return afterReturn === this.newline ? 'closing' : 'stray';
  }

  #fieldsEnd(fields: readonly Buffer[], buffer: Buffer, from: number, to: number): void {
    if (this.#recordsSeen >= this.#shape.headerRecords) {
      for (const { column, use } of this.#wanted) {
        const field = fields[column];
        if (field !== undefined) this.#use(use, field, 0, field.length);
      }
    }
    this.#recordEnds(isBlankRecord(buffer, from, to, this.#delimiter));
  }

  #recordEnds(blank: boolean): void {
    this.#recordsSeen += 1;
    if (!blank && this.#recordsSeen > this.#shape.headerRecords) this.records += 1;
  }

  #use(use: 'key' | 'date', buffer: Buffer, from: number, to: number): void {
    const [start, end] = trimmed(buffer, from, to);
    if (start === end) return;
    if (use === 'date') {
      this.#weighDate(buffer, start, end);
      return;
    }
    const hash = hashBytes(buffer, start, end);
    if (hash === this.#previousKey) return;
    this.#previousKey = hash;
    if (!this.#seen.add(hash)) this.scattered.add(buffer.toString('latin1', start, end));
  }

  #weighDate(buffer: Buffer, from: number, to: number): void {
    const second = buffer[from + 1];
    const third = buffer[from + 2];
    if (second !== 0x2f && second !== 0x2d && third !== 0x2f && third !== 0x2d) return;
    const evidence = dayOrderEvidence(buffer.toString('latin1', from, to));
    if (evidence === 1) this.dayFirstLine ??= this.#line;
    if (evidence === 2) this.monthFirstLine ??= this.#line;
  }
}

/** Keys are compared as raw bytes without outer white space and outer quotes; `rawKey` does the same with text. */
function trimmed(buffer: Buffer, from: number, to: number): readonly [number, number] {
  let start = from;
  let end = to;
  const isOuter = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === 0x0a || byte === QUOTE;
  while (start < end && isOuter(buffer[start])) start += 1;
  while (end > start && isOuter(buffer[end - 1])) end -= 1;
  return [start, end];
}

/** The text counterpart of the comparison above. */
export function rawKey(field: string): string {
  const last = field.charCodeAt(field.length - 1);
  const first = field.charCodeAt(0);
  // Nearly every key begins and ends with a letter, a digit or "#".
  if (first > 0x22 && last > 0x22) return field;
  return field.replace(/^[ \t\r\n"]+|[ \t\r\n"]+$/g, '');
}

/** `scattered` holds bytes as Latin-1 text, because the encoding is not known yet while surveying. */
export const scatteredKey = (key: string, encoding: 'utf-8' | 'windows-1252'): string =>
  new TextDecoder(encoding).decode(Buffer.from(key, 'latin1'));

function isBlankRecord(buffer: Buffer, from: number, to: number, delimiter: number): boolean {
  for (let at = from; at < to; at += 1) {
    const byte = buffer[at] ?? 0;
    if (byte !== delimiter && byte !== 0x20 && byte !== 0x0d && byte !== 0x09 && byte !== QUOTE && byte !== 0x0a) return false;
  }
  return true;
}

/** One broken byte in a UTF-8 file must not turn every name of the file into Windows-1252 gibberish. */
class Utf8Check {
  #carry: Buffer = NUL_FIELD;
  #wellFormed = 0;
  #broken = 0;
  readonly #known: boolean;

  constructor(known: boolean) {
    this.#known = known;
  }

  add(chunk: Buffer): void {
    const bytes = this.#carry.length === 0 ? chunk : Buffer.concat([this.#carry, chunk]);
    const whole = withoutCutTail(bytes);
    this.#carry = Buffer.from(bytes.subarray(whole.length));
    if (isUtf8(whole)) {
      // Enough to know that there is real UTF-8 in the file; counted once per chunk.
      if (this.#wellFormed < 1000 && whole.some((byte) => byte >= 0xc0)) this.#wellFormed += 20;
      return;
    }
    for (let at = 0; at < whole.length; at += 1) {
      const byte = whole[at] ?? 0;
      if (byte < 0x80) continue;
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 0;
      if (length > 0 && isUtf8(whole.subarray(at, at + length))) {
        this.#wellFormed += 1;
        at += length - 1;
      } else {
        this.#broken += 1;
      }
    }
  }

  verdict(): Survey['utf8'] {
    if (this.#broken === 0 && this.#carry.length === 0) return 'valid';
    if (this.#known || this.#wellFormed > this.#broken * 10) return 'damaged';
    return 'not-utf8';
  }
}
