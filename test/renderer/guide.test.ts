import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildOperationsGuide } from '../../scripts/guide/operations-page.ts';
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

const pages: Readonly<Record<'en' | 'de', Readonly<Record<string, unknown>>>> = { en: texts.en.guide, de: texts.de.guide };

describe('the pages of the guide', () => {
  it.each(topics.map((topic) => [topic]))('there is one for %s in both languages, complete', (topic) => {
    for (const language of ['en', 'de'] as const) {
      expect(Object.keys(pages[language])).toContain(topic);
      const { title, means, owner, steps } = readPage(createTexts(language).t, topic);
      expect([title, means, owner, ...steps].filter((words) => words.trim() === '')).toEqual([]);
      expect(steps.length).toBeGreaterThanOrEqual(1);
      expect(steps.length).toBeLessThanOrEqual(5);
    }
  });

  it.each(['en', 'de'] as const)('the pages in docs/guide are the ones of the screen, in %s', (language) => {
    const { file, text } = buildOperationsGuide(language);
    expect(fs.readFileSync(path.resolve(import.meta.dirname, '../..', file), 'utf8').replaceAll('\r\n', '\n')).toBe(text);
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
