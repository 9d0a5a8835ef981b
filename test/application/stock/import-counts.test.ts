import { afterEach, beforeEach, expect, it } from 'vitest';
import { importCounts } from '../../../src/main/application/stock/import-counts.ts';
import type { StockFile } from '../../../src/main/application/ports/stock.ts';
import { days, minutes } from '../../../src/shared/domain/units/instant.ts';
import { openTestStation, type TestStation } from '../../support/station.ts';

let test: TestStation;
beforeEach(async () => {
  test = await openTestStation();
});
afterEach(() => test.close());

let pauses = 0;
const take = (file: StockFile) =>
  importCounts(test.station.context, { read: () => Promise.resolve(file) }, { filePath: 'C:\\lists\\stock.csv', by: 'Lea', pause: () => Promise.resolve((pauses += 1)) });
const aFile = (writtenAgoMs: number, lines = 1): StockFile => ({
  kind: 'read',
  writtenAtMs: test.clock.nowMs() - writtenAgoMs,
  counts: Array.from({ length: lines }, (_, index) => ({ sku: `SKU-${index}`, counted: index })),
  problems: [{ line: 9, value: 'x', fault: 'no-number' }],
});
const stock = () => test.station.context.journal.stock;

it('a list is taken in pieces with room for scans between them, and stands in the log with its name and who did it', async () => {
  pauses = 0;
  expect(await take(aFile(minutes(5), 600))).toMatchObject({ kind: 'done', fileName: 'stock.csv', counts: 600, countedAtMs: test.clock.nowMs() - minutes(5), problemsTotal: 1 });
  expect(pauses).toBe(2);
  expect(stock().countSkus()).toBe(600);
  expect(stock().lastSource()).toMatchObject({ fileName: 'stock.csv', by: 'Lea' });
  expect(test.station.context.journal.audit.list(null, 1)).toMatchObject([{ act: 'stock-imported', actor: 'Lea', subject: 'stock.csv' }]);
});

it('one that is older than two days is refused, and nothing is taken', async () => {
  expect(await take(aFile(days(2) + 1))).toMatchObject({ kind: 'refused', fault: 'too-old' });
  expect(stock().countSkus()).toBe(0);
});

it('one that was written after now, by its own clock, counts as written now', async () => {
  expect(await take(aFile(-minutes(90)))).toMatchObject({ kind: 'done', countedAtMs: test.clock.nowMs() });
});

it('one that cannot be read says why', async () => {
  expect(await take({ kind: 'refused', fault: 'no-columns', reason: null })).toEqual({ kind: 'refused', fileName: 'stock.csv', fault: 'no-columns', reason: null });
});
