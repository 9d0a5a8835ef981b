import { isDigits } from '../gs1/check-digit.ts';
import { GROUP_SEPARATOR, type Gs1Reading, parseBracketed, parseElementString } from '../gs1/element-string.ts';
import { expandUpcE, type Gtin14, isGtinLength, parseGtin } from '../gs1/gtin.ts';
import { parseSscc, type Sscc, SSCC_LENGTH } from '../gs1/sscc.ts';
import { readAimId } from './aim-id.ts';
import { parseBadge, parseCommand, parseLane } from './commands.ts';
import type { Evidence, Interpretation, UnreadableReason } from './interpretation.ts';
import { findLayoutShift, type LayoutShift } from './layout-shift.ts';

/** Longest scan taken, in characters. A GS1-128 symbol holds 48; a whole transport label in a 2D code stays under this. */
export const MAX_SCAN_CHARACTERS = 200;

const SEPARATORS_AT_ENDS = new RegExp(`^${GROUP_SEPARATOR}+|${GROUP_SEPARATOR}+$`, 'g');

/** Shortest half worth calling a text doubled: order 1212 is an honest number. */
const SHORTEST_HALF = 4;

export interface ScanWrapping {
  /** What the scanner is set to send before and after each code, if the device did not take it off. */
  readonly prefix?: string;
  readonly suffix?: string;
}

/** Says what one scan is, without knowing any order. Never throws. */
export function interpretScan(raw: string, wrapping: ScanWrapping = {}): Interpretation {
  if (raw.length > MAX_SCAN_CHARACTERS) return unreadable('too-long', raw.slice(0, MAX_SCAN_CHARACTERS));
  const whole = unwrap(raw, wrapping);
  const aimId = readAimId(whole);
  const aim = aimId?.aim ?? null;
  const text = aimId === null ? whole : trimEnds(whole.slice(aimId.aim.length));
  if (text.replaceAll(GROUP_SEPARATOR, '') === '') return unreadable('empty', text);
  if ([...text].some(isControl)) return unreadable('control-characters', text);
  const layoutShift = findLayoutShift(whole);
  if (layoutShift !== null) return unreadable('layout-shifted', text, layoutShift);
  if (isOneCodeTwice(whole)) return unreadable('doubled', text);

  const reserved = interpretReserved(text);
  if (reserved !== null) return reserved;
  switch (aimId?.data) {
    case 'gs1':
      return interpretGs1(parseElementString(text), text, aim, 'aim-id') ?? withoutSeparators(text, aim);
    case 'ean':
      return interpretEan(text, aim);
    case 'plain':
    case undefined:
      return interpretPlain(text, aim);
  }
}

function unreadable(reason: UnreadableReason, text: string, layoutShift: LayoutShift | null = null): Interpretation {
  return { kind: 'unreadable', reason, text, layoutShift };
}

/** C0 and C1 controls except GS, which means something; and the replacement character a broken encoding leaves. */
function isControl(sign: string): boolean {
  if (sign === GROUP_SEPARATOR) return false;
  const code = sign.codePointAt(0) ?? 0;
  return code < 0x20 || (code >= 0x7f && code <= 0x9f) || code === 0xfffd;
}

/** Blanks, line ends and controls at both ends are wrapping of the device; a GS there is tolerated data. */
function trimEnds(text: string): string {
  const signs = [...text];
  const isWrapping = (sign: string): boolean => sign !== GROUP_SEPARATOR && (isControl(sign) || /^[\s\u200b\ufeff]$/.test(sign));
  const first = signs.findIndex((sign) => !isWrapping(sign));
  if (first < 0) return '';
  return signs.slice(first, signs.findLastIndex((sign) => !isWrapping(sign)) + 1).join('');
}

function unwrap(raw: string, { prefix = '', suffix = '' }: ScanWrapping): string {
  let text = raw.normalize('NFC');
  if (prefix !== '' && text.startsWith(prefix)) text = text.slice(prefix.length);
  if (suffix !== '' && text.endsWith(suffix)) text = text.slice(0, -suffix.length);
  return trimEnds(text);
}

function halfOfDoubled(text: string): string | null {
  const half = text.slice(0, text.length / 2);
  return text.length % 2 === 0 && half.length >= SHORTEST_HALF && half + half === text ? half : null;
}

/** Certain only where the half proves itself by AIM identifier or check digit; elsewhere `doubledOf` is a hint (4354210 twice). */
function isOneCodeTwice(whole: string): boolean {
  const half = halfOfDoubled(whole);
  if (half === null) return false;
  if (readAimId(half) !== null || parseCommand(half).kind === 'command' || parseBadge(half).kind === 'badge' || parseLane(half).kind === 'lane') return true;
  return parseGtin(half).ok || parseSscc(half).ok || parseSscc(half.replace(/^00/, '')).ok;
}

function interpretReserved(text: string): Interpretation | null {
  const command = parseCommand(text);
  if (command.kind === 'command') return { kind: 'command', text, command: command.command };
  if (command.kind === 'damaged') return { kind: 'command-damaged', text, of: 'command', reason: command.reason };
  const badge = parseBadge(text);
  if (badge.kind === 'badge') return { kind: 'badge', text, badgeId: badge.badgeId };
  if (badge.kind === 'damaged') return { kind: 'command-damaged', text, of: 'badge', reason: badge.reason };
  const lane = parseLane(text);
  if (lane.kind === 'lane') return { kind: 'lane', text, lane: lane.lane };
  if (lane.kind === 'damaged') return { kind: 'command-damaged', text, of: 'lane', reason: lane.reason };
  return null;
}

function plainText(text: string, aim: string | null): Interpretation {
  return { kind: 'text', text, aim, doubledOf: halfOfDoubled(text) };
}

function withoutSeparators(text: string, aim: string | null): Interpretation {
  const bare = text.replace(SEPARATORS_AT_ENDS, '');
  return bare.includes(GROUP_SEPARATOR) ? unreadable('control-characters', text) : plainText(bare, aim);
}

/** Null when it is no GS1 data after all: some carriers print their own text behind an FNC1. */
function interpretGs1(reading: Gs1Reading, text: string, aim: string | null, evidence: Evidence): Interpretation | null {
  if (!reading.ok) return reading.reason === 'bad-check-digit' ? unreadable('bad-check-digit', text) : null;
  const { elements, unknown, associationProblems } = reading;
  const content = { elements, unknown, associationProblems, evidence };
  const sscc = onlyValue(elements, '00');
  const gtin = onlyValue(elements, '01') ?? onlyValue(elements, '03');
  const parsedSscc = sscc === null ? null : parseSscc(sscc);
  const parsedGtin = gtin === null ? null : parseGtin(gtin);
  if (parsedSscc?.ok === true) return { kind: 'sscc', text, aim, sscc: parsedSscc.sscc, ...content };
  if (parsedGtin?.ok === true) return { kind: 'gtin', text, aim, gtin: parsedGtin.gtin, ...content };
  return { kind: 'gs1', text, aim, ...content };
}

/** Two different values of one AI contradict each other; choosing one would be a guess. */
function onlyValue(elements: Extract<Gs1Reading, { ok: true }>['elements'], ai: string): string | null {
  const values = new Set(elements.filter((element) => element.ai === ai).map((element) => element.data));
  const [value] = values;
  return values.size === 1 && value !== undefined ? value : null;
}

/** The symbology proves it is a GTIN, so a wrong check digit is a misread. Add-on digits (issue number, price) are left out. */
function interpretEan(text: string, aim: string | null): Interpretation {
  const digits = aim === ']E3' ? text.slice(0, 13) : text;
  const parsed = parseGtin(digits);
  const gtin = parsed.ok ? parsed.gtin : expandUpcE(digits);
  if (gtin !== null) {
    return { kind: 'gtin', text, aim, gtin, elements: [], unknown: [], associationProblems: [], evidence: 'aim-id' };
  }
  return isDigits(digits) ? unreadable('bad-check-digit', text) : plainText(text, aim);
}

/** Most scanners send no AIM identifier, so GS1 data have to be known by their own marks. */
function interpretPlain(text: string, aim: string | null): Interpretation {
  if (text.includes(GROUP_SEPARATOR)) return interpretSeparated(text, aim);
  if (/^\(\d{2,4}\)/.test(text)) return interpretGs1(parseBracketed(text), text, aim, 'brackets') ?? plainText(text, aim);
  return interpretUnmarked(text, aim) ?? (isDigits(text) ? interpretDigits(text, aim) : plainText(text, aim));
}

/** A GS inside means element strings; one at an end may also be a scanner that turns every FNC1 of a plain code into GS. */
function interpretSeparated(text: string, aim: string | null): Interpretation {
  const reading = parseElementString(text);
  const isGs1 = !reading.ok || reading.elements.length > 0;
  const read = isGs1 ? interpretGs1(reading, text, aim, 'separator') : null;
  if (read !== null) return read;
  const bare = text.replace(SEPARATORS_AT_ENDS, '');
  return bare.includes(GROUP_SEPARATOR) ? unreadable('control-characters', text) : interpretPlain(bare, aim);
}

/** Longest of the single keys with its AI: (00) and 18 digits. */
const SSCC_WITH_AI = 2 + SSCC_LENGTH;
const GTIN_WITH_AI = 2 + 14;

/**
 * Element strings without any mark, from a keyboard wedge that drops FNC1. Taken for such only when they begin with a key whose check
 * digit is right and all the rest reads too. A scanner that names another symbology (`]C0`) has spoken: then they are plain.
 * An `(01)` alone stays with the digits: 16-digit order numbers exist.
 */
function interpretUnmarked(text: string, aim: string | null): Interpretation | null {
  if (aim !== null || !/^0[0-3]\d{14}/.test(text)) return null;
  if (text.startsWith('00') ? text.length < SSCC_WITH_AI : text.length <= GTIN_WITH_AI) return null;
  const reading = parseElementString(text);
  if (!reading.ok || reading.unknown.length > 0) return null;
  return interpretGs1(reading, text, aim, 'check-digit');
}

function interpretDigits(text: string, aim: string | null): Interpretation {
  const checkDigitWrongFor: ('gtin' | 'sscc')[] = [];
  let asGtin: Gtin14 | null = null;
  let asSscc: Sscc | null = null;
  const gtinText = text.length === GTIN_WITH_AI && text.startsWith('01') ? text.slice(2) : text;
  if (isGtinLength(gtinText.length)) {
    const parsed = parseGtin(gtinText);
    asGtin = parsed.ok ? parsed.gtin : expandUpcE(gtinText);
    if (asGtin === null) checkDigitWrongFor.push('gtin');
  }
  const ssccText = text.length === SSCC_WITH_AI && text.startsWith('00') ? text.slice(2) : text;
  if (ssccText.length === SSCC_LENGTH) {
    const parsed = parseSscc(ssccText);
    if (parsed.ok) asSscc = parsed.sscc;
    else checkDigitWrongFor.push('sscc');
  }
  return { kind: 'digits', text, aim, asGtin, asSscc, checkDigitWrongFor, doubledOf: halfOfDoubled(text) };
}
