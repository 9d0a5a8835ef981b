import { parse } from 'csv-parse/sync';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { isUtf8 } from 'node:buffer';
import type { StockFile, StockFileProblem, StockFileReader } from '../application/ports/stock.ts';
import { readRows, type Row } from './bytes/rows.ts';
import { decodeHead, sniff, withoutCutTail } from './bytes/sniff.ts';
import { openUtf8, readHead } from './bytes/source.ts';
import { createHeader, type Header } from './header.ts';
import { cleanText, isBlank, lostItsDigits, unwrapQuotes } from './values/text.ts';

/** What is free to sell is no count: it lacks what is promised already, and the station takes that off itself. */
const skuNames = ['sku', 'seller-sku', 'variant sku', 'item sku', 'artikelnummer', 'artikelnr', 'artikel-nr', 'artikel nr', 'art nr', 'artnr', 'article number', 'item number', 'item no', 'product code'] as const;
const onHandNames = [
  ...['on hand', 'onhand', 'quantity on hand', 'qty on hand', 'stock on hand', 'on hand (current)', 'on hand (new)', 'stock', 'quantity', 'qty', 'count', 'counted', 'units'],
  ...['bestand', 'lagerbestand', 'bestand gesamt', 'istbestand', 'ist-bestand', 'menge', 'anzahl', 'gezählt', 'stück'],
] as const;

const delimiters = ['\t', ',', ';', '|'] as const;
const recordsLookedAt = 10;
const mostLines = 100_000;
const longestSku = 100;
const mostUnits = 10_000_000;
/** "1.000" is a thousand to one and one to another, so it is neither. Below 0 is what was sold before it was booked: nothing is there. */
const wholeNumber = /^([+-]?)(\d{1,8})(?:[.,]0{1,2})?$/;

interface Table {
  readonly header: Header;
  readonly delimiter: string;
  readonly newline: '\n' | '\r';
  readonly headerRecords: number;
}

export function createStockFileReader(): StockFileReader {
  return { read: readStockFile };
}

async function readStockFile(filePath: string): Promise<StockFile> {
  const source = (): AsyncIterable<Buffer> => createReadStream(filePath, { highWaterMark: 65_536 });
  let writtenAtMs: number;
  let head: Buffer;
  try {
    writtenAtMs = Math.floor((await stat(filePath)).mtimeMs);
    head = await readHead(source);
  } catch (error: unknown) {
    if (error instanceof Error && 'code' in error) return refused('not-found');
    throw error;
  }
  const sniffed = sniff(head);
  if (sniffed.kind === 'refused') return { kind: 'refused', fault: 'not-text', reason: sniffed.reason };
  const encoding = sniffed.encoding !== 'ascii-based' ? sniffed.encoding : isUtf8(withoutCutTail(head.subarray(sniffed.bomBytes))) ? 'utf-8' : 'windows-1252';
  try {
    const table = findTable(decodeHead(head, sniffed.encoding, sniffed.bomBytes));
    if (table === null) return refused('no-columns');
    const lines = createLines(table.header);
    let toSkip = table.headerRecords;
    for await (const batch of readRows(openUtf8(source, encoding, sniffed.bomBytes), { delimiter: table.delimiter, quoted: true, newline: table.newline })) {
      for (const row of batch) {
        toSkip -= 1;
        if (toSkip < 0 && !row.fields.every(isBlank)) lines.take(row);
      }
      if (lines.count() > mostLines) return refused('too-long');
    }
    const { counts, problems } = lines.end();
    return counts.length === 0 && problems.length === 0 ? refused('empty') : { kind: 'read', writtenAtMs, counts, problems };
  } catch (error: unknown) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_')) return refused('damaged');
    throw error;
  }
}

const refused = (fault: 'not-found' | 'no-columns' | 'too-long' | 'damaged' | 'empty'): StockFile => ({ kind: 'refused', fault, reason: null });

/** The first record that names both columns is the header. */
function findTable(head: string): Table | null {
  const newline = head.includes('\n') || !head.includes('\r') ? '\n' : '\r';
  for (const delimiter of delimiters) {
    const records: readonly string[][] = parse(head.split(newline).slice(0, recordsLookedAt * 2).join(newline), {
      delimiter,
      record_delimiter: newline === '\n' ? ['\r\n', '\n'] : ['\r'],
      relax_column_count: true,
      relax_quotes: true,
      to: recordsLookedAt,
    });
    for (const [index, fields] of records.entries()) {
      const header = createHeader(fields);
      if (header.column(...skuNames).index >= 0 && header.column(...onHandNames).index >= 0) return { header, delimiter, newline, headerRecords: index + 1 };
    }
  }
  return null;
}

function createLines(header: Header) {
  const skuAt = header.column(...skuNames).index;
  const onHandAt = header.column(...onHandNames).index;
  const taken = new Map<string, { readonly line: number; readonly counted: number }>();
  const twice = new Set<string>();
  const problems: StockFileProblem[] = [];
  const textAt = ({ fields }: Row, index: number): string => cleanText(unwrapQuotes(fields[index] ?? ''));
  return {
    count: () => taken.size + problems.length,
    take(row: Row): void {
      const { line } = row;
      const sku = textAt(row, skuAt);
      if (sku === '') problems.push({ line, value: '', fault: 'no-sku' });
      else if (sku.length > longestSku) problems.push({ line, value: sku.slice(0, 40), fault: 'sku-too-long' });
      else if (lostItsDigits(sku)) problems.push({ line, value: sku, fault: 'sku-rounded' });
      else if (sku.includes('�')) problems.push({ line, value: sku, fault: 'sku-damaged' });
      else {
        const text = textAt(row, onHandAt);
        const read = wholeNumber.exec(text);
        const units = Number(read?.[2]);
        const first = taken.get(sku);
        if (read === null || units > mostUnits) problems.push({ line, value: text.slice(0, 40), fault: 'no-number' });
        else if (first !== undefined) {
          if (!twice.has(sku)) problems.push({ line: first.line, value: sku, fault: 'sku-twice' });
          twice.add(sku);
          problems.push({ line, value: sku, fault: 'sku-twice' });
        } else taken.set(sku, { line, counted: read[1] === '-' ? 0 : units });
      }
    },
    /** Of a SKU that stands twice nobody knows which number is meant, or whether they add up: neither is taken. */
    end: () => ({ counts: [...taken].filter(([sku]) => !twice.has(sku)).map(([sku, { counted }]) => ({ sku, counted })), problems: problems.toSorted((a, b) => a.line - b.line) }),
  };
}
