import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { restConnector } from '../../../src/main/connectors/marketplaces/rest/connector.ts';
import { findCarrierWord } from '../../../src/main/connectors/marketplaces/rest/carriers.ts';
import { traitsOf } from '../../../src/main/connectors/marketplaces/rest/traits.ts';
import { practiceDescription } from '../../../src/main/practice/rest/description.ts';
import type { StoreId } from '../../../src/shared/domain/order/order.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { aDescription, rawDescription } from './fixtures.ts';

function refusals(description: unknown, more: Record<string, unknown> = { secret: 'key-123' }): readonly string[] {
  const opened = restConnector.openAccount({ storeId: 's' as StoreId, settings: { description, ...more }, clock: createManualClock(0) });
  return opened.ok ? [] : opened.problems.map(({ field, message }) => `${field}: ${message}`);
}

describe('the description of a web service', () => {
  it('in the guide is the one that the practice site is opened with', () => {
    const guide = readFileSync(new URL('../../../docs/guide/rest-channel.md', import.meta.url), 'utf8');
    const example = /```json\n([\s\S]*?)\n```/.exec(guide)?.[1] ?? '';
    expect(JSON.parse(example)).toEqual(practiceDescription('https://shop.example/api/v1'));
    expect(refusals(example)).toEqual([]);
    // A line of a form takes no line breaks: pasted there, it is one long line.
    expect(refusals(example.replaceAll('\n', ''))).toEqual([]);
  });

  it('every field of the example is explained in the guide', () => {
    const guide = readFileSync(new URL('../../../docs/guide/rest-channel.md', import.meta.url), 'utf8').split('## Example')[0] ?? '';
    const named = (value: unknown): readonly string[] => (typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value).flatMap(([name, inner]) => [name, ...(['words', 'query', 'headers', 'carriers', 'attributes', 'body', 'line', 'limits'].includes(name) ? [] : named(inner))]) : []);
    expect([...new Set(named(practiceDescription('https://shop.example')))].filter((name) => !guide.includes(name))).toEqual([]);
  });

  it.each([
    ['text that is no JSON', '{"version": 1,', /^description: is not JSON/],
    ['nothing', undefined, /^description: /],
    ['another version', rawDescription({ version: 2 }), /^description\.version: must be 1/],
    ['an address that is none', rawDescription({ baseUrl: 'shop' }), /^description\.baseUrl: is no address/],
    ['an address without https', rawDescription({ baseUrl: 'http://shop.example' }), /^description\.baseUrl: must be an https address/],
    ['a password in the address', rawDescription({ baseUrl: 'https://a:b@shop.example' }), /^description\.baseUrl: must hold no user/],
    ['a typing error in a name', rawDescription({ list: { pagging: 1 } }), /^description\.list: .*pagging/],
    ['a path that is none', rawDescription({ order: { id: 'a..b' } }), /^description\.order\.id: is no path/],
    ['a state that we do not have', rawDescription({ order: { state: { words: { new: 'opened' } } } }), /^description\.order\.state\.words\.new: /],
    ['a placeholder that is none', rawDescription({ dispatch: { body: { tracking_number: '{number}' } } }), /^description\.dispatch\.body\.tracking_number: there is no \{number\} here; known are \{orderId\}/],
    ['a placeholder deep in a body', rawDescription({ dispatch: { body: { items: [{ a: '{x}' }] } } }), /^description\.dispatch\.body\.items\.0\.a: there is no \{x\}/],
    ['a brace too many', rawDescription({ read: { path: '/orders/{orderId}}' } }), /^description\.read\.path: holds a brace/],
    ['a path to another host', rawDescription({ list: { path: '//evil.example/orders' } }), /^description\.list\.path: must begin with one/],
    ['a query in a path', rawDescription({ list: { path: '/orders?x=1' } }), /^description\.list\.path: .*query/],
    ['a key in a header', rawDescription({ headers: { Authorization: 'Bearer abc' } }), /^description\.headers\.Authorization: is set by the station/],
    ['a line break in a header', rawDescription({ headers: { 'x-v': 'a\r\nhost: b' } }), /^description\.headers\.x-v: a header holds plain characters/],
    ['a rule about nothing', rawDescription({ errors: { rules: [{ problem: 'locked' }] } }), /^description\.errors\.rules\.0: needs a status/],
    ['a server error that counts as a refusal', rawDescription({ errors: { rules: [{ status: 500, problem: 'wrong-state' }] } }), /^description\.errors\.rules\.0: a status outside 400 to 499/],
    ['a problem that we do not have', rawDescription({ errors: { rules: [{ status: 409, problem: 'strange' }] } }), /^description\.errors\.rules\.0\.problem: /],
    ['a correction by reference without a reference', rawDescription({ order: { packages: { reference: undefined } } }), /^description\.order\.packages\.reference: is needed/],
    ['limits for some calls only', rawDescription({ limits: { 'list-orders': { ratePerSecond: 1, burst: 1 }, 'read-order': undefined } }), /^description\.limits: must be/],
  ])('is refused with its place: %s', (_what, description, words) => {
    expect(refusals(description)).toEqual([expect.stringMatching(words)]);
  });

  it('asks for a key and a user name where it says how to sign in', () => {
    expect(refusals(rawDescription(), {})).toEqual(['secret: is needed: the description names a way to sign in']);
    expect(refusals(rawDescription({ auth: { kind: 'basic' } }))).toEqual(['username: is needed to sign in with "basic"']);
    expect(refusals(rawDescription({ auth: { kind: 'none' } }), {})).toEqual([]);
    expect(refusals(rawDescription(), { secret: 'a\nb' })).toEqual(['secret: holds a character that cannot be sent']);
  });

  it('says what its service can do', () => {
    expect(traitsOf(aDescription())).toEqual(restConnector.traits);
    const plain = aDescription({ takesAnyCarrier: true, order: { cancellation: undefined, lines: { cancellation: undefined } }, dispatch: { body: { items: undefined, inform_buyer: undefined }, severalParcels: undefined, correction: 'no', buyerNotice: 'always', tellingDecidesCancels: false } });
    expect(traitsOf(plain)).toMatchObject({ severalParcels: false, lineQuantities: false, correction: 'no', takesOtherCarriers: true, cancelRequests: 'not-told', buyerNotice: 'always', tellingDecidesCancels: false });
    expect(traitsOf(aDescription({ dispatch: { correction: 'no', replace: { method: 'POST', path: '/replace', body: { old: '{replacedNumber}' } } } })).correction).toBe('replace');
  });
});

describe('carriers of a described service', () => {
  const description = aDescription();
  it.each([
    ['DHL', description, {}, { carrierCode: 'dhl' }],
    ['dhl ', description, {}, { carrierCode: 'dhl' }],
    ['Evri', description, {}, { carrierCode: 'other', carrierName: 'Evri' }],
    ['DHL', description, { dhl: { carrierCode: 'dhl_own' } }, { carrierCode: 'dhl_own' }],
    ['Kiez-Velo', description, {}, null],
    ['Kiez-Velo', aDescription({ takesAnyCarrier: true }), {}, { carrierCode: 'Kiez-Velo' }],
    [' ', aDescription({ takesAnyCarrier: true }), {}, null],
  ])('%s', (carrier, given, carriers, word) => {
    expect(findCarrierWord(carrier, { description: given, carriers })).toEqual(word);
  });
});
