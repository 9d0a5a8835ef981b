import { describe, expect, it } from 'vitest';
import { blockText } from '../../src/renderer/src/i18n/block-text.ts';
import { ageText, spanText, timeText } from '../../src/renderer/src/i18n/clock-text.ts';
import { createTexts } from '../../src/renderer/src/i18n/i18n.ts';
import { toneOf, verdictText } from '../../src/renderer/src/i18n/verdict-text.ts';
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
