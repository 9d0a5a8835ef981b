// Shape: the example of docs/guide/rest-channel.md (an interface of our own making); all values are invented.
import type { WireReply } from '../../../src/main/connectors/kit/wire.ts';
import { restDescription } from '../../../src/main/connectors/marketplaces/rest/description.ts';
import type { RestDescription } from '../../../src/main/connectors/marketplaces/rest/description.ts';
import { practiceDescription } from '../../../src/main/practice/rest/description.ts';
import type { DispatchNotice } from '../../../src/shared/domain/writeback/write-back.ts';

type Fields = Record<string, unknown>;

/** The example with some fields changed; undefined takes one away. Deep in objects, whole in lists. */
export function rawDescription(changes: Fields = {}): Fields {
  return merge(structuredClone(practiceDescription('https://shop.example/api/v1')), changes);
}
function merge(base: Fields, changes: Fields): Fields {
  for (const [name, value] of Object.entries(changes)) {
    const there = base[name];
    if (value === undefined) delete base[name];
    else if (isFields(value) && isFields(there) && !('kind' in value)) base[name] = merge(there, value);
    else base[name] = value;
  }
  return base;
}
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

export const aDescription = (changes: Fields = {}): RestDescription => restDescription.parse(rawDescription(changes));

export const wireItem = (overrides: Fields = {}): Fields => ({ id: 'i1', sku: 'MUG', gtin: '9521000001373', title: 'Mug', ordered: 2, cancelled: 0, shipped: 0, cancel: null, ...overrides });

export const wireOrder = (overrides: Fields = {}): Fields => ({
  number: 'R-1',
  status: 'new',
  paid: true,
  hold: null,
  cancel: null,
  placed: '2026-11-20T10:00:00Z',
  changed: '2026-11-21T08:30:00Z',
  ship_until: '2026-11-22T22:00:00+01:00',
  shipping: 'STANDARD',
  total: { amount: '23.80', currency: 'eur' },
  tax: { vat: null, ioss: null },
  ship_to: { name: 'Ida Voss', company: null, street: ['Am Markt 3'], zip: '29221', town: 'Celle', state: null, country: 'de', phone: null },
  items: [wireItem()],
  parcels: [],
  ...overrides,
});

export const aReply = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): WireReply => ({ status, headers, bodyText: body === null ? '' : typeof body === 'string' ? body : JSON.stringify(body) });

export const aNotice = (overrides: Partial<DispatchNotice> = {}): DispatchNotice => ({
  channelOrderId: 'R-1',
  packageReference: '1',
  carrierCode: 'dhl',
  trackingNumber: ' 003401234567890129 ',
  shippedAtMs: Date.parse('2026-11-21T07:30:00Z'),
  lines: [{ lineId: 'i1', quantity: 2 }],
  ...overrides,
});
