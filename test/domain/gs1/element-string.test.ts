import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applicationIdentifiers } from '../../../src/shared/domain/gs1/application-identifiers.ts';
import {
  buildElementString,
  formatBracketed,
  type Gs1Reading,
  GROUP_SEPARATOR,
  isStandardConform,
  parseBracketed,
  parseElementString,
} from '../../../src/shared/domain/gs1/element-string.ts';

const GS = GROUP_SEPARATOR;
const bracketed = (reading: Gs1Reading): string => (reading.ok ? formatBracketed(reading.elements) : `refused: ${reading.reason}`);

describe('a GS1 element string from a scanner', () => {
  // Source: GS1 syntax engine, unit tests of scandata.c and ai.c.
  it.each([
    [`]C1011231231231233310ABC123${GS}99TESTING`, '(01)12312312312333(10)ABC123(99)TESTING'],
    [`]Q3011231231231233310ABC123${GS}99TESTING`, '(01)12312312312333(10)ABC123(99)TESTING'],
    [`]e0011231231231233310ABC123${GS}99TESTING`, '(01)12312312312333(10)ABC123(99)TESTING'],
    ['0112345678901231', '(01)12345678901231'],
    ['0112345678901231991234', '(01)12345678901231(99)1234'],
    [`${GS}0112345678901231${GS}991234`, '(01)12345678901231(99)1234'],
    [`242123456${GS}10ABC123`, '(242)123456(10)ABC123'],
    ['0112345678901234', 'refused: bad-check-digit'],
    ['2421234567', 'refused: too-long'],
    ['99~ABC', 'refused: bad-character'],
    [']C1', 'refused: empty'],
    [']Q3', 'refused: empty'],
    ['', 'refused: empty'],
  ])('%j reads as %s', (text, expected) => {
    expect(bracketed(parseElementString(text))).toBe(expected);
  });

  it('is not disturbed by separators where none is needed', () => {
    const plain = parseElementString(`00395011015300000011420LS11AA${GS}403LDS12`);
    expect(parseElementString(`${GS}00395011015300000011${GS}${GS}420LS11AA${GS}403LDS12${GS}`)).toEqual(plain);
    expect(bracketed(plain)).toBe('(00)395011015300000011(420)LS11AA(403)LDS12');
  });

  it('keeps what stands behind an unknown AI and reads on behind the next separator', () => {
    const reading = parseElementString(`0109521234543213891234${GS}10LOT`);
    expect(reading).toMatchObject({ ok: true, unknown: ['891234'] });
    expect(bracketed(reading)).toBe('(01)09521234543213(10)LOT');
    expect(isStandardConform(reading)).toBe(false);
  });

  it('cut off in the middle of a number of fixed length is refused, even when a separator fills the gap', () => {
    expect(parseElementString('0039501101530000001')).toMatchObject({ ok: false, reason: 'too-short', ai: '00' });
    expect(parseElementString(`00395011015300000${GS}10LOT`)).toMatchObject({ ok: false, reason: 'too-short', ai: '00' });
  });
});

describe('a GS1 element string in brackets', () => {
  // Source: GS1 syntax engine ai.c, zint test_gs1.c.
  it.each([
    ['(01)12345678901231', '(01)12345678901231'],
    ['(00) 395011015300000011', '(00)395011015300000011'],
    ['(01)09521234543213 (10) ABC', '(01)09521234543213(10)ABC'],
    ['(10)12345\\(11)991225', '(10)12345\\(11)991225'],
    ['(10)(11)98765', 'refused: too-short'],
    ['(10)12345(11)', 'refused: too-short'],
    ['(1A)12345', 'refused: malformed-ai'],
    ['(1)12345', 'refused: malformed-ai'],
    ['(12345)12345', 'refused: malformed-ai'],
    ['(15', 'refused: malformed-ai'],
    ['12345', 'refused: malformed-ai'],
    ['', 'refused: empty'],
    ['(00)123456789012345678', 'refused: bad-check-digit'],
    ['(01)123456789012312(10)12345', 'refused: too-long'],
    ['(421)123abcdefghi', 'refused: bad-country'],
    ['(421)276abc', '(421)276abc'],
    ['(4307)XX', 'refused: bad-country'],
    ['(17)251301', 'refused: bad-date'],
    ['(17)250229', 'refused: bad-date'],
    ['(17)240229', '(17)240229'],
    ['(17)250200', '(17)250200'],
    ['(4326)250200', 'refused: bad-date'],
    ['(4324)2511219999', 'refused: bad-date'],
    ['(4324)2511212359', '(4324)2511212359'],
    ['(4300)ACME%2', 'refused: bad-value'],
    ['(4322)2', 'refused: bad-value'],
    ['(4330)000520-', '(4330)000520-'],
    ['(4330)000520x', 'refused: bad-value'],
    ['(8006)095212345432130103', '(8006)095212345432130103'],
    ['(8006)095212345432130301', 'refused: bad-value'],
    ['(8013)1987654Ad4X4bL5ttr2310c2K', '(8013)1987654Ad4X4bL5ttr2310c2K'],
    ['(8013)1987654Ad4X4bL5ttr2310cXK', 'refused: bad-check-digit'],
    ['(423)276056', '(423)276056'],
    ['(423)2760', 'refused: too-short'],
    ['(10)ABC DEF', 'refused: bad-character'],
  ])('%s reads as %s', (text, expected) => {
    expect(bracketed(parseBracketed(text))).toBe(expected);
  });
});

describe('the rules between AIs', () => {
  const problemsOf = (text: string): unknown => {
    const reading = parseBracketed(text);
    if (!reading.ok) throw new Error(`${text}: ${reading.reason}`);
    return reading.associationProblems;
  };

  it.each([
    '(00)395011015300000011(02)98412345678908(37)32',
    '(00)395011015300000011(403)LDS12(4302)12+EXAMPLE+RD(4303)FLAT+2',
    '(01)12345678901231(10)12345',
    '(01)12345678901231(3103)001250',
    '(01)12345678901231(3103)001250(3922)499',
  ])('hold in %s', (text) => {
    expect(problemsOf(text)).toEqual([]);
  });

  it.each([
    ['(02)98412345678908', [{ kind: 'missing-companion', ai: '02', needsOneOf: ['37'] }]],
    ['(02)98412345678908(37)32', [{ kind: 'missing-companion', ai: '37', needsOneOf: ['00+02', '00+8026'] }]],
    ['(403)LDS12', [{ kind: 'missing-companion', ai: '403', needsOneOf: ['00'] }]],
    ['(4305)LEEDS', [{ kind: 'missing-companion', ai: '4305', needsOneOf: ['00'] }]],
    ['(00)395011015300000011(420)1000(421)0561000', [{ kind: 'excluded-pair', ai: '420', excludes: '421' }]],
    ['(01)12345678901231(01)09521234543213', [{ kind: 'conflicting-repeat', ai: '01' }]],
    ['(01)12345678901231(3103)001250(3102)000125', [
      { kind: 'excluded-pair', ai: '3103', excludes: '3102' },
      { kind: 'excluded-pair', ai: '3102', excludes: '3103' },
    ]],
  ])('are broken by %s', (text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  it('do not mind the same value twice', () => {
    expect(problemsOf('(01)12345678901231(01)12345678901231')).toEqual([]);
  });
});

describe('the AI table', () => {
  it('has no AI that begins with another one, so a string has one reading', () => {
    const ais = applicationIdentifiers.map(({ ai }) => ai);
    const clashes = ais.filter((ai) => ais.some((other) => other !== ai && other.startsWith(ai)));
    expect(clashes).toEqual([]);
    expect(new Set(ais).size).toBe(ais.length);
  });

  it('gives every AI without separator one length only', () => {
    const loose = applicationIdentifiers.filter((one) => one.isPredefinedLength && one.minLength !== one.maxLength);
    expect(loose).toEqual([]);
  });

  it.each([
    ['00', 'N18', true],
    ['37', 'N..8', false],
    ['402', 'N17', false],
    ['410', 'N13', true],
    ['3103', 'N6', true],
    ['8020', 'X..25', false],
    ['99', 'X..90', false],
    ['254', 'X..20', false],
  ])('has (%s) as %s, predefined length %s', (ai, format, isPredefinedLength) => {
    expect(applicationIdentifiers.find((one) => one.ai === ai)).toMatchObject({ format, isPredefinedLength });
  });
});

describe('element strings built here', () => {
  const SET_82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
  const free = applicationIdentifiers.filter((one) => one.content.length === 0);
  const value = (ai: (typeof free)[number]): fc.Arbitrary<string> =>
    fc
      .tuple(...ai.components.filter((part) => !part.optional).map((part) =>
        fc.string({
          unit: part.kind === 'X' ? fc.constantFrom(...SET_82) : fc.constantFrom(...'0123456789'),
          minLength: part.minLength,
          maxLength: part.maxLength,
        }),
      ))
      .map((parts) => parts.join(''));
  const element = fc.constantFrom(...free).chain((ai) => value(ai).map((data) => ({ ai: ai.ai, title: ai.title, data })));

  it('read back the same from the scanner form and from the bracketed form', () => {
    fc.assert(
      fc.property(fc.array(element, { minLength: 1, maxLength: 6 }), (elements) => {
        expect(parseElementString(buildElementString(elements))).toMatchObject({ ok: true, elements, unknown: [] });
        expect(parseElementString(`]C1${buildElementString(elements)}${GS}`)).toMatchObject({ ok: true, elements });
        expect(parseBracketed(formatBracketed(elements))).toMatchObject({ ok: true, elements });
      }),
    );
  });

  it('are never built from a wrong value or an unknown AI', () => {
    expect(() => buildElementString([{ ai: '00', data: '395011015300000012' }])).toThrow(/bad-check-digit/);
    expect(() => buildElementString([{ ai: '89', data: '1' }])).toThrow(/unknown/);
  });

  it('are read without a throw from any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
        expect(typeof parseElementString(text).ok).toBe('boolean');
        expect(typeof parseBracketed(text).ok).toBe('boolean');
      }),
    );
  });
});
