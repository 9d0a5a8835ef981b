import { describe, expect, it } from 'vitest';
import { findExtraColumns } from '../../src/main/imports/extra-columns.ts';
import { createHeader } from '../../src/main/imports/header.ts';
import { fixture, packgateCsv, readAll } from './support/read-all.ts';

/** The file with another column at its end: one value per row, blank where the list is over. */
function withColumn(file: string, name: string, values: readonly string[], delimiter = ','): string {
  let row = -1;
  return file.split('\n').map((line) => (line === '' ? line : `${line.replace(/\r$/, '')}${delimiter}${(row += 1) === 0 ? name : (values[row - 1] ?? '')}`)).join('\n');
}
const amazon = fixture('amazon-unshipped.txt').toString();

describe('which columns are worth keeping', () => {
  const kept = (...names: string[]): string[] => findExtraColumns(createHeader(names)).attributes.map(({ name }) => name);
  it.each(['ioss-number', 'IOSS', 'VAT number', '_billing_vat', 'meta:vat_number', 'EORI', 'voec-number', 'deemed-reseller-category', 'Incoterm', 'Invoice Number', 'HS Code', 'Country of Origin', 'Customs note'])('"%s" is', (name) => {
    expect(kept(name)).toEqual([name]);
  });
  it.each(['Taxes', 'Tax 1 Value', 'VAT amount', 'vat rate', 'Invoice total', 'Email', 'Notes', 'Buyer VAT number', 'cpf', 'Private', 'Motivation'])('"%s" is not', (name) => {
    expect(kept(name)).toEqual([]);
  });
  it('are forty at most', () => {
    expect(kept(...Array.from({ length: 60 }, (_none, index) => `Invoice ${index}`))).toHaveLength(40);
  });
  it.each([
    ['Weight (kg)', 1000],
    ['weight_g', 1],
    ['Lineitem grams', 1],
    ['Item weight (g)', 1],
    ['Weight', null],
    ['Weight unit', null],
    ['Program', null],
  ])('"%s" is a weight in units of %s g', (name, grams) => {
    expect(findExtraColumns(createHeader([name])).weight?.gramsPerUnit ?? null).toBe(grams);
  });
});

describe('fields of a file that have no place of their own', () => {
  it('come along by the name of their column, without blanks', async () => {
    const file = amazon.replace('\t\tfalse\tfalse\tfalse', '\tIM1234567890\tfalse\tfalse\tfalse');
    const { orders, problems } = await readAll(file);
    expect(problems).toEqual([]);
    expect(orders.map(({ attributes }) => attributes)).toContainEqual({ 'ioss-number': 'IM1234567890' });
    expect(orders.some((order) => 'attributes' in order && order.attributes === undefined)).toBe(false);
  });
  it('say both numbers where two rows of one order differ', async () => {
    const two = packgateCsv([{ line_id: '1' }, { line_id: '2' }]);
    const { orders } = await readAll(withColumn(two, 'invoice', ['R-1', 'R-2']));
    expect(orders[0]?.attributes).toEqual({ invoice: 'R-1, R-2' });
  });
  it('of eBay are named by what eBay calls the number', async () => {
    const file = fixture('ebay-orders-us.csv').toString().replace('"901","12-34567-89012"', '"901","12-34567-89012"');
    const header = file.split('\n').find((line) => line.includes('"Order Number"')) ?? '';
    const place = header.split(',').findIndex((name) => name.includes('eBay Reference Name'));
    const lines = file.split('\n').map((line) => {
      if (!line.includes('12-34567-89012')) return line;
      const fields = line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/);
      fields[place] = '"VOEC"';
      fields[place + 1] = '"2024926"';
      return fields.join(',');
    });
    expect((await readAll(lines.join('\n'))).order('12-34567-89012').attributes).toEqual({ 'eBay Reference [VOEC]': '2024926' });
  });
});

describe('weights', () => {
  const weightOf = async (name: string, value: string) => {
    const { orders, problems } = await readAll(withColumn(amazon, name, [value, value, value, value], '\t'));
    expect(problems).toEqual([]);
    return orders[0]?.lines[0]?.weightGrams;
  };
  it.each([
    ['Weight (kg)', '0.350', 350],
    ['Weight (kg)', '1.25', 1250],
    ['Item weight (g)', '350', 350],
    ['Item weight (g)', '349.6', 350],
    ['Item weight (g)', 'heavy', undefined],
    ['Item weight (g)', '0', undefined],
    ['Item weight (g)', '-5', undefined],
    ['Weight (kg)', '5000', undefined],
    ['Weight', '350', undefined],
  ])('%s %s is %s g, and never a reason to lose an order', async (name, value, grams) => {
    expect(await weightOf(name, value)).toBe(grams);
  });
});

describe('Shopify’s high risk', () => {
  it('holds the order for a doubt about the buyer, in Shopify’s words', async () => {
    const { orders } = await readAll(fixture('shopify-orders.csv').toString().replace(',Low,web', ',High,web'));
    expect(orders[0]).toMatchObject({ channelHold: 'Risk Level: High', holdKind: 'fraud' });
    expect(orders[1]?.holdKind).toBeUndefined();
  });
});

describe('our own format', () => {
  it('names the numbers of customs, the kind of a hold and the weight of a unit, in a table', async () => {
    const [header = '', row = ''] = packgateCsv([{}]).split('\n');
    const { orders, notes, problems } = await readAll(`${header},ioss,vat,eori,voec,hold,hold_kind,weight_g\n${row},IM1234567890,GB727255821,DE1234567,2024926,check the buyer,fraud,350\n`);
    expect([problems, notes]).toEqual([[], []]);
    expect(orders[0]).toMatchObject({ channelHold: 'check the buyer', holdKind: 'fraud', attributes: { ioss: 'IM1234567890', vat: 'GB727255821', eori: 'DE1234567', voec: '2024926' }, lines: [{ weightGrams: 350 }] });
  });
  it('refuses an order whose rows name two numbers', async () => {
    const { orders, problems } = await readAll(withColumn(packgateCsv([{ line_id: '1' }, { line_id: '2' }]), 'ioss', ['IM1234567890', 'IM0000000001']));
    expect([orders, problems[0]?.column]).toEqual([[], 'ioss']);
  });
  it('says the same in JSON, with further fields by name', async () => {
    const order = {
      order_id: 'J-9', placed_at: '2026-11-19T08:00:00Z', ioss: 'IM1234567890', voec: null, hold_kind: 'fraud', attributes: { 'invoice number': 'R-1', empty: '' },
      ship_to: { name: 'Anna', lines: ['Weg 1'], postcode: '10115', city: 'Berlin', country: 'DE' }, lines: [{ sku: 'MUG', quantity: 1, weight_g: 350 }],
    };
    const { orders, problems, notes } = await readAll(JSON.stringify([order]));
    expect([problems, notes]).toEqual([[], []]);
    expect(orders[0]).toMatchObject({ channelHold: 'fraud', holdKind: 'fraud', attributes: { ioss: 'IM1234567890', 'invoice number': 'R-1' }, lines: [{ weightGrams: 350 }] });
    expect(orders[0]?.attributes).not.toHaveProperty('empty');
  });
});
