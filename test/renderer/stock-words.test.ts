import { describe, expect, it } from 'vitest';
import { createTexts } from '../../src/renderer/src/i18n/i18n.ts';
import { deltaText, readDraft, refusedFileWords, stateWords } from '../../src/renderer/src/screens/lead/stock/stock-words.ts';
import type { StockImportView, StockState } from '../../src/shared/contract/stock-views.ts';
import { aStockStore } from '../support/stock-view-builders.ts';

const { t } = createTexts('en');
const german = createTexts('de').t;
/** The compiler refuses a list that forgets one. */
const states = Object.keys({ off: 1, 'no-desk': 1, 'not-connected': 1, 'no-counts': 1, offline: 1, 'orders-first': 1, 'tracking-first': 1, 'no-calls': 1, slowed: 1, refused: 1, publishing: 1 } satisfies Record<StockState, 1>) as StockState[];
type Fault = Extract<StockImportView, { kind: 'refused' }>['fault'];
const faults = Object.keys({ 'not-text': 1, 'not-found': 1, 'no-columns': 1, 'too-long': 1, damaged: 1, empty: 1, 'too-old': 1 } satisfies Record<Fault, 1>) as Fault[];
type LineFault = Extract<StockImportView, { kind: 'done' }>['problems'][number]['fault'];
const lineFaults = Object.keys({ 'no-sku': 1, 'sku-too-long': 1, 'sku-rounded': 1, 'sku-damaged': 1, 'no-number': 1, 'sku-twice': 1 } satisfies Record<LineFault, 1>) as LineFault[];

describe('what the stock page says', () => {
  it.each(states)('a shop that is "%s" has words in both languages', (state) => {
    for (const words of [t, german]) expect(stateWords(words, aStockStore({ state }))).not.toContain('stock.');
  });

  it.each(faults)('a file that is refused as "%s" has words in both languages', (fault) => {
    for (const words of [t, german]) expect(refusedFileWords(words, { kind: 'refused', fileName: 'a.csv', fault, reason: null })).not.toContain('stock.');
  });

  it.each(lineFaults)('so has a line that is refused as "%s"', (fault) => {
    for (const words of [t, german]) expect(words(`stock.import.lineFault.${fault}`)).not.toContain('stock.');
  });

  it('a shop that asks for fewer calls says how often it is told now, also while something else holds it up', () => {
    expect(stateWords(t, aStockStore({ state: 'slowed', slowedToSeconds: 240 }))).toBe('slowed to every 240 s: the shop asks for fewer calls');
    expect(stateWords(t, aStockStore({ state: 'no-calls', slowedToSeconds: 240 }))).toContain('240 s');
    expect(stateWords(t, aStockStore({ state: 'off', slowedToSeconds: 240 }))).toBe('not told');
  });

  it('a difference has its sign', () => {
    expect(deltaText(t, 21)).toBe('+21');
    expect(deltaText(german, -1200)).toBe('−1.200');
  });
});

describe('what is typed as settings', () => {
  it.each([
    [{ isOn: true, every: ' 60 ', buffer: '0' }, { stock: { intervalSeconds: 60, buffer: 0 } }],
    [{ isOn: true, every: '29', buffer: '0' }, { wrong: 'every' }],
    [{ isOn: true, every: '3601', buffer: '0' }, { wrong: 'every' }],
    [{ isOn: true, every: '1e2', buffer: '0' }, { wrong: 'every' }],
    [{ isOn: true, every: '60', buffer: '-1' }, { wrong: 'buffer' }],
    [{ isOn: true, every: '60', buffer: '100001' }, { wrong: 'buffer' }],
    [{ isOn: false, every: '', buffer: '' }, { stock: null }],
  ])('%o', (draft, expected) => {
    expect(readDraft(draft)).toEqual(expected);
  });
});
