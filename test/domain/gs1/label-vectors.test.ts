import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hasCorrectCheckDigit } from '../../../src/shared/domain/gs1/check-digit.ts';
import { formatBracketed, GROUP_SEPARATOR, isStandardConform, parseBracketed, parseElementString } from '../../../src/shared/domain/gs1/element-string.ts';
import { parseGtin } from '../../../src/shared/domain/gs1/gtin.ts';
import { parseSscc } from '../../../src/shared/domain/gs1/sscc.ts';
import { interpretScan } from '../../../src/shared/domain/scan/interpret.ts';

// The file collects published vectors with the source of each; a handful of them stand inline in the other tests of this folder.
const file = new URL('../../../../shared/label-vectors.json', import.meta.url);

interface Vectors {
  readonly check_digits: readonly { kind: string; value: string; valid: boolean; src: string }[];
  readonly element_strings: readonly { s: string; valid: boolean; valid_with_associations?: boolean; fnc1?: string; engineData?: string; src: string }[];
  readonly scan_data: readonly { s: string; valid: boolean; ai?: string; src: string }[];
  readonly unbracketed: readonly { s: string; valid: boolean; ai?: string | null; engineErr?: string; src: string }[];
}

const present = existsSync(file);
const empty: Vectors = { check_digits: [], element_strings: [], scan_data: [], unbracketed: [] };
const vectors = present ? (JSON.parse(readFileSync(file, 'utf8')) as Vectors) : empty;

describe.skipIf(!present)('published GS1 vectors (skipped where ../shared/label-vectors.json is not there)', () => {
  it('are all there', () => {
    expect(vectors.check_digits.length).toBeGreaterThanOrEqual(19);
    expect(vectors.element_strings.length).toBeGreaterThanOrEqual(22);
    expect(vectors.scan_data.length).toBeGreaterThanOrEqual(10);
    expect(vectors.unbracketed.length).toBeGreaterThanOrEqual(9);
  });

  it.each(vectors.check_digits)('$kind $value is valid: $valid', ({ kind, value, valid }) => {
    const parsed = kind === 'SSCC' ? parseSscc(value) : parseGtin(value);
    expect(parsed.ok).toBe(valid);
    if (valid) expect(hasCorrectCheckDigit(value)).toBe(true);
  });

  // Where sources disagree the source's `valid` is our `ok`, and `valid_with_associations` is our `isStandardConform`.
  it.each(vectors.element_strings)('element string $s is readable: $valid', ({ s, valid, valid_with_associations, fnc1, engineData }) => {
    const reading = parseBracketed(s);
    expect(reading.ok).toBe(valid);
    expect(isStandardConform(reading)).toBe(valid_with_associations ?? valid);
    const wire = fnc1 ?? engineData;
    if (!reading.ok || wire === undefined) return;
    expect(formatBracketed(reading.elements)).toBe(s);
    expect(parseElementString(wire.replaceAll('^', GROUP_SEPARATOR))).toEqual(reading);
  });

  it.each(vectors.scan_data)('scan $s is GS1 data: $valid', ({ s, valid, ai }) => {
    const interpretation = interpretScan(s);
    const isGs1 = interpretation.kind === 'gtin' || interpretation.kind === 'sscc' || interpretation.kind === 'gs1';
    expect(isGs1).toBe(valid);
    if (interpretation.kind !== 'gtin') return;
    const elements = interpretation.elements.length > 0 ? interpretation.elements : [{ ai: '01', data: interpretation.gtin }];
    expect(formatBracketed(elements)).toBe(ai);
  });

  // `^` is FNC1 in that notation; without it in front the text is no GS1 data, which only the interpretation can say.
  it.each(vectors.unbracketed)('unbracketed $s is GS1 data: $valid', ({ s, valid, ai }) => {
    if (!s.startsWith('^')) {
      expect(interpretScan(s).kind).toBe('digits');
      return;
    }
    const reading = parseElementString(s.replaceAll('^', GROUP_SEPARATOR));
    expect(reading.ok && reading.unknown.length === 0).toBe(valid);
    if (typeof ai === 'string') expect(reading.ok && formatBracketed(reading.elements)).toBe(ai);
  });
});
