import { describe, expect, it } from 'vitest';
import { encodeBadge, encodeCommand, encodeLane } from '../../../src/shared/domain/scan/commands.ts';
import { readScan } from '../../../src/shared/domain/scan/reading.ts';

const GS = '\u001d';

describe('what the bench decides on', () => {
  // Source: GS1 General Specifications, AI 310n (net weight) and 330n (gross weight): kilograms with n decimals, six digits.
  it.each([
    ['net weight, three decimals', ']C13103001250', 1250],
    ['gross weight, two decimals', ']C13302001234', 12_340],
    ['gross weight without decimals', '(3300)000012', 12_000],
    ['tenths of a gram are rounded', ']C13105000150', 2],
    ['an empty scale', ']C13103000000', 0],
  ])('a scale’s slip: %s', (_name, raw, grams) => {
    expect(readScan(raw)).toEqual({ kind: 'weight', grams });
  });

  it('a weight beside a number of goods is a label of goods, and no scale', () => {
    expect(readScan(`]C10109521234543213${GS}3103001250`).kind).toBe('codes');
  });

  it('a lane, a badge, a command and a damaged one are kept apart', () => {
    expect([encodeLane('DHL'), encodeBadge('ANNA7'), encodeCommand('reopen'), 'PGLANDHLX'].map((raw) => readScan(raw))).toEqual([
      { kind: 'lane', lane: 'DHL' },
      { kind: 'badge', badgeId: 'ANNA7' },
      { kind: 'command', command: 'reopen' },
      { kind: 'unreadable', reason: 'damaged-command' },
    ]);
  });
});
