import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRows, type Row } from '../../src/main/imports/bytes/rows.ts';
import { rawKey, scatteredKey, surveyTable } from '../../src/main/imports/bytes/survey.ts';
import { csvValue } from './support/read-all.ts';

/** Any text, with the characters that tables trip over made common. */
const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'B', '7', ' ', '"', '""', ',', ';', '\t', '\n', '\r\n', "'", '=', 'ü', '漢', '😀', '\u2028') }),
  fc.string({ unit: 'grapheme' }),
);
const delimiters = fc.constantFrom(',', ';', '\t', '|');
const pieceSize = fc.integer({ min: 1, max: 40 });

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function rowsOf(bytes: Buffer, size: number, delimiter: string): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of readRows(pieces(bytes, size), { delimiter, quoted: true, newline: '\n' })) rows.push(...batch);
  return rows;
}

describe('tables', () => {
  it('any table that is written as CSV reads back equal, wherever it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 }), delimiters, pieceSize, fc.constantFrom('\n', '\r\n'), async (table, delimiter, size, newline) => {
        const text = table.map((row) => row.map((value) => csvValue(value, delimiter)).join(delimiter) + newline).join('');
        const rows = await rowsOf(Buffer.from(text), size, delimiter);
        expect(rows.map(({ fields }) => fields)).toEqual(table.map((row) => row.map((value) => Buffer.from(value).toString())));
        const starts = table.map((_, index) => 1 + table.slice(0, index).reduce((sum, row) => sum + 1 + row.join('').split('\n').length - 1, 0));
        expect(rows.map(({ line }) => line)).toEqual(starts);
      }),
      { numRuns: 300 },
    );
  });

  it('the survey sees the same orders as the reading, or calls the file damaged, for any bytes at all', async () => {
    const wild = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '"', '"', ',', ',', '\n', '\n', '\r\n', ' ', 'ü'), maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(wild, pieceSize, fc.integer({ min: 0, max: 2 }), async (text, size, keyColumn) => {
        const bytes = Buffer.from(text);
        const survey = await surveyTable(pieces(bytes, size), { delimiter: ',', quoted: true, newline: '\n', headerRecords: 0, keyColumn, dateColumns: [] }, false);
        if (survey.damage !== null) return;
        const rows = await rowsOf(bytes, size, ',');
        const filled = rows.filter(({ fields }) => fields.some((field) => /[^ \t\r\n",]/.test(field)));
        expect(survey.records).toBe(filled.length);
        const seen = new Set<string>();
        const scattered = new Set<string>();
        let previous: string | null = null;
        for (const { fields } of rows) {
          const key = rawKey(fields[keyColumn] ?? '');
          if (key === '' || key === previous) continue;
          if (seen.has(key)) scattered.add(key);
          seen.add(key);
          previous = key;
        }
        expect(new Set([...survey.scattered].map((key) => scatteredKey(key, 'utf-8')))).toEqual(scattered);
      }),
      { numRuns: 1000 },
    );
  });
});
