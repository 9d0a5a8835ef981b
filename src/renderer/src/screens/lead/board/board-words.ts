import type { TFunction } from 'i18next';
import type { BoardAction, BoardCause, BoardRowView } from '../../../../../shared/contract/lead-views.ts';
import { blockCodes, type BlockCode } from '../../../../../shared/domain/gate/block.ts';
import type { HopName } from '../../../../../shared/domain/flow/hops.ts';
import type { IconName } from '../../../components/icons.tsx';
import { problemCodeText } from '../../../../../shared/words/problem-text.ts';
import { blockText } from '../../../i18n/block-text.ts';
import { reasonText } from '../lead-text.ts';

const codes: ReadonlySet<string> = new Set<string>(blockCodes);

export const isBlockCode = (cause: string): cause is BlockCode => codes.has(cause);

/** A reason of the gate keeps the very title that the packer reads. */
export function causeTitle(t: TFunction, cause: BoardCause): string {
  if (isBlockCode(cause)) return t(`block.${cause}.title`);
  if (cause.startsWith('parked-')) return t(`park.${cause.slice('parked-'.length)}.title`);
  return t(`lead.cause.${cause}`);
}

/** What ends it, or what to do about it, in one sentence. */
export function causeNext(t: TFunction, cause: BoardCause): string {
  if (isBlockCode(cause)) return t('lead.clears', { clears: t(`block.${cause}.clears`) });
  if (cause.startsWith('parked-')) return t(`park.${cause.slice('parked-'.length)}.next`);
  return t(`lead.next.${cause}`);
}

type Hop = 'shop-bench' | 'bench' | 'bench-shop' | 'bench-carrier' | 'printer' | 'shelf';

/** Where the flow is broken, so that the right person looks at the right place. */
export function hopOf(cause: BoardCause): Hop {
  if (cause.startsWith('parked-')) return 'bench-shop';
  switch (cause) {
    case 'STALE_DATA':
    case 'not-crossed':
    case 'conflict':
      return 'shop-bench';
    case 'late-not-posted':
    case 'CARRIER_UNMAPPED':
    case 'cancel-at-channel':
      return 'bench-shop';
    case 'void-label':
    case 'intercept':
    case 'return':
      return 'bench-carrier';
    case 'packed-unlabelled':
    case 'PRINTER_NOT_READY':
      return 'printer';
    case 'short':
    case 'put-back':
      return 'shelf';
    default:
      return isBlockCode(cause) ? 'shop-bench' : 'bench';
  }
}

/** The same among the five hops of an order's way. */
export const hopName: Readonly<Record<Hop, HopName>> = { 'shop-bench': 'station', bench: 'bench', printer: 'bench', shelf: 'bench', 'bench-carrier': 'carrier', 'bench-shop': 'buyer' };

/** Shape beside the word: a stop, a question to a person, a message that waits, a clock that runs. */
export function causeIcon(cause: BoardCause): IconName {
  if (isBlockCode(cause)) return 'octagon';
  if (cause.startsWith('parked-')) return 'pause';
  switch (cause) {
    case 'late-not-packed':
      return 'box';
    case 'late-not-posted':
      return 'send';
    case 'packed-unlabelled':
      return 'printer';
    case 'not-crossed':
    case 'conflict':
      return 'question';
    default:
      return 'note';
  }
}

/** Facts of a task have words of their own where they are known; others are shown as they came rather than hidden. */
export function taskFacts(t: TFunction, facts: Readonly<Record<string, string | number>>): readonly string[] {
  return Object.entries(facts)
    .filter(([name]) => !unsaidFacts.has(name))
    .map(([name, value]) => (name === 'code' ? `${t(`block.${value}.title`, { defaultValue: String(value) })}.` : t([`lead.taskFact.${name}`, 'lead.taskFact.other'], { name, value })));
}

/** Told elsewhere: the metric in the form that asks for a decision, both sides of a conflict in their own sentence. */
const unsaidFacts: ReadonlySet<string> = new Set(['metric', 'limit', 'lineId', 'field', 'here', 'there', 'source', 'changedAtMs']);

export const conflictWord = (t: TFunction, value: string | number): string => t(`lead.conflict.value.${value}`, { defaultValue: String(value) });

function conflictText(t: TFunction, { here = '', there = '', source = '' }: Readonly<Record<string, string | number>>): string {
  return t('lead.conflict.row', { source, here: conflictWord(t, here), there: conflictWord(t, there) });
}

/** Why this row is here, in one line. */
export function rowReason(t: TFunction, row: BoardRowView, nowMs: number): string {
  const [block] = row.blocks;
  if (block !== undefined) return reasonText(blockText(t, block, nowMs));
  if (row.task !== null) return [row.task.kind === 'conflict' ? conflictText(t, row.task.facts) : t(`lead.says.${row.task.kind}`), ...taskFacts(t, row.task.facts)].join(' ');
  if (row.writeBack !== null) return writeBackReason(t, row);
  return t(`lead.says.${row.cause}`);
}

function writeBackReason(t: TFunction, { writeBack, cause }: BoardRowView): string {
  if (writeBack === null) return '';
  const { trackingNumber, attempts, lastAnswer, parkReason, problemCode } = writeBack;
  const number = t('lead.parked.number', { number: trackingNumber });
  if (parkReason === null) return `${t(`lead.says.${cause}`)} ${number}`;
  const answer = lastAnswer ?? t('lead.parked.noAnswer');
  const tried = t('lead.parked.attempts', { count: attempts });
  if (problemCode === null) return [number, tried, answer].join(' · ');
  const { what, act } = problemCodeText(t, problemCode);
  const sent = problemCode === 'bad-carrier' ? [t('lead.parked.carrier', { carrier: writeBack.carrierCode })] : [];
  return `${what} ${act} ${[...sent, answer, number, tried].join(' · ')}`;
}

export const actionWords = (t: TFunction, action: BoardAction): string => t(`lead.action.${action}`);
