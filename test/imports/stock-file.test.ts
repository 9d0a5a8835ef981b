import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { StockFile } from '../../src/main/application/ports/stock.ts';
import { createStockFileReader } from '../../src/main/imports/stock-file.ts';

function read(content: string | Buffer): Promise<StockFile> {
  const folder = mkdtempSync(path.join(tmpdir(), 'packgate-stock-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'stock.csv');
  writeFileSync(file, content);
  return createStockFileReader().read(file);
}

const counts = [{ sku: 'MUG-1', counted: 12 }, { sku: '0815', counted: 0 }];

describe('a stock list is read', () => {
  it.each([
    ['with commas', 'SKU,On hand\nMUG-1,12\n0815,0\n'],
    ['with semicolons and German words', 'Artikelnummer;Bezeichnung;Lagerbestand\r\nMUG-1;Becher, rot;12\r\n0815;Teller;0\r\n'],
    ['with tabs, a mark at its start and a title above', '\ufeffInventur 2026\nArtikel-Nr\tBestand\nMUG-1\t12\n0815\t0\n'],
    ['without an end of line', 'sku,quantity\n"MUG-1",12.0\n0815,"0"'],
    ['with blank lines', 'sku,stock\n\nMUG-1,12\n,\n0815,0\n'],
    ['below 0 is nothing', 'sku,stock\nMUG-1,12\n0815,-3\n'],
    ['as a spreadsheet saves it: UTF-16', Buffer.from('\ufeffSKU\tQty\nMUG-1\t12\n0815\t0\n', 'utf16le')],
  ])('%s', async (_name, content) => {
    expect(await read(content)).toMatchObject({ kind: 'read', counts, problems: [] });
  });

  it('in Windows-1252 with an umlaut', async () => {
    expect(await read(Buffer.from('Artikelnummer;gez\xe4hlt\nM\xdcTZE;4\n', 'latin1'))).toMatchObject({ counts: [{ sku: 'MÜTZE', counted: 4 }] });
  });

  it('each line that is refused is named, the others are taken', async () => {
    const file = await read('sku,on hand\nMUG-1,12\n,3\nCUP,many\nBOWL,1.000\n4.01234E+12,5\nTWO,1\nTWO,2\n0815,0\n');
    expect(file).toMatchObject({
      counts,
      problems: [
        { line: 3, fault: 'no-sku' },
        { line: 4, value: 'many', fault: 'no-number' },
        { line: 5, value: '1.000', fault: 'no-number' },
        { line: 6, fault: 'sku-rounded' },
        { line: 7, value: 'TWO', fault: 'sku-twice' },
        { line: 8, value: 'TWO', fault: 'sku-twice' },
      ],
    });
  });

  it('of a hundred thousand lines; one more is refused', async () => {
    const lines = (most: number): string => `sku,stock\n${Array.from({ length: most }, (_, index) => `S${index},${index % 50}`).join('\n')}\n`;
    expect(await read(lines(100_000))).toMatchObject({ kind: 'read' });
    expect(await read(lines(100_001))).toMatchObject({ kind: 'refused', fault: 'too-long' });
  });
});

describe('a stock list is refused as a whole', () => {
  it.each([
    ['without the two columns', 'name,price\nMug,3\n', 'no-columns'],
    ['what is free to sell is no count', 'sku,available\nMUG-1,3\n', 'no-columns'],
    ['without lines', 'sku,stock\n', 'empty'],
    ['a quote that is never closed', 'sku,stock\n"MUG-1,12\n0815,0\n', 'damaged'],
    ['a workbook', Buffer.from([0x50, 0x4b, 0x03, 0x04, 1, 2, 3]), 'not-text'],
    ['nothing in it', '', 'not-text'],
  ])('%s', async (_name, content, fault) => {
    expect(await read(content)).toMatchObject({ kind: 'refused', fault });
  });

  it('when it is not there', async () => {
    expect(await createStockFileReader().read('/nowhere/stock.csv')).toMatchObject({ kind: 'refused', fault: 'not-found' });
  });
});
