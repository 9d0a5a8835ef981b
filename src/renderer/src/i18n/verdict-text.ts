import type { TFunction } from 'i18next';
import type { ScanOutcome, ScanVerdictView } from '../../../shared/contract/views.ts';

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
};

export const scanOutcomes = Object.keys(tones) as readonly ScanOutcome[];

export const toneOf = (outcome: ScanOutcome): Tone => tones[outcome];

export interface VerdictText {
  /** Few words, read from two metres. */
  readonly headline: string;
  readonly detail: string;
}

export function verdictText(t: TFunction, verdict: ScanVerdictView): VerdictText {
  const { outcome } = verdict;
  const values = wordsOf(t, verdict);
  // Said by this page about a scan that the station could not store.
  if (verdict.detail['reason'] === 'not-recorded') {
    return { headline: t('verdict.notRecorded.headline'), detail: t('verdict.notRecorded.detail', values) };
  }
  const bare = outcome === 'item-counted' && values['packed'] === undefined;
  return {
    headline: t(`verdict.${outcome}.${bare ? 'bare' : 'headline'}`, values),
    detail: t(detailKeys(verdict), values),
  };
}

/** The most exact sentence first; i18next takes the first that exists. */
function detailKeys({ outcome, detail }: ScanVerdictView): string[] {
  const { reason, what, packed, code } = detail;
  const keys: string[] = [];
  if (outcome === 'blocked' && code !== undefined) keys.push(`block.${code}.title`);
  if (reason !== undefined) keys.push(`verdict.${outcome}.reason.${reason}`);
  if (what === 'label') keys.push(`verdict.${outcome}.label`);
  if (outcome === 'order-opened' && packed !== undefined) keys.push('verdict.order-opened.resumed');
  return [...keys, `verdict.${outcome}.detail`];
}

/** Names in a sentence that the verdict does not carry are filled with the scan itself, never left blank. */
function wordsOf(t: TFunction, { detail, text }: ScanVerdictView): Record<string, string | number> {
  const { command, missing, code, scanned, title, order } = detail;
  return {
    ...detail,
    code: code ?? scanned ?? text,
    title: title ?? text,
    order: order ?? text,
    ...(command === undefined ? { command: text } : { command: t(`command.${command}`, { defaultValue: String(command) }) }),
    ...(missing === undefined ? { missing: '' } : { missing: missingText(t, String(missing)) }),
  };
}

function missingText(t: TFunction, missing: string): string {
  return missing
    .split(', ')
    .map((name) => t(`bench.missing.${name}`, { defaultValue: name }))
    .join(', ');
}
