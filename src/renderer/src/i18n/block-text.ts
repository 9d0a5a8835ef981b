import type { TFunction } from 'i18next';
import type { Block } from '../../../shared/domain/gate/block.ts';
import { ageText, timeText } from './clock-text.ts';
import { isFileSource } from './file-source.ts';

/** One block in the reader's language. The code itself stays the same in every language. */
export interface BlockText {
  readonly code: Block['code'];
  readonly title: string;
  readonly happened: string;
  /** Which system said so, and how long ago it was asked. */
  readonly checked: string;
  readonly next: string;
  readonly owner: string;
  readonly facts: readonly string[];
}

/** The only place where a block becomes words: bench, board and any export cannot disagree. */
export function blockText(t: TFunction, block: Block, nowMs: number): BlockText {
  const { code, owner, evidence } = block;
  const { source, sinceMs, checkedAtMs } = evidence;
  const isFile = isFileSource(source);
  const said = isFile ? t('stop.fileSource', { name: source }) : source;
  const isOldFile = isFile && code === 'STALE_DATA';
  const happened =
    sinceMs === null
      ? t(`block.${code}.happened`, { source: said })
      : t(`block.${code}.${isOldFile ? 'happenedFile' : 'happenedSince'}`, { source: said, since: timeText(t, sinceMs, nowMs) });
  return {
    code,
    title: t(`block.${code}.title`),
    happened,
    checked: t(isFile ? 'stop.checkedFile' : 'stop.checked', { source, time: timeText(t, checkedAtMs, nowMs), age: ageText(t, checkedAtMs, nowMs) }),
    next: t(`block.${code}.${isOldFile ? 'nextFile' : 'next'}`),
    owner: t(`owner.${owner}`),
    facts: Object.entries(evidence.facts).map(([name, value]) => factText(t, name, value)),
  };
}

/** A fact we have no word for is shown as it came rather than hidden. */
function factText(t: TFunction, name: string, value: string | number): string {
  const shown = name === 'by' ? t(`fact.party.${value}`, { defaultValue: String(value) }) : String(value);
  return t([`fact.${name}`, 'fact.other'], { name, value: shown });
}
