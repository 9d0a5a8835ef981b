import { blockCodes, blockOwners, type Block, type BlockCode, type BlockStrength } from '../../shared/domain/gate/block.ts';
import type { Judgement } from './judgement.ts';

type Said = Pick<Judgement, 'detail' | 'block'>;

/** Names and numbers of the sentence, and the block beside them: a repeated scan must answer the same. */
export function writeDetail({ detail, block }: Said): string {
  return JSON.stringify(block === null ? detail : { ...detail, [blockName]: block });
}

/** No name of a sentence is written with this sign. */
const blockName = '#block';

export function readDetail(json: string): Said {
  const value: unknown = JSON.parse(json);
  return isObject(value) ? { detail: scalarsOf(value), block: readBlock(value[blockName]) } : { detail: {}, block: null };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

function scalarsOf(value: Readonly<Record<string, unknown>>): Readonly<Record<string, string | number>> {
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number'));
}

const strengths: readonly BlockStrength[] = ['hard', 'ask-lead', 'refuse-scan', 'warn'];

/** Null where nothing is stored, or what a later version stored: then the outcome speaks alone. */
function readBlock(value: unknown): Block | null {
  if (!isObject(value) || !isObject(value['evidence'])) return null;
  const { source, checkedAtMs, sinceMs, facts } = value['evidence'];
  const code = blockCodes.find((known: BlockCode) => known === value['code']);
  const strength = strengths.find((known) => known === value['strength']);
  const owner = blockOwners.find((known) => known === value['owner']);
  if (code === undefined || strength === undefined || owner === undefined || typeof source !== 'string' || typeof checkedAtMs !== 'number') return null;
  return { code, strength, owner, evidence: { source, checkedAtMs, sinceMs: typeof sinceMs === 'number' ? sinceMs : null, facts: isObject(facts) ? scalarsOf(facts) : {} } };
}
