import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interpretScan } from '../../../src/shared/domain/scan/interpret.ts';
import { findLayoutShift } from '../../../src/shared/domain/scan/layout-shift.ts';

const rows = { french: 'à&é"\'(-è_ç', czech: 'é+ěščřžýáí', slovak: 'é+ľščťžýáí', belgian: 'à&é"\'(§è!ç' };
const typedOn = (layout: keyof typeof rows, digits: string): string =>
  [...digits].map((digit) => rows[layout].charAt(Number(digit))).join('');

describe('a scanner on the wrong keyboard layout', () => {
  it.each([
    ['french', typedOn('french', '4006381333931'), '4006381333931'],
    ['czech', typedOn('czech', '4006381333931'), '4006381333931'],
    ['slovak', typedOn('slovak', '4006381333652'), '4006381333652'],
    ['belgian', typedOn('belgian', '4006381333681'), '4006381333681'],
    ['german', '305ß1234567ß7654321', '305-1234567-7654321'],
    ['nordic', '305+1234567+7654321', '305-1234567-7654321'],
    ['italian', "305'1234567'7654321", '305-1234567-7654321'],
    ['czech', 'WEB=+ěáš', 'WEB=1283'],
    ['german', '+C100395011015300000011', ']C100395011015300000011'],
    ['french', '$E04006381333931', ']E04006381333931'],
    ['hungarian', '4öö6381333931', '4006381333931'],
    ['shift-held', '$))^#*!###(#!', '4006381333931'],
  ])('(%s) is named for %s', (layout, text, probably) => {
    expect(findLayoutShift(text)).toEqual({ layout, probably });
    expect(interpretScan(text)).toMatchObject({ kind: 'unreadable', reason: 'layout-shifted' });
  });

  it('is named for the EAN users reported from a Czech bench', () => {
    // Source: a user's report of an EAN read as these characters on a Czech layout.
    expect(findLayoutShift('áříč+řžěýééáý')?.layout).toBe('czech');
  });

  it('is named for every French EAN with enough different digits', () => {
    const ean = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 13, maxLength: 13 }).filter((text) => new Set(text).size >= 3);
    fc.assert(fc.property(ean, (digits) => findLayoutShift(typedOn('french', digits)) !== null));
  });
});

describe('an honest code', () => {
  it.each([
    '305-1234567-7654321', '#1001', 'KÄSE-100', 'WEB_77', "O'NEILL-4", '(01)09521234543213', 'café', 'Gruyère-250g', 'façade', '10+20',
    'SKU-(A)_(B)', 'https://example.test/?a=1&b=2', 'Straße12', 'žluťoučký', 'příčný', 'PŘÍČNÝ', 'tričko-červené', '------', 'élève', '4006381333931', 'ABC-É',
  ])('%s is not called layout-shifted', (text) => {
    expect(findLayoutShift(text)).toBeNull();
  });

  it('of ASCII letters, digits and hyphens never is', () => {
    const unit = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_./ ');
    fc.assert(fc.property(fc.string({ unit, maxLength: 40 }), (text) => findLayoutShift(text) === null));
  });
});
