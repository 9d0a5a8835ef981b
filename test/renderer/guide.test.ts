import { describe, expect, it } from 'vitest';
import { helpTopic, type Looking } from '../../src/renderer/src/guide/help-topic.ts';
import { readPage } from '../../src/renderer/src/guide/read-page.ts';
import { topics, type Topic } from '../../src/renderer/src/guide/topics.ts';
import { createTexts, texts } from '../../src/renderer/src/i18n/i18n.ts';
import type { BoardCause } from '../../src/shared/contract/lead-views.ts';
import type { BenchView } from '../../src/shared/contract/views.ts';
import { minutes } from '../../src/shared/domain/units/instant.ts';
import { aBench, aBlock, aHeader, aLoading, aParcelView, aStop, viewNowMs } from '../support/view-builders.ts';

/** Every cause of a row of the board has a page: the compiler refuses one that has none. */
const everyCauseHasAPage = (cause: BoardCause): Topic => cause;

/** Pages nobody has written yet. A page that is written must leave this list; the list must go. */
const unwritten: readonly Topic[] = [
  'ready', 'take-out', 'scan-label', 'label-problem', 'setup-needed', 'sign-in', 'locked', 'loading', 'reopen', 'ALREADY_DISPATCHED',
  'ALREADY_SHIPPED', 'LABEL_EXISTS', 'OPEN_ELSEWHERE', 'PAYMENT_PENDING', 'FRAUD', 'ON_HOLD', 'UNFULFILLABLE', 'NOTHING_TO_PACK', 'CONTENTS_CHANGED',
  'ADDRESS_CHANGED', 'ADDRESS_INVALID', 'TAX_ID_MISSING', 'CARRIER_UNMAPPED', 'COMBINE_NOT_ALLOWED', 'WEIGHT_OUT_OF_RANGE', 'PRINTER_NOT_READY',
  'SKU_NOT_IN_ORDER', 'OVER_SCAN', 'SKU_UNKNOWN', 'DOC_MISSING', 'intercept', 'put-back', 'void-label', 'short', 'return', 'cancel-at-channel',
  'not-crossed', 'conflict', 'parked-rejected', 'parked-shows-other-number', 'parked-accepted-not-visible', 'parked-order-cancelled',
  'parked-too-many-attempts', 'parked-unreadable', 'late-not-packed', 'late-not-posted', 'packed-unlabelled', 'board', 'shift', 'checklist',
  'report', 'people', 'ownership', 'pilot', 'audit', 'setup',
];

const pages: Readonly<Record<'en' | 'de', Readonly<Record<string, unknown>>>> = { en: texts.en.guide, de: texts.de.guide };

describe('the pages of the guide', () => {
  it.each(topics.filter((topic) => !unwritten.includes(topic)).map((topic) => [topic]))('there is one for %s in both languages, complete', (topic) => {
    for (const language of ['en', 'de'] as const) {
      expect(Object.keys(pages[language])).toContain(topic);
      const { title, means, owner, steps } = readPage(createTexts(language).t, topic);
      expect([title, means, owner, ...steps].filter((words) => words.trim() === '')).toEqual([]);
      expect(steps.length).toBeGreaterThanOrEqual(1);
      expect(steps.length).toBeLessThanOrEqual(5);
    }
  });

  it.runIf(unwritten.length > 0)('those that are not written yet are counted', () => {
    expect(topics.filter((topic) => !Object.keys(pages.en).includes(topic))).toEqual(unwritten);
  });

  it('none is written for nothing', () => {
    expect(Object.keys(pages.en).filter((name) => !(topics as readonly string[]).includes(name))).toEqual([]);
  });

  it('each stands in the list once', () => {
    expect(topics).toEqual([...new Set(topics)]);
  });

  it('a row of the board is explained by its cause', () => {
    expect(topics).toContain(everyCauseHasAPage('parked-rejected'));
  });
});

const looking = (bench: BenchView | null, more: Partial<Looking> = {}): Looking => ({ bench, screen: 'bench', leadPage: 'board', leadPanel: null, setupPart: null, ...more });
const down = { storeId: 's', name: 'S', reachable: false, sinceMs: viewNowMs - minutes(3), lastProbeAtMs: viewNowMs, cause: null };

describe('help opens at what is on the screen', () => {
  it.each<[string, Looking, Topic]>([
    ['a stop at its first reason', looking(aBench({ kind: 'stopped', stop: aStop({ blocks: [aBlock({ code: 'FRAUD' }), aBlock()] }) })), 'FRAUD'],
    ['an open box', looking(aBench({ kind: 'packing', parcel: aParcelView(), nextLine: null })), 'packing'],
    ['a free bench', looking(aBench({ kind: 'ready' })), 'ready'],
    ['a free bench whose shop is away', looking(aBench({ kind: 'ready' }, { header: aHeader({ services: [down] }) })), 'offline'],
    ['an open box while a shop is away: the box', looking(aBench({ kind: 'packing', parcel: aParcelView(), nextLine: null }, { header: aHeader({ services: [down] }) })), 'packing'],
    ['a lane', looking(aBench({ kind: 'loading', loading: aLoading() })), 'loading'],
    ['a box that came back', looking(aBench({ kind: 'label-next', what: 'return' })), 'return'],
    ['a bench without anybody', looking(aBench({ kind: 'sign-in', refused: null })), 'sign-in'],
    ['before the station answers', looking(null), 'ready'],
    ['the board', looking(aBench(), { screen: 'lead' }), 'board'],
    ['a release that is being decided', looking(aBench(), { screen: 'lead', leadPanel: { kind: 'release', code: 'STALE_DATA', rows: [] } }), 'STALE_DATA'],
    ['the checklists', looking(aBench(), { screen: 'lead', leadPage: 'checklists' }), 'checklist'],
    ['people in Setup', looking(aBench(), { screen: 'setup', setupPart: 'people' }), 'people'],
    ['Setup anywhere else', looking(aBench(), { screen: 'setup', setupPart: 'sound' }), 'setup'],
  ])('%s', (_what, look, topic) => {
    expect(helpTopic(look)).toBe(topic);
  });
});
