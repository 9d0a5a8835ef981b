import { describe, expect, it } from 'vitest';
import type { NotArrivedReason } from '../../src/shared/contract/alert-views.ts';
import { triggerKinds, triggerRanges } from '../../src/shared/domain/alert/alert.ts';
import type { NoticeOwner } from '../../src/shared/domain/channel/buyer-notice.ts';
import { hopNames, type HopState } from '../../src/shared/domain/flow/hops.ts';
import { loopSteps } from '../../src/shared/domain/flow/parcel-loop.ts';
import { blockCodes } from '../../src/shared/domain/gate/block.ts';
import { parkReasons } from '../../src/shared/domain/writeback/write-back.ts';
import { createTexts } from '../../src/renderer/src/i18n/i18n.ts';
import { aboutWords, blockerWords, kindIcon, lastWords, limitWords, readLimit } from '../../src/renderer/src/screens/lead/alerts/alert-words.ts';
import { hopName, hopOf } from '../../src/renderer/src/screens/lead/board/board-words.ts';
import { reasonWords } from '../../src/renderer/src/screens/lead/numbers/number-words.ts';
import { anAlert } from '../support/lead-view-builders.ts';
import { viewNowMs } from '../support/view-builders.ts';

const { t } = createTexts('en');
const german = createTexts('de').t;
const both = [t, german];
/** `satisfies` makes the compiler refuse a list that forgets one. */
const every = <K extends string>(names: Record<K, true>): K[] => Object.keys(names) as K[];
const hopStates = every<HopState>({ done: true, waiting: true, stuck: true, ahead: true, elsewhere: true });
const noticeOwners = every<NoticeOwner>({ channel: true, 'channel-told': true, 'channel-default': true, other: true, shop: true, teller: true, unknown: true });
const reasons = every<NotArrivedReason>({ 'parked-needs-fix': true, 'parked-rejected': true, 'parked-shows-other-number': true, 'parked-accepted-not-visible': true, 'parked-not-told-elsewhere': true, 'parked-order-cancelled': true, 'parked-too-many-attempts': true, 'parked-unreadable': true, retrying: true, overdue: true, 'not-shown': true });
/** What the station writes into an alert (`find-stuck.ts`). */
const states = ['due', 'sending', 'uncertain', 'accepted', 'parked', 'blocked', 'verified', 'labelled', 'not-crossed', 'stock-refused', 'no-contact'];
const places = ['network', 'channel', 'queue', 'teller', 'bench', 'printer', 'data'];
const isSaid = (words: string): boolean => words !== '' && !/\{\{|lead\.|park\.|block\.|stock\.|undefined/.test(words);

describe('an alert says it in both languages', () => {
  it.each(triggerKinds)('%s: its name, its limit, and how it is set', (kind) => {
    const { unit, usual } = triggerRanges[kind];
    for (const words of both) expect([words(`lead.alerts.kind.${kind}`), limitWords(words, kind, usual), limitWords(words, kind, 1), words(`lead.alerts.unit.${unit}`)].filter((said) => !isSaid(said))).toEqual([]);
    expect(kindIcon[kind]).toBeDefined();
  });

  it.each(states)('that it stands %s', (state) => {
    for (const words of both) expect(words(`lead.alerts.state.${state}`)).not.toContain('lead.');
  });

  it.each([...parkReasons.map((reason) => `park.${reason}`), ...blockCodes.map((code) => `block.${code}`), ...places.map((place) => `at.${place}`), 'problem.bad-carrier', 'problem.strange', 'stock.unrecognised', 'stock.strange', 'cause.ECONNREFUSED', 'cause.', 'cause.503. Try later.'])('that %s keeps it there', (blocker) => {
    for (const words of both) expect(isSaid(blockerWords(words, blocker))).toBe(true);
  });

  it('claims nothing about what it does not know', () => {
    expect(blockerWords(t, 'at.somewhere-new')).toBe('not known');
  });
});

describe('whom an alert is about', () => {
  it('is an order, the first of several, or a shop', () => {
    expect(aboutWords(t, { channelOrderId: '100-1', storeName: 'Shop', rows: 1 })).toBe('100-1');
    expect(aboutWords(t, { channelOrderId: '100-1', storeName: 'Shop', rows: 5 })).toBe('100-1 and 4 more');
    expect(aboutWords(t, { channelOrderId: null, storeName: 'Shop', rows: 3 })).toBe('Shop');
  });

  it('is said with the time of the last firing', () => {
    const first = anAlert(0, { channelOrderId: '100-1' });
    expect(lastWords(t, null, viewNowMs)).toBe('never');
    expect(lastWords(t, { atMs: viewNowMs, alerts: 1, first }, viewNowMs)).toMatch(/^\d\d:\d\d, for 100-1$/);
    expect(lastWords(t, { atMs: viewNowMs, alerts: 3, first }, viewNowMs)).toMatch(/for 100-1 and 2 more$/);
    expect(lastWords(t, { atMs: viewNowMs, alerts: 1, first: { ...first, rows: 9 } }, viewNowMs)).toMatch(/for 100-1 and 8 more$/);
  });
});

it.each([
  ['15', 15],
  [' 15 ', 15],
  ['0', null],
  ['10081', null],
  ['1e2', null],
  ['1.5', null],
  ['-3', null],
  ['', null],
])('"%s" typed as minutes is %s', (typed, expected) => {
  expect(readLimit('parked', typed)).toBe(expected);
});

describe('the way of an order', () => {
  it('has words for each hop, each state of it, each step of a parcel, and whoever writes to the buyer', () => {
    const keys = [...hopNames.map((hop) => `lead.flow.hop.${hop}`), ...hopStates.map((state) => `lead.flow.state.${state}`), ...loopSteps.map((step) => `lead.loop.step.${step}`), ...noticeOwners.map((owner) => `lead.notice.${owner}`)];
    for (const words of both) expect(keys.filter((key) => !isSaid(words(key, { shop: 'Shop', system: 'Other' })))).toEqual([]);
  });

  it('is broken at the hop that the group of the board names', () => {
    expect([hopName[hopOf('STALE_DATA')], hopName[hopOf('packed-unlabelled')], hopName[hopOf('intercept')], hopName[hopOf('parked-rejected')]]).toEqual(['station', 'bench', 'carrier', 'buyer']);
  });
});

it.each(reasons)('a number that is not there for "%s" says so in both languages', (reason) => {
  for (const words of both) expect(isSaid(reasonWords(words, { reason, problemCode: null }))).toBe(true);
  expect(reasonWords(t, { reason, problemCode: 'bad-carrier' })).toBe('The shop does not know this carrier.');
});
