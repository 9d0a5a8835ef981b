import { describe, expect, it } from 'vitest';
import { blockText } from '../../src/renderer/src/i18n/block-text.ts';
import { ageText, spanText, timeText } from '../../src/renderer/src/i18n/clock-text.ts';
import { createTexts } from '../../src/renderer/src/i18n/i18n.ts';
import { scanOutcomes, toneOf, verdictText } from '../../src/renderer/src/i18n/verdict-text.ts';
import { blockCodes, type Block, type BlockCode } from '../../src/shared/domain/gate/block.ts';
import { days, hours, minutes } from '../../src/shared/domain/units/instant.ts';
import { aBlock, aVerdict, viewNowMs } from '../support/view-builders.ts';

const en = createTexts('en').t;
const de = createTexts('de').t;

describe('a block in words', () => {
  it('names what happened, who said so and when, who clears it and what to do', () => {
    expect(blockText(en, aBlock(), viewNowMs)).toEqual({
      code: 'CANCELLED',
      title: 'Order cancelled',
      happened: 'Practice Market cancelled this order at 10:42.',
      checked: 'Practice Market, asked at 10:44 (1 minute ago)',
      next: 'Do not send it. Put the goods back.',
      owner: 'Customer service',
      clears: 'Nothing. It needs a new order.',
      facts: ['Asked for by: the buyer', 'Reason: Ordered by mistake', 'Cancellation owner: Practice Market'],
    });
  });

  it('keeps the same code in German', () => {
    const words = blockText(de, aBlock(), viewNowMs);
    expect(words.code).toBe('CANCELLED');
    expect(words.title).toBe('Bestellung storniert');
    expect(words.checked).toBe('Practice Market, gefragt um 10:44 (vor 1 Minute)');
  });

  it('does not name a time that nobody knows', () => {
    const block = aBlock({ code: 'PAYMENT_PENDING', evidence: { source: 'eBay', checkedAtMs: viewNowMs, sinceMs: null, facts: {} } });
    expect(blockText(en, block, viewNowMs).happened).toBe('eBay says that the payment is still open.');
  });

  it('shows a fact that has no word yet as it came', () => {
    const block = aBlock({ evidence: { source: 'eBay', checkedAtMs: viewNowMs, sinceMs: null, facts: { ticket: 'A-17' } } });
    expect(blockText(en, block, viewNowMs).facts).toEqual(['ticket: A-17']);
  });
});

describe('every block in words', () => {
  const bare = (code: BlockCode): Block => aBlock({ code, evidence: { source: 'eBay', checkedAtMs: viewNowMs, sinceMs: null, facts: {} } });

  it.each(blockCodes.map((code) => [code]))('%s says all of it in both languages, even where no fact is known', (code) => {
    for (const t of [en, de]) {
      const { title, happened, next, clears, owner } = blockText(t, bare(code), viewNowMs);
      expect([title, happened, next, clears, owner].filter((words) => words === '' || /\{\{|undefined|block\./.test(words))).toEqual([]);
    }
  });

  it.each<[string, BlockCode, Block['evidence']['facts'], number | null, string]>([
    ['weights with their tolerance', 'WEIGHT_OUT_OF_RANGE', { actualGrams: 1240, expectedGrams: 12_830, toleranceGrams: 60 }, null, 'The box weighs 1,240 g. Expected: 12.8 kg, give or take 60 g.'],
    ['what was expected and what came', 'SKU_NOT_IN_ORDER', { expected: 'Mug, blue', got: 'Mug, green', sku: 'M' }, null, 'Not in this order: Mug, green. Next is: Mug, blue.'],
    ['only what came, where nothing more is expected', 'SKU_NOT_IN_ORDER', { got: 'Mug, green', sku: 'M' }, null, 'Not in this order: Mug, green.'],
    ['who noted a request', 'CANCEL_REQUESTED', { by: 'seller', flaggedBy: 'Kim', reason: 'called' }, viewNowMs, 'Kim noted at 10:45 that the buyer wants to cancel.'],
    ['the field that lacks', 'TAX_ID_MISSING', { field: 'ioss', store: 'eBay', crossing: 'GB → DE' }, null, 'This parcel crosses a border. eBay gives no IOSS number.'],
    ['a field of the wrong form', 'TAX_ID_MISSING', { field: 'vat', problem: 'format' }, null, 'This parcel crosses a border. Its VAT number has the wrong form.'],
    ['who has it open', 'OPEN_ELSEWHERE', { bench: 'Bench 2', packer: 'Alex' }, null, 'Alex is packing this order on Bench 2.'],
    ['the wrong part of an address', 'ADDRESS_INVALID', { field: 'postcode', problem: 'missing' }, null, 'The address is wrong: postcode is missing.'],
  ])('names %s', (_what, code, facts, sinceMs, happened) => {
    expect(blockText(en, aBlock({ code, evidence: { source: 'eBay', checkedAtMs: viewNowMs, sinceMs, facts } }), viewNowMs).happened).toBe(happened);
  });

  it('names a fact once: what the sentence says is not listed again, and what is empty is not listed', () => {
    const block = aBlock({ code: 'TAX_ID_MISSING', evidence: { source: 'eBay', checkedAtMs: viewNowMs, sinceMs: null, facts: { field: 'ioss', store: 'eBay', crossing: '', path: 'a.b' } } });
    expect(blockText(en, block, viewNowMs).facts).toEqual(['Shop: eBay', 'Looked for at: a.b']);
  });
});

describe('a verdict in words', () => {
  it.each([
    ['counts', aVerdict(), 'OK 1 of 2', 'Stoneware mug 350 ml, blue'],
    ['says how many belong in and how many it would be', aVerdict({ outcome: 'over-scan', detail: { title: 'Mug', expected: 2, packed: 2, wouldBe: 3 } }), 'Too many', 'Needs 2, this would be number 3. Put back: Mug'],
    ['names the block of a stop', aVerdict({ outcome: 'blocked', detail: { order: 'A', code: 'CANCEL_REQUESTED' } }), 'STOP', 'Buyer asked to cancel'],
    ['tells a foreign label from a foreign order', aVerdict({ outcome: 'other-order', detail: { what: 'label', order: 'A' } }), 'Other order', 'This is the label of another parcel. Finish this parcel first.'],
    ['names the reason of an unreadable scan', aVerdict({ outcome: 'unreadable', detail: { reason: 'layout-shifted' } }), 'Not readable', "The scanner's keyboard layout is wrong. Set it in setup; nothing was counted."],
    ['goes on with an order that was begun', aVerdict({ outcome: 'order-opened', detail: { order: 'A', units: 4, packed: 1 } }), 'Order open', 'A: 1 of 4 are already in the box'],
    ['names what setup still lacks', aVerdict({ outcome: 'setup-needed', detail: { missing: 'companyPrefix, stores' } }), 'Setup missing', 'Still missing: GS1 company prefix, A shop to pack for.'],
    ['names the command in the reader’s words', aVerdict({ outcome: 'command-not-here', detail: { command: 'undo' } }), 'Not possible here', 'UNDO does nothing at this step.'],
    ['falls back to the scan itself where a name is missing', aVerdict({ outcome: 'unknown-code', text: '4711', detail: {} }), 'Unknown code', 'No order, product or parcel has the code 4711. Ask the lead.'],
    ['never claims that a scan was stored when it was not', aVerdict({ outcome: 'unreadable', detail: { reason: 'not-recorded', code: 'failed' } }), 'Not stored', 'The station could not store this scan (failed). Scan it again; call the lead if it happens twice.'],
  ])('%s', (_what, verdict, headline, detail) => {
    expect(verdictText(en, verdict)).toEqual({ headline, detail });
  });

  it('leaves no placeholder open in any language, even where the station sent no names', () => {
    for (const t of [en, de]) {
      const words = verdictText(t, aVerdict({ outcome: 'wrong-item', detail: {} }));
      expect(`${words.headline} ${words.detail}`).not.toMatch(/\{\{|undefined/);
    }
  });

  it.each(scanOutcomes.map((outcome) => [outcome]))('%s leaves no name blank in any language', (outcome) => {
    for (const t of [en, de]) {
      for (const detail of [{}, { packed: 1, expected: 2, units: 3, name: 'Kim', carrier: 'DHL' }]) {
        const { headline, detail: words } = verdictText(t, aVerdict({ outcome, detail }));
        expect(`${headline} ${words}`).not.toMatch(/\{\{|undefined|verdict\.| {2}/);
      }
    }
  });

  it('a scan that a rule refused says it in the words of the rule', () => {
    const block = aBlock({ code: 'OVER_SCAN', strength: 'refuse-scan', owner: 'packer', evidence: { source: 'eBay', checkedAtMs: viewNowMs, sinceMs: null, facts: { line: 'Mug', expected: 2, got: 3 } } });
    const words = blockText(en, block, viewNowMs);
    expect(verdictText(en, aVerdict({ outcome: 'over-scan', block }))).toEqual({ headline: words.title, detail: `${words.happened} ${words.next}` });
  });

  it.each([['en', en], ['de', de]] as const)('a printer that fails names the one that stands in for it (%s)', (_, t) => {
    const next = (facts: Record<string, string>): string => blockText(t, aBlock({ code: 'PRINTER_NOT_READY', strength: 'refuse-scan', owner: 'packer', evidence: { source: 'Packgate', checkedAtMs: viewNowMs, sinceMs: null, facts: { printer: 'ZD421', cause: 'out of paper', ...facts } } }), viewNowMs).next;
    expect(next({ spare: 'Zebra 2' })).toContain('Zebra 2');
    expect(next({})).not.toMatch(/\{\{|Zebra/);
  });

  it('a stop says STOP, and why', () => {
    expect(verdictText(en, aVerdict({ outcome: 'blocked', block: aBlock() }))).toEqual({ headline: 'STOP', detail: 'Order cancelled. Do not send it. Put the goods back.' });
  });

  it('a parcel loaded without a fresh answer says how old the last one is', () => {
    const detail = { order: 'A', carrier: 'DHL', loaded: 3, waiting: 1, ageMinutes: 84, source: 'eBay' };
    expect(verdictText(en, aVerdict({ outcome: 'loaded', detail })).detail).toBe('A: 3 loaded, 1 waiting. Cancel check 84 min ago.');
  });

  it('wrong item, too many and unknown code each look different', () => {
    expect(new Set([toneOf('wrong-item'), toneOf('over-scan'), toneOf('unknown-code'), toneOf('item-counted'), toneOf('blocked')]).size).toBe(5);
  });
});

describe('times in words', () => {
  it.each([
    [minutes(0.5), 'just now', 'gerade eben'],
    [minutes(7), '7 minutes ago', 'vor 7 Minuten'],
    [hours(3), '3 hours ago', 'vor 3 Stunden'],
    [days(3), '3 days ago', 'vor 3 Tagen'],
  ])('an age of %i ms is told in words', (ageMs, english, german) => {
    expect(ageText(en, viewNowMs - ageMs, viewNowMs)).toBe(english);
    expect(ageText(de, viewNowMs - ageMs, viewNowMs)).toBe(german);
  });

  it('a clock that was set back makes no age in the future', () => {
    expect(ageText(en, viewNowMs + minutes(5), viewNowMs)).toBe('just now');
  });

  it('another day is named with its date', () => {
    expect(timeText(en, viewNowMs - days(2), viewNowMs)).toBe('1 Nov, 10:45');
    expect(timeText(en, viewNowMs, viewNowMs)).toBe('10:45');
  });

  it('hours keep their minutes, because ship-by times are near', () => {
    expect(spanText(en, minutes(95))).toBe('1 hr 35 mins');
    expect(spanText(de, -minutes(95))).toBe('1 Std. 35 Min.');
  });
});
