import { describe, expect, it } from 'vitest';
import { notCancelled } from '../../src/shared/domain/order/cancellation.ts';
import { fixture, inPieces, nowMs, packgateCsv, readAll } from './support/read-all.ts';

describe('Packgate CSV', () => {
  it('reads all that the guide documents', async () => {
    const { orders, notes, problems } = await readAll(fixture('packgate.csv'));
    expect(problems).toEqual([]);
    expect(notes).toEqual(['columns that are not read: colour']);
    expect(orders[0]).toEqual({
      channel: 'packgate', channelOrderId: 'A-1', state: 'open', payment: 'paid', channelHold: null, cancellation: notCancelled,
      placedAtMs: Date.UTC(2026, 10, 19, 8), updatedAtMs: null, shipByMs: Date.UTC(2026, 10, 21, 23, 59, 59, 999), shippingService: 'Paket',
      shipTo: { name: 'さくら 佐藤', lines: ['本町 1-2'], postcode: '060-0001', city: '札幌市', countryCode: 'JP' }, value: { minor: 1200, currency: 'JPY' },
      lines: [
        { lineId: 'L1', sku: 'MUG-BLUE', barcodes: ['MUG-BLUE', '9520000000011', '4006381333931'], title: 'Mug, blue', quantity: 2, quantityCancelled: 0, quantityShipped: 0, cancellation: notCancelled },
        { lineId: 'L2', sku: 'SOCK-42', barcodes: ['SOCK-42'], title: 'Socks', quantity: 3, quantityCancelled: 1, quantityShipped: 0, cancellation: notCancelled },
      ],
    });
    expect(orders[1]?.cancellation).toEqual({ kind: 'requested', by: 'buyer', reason: 'Ordered by mistake', seenAtMs: nowMs });
    expect(orders[2]).toMatchObject({ state: 'cancelled', cancellation: { kind: 'cancelled', by: 'seller' }, shipTo: { countryCode: 'GR' } });
  });

  it('refuses an order whose rows contradict each other about it', async () => {
    const { problems, orders } = await readAll(packgateCsv([{ line_id: '1' }, { line_id: '2', ship_city: 'Bonn' }]));
    expect(orders).toEqual([]);
    expect(problems).toMatchObject([{ line: 3, column: 'ship_city', value: 'Bonn', orderId: 'A-1' }]);
  });

  it('refuses an order line that stands twice', async () => {
    const { problems } = await readAll(packgateCsv([{ line_id: '1' }, { line_id: '1' }]));
    expect(problems).toMatchObject([{ line: 3, reason: expect.stringContaining('already on line 2') as string }]);
  });

  it('wants order_id as its first column', async () => {
    const swapped = packgateCsv([{}]).split('\n').filter((line) => line !== '').map((line) => line.split(',').reverse().join(',')).join('\n');
    expect((await readAll(swapped)).refused?.reason).toContain('first column');
  });

  it.each([
    ['state', 'gone'], ['payment', 'maybe'], ['cancel', 'yes'], ['channel', 'etsy'],
  ])('refuses a word it does not know in %s', async (column, word) => {
    const [header = '', row = ''] = packgateCsv([{}]).split('\n');
    const { problems } = await readAll(`${header},${column}\n${row},${word}\n`);
    expect(problems).toMatchObject([{ line: 2, column, value: word, reason: expect.stringContaining('one of') as string }]);
  });
});

describe('Packgate JSON', () => {
  it('reads the same facts as the table', async () => {
    const { detected, order } = await readAll(fixture('packgate.json'));
    expect(detected).toEqual({ kind: 'detected', format: 'packgate-json', encoding: 'utf-8', delimiter: null });
    expect(order('J-1')).toMatchObject({
      shipByMs: Date.UTC(2026, 10, 21, 23, 59, 59, 999), value: { minor: 1250, currency: 'AED' },
      shipTo: { name: 'أحمد المنصوري', lines: ['شارع الوصل 3'], postcode: '', city: 'دبي', countryCode: 'AE' },
      lines: [{ lineId: '#1', sku: 'MUG-BLUE', barcodes: ['MUG-BLUE', '9520000000011'], title: 'Mug {blue} ["1"]' }, { lineId: 'x', cancellation: { kind: 'requested', by: 'buyer' } }],
    });
    expect(order('J-3').cancellation).toEqual({ kind: 'cancelled', by: 'buyer', reason: 'late', seenAtMs: nowMs });
  });

  it('names the path of what is wrong and takes the other orders', async () => {
    const { problems, orders, notes } = await readAll(fixture('packgate.json'));
    expect(orders.map(({ channelOrderId }) => channelOrderId)).toEqual(['J-1', 'J-3']);
    expect(problems).toMatchObject([{ line: 42, column: 'lines[0].quantity', value: '-1', orderId: 'J-2' }]);
    expect(notes).toEqual(['names that are not read: gift']);
  });

  const one = { placed_at: '2026-11-19T08:00:00Z', ship_to: { name: 'A', lines: ['B 1'], postcode: '10115', city: 'Berlin', country: 'DE' }, lines: [{ sku: 'S', quantity: 1 }] };
  const both = [{ order_id: 'J-1', ...one }, { order_id: 'J-2', ...one }];

  it.each([
    ['a bare list', JSON.stringify(both)],
    ['one order a line', both.map((order) => JSON.stringify(order)).join('\n')],
    ['a wrapper without format', JSON.stringify({ orders: both })],
  ])('also comes as %s', async (_name, text) => {
    const { orders, problems } = await readAll(inPieces(Buffer.from(text), 11));
    expect(problems).toEqual([]);
    expect(orders.map(({ channelOrderId }) => channelOrderId)).toEqual(['J-1', 'J-2']);
  });

  it('that was cut off keeps the whole orders and says where it ends', async () => {
    const text = JSON.stringify(both, null, 1);
    const { orders, problems } = await readAll(text.slice(0, text.lastIndexOf('"S"')));
    expect(orders).toHaveLength(1);
    expect(problems).toMatchObject([{ line: 21, reason: expect.stringContaining('cut off') as string }]);
  });

  it('takes an order that stands twice once', async () => {
    const { orders, problems } = await readAll(JSON.stringify([both[0], both[0]]));
    expect(orders).toHaveLength(1);
    expect(problems).toMatchObject([{ column: 'order_id', orderId: 'J-1' }]);
  });

  it.each([
    ['{"version": 2, "orders": []}', '"version" 1'],
    ['{"orders_of": 1, "version": 1}', null],
    ['{"version": 1, "made_by": "x", "orders": []}', 'nothing else before'],
  ])('%s is not taken for something it is not', async (text, said) => {
    const { orders, refused, problems } = await readAll(text);
    expect(orders).toEqual([]);
    if (said === null) expect(problems).not.toEqual([]);
    else expect(refused?.reason).toContain(said);
  });
});
