import fc from 'fast-check';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openCache } from '../../src/main/storage/open.ts';
import { createOrderStore } from '../../src/main/storage/order-store.ts';
import type { CheckedOrder } from '../../src/shared/domain/order/order.ts';
import { aCheckedOrder, testStartMs } from '../support/builders.ts';
import { aFolder, aStore, migrationsDirectory } from './temp-storage.ts';

const to = (name: string, company?: string) => ({ name, ...(company === undefined ? {} : { company }), lines: ['1'], postcode: '1', city: 'X', countryCode: 'DE' });
const order = (channelOrderId: string, name = 'Nobody', changes: { company?: string; updatedAtMs?: number } = {}, storeId = 'shop'): CheckedOrder =>
  aCheckedOrder(storeId, { channelOrderId, shipTo: to(name, changes.company), updatedAtMs: changes.updatedAtMs ?? testStartMs });

/** Numbers of the orders found, and by what. */
function aSearch(...orders: readonly CheckedOrder[]) {
  const store = aStore();
  store.orders.saveOrders(orders);
  const find = (text: string, limit = 9): readonly string[] => store.orders.searchOrders(text, limit).map(({ orderId, matched }) => `${matched} ${orderId.slice(orderId.indexOf('/') + 1)}`);
  return { ...store, find };
}

describe('an order number', () => {
  it.each([
    ['as it is printed', '302-1234567-7654321'],
    ['with blanks around it', ' 302-1234567-7654321 '],
    ['in groups, as people write', '302 1234567 7654321'],
    ['without what stands between its parts', '30212345677654321'],
    ['its first part', '302'],
    ['its beginning, through a hyphen', '302-12'],
    ['its middle part', '1234567'],
    ['the beginning of its middle part', '12345'],
    ['its last part', '7654321'],
    ['its last four characters', '4321'],
    ['its end, through a hyphen', '67-7654321'],
    ['its first two parts in groups', '302 1234567'],
  ])('is found: %s', (_, text) => {
    expect(aSearch(order('302-1234567-7654321'), order('303-7777777-8888888')).find(text)).toEqual(['order 302-1234567-7654321']);
  });

  it('of letters and digits without any part is found from its end too, whatever its case', () => {
    const { find } = aSearch(order('PG20261121000123'), order('PG20261121000124'));
    expect(find('000123')).toEqual(['order PG20261121000123']);
    expect(find('pg20261121000124')).toEqual(['order PG20261121000124']);
  });

  it('is not found by three characters of its end, which a thousandth of all orders have', () => {
    expect(aSearch(order('302-1234567-7654321')).find('321')).toEqual([]);
  });

  it('is not found by three digits with which a middle part begins: all orders of a month may begin so', () => {
    const { find } = aSearch(order('302-0001234-7654321'));
    expect([find('000'), find('0001')]).toEqual([[], ['order 302-0001234-7654321']]);
  });

  it('typed to its end brings that order alone, whatever its parts are elsewhere', () => {
    const { find } = aSearch(order('302-12'), order('302-12', 'Nobody', {}, 'second'), order('12-302-9'));
    expect(find('302-12')).toEqual(['order 302-12', 'order 302-12']);
  });

  it('with a number sign is found with it and without it', () => {
    const { find } = aSearch(order('#1001'));
    expect([find('#1001'), find('1001'), find('100')]).toEqual([['order #1001'], ['order #1001'], ['order #1001']]);
  });

  it('of two stores brings both orders', () => {
    expect(aSearch(order('77', 'A', {}, 'one'), order('77', 'B', {}, 'two')).orders.searchOrders('77', 9).map(({ orderId }) => orderId)).toEqual(['one/77', 'two/77']);
  });

  it('comes before every buyer: first the very number, then what begins with it, then what ends with it', () => {
    const { find } = aSearch(order('5', '2026 Sons'), order('9-2026'), order('2026-1'), order('2026'), order('6', '2026 Daughters'));
    expect(find('2026')).toEqual(['order 2026', 'order 2026-1', 'order 9-2026', 'buyer 6', 'buyer 5']);
  });

  it('of which a middle part was read comes before a younger order of a buyer of that name', () => {
    expect(aSearch(order('302-1234567-7654321'), order('9', '1234567 Ltd')).find('1234567')).toEqual(['order 302-1234567-7654321', 'buyer 9']);
  });
});

describe('a buyer', () => {
  it.each([
    ['the whole name', 'Jürgen Müller'],
    ['in another order', 'müller jürgen'],
    ['the beginnings of its words', 'mü jü'],
    ['one letter of one of them', 'müller j'],
    ['without accents', 'jurgen muller'],
    ['with an accent put together from two characters', 'Mu\u0308ller'],
    ['in capitals', 'MÜLLER'],
    ['with the company', 'acme müller'],
    ['the company alone', 'Acme'],
  ])('is found: %s', (_, text) => {
    expect(aSearch(order('1', 'Jürgen Müller', { company: 'ACME & Co.' }), order('2', 'Anna Schröder')).find(text)).toEqual(['buyer 1']);
  });

  it.each([
    ['Łukasz Wójcik', 'lukasz wojcik'],
    ['Katharina Groß', 'gross'],
    ['Katharina Gross', 'groß'],
    ['Øystein Ærø', 'oystein aero'],
    ['Çağrı Yıldız', 'cagri yildiz'],
    ['İnönü', 'inonu'],
    ['Παπαδόπουλος', 'ΠΑΠΑΔΟΠΟΥΛΟΣ'],
    // A sigma at the end of what is typed so far is not at the end of the name.
    ['Οδυσσέας', 'ΟΔΥΣ'],
    // Vowels that became letters after the Unicode that SQLite knows.
    ['ᦶᦑᦟᦹᧉ Tai', 'ᦶᦑᦟ'],
    ["Siân O'Brien", "o'brien"],
    ['佐藤 健太', '佐藤'],
    ['हिन्दी शर्मा', 'हिन्दी'],
    ['สมชาย ใจดี', 'ใจดี'],
    ['ليلى الهاشمي', 'الهاشمي'],
  ])('%s is found by %s', (name, text) => {
    expect(aSearch(order('1', name), order('2', 'Anna Schröder')).find(text)).toEqual(['buyer 1']);
  });

  it('is not found by the middle of a word, nor by a word too many', () => {
    const { find } = aSearch(order('1', 'Jürgen Müller'));
    expect([find('ller'), find('müller karl')]).toEqual([[], []]);
  });

  it('whose name is the very word comes before those whose names begin with it, and the newest first', () => {
    const { find } = aSearch(order('1', 'Wei Li'), order('2', 'Min Li'), order('3', 'Lisa Nobody'), order('4', 'Linda Nobody'));
    expect(find('li')).toEqual(['buyer 2', 'buyer 1', 'buyer 4', 'buyer 3']);
    expect(find('li', 3)).toEqual(['buyer 2', 'buyer 1', 'buyer 4']);
  });

  it('with a word of numbers in the name is a buyer, not an order', () => {
    expect(aSearch(order('1', '4711 Drogerie')).find('4711 dro')).toEqual(['buyer 1']);
  });
});

describe('what a person types', () => {
  it.each(['', '  ', '-', '"', '*', '🙂', '\u0000'])('without a letter or digit finds nothing: %j', (text) => {
    expect(aSearch(order('1', 'Ada'), order('2', 'Bea')).find(text)).toEqual([]);
  });

  it.each(['NOT', 'OR', 'AND', 'NEAR', 'words'])('is never taken for a command of the search: %s', (text) => {
    expect(aSearch(order('1', `Mr ${text}`), order('2', 'Ada')).find(`ada" ${text} "`)).toEqual([]);
    expect(aSearch(order('1', `Mr ${text}`), order('2', 'Ada')).find(text)).toEqual(['buyer 1']);
  });

  it('can be anything at all, and whoever types a whole name finds it (property)', () => {
    const { orders } = aSearch();
    let n = 0;
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }), fc.string({ unit: 'grapheme', maxLength: 30 }), (any, name) => {
        n += 1;
        orders.saveOrders([order(`n-${n}`, `${name} zz${n}zz`)]);
        orders.searchOrders(any, 3);
        expect(orders.searchOrders(`${name} zz${n}zz`, 3)).toEqual([{ orderId: `shop/n-${n}`, matched: 'buyer' }]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('an order that changed', () => {
  it('is found by its new name and not by its old one', () => {
    const { orders, find } = aSearch(order('1', 'Ada Old'), order('2', 'Bea Old'));
    orders.saveOrders([order('1', 'Ada New', { updatedAtMs: testStartMs + 1 })]);
    expect([find('ada old'), find('ada new'), find('old')]).toEqual([[], ['buyer 1'], ['buyer 2']]);
  });

  it('is found by its company once it has one', () => {
    const { orders, find } = aSearch(order('1', 'Ada'));
    orders.saveOrders([order('1', 'Ada', { company: 'Acme', updatedAtMs: testStartMs + 1 })]);
    expect(find('acme')).toEqual(['buyer 1']);
  });

  it('and was refused as stale keeps the name it has', () => {
    const { orders, find } = aSearch(order('1', 'Ada New', { updatedAtMs: testStartMs + 1 }));
    orders.saveOrders([order('1', 'Ada Old')]);
    expect([find('old'), find('new')]).toEqual([[], ['buyer 1']]);
  });

  it('in a batch that failed is found by nothing of it', () => {
    const { orders, find } = aSearch(order('1', 'Ada'));
    expect(() => orders.saveOrders([order('1', 'Bea', { updatedAtMs: testStartMs + 1 }), order('2', 'Cleo'), order('', 'Dora')])).toThrow(/CHECK/);
    expect([find('bea'), find('cleo'), find('ada')]).toEqual([[], [], ['buyer 1']]);
  });

  it('leaves no trace of the old name in the file, also where parts of the index were merged', () => {
    const { orders, file } = aSearch();
    const name = 'Zachariasinius';
    for (let n = 0; n < 40; n += 1) orders.saveOrders([order(`a-${n}`, `${name} ${n}`), order(`b-${n}`, `Somebody ${n}`)]);
    file.checkpoint();
    expect(traceOf(file.path, name)).toBe(true);
    for (let n = 0; n < 40; n += 1) orders.saveOrders([order(`a-${n}`, `Nobody ${n}`, { updatedAtMs: testStartMs + 1 })]);
    file.checkpoint();
    expect(traceOf(file.path, name)).toBe(false);
  });
});

/** The index keeps words by what they have not in common with the one before, so the end of the name alone counts. */
const traceOf = (path: string, name: string): boolean => readFileSync(path).toString('latin1').toLowerCase().includes(name.slice(2).toLowerCase());

describe('orders of an older version', () => {
  /** Stored when there was no search yet. */
  function anOlderFile(names: readonly string[]) {
    const directory = aFolder();
    const older = join(directory, 'older');
    mkdirSync(join(older, 'cache'), { recursive: true });
    cpSync(join(migrationsDirectory, 'cache/0010_orders.sql'), join(older, 'cache/0010_orders.sql'));
    const clock = { nowMs: () => testStartMs };
    const before = openCache({ directory, migrationsDirectory: older, clock, lockWaitMs: 0 });
    const insert = before.db.prepare("INSERT INTO orders (order_id, store_id, channel_order_id, state, updated_at_ms, checked_at_ms, checked_source, content) VALUES (?, 'shop', ?, 'open', ?, ?, 'Shop', ?)");
    names.forEach((name, n) => {
      const { updatedAtMs, ...content } = order(`${n}`, name).order;
      insert.run(`shop/${n}`, `${n}`, updatedAtMs, testStartMs, JSON.stringify(content));
    });
    before.close();
    const file = openCache({ directory, migrationsDirectory, clock, lockWaitMs: 0 });
    onTestFinished(() => file.close());
    const orders = createOrderStore(file);
    const find = (text: string): readonly string[] => orders.searchOrders(text, 99).map(({ orderId }) => orderId);
    return { orders, find };
  }

  it('are taken into the search step by step, the newest first, each once', () => {
    const { orders, find } = anOlderFile(['Ada', 'Ada', 'Ada', 'Ada', 'Ada']);
    expect(find('ada')).toEqual([]);
    expect(orders.indexOlder(2)).toBe(true);
    expect(find('ada')).toEqual(['shop/4', 'shop/3']);
    expect(orders.indexOlder(2)).toBe(true);
    expect(orders.indexOlder(2)).toBe(true);
    expect(find('ada')).toEqual(['shop/4', 'shop/3', 'shop/2', 'shop/1', 'shop/0']);
    expect(orders.indexOlder(2)).toBe(false);
    expect(find('ada')).toHaveLength(5);
  });

  it('that change before their turn are found by their new name only, and those that came since at once', () => {
    const { orders, find } = anOlderFile(['Ada Old', 'Bea Old', 'Cleo Old']);
    orders.indexOlder(1);
    orders.saveOrders([order('0', 'Ada New', { updatedAtMs: testStartMs + 1 }), order('2', 'Cleo New', { updatedAtMs: testStartMs + 1 }), order('3', 'Dora New')]);
    expect(find('new')).toEqual(['shop/3', 'shop/2']);
    while (orders.indexOlder(1));
    expect([find('new'), find('old')]).toEqual([['shop/3', 'shop/2', 'shop/0'], ['shop/1']]);
  });

  it('an empty file has none of them', () => {
    expect(anOlderFile([]).orders.indexOlder(9)).toBe(false);
    expect(aStore().orders.indexOlder(9)).toBe(false);
  });
});
