import { describe, expect, it } from 'vitest';
import { inPieces, packgateCsv, readAll } from './support/read-all.ts';

const row = { order_id: 'Bestellung-Ä1', ship_name: 'Jürgen Weiß', ship_line1: 'Königsallee 3 – Hof', ship_city: 'Köln', title: 'Müsli „groß“ €5' };
const text = packgateCsv([{ ...row, line_id: '1' }, { order_id: 'B' }, { ...row, line_id: '2' }]);

/** Windows-1252 for the characters above that are not Latin-1. Source: Unicode mapping CP1252.TXT. */
const CP1252: Readonly<Record<string, number>> = { '–': 0x96, '„': 0x84, '“': 0x93, '€': 0x80 };
const windows1252 = Buffer.from([...text].map((char) => CP1252[char] ?? char.charCodeAt(0)));
const utf16le = Buffer.from(text, 'utf16le');
const utf16be = Buffer.from(utf16le).swap16();

const files: readonly (readonly [string, Buffer, string])[] = [
  ['UTF-8', Buffer.from(text), 'utf-8'],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), 'utf-8'],
  ['Windows-1252', windows1252, 'windows-1252'],
  ['UTF-16 LE with a mark, as Excel writes "Unicode text"', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16le]), 'utf-16le'],
  ['UTF-16 BE with a mark', Buffer.concat([Buffer.from([0xfe, 0xff]), utf16be]), 'utf-16be'],
  ['UTF-16 LE without a mark', utf16le, 'utf-16le'],
  ['UTF-16 BE without a mark', utf16be, 'utf-16be'],
];

describe('encodings', () => {
  it.each(files)('%s is recognised and read, also in pieces of 3 bytes and with scattered rows', async (_name, bytes, encoding) => {
    for (const source of [bytes, inPieces(bytes, 3)]) {
      const { detected, order, problems } = await readAll(source);
      expect(detected?.encoding).toBe(encoding);
      expect(problems).toEqual([]);
      expect(order('Bestellung-Ä1')).toMatchObject({ shipTo: { name: 'Jürgen Weiß', lines: ['Königsallee 3 – Hof'], city: 'Köln' }, lines: [{ title: 'Müsli „groß“ €5' }, {}] });
    }
  });

  it('one broken byte does not turn a whole UTF-8 file into gibberish', async () => {
    const many = packgateCsv(Array.from({ length: 30 }, (_, index) => ({ order_id: `A-${index}`, ship_city: 'Köln' })));
    const bytes = Buffer.concat([Buffer.from(many), Buffer.from(packgateCsv([{ order_id: 'A-x', title: 'M?g' }]).split('\n')[1]?.replace('?', '\xff') ?? '', 'latin1'), Buffer.from('\n')]);
    const { detected, order, notes } = await readAll(bytes);
    expect(detected?.encoding).toBe('utf-8');
    expect(order('A-3').shipTo.city).toBe('Köln');
    expect(order('A-x').lines[0]?.title).toBe('M\ufffdg');
    expect(notes).toEqual([expect.stringContaining('damaged')]);
  });

  it('decomposed letters, as Macs write them, are composed', async () => {
    expect((await readAll(packgateCsv([{ ship_city: 'Ko\u0308ln' }]))).order('A-1').shipTo.city).toBe('K\u00f6ln');
  });
});

describe('separators and line ends', () => {
  it.each([
    ['comma', ',', '\n'], ['semicolon', ';', '\r\n'], ['tab', '\t', '\r\n'], ['bar', '|', '\n'], ['comma, old Mac', ',', '\r'],
  ])('%s is recognised', async (_name, delimiter, newline) => {
    const { detected, orders, problems, firstLines } = await readAll(packgateCsv([{ order_id: 'A', title: `a${delimiter}b "c"` }, { order_id: 'B' }], delimiter, newline));
    expect(problems).toEqual([]);
    expect(detected?.delimiter).toBe(delimiter);
    expect(orders.map(({ lines }) => lines[0]?.title)).toEqual([`a${delimiter === '\t' ? ' ' : delimiter}b "c"`, 'Mug']);
    expect(firstLines).toEqual([2, 3]);
  });

  it('"sep=;" above the header, as Excel writes it, is skipped', async () => {
    expect((await readAll(`sep=;\r\n${packgateCsv([{}], ';')}`)).orders).toHaveLength(1);
  });

  it('header names count without case, marks and white space', async () => {
    const [header = '', ...rest] = packgateCsv([{}]).split('\n');
    expect((await readAll([header.toUpperCase().replaceAll('_', ' '), ...rest].join('\n'))).orders).toHaveLength(1);
  });

  it('lines are counted as an editor counts them, line breaks inside quotes included', async () => {
    const { firstLines, problems } = await readAll(packgateCsv([{ order_id: 'A', title: 'one\r\ntwo\r\nthree' }, { order_id: 'B' }, { order_id: 'C', quantity: 'x' }], ',', '\r\n'));
    expect(firstLines).toEqual([2, 5]);
    expect(problems).toMatchObject([{ line: 6 }]);
  });
});
