import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createHeader } from '../../src/main/imports/header.ts';
import { packgateCsv } from '../../src/main/imports/formats/packgate-csv.ts';
import { readAll } from './support/read-all.ts';

const guide = fs.readFileSync(new URL('../../docs/guide/order-files.md', import.meta.url), 'utf8');
const example = (language: string): string => new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(guide)?.[1] ?? '';

describe('the guide on order files', () => {
  it.each(['csv', 'json'])('shows an example in %s that is read as it stands', async (language) => {
    const { order, problems, notes } = await readAll(example(language));
    expect([...problems, ...notes]).toEqual([]);
    expect(order('A-1')).toMatchObject({ shipTo: { name: 'Jürgen Weiß', city: 'Köln' }, lines: [{ barcodes: ['MUG-BLUE', '4006381333931'], quantity: 2 }, { sku: 'SOCK-42' }] });
  });

  it('names only columns that are read, in its table', () => {
    const table = guide.slice(guide.indexOf('| Column |'), guide.indexOf('```csv'));
    const cells = table.split('\n').map((line) => line.split('|')[1] ?? '').join(' ');
    const names = [...cells.matchAll(/`([a-z_0-9]+)`/g)].map(([, name]) => name ?? '');
    expect(names.length).toBeGreaterThan(30);
    expect(packgateCsv.bind(createHeader(names)).unknownColumns).toEqual([]);
  });
});
