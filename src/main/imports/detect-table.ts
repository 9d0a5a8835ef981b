import { parse } from 'csv-parse/sync';
import type { TableShape } from './bytes/survey.ts';
import { recogniseFormat } from './formats/registry.ts';
import type { TableFormat } from './formats/table-format.ts';
import { createHeader, type Header } from './header.ts';
import { shorten } from './order-file-event.ts';

export interface DetectedTable {
  readonly format: TableFormat;
  readonly header: Header;
  readonly columns: number;
  readonly shape: Pick<TableShape, 'delimiter' | 'quoted' | 'newline' | 'headerRecords'>;
}

const DELIMITERS = ['\t', ',', ';', '|'] as const;
/** eBay writes a blank line above the header, Excel "sep=;", people a title. */
const RECORDS_LOOKED_AT = 10;

/** Tries each delimiter until the columns are those of a known file. `head` is the decoded start of the file. */
export function detectTable(head: string): DetectedTable | { readonly reason: string } {
  const newline = head.includes('\n') || !head.includes('\r') ? '\n' : '\r';
  let widest: readonly string[] = [];
  for (const delimiter of DELIMITERS) {
    const records = firstRecords(head, delimiter, newline);
    for (const [index, fields] of records.entries()) {
      if (fields.length > widest.length) widest = fields;
      if (fields.length < 3) continue;
      const header = createHeader(fields);
      const format = recogniseFormat(header);
      if (format === null) continue;
      return { format, header, columns: fields.length, shape: { delimiter, quoted: format.quoted(delimiter), newline, headerRecords: index + 1 } };
    }
  }
  const names = widest.slice(0, 6).map((name) => shorten(name)).filter((name) => name !== '');
  const shown = names.length === 0 ? '' : ` Its first columns are: ${names.join(', ')}.`;
  return { reason: `these are not the columns of an order file that Packgate knows (Amazon unshipped orders, Shopify, WooCommerce, eBay, Packgate).${shown}` };
}

function firstRecords(head: string, delimiter: string, newline: '\n' | '\r'): string[][] {
  const options = {
    delimiter, to: RECORDS_LOOKED_AT, relax_column_count: true, relax_quotes: true, record_delimiter: newline === '\n' ? ['\r\n', '\n'] : ['\r'],
  };
  try {
    return parse(head, options);
  } catch (error: unknown) {
    if (!(error instanceof Error)) throw error;
    // The head was cut inside quotes, or quotes mean nothing here; header lines are told apart without them.
    return head.split(newline).slice(0, RECORDS_LOOKED_AT).map((line) => line.replace(/\r$/, '').split(delimiter).map((field) => field.replace(/^"|"$/g, '')));
  }
}
