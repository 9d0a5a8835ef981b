import type { ApplicationIdentifier, ComponentKind, FormatComponent } from './application-identifiers.ts';
import type { ContentRule } from './application-identifier-table.ts';
import { hasCorrectCheckDigit } from './check-digit.ts';
import { isAlpha2CountryCode, isNumericCountryCode } from './country-codes.ts';

export type ContentRefusal = 'too-short' | 'too-long' | 'bad-character' | 'bad-check-digit' | 'bad-date' | 'bad-country' | 'bad-value';

/** Character sets of the General Specifications, 7.11; Z is the base64url alphabet. */
const CHARACTERS: Readonly<Record<ComponentKind, RegExp>> = {
  N: /^[0-9]*$/,
  X: /^[!-"%-?A-Z_a-z]*$/,
  Y: /^[#\-/0-9A-Z]*$/,
  Z: /^[-0-9A-Z_a-z=]*$/,
};

/** Null when the value may stand behind this AI. */
export function refuseValue(definition: ApplicationIdentifier, value: string): ContentRefusal | null {
  if (value.length < definition.minLength) return 'too-short';
  if (value.length > definition.maxLength) return 'too-long';
  let at = 0;
  for (const component of definition.components) {
    const part = takeComponent(component, value, at);
    if (!CHARACTERS[component.kind].test(part)) return 'bad-character';
    if (part.length < component.minLength && !(component.optional && part.length === 0)) return 'too-short';
    at += part.length;
  }
  for (const rule of definition.content) {
    const refusal = refuseContent(rule, value);
    if (refusal !== null) return refusal;
  }
  return null;
}

function takeComponent(component: FormatComponent, value: string, at: number): string {
  return value.slice(at, at + component.maxLength);
}

function refuseContent(rule: ContentRule, value: string): ContentRefusal | null {
  switch (rule.rule) {
    case 'check-digit':
      return hasCorrectCheckDigit(value.slice(0, rule.over)) ? null : 'bad-check-digit';
    case 'check-pair':
      return hasCorrectCheckPair(value) ? null : 'bad-check-digit';
    case 'date':
      return value.length <= rule.at || isDate(value.slice(rule.at, rule.at + 6), rule.dayMayBeZero) ? null : 'bad-date';
    case 'time':
      return isTime(value.slice(rule.at)) ? null : 'bad-date';
    case 'country':
      return areCountries(value, rule.list, rule.or999) ? null : 'bad-country';
    case 'country-alpha2':
      return isAlpha2CountryCode(value) ? null : 'bad-country';
    case 'percent-encoding':
      return /%(?![0-9A-Fa-f]{2})/.test(value) ? 'bad-value' : null;
    case 'flag':
      return value === '0' || value === '1' ? null : 'bad-value';
    case 'piece-of-total':
      return isPieceOfTotal(value.slice(rule.at)) ? null : 'bad-value';
    case 'minus':
      return value.length === rule.after || value.slice(rule.after) === '-' ? null : 'bad-value';
    case 'leading-zero':
      return value.startsWith('0') ? null : 'bad-value';
  }
}

const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** YYMMDD. The century is decided by today's year, which this module does not know; every fourth YY is a leap year from 1951 to 2099. */
function isDate(yymmdd: string, dayMayBeZero: boolean): boolean {
  const match = /^(\d\d)(\d\d)(\d\d)$/.exec(yymmdd);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const longest = DAYS_IN_MONTH[month - 1];
  if (longest === undefined) return false;
  if (day === 0) return dayMayBeZero;
  return day <= (month === 2 && year % 4 !== 0 ? 28 : longest);
}

/** Empty, HH, HHMM or HHMMSS. */
function isTime(text: string): boolean {
  return text === '' || /^([01]\d|2[0-3])([0-5]\d){0,2}$/.test(text);
}

function areCountries(value: string, list: boolean, or999: boolean): boolean {
  const codes = list ? (value.match(/.{1,3}/g) ?? []) : [value.slice(0, 3)];
  return codes.every((code) => isNumericCountryCode(code) || (or999 && code === '999'));
}

function isPieceOfTotal(text: string): boolean {
  const piece = Number(text.slice(0, 2));
  const total = Number(text.slice(2, 4));
  return piece >= 1 && piece <= total;
}

/**
 * Two check characters of the Global Model Number: prime weights from the right, modulo 1021, written in an alphabet of 32.
 * Source: GS1 General Specifications, 7.9.5.
 */
const SET_82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const SET_32 = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83];

function hasCorrectCheckPair(value: string): boolean {
  if (value.length < 2 || value.length > PRIMES.length + 2) return false;
  const body = value.slice(0, -2);
  let sum = 0;
  for (let step = 0; step < body.length; step += 1) {
    const weight = PRIMES[step];
    const position = SET_82.indexOf(body.charAt(body.length - 1 - step));
    if (weight === undefined || position < 0) return false;
    sum += weight * position;
  }
  const rest = sum % 1021;
  return value.slice(-2) === SET_32.charAt(rest >> 5) + SET_32.charAt(rest & 31);
}
