import type { Block, BlockStrength } from '../../../shared/domain/gate/block.ts';
import { isObject, jsonList, UnreadableRowError, type Row } from '../rows.ts';

const strengths: readonly BlockStrength[] = ['hard', 'ask-lead', 'refuse-scan', 'warn'];

/** Blocks go to disk and come back as the one object that every screen renders. */
export function readBlocks(row: Row, column: string): readonly Block[] {
  return jsonList(row, column).map((value) => parseBlock(value, column));
}

export function parseBlock(value: unknown, column: string): Block {
  if (!isBlock(value)) throw new UnreadableRowError(column, JSON.stringify(value));
  return value;
}

function isBlock(value: unknown): value is Block {
  return (
    isObject(value) &&
    typeof value['code'] === 'string' &&
    strengths.some((strength) => strength === value['strength']) &&
    typeof value['owner'] === 'string' &&
    isObject(value['evidence']) &&
    typeof value['evidence']['source'] === 'string' &&
    typeof value['evidence']['checkedAtMs'] === 'number'
  );
}
