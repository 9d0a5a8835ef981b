/**
 * A scanner in keyboard mode sends key numbers; the computer's keyboard layout makes characters of them. With the wrong layout an EAN
 * arrives as `áříč+řžěýééáý`. Such a text must be named, not looked up: somewhere it may even be a valid number.
 */
export interface LayoutShift {
  /** The layout the computer has while the scanner types US keys. */
  readonly layout: 'french' | 'belgian' | 'czech' | 'slovak' | 'lithuanian' | 'hungarian' | 'german' | 'nordic' | 'italian' | 'shift-held';
  /** What the scanner probably sent. For the message only, never for a look-up. */
  readonly probably: string;
}

/** The characters of the keys 1, 2, ... 9, 0 without Shift (with it for `shift-held`). */
const DIGIT_ROWS: readonly (readonly [LayoutShift['layout'], string])[] = [
  ['french', '&é"\'(-è_çà'],
  ['belgian', '&é"\'(§è!çà'],
  ['czech', '+ěščřžýáíé'],
  ['slovak', '+ľščťžýáíé'],
  ['lithuanian', 'ąčęėįšųū90'],
  ['shift-held', '!@#$%^&*()'],
];

/** The shortest code that is worth a suspicion; below it, a price tag `(+)` would be one. */
const SHORTEST_SUSPECT = 6;

export function findLayoutShift(text: string): LayoutShift | null {
  return shiftedDigits(text) ?? shiftedHyphen(text) ?? shiftedZero(text) ?? shiftedAimId(text);
}

/** Digits come out as the row of the layout, so none survives. The layout with most hits is named. */
function shiftedDigits(text: string): LayoutShift | null {
  const signs = [...text];
  if (signs.length < SHORTEST_SUSPECT) return null;
  let best: { readonly shift: LayoutShift; readonly hits: number } | null = null;
  for (const [layout, rowText] of DIGIT_ROWS) {
    const row = [...rowText];
    const hits = signs.filter((sign) => row.includes(sign)).length;
    if (!looksShifted(signs, row, hits) || (best !== null && best.hits >= hits)) continue;
    const probably = signs.map((sign) => (row.includes(sign) ? String((row.indexOf(sign) + 1) % 10) : sign)).join('');
    best = { shift: { layout, probably }, hits };
  }
  return best?.shift ?? null;
}

function looksShifted(signs: readonly string[], row: readonly string[], hits: number): boolean {
  const others = signs.filter((sign) => !row.includes(sign));
  const letters = new Set(signs.filter((sign) => row.includes(sign) && !/[0-9]/.test(sign)));
  if (letters.size < 3 || others.some((sign) => /[0-9]/.test(sign))) return false;
  // ASCII punctuation also stands in honest codes ("(A-1)_X"), so alone it has to be the whole text.
  if (others.length > 0 && ![...letters].some((sign) => sign > '\u007f')) return false;
  // "příčný" is a word: small letters beside the accented ones. A code has capitals there, or next to nothing.
  const isWord = others.some((sign) => /[a-z]/.test(sign));
  return hits * (isWord ? 4 : 2) >= signs.length * (isWord ? 3 : 1);
}

/** Digits an order number with hyphens has at least; a shorter `10+20` may be somebody's SKU. */
const SHORTEST_HYPHENED = 10;

/** Where the US hyphen key gives something else: order 305-1234567-1234567 arrives as 305ß1234567ß1234567. */
const HYPHEN_KEYS: readonly (readonly [LayoutShift['layout'], RegExp, string])[] = [
  ['german', /^\d{2,}(?:ß\d{2,})+$/, 'ß'],
  ['nordic', /^\d{2,}(?:\+\d{2,})+$/, '+'],
  ['italian', /^\d{2,}(?:'\d{2,})+$/, "'"],
];

function shiftedHyphen(text: string): LayoutShift | null {
  for (const [layout, pattern, sign] of HYPHEN_KEYS) {
    const isLong = text.replaceAll(sign, '').length >= SHORTEST_HYPHENED;
    if (isLong && pattern.test(text)) return { layout, probably: text.replaceAll(sign, '-') };
  }
  return null;
}

/** Hungarian keeps 1 to 9 and has ö on the US key 0. */
function shiftedZero(text: string): LayoutShift | null {
  const isShifted = text.length >= 8 && /^[1-9ö]+$/.test(text) && text.includes('ö');
  return isShifted ? { layout: 'hungarian', probably: text.replaceAll('ö', '0') } : null;
}

/** An AIM identifier in front of GS1 data whose bracket came out as the sign of that key: `+C1` German, `$C1` French, `¨C1` Nordic. */
function shiftedAimId(text: string): LayoutShift | null {
  const match = /^([+$¨])(?:C1|e0|d2|Q3|J1|E0|E4)\d{8}/i.exec(text);
  if (match === null) return null;
  const layout = match[1] === '+' ? 'german' : match[1] === '$' ? 'french' : 'nordic';
  return { layout, probably: `]${text.slice(1)}` };
}
