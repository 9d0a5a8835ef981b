/** One keydown as the renderer sees it. `atMs` is the event's own time stamp, not the time of handling: a busy window must not slow a scan. */
export interface WedgeKey {
  /** KeyboardEvent.code: the physical key. */
  readonly code: string;
  /** KeyboardEvent.key: what the computer's layout makes of it. */
  readonly key: string;
  readonly shift: boolean;
  readonly ctrl: boolean;
  readonly altGraph: boolean;
  readonly atMs: number;
  /** KeyboardEvent.repeat: somebody leans on a key. */
  readonly repeat?: boolean;
}

export type WedgeLayout = 'us-physical' | 'as-typed';

/** A key a scanner presses in place of a character the keyboard does not have. */
export interface KeyRemap {
  readonly code: string;
  readonly ctrl: boolean;
  readonly char: string;
}

/** Ctrl+] is GS in ASCII and the default of most scanners; F8 is a common setting where Ctrl+] means something to the browser. */
export const defaultRemaps: readonly KeyRemap[] = [
  { code: 'BracketRight', ctrl: true, char: '\u001d' },
  { code: 'F8', ctrl: false, char: '\u001d' },
];

/** Physical key -> US character without and with Shift. Source: UI Events KeyboardEvent code values, US standard keyboard. */
const US_PUNCTUATION: Readonly<Record<string, readonly [plain: string, shifted: string]>> = {
  Backquote: ['`', '~'],
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  IntlBackslash: ['\\', '|'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  Space: [' ', ' '],
  NumpadDecimal: ['.', '.'],
  NumpadSubtract: ['-', '-'],
  NumpadAdd: ['+', '+'],
  NumpadMultiply: ['*', '*'],
  NumpadDivide: ['/', '/'],
};
const SHIFTED_DIGITS = ')!@#$%^&*(';

function usCharacter(code: string, shift: boolean): string | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return shift ? letter : letter.toLowerCase();
  const digit = /^Digit([0-9])$/.exec(code)?.[1];
  if (digit !== undefined) return shift ? SHIFTED_DIGITS.charAt(Number(digit)) : digit;
  const numpad = /^Numpad([0-9])$/.exec(code)?.[1];
  if (numpad !== undefined) return numpad;
  const pair = US_PUNCTUATION[code];
  if (pair === undefined) return null;
  return shift ? pair[1] : pair[0];
}

export type KeyMeaning =
  | { readonly kind: 'char'; readonly char: string; readonly remapped: boolean }
  | { readonly kind: 'suffix' }
  /** Shift, Caps Lock and their like: they come before the characters of a scan and mean nothing alone. */
  | { readonly kind: 'modifier' }
  | { readonly kind: 'other' };

const MODIFIERS: ReadonlySet<string> = new Set([
  'Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock', 'ScrollLock', 'Fn', 'FnLock',
]);

export interface KeyReading {
  readonly layout: WedgeLayout;
  readonly suffixCodes: readonly string[];
  readonly remaps: readonly KeyRemap[];
}

export function readKey(key: WedgeKey, { layout, suffixCodes, remaps }: KeyReading): KeyMeaning {
  if (MODIFIERS.has(key.key)) return { kind: 'modifier' };
  // AltGr reports Ctrl as well on Windows; it is a way to write a character there, not a chord.
  const isChord = key.ctrl && !key.altGraph;
  const remap = remaps.find((candidate) => candidate.code === key.code && candidate.ctrl === isChord);
  if (remap !== undefined) return { kind: 'char', char: remap.char, remapped: true };
  if (isChord) return { kind: 'other' };
  if (suffixCodes.includes(key.code)) return { kind: 'suffix' };
  const typed = [...key.key].length === 1 ? key.key : null;
  const char = layout === 'us-physical' && !key.altGraph ? (usCharacter(key.code, key.shift) ?? typed) : typed;
  return char === null ? { kind: 'other' } : { kind: 'char', char, remapped: false };
}
