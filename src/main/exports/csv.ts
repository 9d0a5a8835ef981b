import { stringify } from 'csv-stringify/sync';
import type { TableWriter } from '../application/ports/files.ts';

/**
 * RFC 4180 with a byte order mark, so that Excel reads UTF-8, and with text that a spreadsheet would take for a formula made harmless:
 * order numbers and buyers' words come from outside.
 */
export const csvWriter: TableWriter = {
  toCsv: (columns, rows) => stringify([columns, ...rows.map((row) => row.map((cell) => cell ?? ''))], { bom: true, escape_formulas: true, record_delimiter: 'windows' }),
};
