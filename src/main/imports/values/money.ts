import type { Money } from '../../../shared/domain/order/order.ts';

/** `dot`: the channel always writes 1234.50. `either`: the writer's country decides and has to be read from the text. */
export type DecimalStyle = 'dot' | 'either';

export type ReadMoney = { readonly money: Money } | { readonly unreadable: string } | { readonly currencyUnknown: true };

/** Signs that belong to one currency. "$" alone belongs to many and is left to the default currency. */
const SIGNS: readonly (readonly [string, string])[] = [
  ['AU $', 'AUD'], ['AU$', 'AUD'], ['C $', 'CAD'], ['CA$', 'CAD'], ['US $', 'USD'], ['US$', 'USD'], ['NZ$', 'NZD'], ['S$', 'SGD'],
  ['HK$', 'HKD'], ['€', 'EUR'], ['£', 'GBP'], ['¥', 'JPY'], ['₹', 'INR'], ['zł', 'PLN'], ['₺', 'TRY'], ['Fr.', 'CHF'],
];
const AMOUNT = /^[+-]?\d[\d.,'\u2019\s\u00a0\u202f]*$/;

export function parseMoney(text: string, currency: string | null, style: DecimalStyle, defaultCurrency: string | null): ReadMoney {
  let rest = text.trim();
  let named = currency;
  const code = /(?:^([A-Z]{3})\s*(?=[\d+-]))|(?:\s*([A-Z]{3})$)/.exec(rest);
  if (code !== null) {
    named = code[1] ?? code[2] ?? named;
    rest = rest.replace(code[0], '').trim();
  }
  for (const [sign, meaning] of SIGNS) {
    if (!rest.includes(sign)) continue;
    named = named ?? meaning;
    rest = rest.replace(sign, '').trim();
    break;
  }
  if (rest.includes('$')) {
    named = named ?? (defaultCurrency !== null && isDollar(defaultCurrency) ? defaultCurrency : 'USD');
    rest = rest.replace('$', '').trim();
  }
  if (!AMOUNT.test(rest)) return { unreadable: 'this is not an amount of money' };
  named = (named ?? defaultCurrency)?.toUpperCase() ?? null;
  if (named === null) return { currencyUnknown: true };
  const digits = minorDigits(named);
  if (digits === null) return { unreadable: `"${named}" is not a currency` };
  const plain = toPlainDecimal(rest, style, digits);
  if (plain === null) return { unreadable: 'this is not an amount of money' };
  return { money: { minor: toMinor(plain, digits), currency: named } };
}

/** "1.234,56" and "1,234.56" and "12,50" -> "1234.56", "1234.56", "12.50"; null where the marks contradict each other. */
export function toPlainDecimal(text: string, style: DecimalStyle, minorDigitCount: number): string | null {
  const compact = text.replace(/['\u2019\s\u00a0\u202f]/g, '');
  const lastDot = compact.lastIndexOf('.');
  const lastComma = compact.lastIndexOf(',');
  if (style === 'dot') return groupedIsSane(compact, ',', '.') ? compact.replaceAll(',', '') : null;
  if (lastDot >= 0 && lastComma >= 0) {
    const [decimal, group] = lastDot > lastComma ? ['.', ','] : [',', '.'];
    return groupedIsSane(compact, group, decimal) ? compact.replaceAll(group, '').replace(decimal, '.') : null;
  }
  const mark = lastDot >= 0 ? '.' : ',';
  const parts = compact.split(mark);
  if (parts.length === 1) return compact;
  // Three digits after the only mark are thousands, unless the currency itself has three decimals or a zero stands before.
  const grouped = parts.length > 2 || (parts[1]?.length === 3 && minorDigitCount !== 3 && !/^[+-]?0/.test(parts[0] ?? ''));
  if (!grouped) return compact.replace(mark, '.');
  return groupedIsSane(compact, mark, '') ? compact.replaceAll(mark, '') : null;
}

function groupedIsSane(text: string, group: string, decimal: string): boolean {
  const [whole = '', ...fraction] = decimal === '' ? [text] : text.split(decimal);
  if (fraction.length > 1 || (fraction[0] ?? '').includes(group)) return false;
  const groups = whole.replace(/^[+-]/, '').split(group);
  // Groups after the first have three digits (two in Indian writing).
  return groups.every((part, index) => /^\d+$/.test(part) && (index === 0 || groups.length === 1 || part.length === 3 || part.length === 2));
}

/** Digit by digit, because 1.005 * 100 in floating point is not 100.5. Rounds half away from zero. */
function toMinor(plain: string, digits: number): number {
  const negative = plain.startsWith('-');
  const [whole = '0', fraction = ''] = plain.replace(/^[+-]/, '').split('.');
  const kept = Number(`${whole}${fraction.slice(0, digits).padEnd(digits, '0')}`);
  const up = Number(fraction[digits] ?? '0') >= 5 ? 1 : 0;
  const minor = kept + up;
  return negative && minor !== 0 ? -minor : minor;
}

const digitsByCurrency = new Map<string, number | null>();
const knownCurrencies = new Set(Intl.supportedValuesOf('currency'));

function minorDigits(currency: string): number | null {
  const known = digitsByCurrency.get(currency);
  if (known !== undefined) return known;
  const digits = knownCurrencies.has(currency)
    ? (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2)
    : null;
  digitsByCurrency.set(currency, digits);
  return digits;
}

const isDollar = (currency: string): boolean => currency.toUpperCase().endsWith('D');
