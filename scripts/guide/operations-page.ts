import { readPage } from '../../src/renderer/src/guide/read-page.ts';
import { topicGroups, type TopicGroup } from '../../src/renderer/src/guide/topics.ts';
import { createTexts, type Language } from '../../src/renderer/src/i18n/i18n.ts';

const words = {
  en: { file: 'docs/guide/operations.md', title: 'What every alert means, whose it is, and what to do', about: 'The pages that F1 or the command code HELP opens at the bench, written by `npm run guide`.', owner: 'Whose it is', groups: { bench: 'At the bench', blocks: 'Stops and refusals', tasks: 'Tasks', messages: 'Messages and time', work: 'Work of lead and admin' } },
  de: { file: 'docs/guide/operations.de.md', title: 'Was jede Meldung bedeutet, wer zuständig ist und was zu tun ist', about: 'Die Seiten, die F1 oder der Befehlscode HELP am Tisch öffnet, geschrieben von `npm run guide`.', owner: 'Zuständig', groups: { bench: 'Am Packtisch', blocks: 'Stopps und Ablehnungen', tasks: 'Aufgaben', messages: 'Meldungen und Zeit', work: 'Arbeit von Leitung und Admin' } },
} as const satisfies Readonly<Record<Language, { readonly groups: Readonly<Record<TopicGroup, string>> } & Readonly<Record<string, unknown>>>>;

/** The guide of the screen as a page for a reader without one: the same words, in the same order. */
export function buildOperationsGuide(language: Language): { readonly file: string; readonly text: string } {
  const { file, title, about, owner, groups } = words[language];
  const { t } = createTexts(language);
  const lines = [`# ${title}`, '', about, ''];
  for (const [group, topics] of Object.entries(topicGroups)) {
    lines.push(`## ${groups[group as TopicGroup]}`, '');
    for (const topic of topics) {
      const page = readPage(t, topic);
      lines.push(`### ${page.title}`, '', `\`${topic}\` ${page.means}`, '', `${owner}: ${page.owner}`, '', ...page.steps.map((step, index) => `${String(index + 1)}. ${step}`), '');
    }
  }
  return { file, text: lines.join('\n') };
}
