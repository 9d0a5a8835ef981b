/** A value that `cleanText` would change; most do not, and are returned as they came. */
const NEEDS_CLEANING = /[\u0000-\u001f\u007f\u00a0\u2028\u2029\ufeff]|^[\s='"]|\s$|\p{M}/u;
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]/g;

/**
 * One line of text as it should be stored: no control characters, no outer white space, composed letters.
 * A formula stays the text it is ("=1+1" is a name like any other): nothing here evaluates it, and what Packgate
 * writes for spreadsheets escapes it. Only the two tricks that spreadsheets use to keep digits as text are undone:
 * ="00123" and a leading apostrophe before digits, as in Shopify's '02115.
 */
export function cleanText(value: string): string {
  if (!NEEDS_CLEANING.test(value)) return value;
  const text = value.replace(CONTROL, '').replace(/[\s\u00a0\u2028\u2029]+/g, ' ').trim().normalize('NFC');
  return undoSpreadsheetTricks(text);
}

/** Text that may run over several lines (an address): the lines, each cleaned, blank ones left out. */
export function cleanLines(value: string): string[] {
  if (!NEEDS_CLEANING.test(value)) return value === '' ? [] : [value];
  return value.split(/\r\n|[\n\r\u2028\u2029]/).map(cleanText).filter((line) => line !== '');
}

function undoSpreadsheetTricks(text: string): string {
  const wrapped = /^="(.*)"$/.exec(text);
  if (wrapped !== null) return (wrapped[1] ?? '').replaceAll('""', '"');
  // Not before letters: 't Hooft is a name.
  return /^'\+?\d/.test(text) ? text.slice(1) : text;
}

/** A tab-separated report without quoting that went through a spreadsheet: "12"" ruler" -> 12" ruler. */
export function unwrapQuotes(value: string): string {
  if (value.length < 2 || value[0] !== '"' || value[value.length - 1] !== '"') return value;
  const inner = value.slice(1, -1);
  return inner.replaceAll('""', '').includes('"') ? value : inner.replaceAll('""', '"');
}

/** 4.0063E+12, 1,23457E+11: a spreadsheet has thrown digits away, and nothing can bring them back. */
export const lostItsDigits = (text: string): boolean => /^\d(?:[.,]\d+)?E\+\d{1,2}$/i.test(text);

export const isBlank = (text: string): boolean => text === '' || /^[\s\u00a0\ufeff]*$/.test(text);
