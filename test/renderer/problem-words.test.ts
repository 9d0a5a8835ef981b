import { describe, expect, it } from 'vitest';
import { createTexts } from '../../src/renderer/src/i18n/i18n.ts';
import { detailText } from '../../src/renderer/src/screens/lead/audit-words.ts';
import { rowReason } from '../../src/renderer/src/screens/lead/board/board-words.ts';
import { problemCodes } from '../../src/shared/domain/writeback/problems.ts';
import { problemCodeText } from '../../src/shared/words/problem-text.ts';
import { aParkedRow, aWriteBack } from '../support/lead-view-builders.ts';
import { viewNowMs } from '../support/view-builders.ts';

/** Codes of a trial of a connection, which no stored message carries. */
const trialCodes = ['throttled', 'unavailable'];
const parts = ['what', 'cause', 'act'] as const;

describe.each(['en', 'de'] as const)('why the shop refused, in %s', (language) => {
  const texts = createTexts(language);
  const { t } = texts;

  it.each([...problemCodes, ...trialCodes].map((code) => [code]))('%s has a sentence, a cause and an act of its own', (code) => {
    expect(parts.filter((part) => !texts.exists(`problem.${code}.${part}`, { fallbackLng: [] }))).toEqual([]);
    const { what, cause, act } = problemCodeText(t, code);
    expect([what, cause, act].filter((words) => !/^\p{Lu}.*\.$/u.test(words))).toEqual([]);
    expect(new Set([what, cause, act]).size).toBe(3);
  });

  it('no two codes say the same sentence', () => {
    const sentences = problemCodes.map((code) => problemCodeText(t, code).what);
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  it('a code that is not known is told as such, and never by its name', () => {
    expect(problemCodeText(t, 'E_4711')).toEqual(problemCodeText(t, 'unrecognised'));
  });

  it('a parked row says what is wrong and what to do, and keeps the words of the shop', () => {
    const reason = rowReason(t, { ...aParkedRow(0), writeBack: aWriteBack({ problemCode: 'bad-carrier', lastAnswer: 'bad-carrier: DHLX is not known' }) }, viewNowMs);
    const { what, act } = problemCodeText(t, 'bad-carrier');
    for (const words of [what, act, 'DHLX is not known']) expect(reason).toContain(words);
  });

  it('a row of the log says the refusal by its sentence', () => {
    expect(detailText(t, JSON.stringify({ parkReason: 'rejected', problemCode: 'bad-carrier', sent: 3 }))).toBe(`parkReason: rejected, problemCode: ${problemCodeText(t, 'bad-carrier').what}, sent: 3`);
  });
});
