import { describe, expect, it } from 'vitest';
import { canonicalShipTo } from '../../../src/shared/domain/label/ship-to.ts';
import { anAddress } from './label-content.ts';

describe('the ship-to text that a label and its parcel must share', () => {
  const same = canonicalShipTo(anAddress());

  it.each([
    ['other case', { name: 'ANNA-LENA MÜLLER', city: 'berlin' }],
    ['decomposed accents', { name: 'Anna-Lena Mu\u0308ller' }],
    ['blanks at the ends and doubled', { name: '  Anna-Lena   Müller ', postcode: '10 405' }],
    ['full-width digits', { postcode: '１０４０５' }],
    ['an empty line', { lines: ['Prenzlauer Allee 234', '', 'Hinterhaus, 3. OG links'] }],
    ['another telephone', { phone: '+49 30 1' }],
  ])('is the same with %s', (_, overrides) => {
    expect(canonicalShipTo(anAddress(overrides))).toBe(same);
  });

  it.each([
    ['another name', { name: 'Anna Müller' }],
    ['another house number', { lines: ['Prenzlauer Allee 235', 'Hinterhaus, 3. OG links'] }],
    ['lines in another order', { lines: ['Hinterhaus, 3. OG links', 'Prenzlauer Allee 234'] }],
    ['another postcode', { postcode: '10407' }],
    ['another country', { countryCode: 'AT' }],
    ['the company moved into the name', { name: 'Anna-Lena Müller Müller Feinkost', company: '' }],
    ['two lines that became one', { lines: ['Prenzlauer Allee 234 Hinterhaus, 3. OG links'] }],
    ['a separator smuggled into a field', { name: 'Anna-Lena Müller\u001fMüller Feinkost', company: '' }],
  ])('is another with %s', (_, overrides) => {
    expect(canonicalShipTo(anAddress(overrides))).not.toBe(same);
  });
});
