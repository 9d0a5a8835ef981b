import type { TFunction } from 'i18next';
import type { ScanOutcome, ScanVerdictView } from '../../../shared/contract/views.ts';
import { minutes } from '../../../shared/domain/units/instant.ts';
import { blockText, weightText } from './block-text.ts';
import { ageText } from './clock-text.ts';
import { exactKey } from '../../../shared/words/sentence.ts';

/** What kind of news a verdict is: decides icon and colour together, so that neither ever speaks alone. */
export type Tone = 'ok' | 'wrong' | 'over' | 'unknown' | 'stop' | 'notice';

const tones: Readonly<Record<ScanOutcome, Tone>> = {
  'order-opened': 'ok',
  'item-counted': 'ok',
  'parcel-complete': 'ok',
  'item-taken-out': 'ok',
  dispatched: 'ok',
  undone: 'notice',
  'nothing-to-undo': 'notice',
  acknowledged: 'notice',
  'put-aside': 'notice',
  reprinted: 'notice',
  'wrong-item': 'wrong',
  'over-scan': 'over',
  'unknown-code': 'unknown',
  'other-order': 'wrong',
  'combine-offered': 'notice',
  'order-joined': 'ok',
  'order-left-box': 'notice',
  'wrong-label': 'wrong',
  bounce: 'notice',
  unreadable: 'unknown',
  blocked: 'stop',
  'ignored-while-stopped': 'stop',
  'command-not-here': 'unknown',
  'not-now': 'unknown',
  'ambiguous-order': 'wrong',
  'already-dispatched': 'wrong',
  'label-failed': 'wrong',
  'setup-needed': 'unknown',
  'not-counted-restart': 'unknown',
  'signed-in': 'notice',
  'taken-over': 'notice',
  unlocked: 'notice',
  locked: 'notice',
  'unknown-badge': 'wrong',
  'badge-first': 'unknown',
  'not-allowed': 'wrong',
  'put-back': 'ok',
  'put-back-done': 'ok',
  'short-noted': 'notice',
  weighed: 'ok',
  'lane-opened': 'notice',
  loaded: 'ok',
  'already-loaded': 'over',
  'wrong-lane': 'wrong',
  'not-dispatched': 'wrong',
  'manifest-closed': 'ok',
  'manifest-empty': 'unknown',
  'unknown-lane': 'unknown',
  'label-next': 'notice',
  reopened: 'notice',
  'not-reopened-loaded': 'wrong',
  'return-noted': 'notice',
  'help-opened': 'notice',
};

export const scanOutcomes = Object.keys(tones) as readonly ScanOutcome[];

export const toneOf = (outcome: ScanOutcome): Tone => tones[outcome];

export interface VerdictText {
  /** Few words, read from two metres. */
  readonly headline: string;
  readonly detail: string;
}

/** Sentences that say more where the verdict carries this name. The most exact one first. */
const exacter: Readonly<Partial<Record<ScanOutcome, readonly (readonly [name: string, sentence: string])[]>>> = {
  'order-opened': [['packed', 'resumed']],
  'signed-in': [['packed', 'withBox']],
  'taken-over': [['packed', 'withBox']],
  unlocked: [['packed', 'withBox']],
  'not-allowed': [['name', 'byName']],
  'put-back': [['confirmed', 'counted']],
  'put-back-done': [['order', 'withOrder']],
  'short-noted': [['missing', 'counted']],
  weighed: [['watchdog', 'watchdog'], ['grams', 'grams']],
  'lane-opened': [['carrier', 'carrier']],
  loaded: [['ageMinutes', 'aged'], ['loaded', 'counted']],
  'already-loaded': [['manifest', 'counted']],
  'wrong-lane': [['carrier', 'carrier']],
  'manifest-closed': [['loaded', 'counted']],
  'return-noted': [['again', 'again']],
};

/** `nowMs`: the ages in the words of a block are counted from here. */
export function verdictText(t: TFunction, verdict: ScanVerdictView, nowMs: number = verdict.atMs): VerdictText {
  const { outcome, block } = verdict;
  const values = wordsOf(t, verdict);
  // Said by this page about a scan that the station could not store.
  if (verdict.detail['reason'] === 'not-recorded') {
    return { headline: t('verdict.notRecorded.headline'), detail: t('verdict.notRecorded.detail', values) };
  }
  if (block !== null) {
    const words = blockText(t, block, nowMs);
    if (tones[outcome] === 'stop') return { headline: t(`verdict.${outcome}.headline`), detail: `${words.title}. ${words.next}` };
    return { headline: words.title, detail: `${words.happened} ${words.next}` };
  }
  return {
    headline: t(exactKey(t, [`verdict.${outcome}.headline`, `verdict.${outcome}.bare`], values), values),
    detail: t(exactKey(t, detailKeys(verdict), values), values),
  };
}

function detailKeys({ outcome, detail }: ScanVerdictView): string[] {
  const { reason, what, code } = detail;
  const named = (exacter[outcome] ?? []).filter(([name]) => detail[name] !== undefined).map(([, sentence]) => `verdict.${outcome}.${sentence}`);
  return [
    ...(outcome === 'blocked' && code !== undefined ? [`block.${code}.title`] : []),
    ...(reason === undefined ? [] : [`verdict.${outcome}.reason.${reason}`]),
    ...(what === undefined ? [] : [`verdict.${outcome}.what.${what}`]),
    ...named,
    `verdict.${outcome}.detail`,
    `verdict.${outcome}.plain`,
  ];
}

/** Names in a sentence that the verdict does not carry are filled with the scan itself, never left blank. */
function wordsOf(t: TFunction, { detail, text, atMs }: ScanVerdictView): Record<string, string | number> {
  const { command, missing, code, scanned, title, order, grams, act, ageMinutes } = detail;
  return {
    ...detail,
    code: code ?? scanned ?? text,
    title: title ?? text,
    order: order ?? text,
    ...(grams === undefined ? {} : { grams: weightText(t, Number(grams)) }),
    ...(ageMinutes === undefined ? {} : { age: ageText(t, atMs - minutes(Number(ageMinutes)), atMs, 'short') }),
    ...(act === undefined ? {} : { act: t(`act.${act}`, { defaultValue: String(act) }) }),
    ...(command === undefined ? { command: text } : { command: t(`command.${command}`, { defaultValue: String(command) }) }),
    ...(missing === undefined ? {} : { missing: typeof missing === 'number' ? missing : missingText(t, missing) }),
  };
}

function missingText(t: TFunction, missing: string): string {
  return missing
    .split(', ')
    .map((name) => t(`bench.missing.${name}`, { defaultValue: name }))
    .join(', ');
}
