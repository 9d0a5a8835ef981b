import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { describeProblem } from '../../src/main/imports/order-file.ts';
import { packgateCsv, readAll } from './support/read-all.ts';

const PAGE = '<!DOCTYPE html><html><body>Please sign in</body></html>';

describe('a file that is not an order file', () => {
  it.each([
    ['an empty file', Buffer.alloc(0), 'empty'],
    ['a file of white space', Buffer.from(' \r\n\r\n'), 'nothing but white space'],
    ['a sign-in page saved as CSV', Buffer.from(`\n ${PAGE}`), 'web page'],
    ['an Excel workbook', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0x00]), 'CSV UTF-8'],
    ['an old Excel workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'CSV UTF-8'],
    ['a compressed file', gzipSync(packgateCsv([{}])), 'Unpack'],
    ['XML', Buffer.from('<?xml version="1.0"?><AmazonEnvelope/>'), 'XML'],
    ['a list of products', Buffer.from('Handle,Title,Vendor,Price\nmug,Mug,Me,1.00\n'), 'first columns are: Handle, Title, Vendor, Price'],
  ])('%s is refused with what to do instead', async (_name, bytes, said) => {
    const { events } = await readAll(bytes);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ kind: 'refused', reason: expect.stringContaining(said) as string });
  });

  it('a header without orders says so and is not an error', async () => {
    const { notes, end } = await readAll(packgateCsv([]));
    expect(notes).toEqual(['the file has a header but no orders']);
    expect(end).toMatchObject({ orders: 0, problems: 0 });
  });
});

describe('a bad row', () => {
  const three = (middle: Parameters<typeof packgateCsv>[0]) => packgateCsv([{ order_id: 'A-1' }, ...middle, { order_id: 'A-3' }]);

  it('refuses its whole order, because an order that misses a line would be packed short, and no other', async () => {
    const { orders, problems, end } = await readAll(three([{ order_id: 'A-2', line_id: '1' }, { order_id: 'A-2', line_id: '2', quantity: 'two' }, { order_id: 'A-2', line_id: '3', sku: '' }]));
    expect(orders.map(({ channelOrderId }) => channelOrderId)).toEqual(['A-1', 'A-3']);
    expect(problems).toMatchObject([
      { line: 4, column: 'quantity', value: 'two', orderId: 'A-2', reason: expect.stringContaining('whole number') as string },
      { line: 5, column: 'sku', value: '', orderId: 'A-2' },
    ]);
    expect(end).toEqual({ kind: 'end', rows: 5, orders: 2, refusedOrders: 1, problems: 2 });
  });

  it('is told as one sentence with file, line, column and reason', async () => {
    const { problems } = await readAll(three([{ order_id: 'A-2', quantity: '-1' }]));
    expect(problems.map((problem) => describeProblem('monday.csv', problem))).toEqual([
      'monday.csv, line 3, column "quantity": this must be a whole number of units, 0 or more (it says "-1"). Order A-2 was not taken.',
    ]);
  });

  it.each([
    ['quantity', '1.5', 'whole number'],
    ['quantity', '', 'must not be empty'],
    ['quantity', '900000', 'cannot be right'],
    ['ship_country', 'Atlantis', 'ISO code'],
    ['ship_postcode', '', 'postcode'],
    ['ship_line1', '', 'street'],
    ['ship_name', '', 'name to ship to'],
    ['placed_at', '2026-02-30', 'no such day'],
    ['placed_at', 'yesterday', 'not a date'],
    ['placed_at', '', 'must not be empty'],
    ['sku', '4.00638E+12', 'spreadsheet'],
    ['order_id', '1.23457E+11', 'spreadsheet'],
    ['title', 'Mug\0', 'NUL'],
    ['sku', 'x'.repeat(101), 'longer'],
  ])('with %s "%s" is refused', async (column, value, said) => {
    const { orders, problems } = await readAll(three([{ order_id: 'A-2', [column]: value }]));
    expect(orders).toHaveLength(2);
    expect(problems).toMatchObject([{ line: 3, reason: expect.stringContaining(said) as string }]);
  });

  it('that names no order takes the order above with it, because it may be a line of it', async () => {
    const { orders, problems } = await readAll(three([{ order_id: '' }]));
    expect(orders.map(({ channelOrderId }) => channelOrderId)).toEqual(['A-3']);
    expect(problems).toMatchObject([{ line: 3, orderId: 'A-1' }]);
  });

  it('with a separator too many is refused and its neighbours are not', async () => {
    const text = three([{ order_id: 'A-2', title: 'Mug' }]).replace('Mug,1\nA-3', 'Mug, blue,1\nA-3');
    const { orders, problems } = await readAll(text);
    expect(orders.map(({ channelOrderId }) => channelOrderId)).toEqual(['A-1', 'A-3']);
    expect(problems).toMatchObject([{ line: 3, orderId: 'A-2', reason: expect.stringContaining('12 values where the header has 11') as string }]);
  });

  it('with empty values too many, as spreadsheets add them, is fine', async () => {
    const { orders, problems } = await readAll(packgateCsv([{}]).replaceAll('\n', ',,\n'));
    expect(problems).toEqual([]);
    expect(orders).toHaveLength(1);
  });

  it('keeps a formula as the text it is', async () => {
    const { order } = await readAll(packgateCsv([{ title: '=HYPERLINK("http://x","y")', ship_name: '@SUM(1)', ship_line1: '="12"', sku: "'00123" }]));
    expect(order('A-1')).toMatchObject({ shipTo: { name: '@SUM(1)', lines: ['12'] }, lines: [{ title: '=HYPERLINK("http://x","y")', sku: '00123' }] });
  });
});

describe('a damaged file', () => {
  it('that ends inside quotes is refused as a whole: what is missing cannot be known', async () => {
    const text = packgateCsv([{ order_id: 'A-1' }, { order_id: 'A-2', title: 'Mug, "blue"' }, { order_id: 'A-3' }]);
    const { orders, refused } = await readAll(text.slice(0, text.indexOf('blue')));
    expect(orders).toEqual([]);
    expect(refused).toMatchObject({ line: 3, reason: expect.stringContaining('cut off') as string });
  });

  it('whose stray quote would swallow the rows below is refused at that quote', async () => {
    const rows = ['A-1', 'A-2', 'A-3', 'A-4'].map((id) => ({ order_id: id, title: id === 'A-4' ? 'Mug, blue' : 'Mug' }));
    const text = packgateCsv(rows).replace('Mug,1\nA-3', '"Mug,1\nA-3');
    const { orders, refused } = await readAll(text);
    expect(orders).toEqual([]);
    expect(refused).toMatchObject({ line: 3, reason: expect.stringContaining('runs on') as string });
  });

  it('that ends in the middle of its last row refuses that order', async () => {
    const text = packgateCsv([{ order_id: 'A-1' }, { order_id: 'A-2' }]);
    const { orders, problems } = await readAll(text.slice(0, text.lastIndexOf('Berlin')));
    expect(orders.map(({ channelOrderId }) => channelOrderId)).toEqual(['A-1']);
    expect(problems).toMatchObject([{ line: 3, orderId: 'A-2', reason: expect.stringContaining('middle of this row') as string }]);
  });

  it('keeps an inch sign that is not quoted', async () => {
    const { order, problems } = await readAll(packgateCsv([{ title: 'TITLE' }]).replace('TITLE', '12" ruler'));
    expect(problems).toEqual([]);
    expect(order('A-1').lines[0]?.title).toBe('12" ruler');
  });
});

describe('rows of an order that do not stand together', () => {
  it('become one order, given out at the end', async () => {
    const { orders, notes, firstLines } = await readAll(packgateCsv([
      { order_id: 'A-1', line_id: '1' }, { order_id: 'A-2', line_id: '1' }, { order_id: 'A-1', line_id: '2', sku: 'SOCK' }, { order_id: 'A-3' },
    ]));
    expect(orders.map(({ channelOrderId, lines }) => [channelOrderId, lines.length])).toEqual([['A-2', 1], ['A-3', 1], ['A-1', 2]]);
    expect(firstLines).toEqual([3, 5, 2]);
    expect(notes).toEqual([expect.stringContaining('1 orders do not stand together')]);
  });

  it('are refused together if one of them is bad', async () => {
    const { orders, problems } = await readAll(packgateCsv([
      { order_id: 'A-1', line_id: '1' }, { order_id: 'A-2' }, { order_id: ' "A-1" ', line_id: '2', quantity: 'x' },
    ]));
    expect(orders.map(({ channelOrderId }) => channelOrderId)).toEqual(['A-2']);
    expect(problems).toMatchObject([{ line: 4, orderId: 'A-1' }]);
  });
});
