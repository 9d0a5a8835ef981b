import type { TFunction } from 'i18next';
import type { Block, BlockCode } from '../domain/gate/block.ts';
import { ageText, numberText, timeText } from './clock-text.ts';
import { isFileSource } from './file-source.ts';
import { exactKey, namesIn } from './sentence.ts';
import { printerName, stationWords } from './station-words.ts';

/** One block in the reader's language. The code itself stays the same in every language. */
export interface BlockText {
  readonly code: Block['code'];
  readonly title: string;
  readonly happened: string;
  /** Which system said so, and how long ago it was asked. */
  readonly checked: string;
  readonly next: string;
  readonly owner: string;
  /** What has to come about for it to end. */
  readonly clears: string;
  /** What the sentences above do not say yet. */
  readonly facts: readonly string[];
}

/** Sentences that say more, where their facts are known; each stands before the plain one. */
const exacter: Readonly<Partial<Record<BlockCode, readonly string[]>>> = {
  CANCEL_REQUESTED: ['happenedFlaggedSince', 'happenedFlagged', 'happenedLineSince', 'happenedLine'],
  ALREADY_DISPATCHED: ['happenedBySince', 'happenedBy'],
  OPEN_ELSEWHERE: ['happenedBySince', 'happenedBy'],
  ADDRESS_INVALID: ['happenedField'],
  TAX_ID_MISSING: ['happenedMalformed', 'happenedField'],
  ADDRESS_CHANGED: ['happenedBox'],
  COMBINE_NOT_ALLOWED: ['happenedRefused', 'happenedPolicy', 'happenedDiffers', 'happenedSameBuyer', 'happenedCarrier', 'happenedNotNow'],
  WEIGHT_OUT_OF_RANGE: ['happenedGrams'],
  PRINTER_NOT_READY: ['happenedCause'],
  SKU_NOT_IN_ORDER: ['happenedBoth', 'happenedGot'],
  OVER_SCAN: ['happenedBoth'],
  SKU_UNKNOWN: ['happenedGot'],
  DOC_MISSING: ['happenedName'],
};

const exacterNext: Readonly<Partial<Record<BlockCode, readonly string[]>>> = { ADDRESS_CHANGED: ['nextBox'], PRINTER_NOT_READY: ['nextSpare'] };

/** The only place where a block becomes words: bench, board and any export cannot disagree. */
export function blockText(t: TFunction, block: Block, nowMs: number): BlockText {
  const { code, owner, evidence } = block;
  const { source, sinceMs, checkedAtMs } = evidence;
  const isFile = isFileSource(source);
  const isOldFile = isFile && code === 'STALE_DATA';
  const facts = Object.entries(evidence.facts).map(([name, value]) => ({ name, words: factWords(t, name, value) }));
  const values = {
    ...Object.fromEntries(facts.map(({ name, words }) => [name, words])),
    source: isFile ? t('checked.fileSource', { name: source }) : source,
    ...(sinceMs === null ? {} : { since: timeText(t, sinceMs, nowMs) }),
  };
  const key = exactKey(t, [...(isOldFile ? ['happenedFile'] : (exacter[code] ?? [])), 'happenedSince', 'happened'].map((name) => `block.${code}.${name}`), values);
  const nextKey = exactKey(t, [...(isOldFile ? ['nextFile'] : (exacterNext[code] ?? [])), 'next'].map((name) => `block.${code}.${name}`), values);
  const said = new Set([...namesIn(t, key), ...namesIn(t, nextKey)]);
  return {
    code,
    title: t(`block.${code}.title`),
    happened: t(key, values),
    checked: t(isFile ? 'checked.file' : 'checked.asked', { source, time: timeText(t, checkedAtMs, nowMs), age: ageText(t, checkedAtMs, nowMs) }),
    next: t(nextKey, values),
    owner: t(`owner.${owner}`),
    clears: t(`block.${code}.clears`),
    facts: facts.filter(({ name, words }) => !said.has(name) && words !== '').map(({ name, words }) => t([`fact.${name}`, 'fact.other'], { name, value: words })),
  };
}

/** Facts that are codes of ours, in words; names, numbers and the channel's own words as they came. */
function factWords(t: TFunction, name: string, value: string | number): string {
  if (name.endsWith('Grams')) return weightText(t, Number(value));
  const asIs = String(value);
  switch (name) {
    case 'by':
      return t(`fact.party.${value}`, { defaultValue: asIs });
    case 'field':
      return t(`fact.fieldName.${value}`, { defaultValue: asIs });
    case 'problem':
      return t(`fact.problemName.${value}`, { defaultValue: asIs });
    case 'differs':
      return t(`fact.differsName.${value}`, { defaultValue: asIs });
    case 'notNow':
      return t(`fact.notNowName.${value}`, { defaultValue: asIs });
    case 'printer':
      return printerName(t, asIs);
    case 'cause':
      return stationWords(t, asIs);
    default:
      return typeof value === 'number' ? numberText(t, value) : value;
  }
}

/** "840 g", "12.4 kg". */
export function weightText(t: TFunction, grams: number): string {
  const isLight = Math.abs(grams) < 10_000;
  const format = { style: 'unit', unit: isLight ? 'gram' : 'kilogram', unitDisplay: 'short', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(t('meta.locale'), format).format(isLight ? grams : grams / 1000);
}

/** One line of it, for whatever has no room for more than a line: an export, the log. */
export function blockSentence(t: TFunction, block: Block, nowMs: number): string {
  const { title, happened, next } = blockText(t, block, nowMs);
  return `${title}: ${happened} ${next}`;
}
