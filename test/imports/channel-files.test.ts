import { describe, expect, it } from 'vitest';
import { notCancelled } from '../../src/shared/domain/order/cancellation.ts';
import { fixture, inPieces, nowMs, readAll } from './support/read-all.ts';

describe('the Amazon unshipped orders report', () => {
  it('becomes orders with their lines, address, deadline and marketplace', async () => {
    const { detected, orders, firstLines, problems, end } = await readAll(fixture('amazon-unshipped.txt'));
    expect(detected).toEqual({ kind: 'detected', format: 'amazon-unshipped', encoding: 'utf-8', delimiter: '\t' });
    expect(problems).toEqual([]);
    expect(firstLines).toEqual([2, 4, 5]);
    expect(end).toEqual({ kind: 'end', rows: 4, orders: 3, refusedOrders: 0, problems: 0 });
    expect(orders[0]).toEqual({
      channel: 'amazon', channelOrderId: '302-1111111-0000001', marketplaceId: 'A1PA6795UKMFR9', state: 'open', payment: 'paid', channelHold: null,
      cancellation: notCancelled, placedAtMs: Date.UTC(2026, 10, 19, 10, 2, 50), updatedAtMs: null, shipByMs: Date.UTC(2026, 10, 23, 22, 59, 59),
      shippingService: 'Standard', value: null,
      shipTo: { name: 'Jürgen Weiß', lines: ['Lindenstraße 5', 'Hinterhaus'], postcode: '50674', city: 'Köln', countryCode: 'DE', phone: '+49 221 5550100' },
      lines: [
        { lineId: '30000000000011', sku: 'MUG-BLUE', barcodes: ['MUG-BLUE'], title: '12" enamel mug, blue', quantity: 2, quantityCancelled: 0, quantityShipped: 0, cancellation: notCancelled },
        { lineId: '30000000000012', sku: '00123', barcodes: ['00123'], title: 'Wool socks', quantity: 1, quantityCancelled: 0, quantityShipped: 0, cancellation: notCancelled },
      ],
    });
  });

  it('says of an order whose buyer asked to cancel that it is requested, on the line and on the order, not cancelled', async () => {
    const asked = (await readAll(fixture('amazon-unshipped.txt'))).order('026-2222222-0000002');
    const requested = { kind: 'requested', by: 'buyer', reason: 'Ordered by mistake', seenAtMs: nowMs };
    expect(asked.cancellation).toEqual(requested);
    expect(asked.lines[0]?.cancellation).toEqual(requested);
    expect(asked.state).toBe('open');
  });

  it('counts units that are neither shipped nor to be shipped as cancelled', async () => {
    const partly = (await readAll(fixture('amazon-unshipped.txt'))).order('302-3333333-0000003');
    expect(partly.state).toBe('partly-shipped');
    expect(partly.lines[0]).toMatchObject({ quantity: 3, quantityShipped: 1, quantityCancelled: 1 });
  });

  it('keeps quotes that belong to the goods and undoes those of a spreadsheet', async () => {
    const asSaved = fixture('amazon-unshipped.txt').toString().replace('12" enamel mug, blue', '"12"" enamel mug, blue"');
    const titles = (await readAll(asSaved)).orders.map(({ lines }) => lines[0]?.title);
    expect(titles).toEqual(['12" enamel mug, blue', 'Garden hose 20 m', '"Best" bike lamp']);
  });

  it('refuses the New orders report, which lists cancelled orders without saying so', async () => {
    const newOrders = fixture('amazon-unshipped.txt').toString().replace('quantity-to-ship', 'item-tax');
    expect((await readAll(newOrders)).refused?.reason).toContain('"Unshipped orders"');
  });

  it('refuses an order line whose units do not add up', async () => {
    const wrong = fixture('amazon-unshipped.txt').toString().replace('bike lamp\t3\t1\t1', 'bike lamp\t1\t1\t1');
    const { problems, orders } = await readAll(wrong);
    expect(orders).toHaveLength(2);
    expect(problems[0]).toMatchObject({ line: 5, column: 'quantity-to-ship', value: '1', orderId: '302-3333333-0000003' });
  });
});

describe('the Shopify orders export', () => {
  it('joins the rows of an order, of which only the first carries the order', async () => {
    const { orders, firstLines, problems } = await readAll(fixture('shopify-orders.csv'));
    expect(problems).toEqual([]);
    // The note of #1001 has a line break: its second row is line 4, its third line 5.
    expect(firstLines).toEqual([2, 6, 7, 8, 9, 11]);
    expect(orders[0]).toMatchObject({
      channel: 'shopify', channelOrderId: '#1001', state: 'open', payment: 'paid', value: { minor: 4670, currency: 'EUR' },
      placedAtMs: Date.UTC(2026, 10, 19, 8, 50, 25), shippingService: 'DHL Paket',
      shipTo: { name: 'Chloé Lefèvre', lines: ['12 rue de la Forêt', 'Bât. B'], postcode: '07500', countryCode: 'FR' },
    });
  });

  it('leaves out lines that are not shipped, such as gift cards', async () => {
    const lines = (await readAll(fixture('shopify-orders.csv'))).order('#1001').lines;
    expect(lines.map(({ sku, quantity }) => [sku, quantity])).toEqual([['TEA-6', 1], ['NOTE-A5', 3]]);
  });

  it.each([
    ['#1002', 'cancelled at a time', { state: 'cancelled', cancellation: { kind: 'cancelled' } }],
    ['#1003', 'payment pending', { state: 'open', payment: 'pending', cancellation: notCancelled }],
    ['#1004', 'fulfilled', { state: 'shipped', lines: [{ quantityShipped: 1 }] }],
    ['#1005', 'partly refunded, which items is not said', { state: 'partly-shipped', channelHold: expect.stringContaining('partially_refunded') as string }],
    ['#1006', 'refunded as a whole', { state: 'cancelled', cancellation: { kind: 'cancelled', reason: 'Financial Status: refunded' } }],
  ])('reads %s: %s', async (id, _what, expected) => {
    expect((await readAll(fixture('shopify-orders.csv'))).order(id)).toMatchObject(expected);
  });

  it('takes a cancelled order even if its address has a gap, so that the cancellation is known', async () => {
    const noZip = fixture('shopify-orders.csv').toString().replaceAll("'07500", '');
    const { orders, problems } = await readAll(noZip);
    expect(orders.map(({ channelOrderId }) => channelOrderId)).toEqual(['#1002', '#1006']);
    expect(new Set(problems.map(({ column }) => column))).toEqual(new Set(['Shipping Zip']));
  });

  it('refuses an order that begins twice, as in an export pasted below another', async () => {
    const text = fixture('shopify-orders.csv').toString();
    const second = text.slice(text.indexOf('\n#1003') + 1, text.indexOf('\n#1004') + 1);
    const { orders, problems } = await readAll(text + second);
    expect(orders.map(({ channelOrderId }) => channelOrderId)).not.toContain('#1003');
    expect(problems).toMatchObject([{ line: 12, orderId: '#1003', reason: expect.stringContaining('already begins on line 7') as string }]);
  });
});

describe('WooCommerce exports', () => {
  it.each([
    ['woocommerce-webtoffee.csv', '501', { state: 'open', shipTo: { name: 'Giulia Rossi', city: 'Forlì' }, lines: [{ sku: 'MUG-RED', quantity: 2 }, { sku: 'SOCK-42', title: 'Socks; wool', quantity: 1 }] }],
    ['woocommerce-webtoffee.csv', '502', { state: 'cancelled', cancellation: { kind: 'cancelled', reason: 'Order status: cancelled' } }],
    ['woocommerce-webtoffee.csv', '503', { payment: 'pending', channelHold: 'Order status: on-hold', shipTo: { name: "Niccolò D'Angelo", city: 'Cefalù' } }],
    ['woocommerce-webtoffee.csv', '504', { state: 'shipped', lines: [{ quantity: 1, quantityShipped: 1 }] }],
    ['woocommerce-webtoffee.csv', '505', { state: 'open', channelHold: expect.stringContaining('refunded') as string }],
    ['woocommerce-skyverge.csv', '601', { lines: [{ lineId: '71', sku: 'CAB-2', quantity: 5, quantityCancelled: 1 }, { lineId: '72', sku: 'PUZ-500', quantityCancelled: 0 }] }],
    ['woocommerce-advanced.csv', '701', { value: { minor: 123_450, currency: 'PLN' }, lines: [{ sku: 'BOT-1', quantity: 2, quantityCancelled: 1 }, { title: 'Notebook "A5"' }] }],
    ['woocommerce-advanced.csv', '702', { payment: 'pending' }],
    ['woocommerce-advanced.csv', '703', { state: 'open', channelHold: 'Order status: awaiting-stock' }],
  ])('reads from %s order %s', async (file, id, expected) => {
    const read = await readAll(fixture(file), { defaultCurrency: 'PLN' });
    expect(read.problems).toEqual([]);
    expect(read.order(id)).toMatchObject(expected);
  });

  it('decides day and month by the one date of the file that leaves no doubt', async () => {
    const { order } = await readAll(fixture('woocommerce-advanced.csv'));
    expect(new Date(order('702').placedAtMs).toISOString()).toBe('2026-12-03T09:00:00.000Z');
  });

  it('names the row where no date of the file tells day from month', async () => {
    const doubtful = fixture('woocommerce-advanced.csv').toString().replaceAll('25/11/2026', '04/05/2026');
    const { orders, problems } = await readAll(doubtful);
    expect(orders).toEqual([]);
    expect(problems[0]).toMatchObject({ line: 2, column: 'Order Date', value: '04/05/2026 08:15', reason: expect.stringContaining('cannot be told apart') as string });
  });

  it('refuses a file whose dates prove both orders', async () => {
    const torn = fixture('woocommerce-advanced.csv').toString().replace('03/12/2026', '11/25/2026');
    expect((await readAll(torn)).refused).toMatchObject({ line: 4, reason: expect.stringContaining('line 2') as string });
  });
});

describe('the eBay orders report', () => {
  it('finds the header below the blank line and stops at the trailer', async () => {
    const { detected, orders, problems, notes } = await readAll(fixture('ebay-orders-us.csv'));
    expect(detected?.format).toBe('ebay-orders');
    expect(problems).toEqual([]);
    expect(orders.map(({ channelOrderId }) => channelOrderId)).toEqual(['12-34567-89012', '12-34567-89013', '12-34567-89014']);
    expect(notes).toEqual([expect.stringContaining('has not checked out')]);
  });

  it('takes the address from the summary row and the lines from the item rows', async () => {
    expect((await readAll(fixture('ebay-orders-us.csv'))).order('12-34567-89013')).toMatchObject({
      payment: 'paid', shipTo: { name: 'Emily García', countryCode: 'US' }, value: { minor: 3906, currency: 'USD' },
      lines: [
        { lineId: '254625851001-10002', sku: 'CASE-1', title: 'Phone case [Colour:red]', quantity: 1 },
        { lineId: '254625851002-10003', sku: '254625851002', quantity: 2 },
      ],
    });
  });

  it('takes a deadline that is a day for the end of that day where the shop stands', async () => {
    const read = await readAll(fixture('ebay-orders-us.csv'), { timeZone: 'America/Denver' });
    expect(new Date(read.order('12-34567-89012').shipByMs ?? 0).toISOString()).toBe('2026-11-24T06:59:59.999Z');
  });

  it('reads the British names of the columns and an order that was dispatched', async () => {
    expect((await readAll(fixture('ebay-orders-uk.csv'))).order('04-15250-08826')).toMatchObject({ shipTo: { countryCode: 'GB', postcode: 'YO1 7HH' }, lines: [{ quantity: 2 }] });
    expect((await readAll(fixture('ebay-orders-us.csv'))).order('12-34567-89014')).toMatchObject({ state: 'shipped', lines: [{ quantityShipped: 1 }] });
  });
});

describe('every kind of file', () => {
  it.each(['amazon-unshipped.txt', 'shopify-orders.csv', 'woocommerce-webtoffee.csv', 'woocommerce-advanced.csv', 'ebay-orders-us.csv', 'packgate.csv', 'packgate.json'])(
    '%s reads the same in one piece and in pieces of 7 bytes',
    async (file) => {
      const whole = await readAll(fixture(file));
      const cut = await readAll(inPieces(fixture(file), 7));
      expect(whole.orders.length).toBeGreaterThan(0);
      expect(cut.events).toEqual(whole.events);
    },
  );

  it('is refused where another kind was chosen', async () => {
    expect((await readAll(fixture('shopify-orders.csv'), { format: 'ebay-orders' })).refused?.reason).toContain('Shopify orders export');
  });
});
