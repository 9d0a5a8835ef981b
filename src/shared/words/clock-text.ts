import type { TFunction } from 'i18next';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const localeOf = (t: TFunction): string => t('meta.locale');

/** Making a format costs a hundred times what using it does, and a board has hundreds of numbers. */
function kept<T>(make: (locale: string) => T): (locale: string) => T {
  const made = new Map<string, T>();
  return (locale) => {
    const known = made.get(locale);
    if (known !== undefined) return known;
    const format = make(locale);
    made.set(locale, format);
    return format;
  };
}

const numbers = kept((locale) => new Intl.NumberFormat(locale));
const times = kept((locale) => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }));
const dates = kept((locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }));
const minuteSpans = kept((locale) => new Intl.NumberFormat(locale, { style: 'unit', unit: 'minute', unitDisplay: 'short' }));
const hourSpans = kept((locale) => new Intl.NumberFormat(locale, { style: 'unit', unit: 'hour', unitDisplay: 'short' }));
const daySpans = kept((locale) => new Intl.NumberFormat(locale, { style: 'unit', unit: 'day', unitDisplay: 'long' }));
const ages = { long: kept((locale) => new Intl.RelativeTimeFormat(locale, { style: 'long', numeric: 'always' })), short: kept((locale) => new Intl.RelativeTimeFormat(locale, { style: 'short', numeric: 'always' })) };

function isSameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}

/** "10:42", or "3 Nov, 10:42" when it was not today. */
export function timeText(t: TFunction, atMs: number, nowMs: number): string {
  const locale = localeOf(t);
  const time = times(locale).format(atMs);
  if (isSameDay(atMs, nowMs)) return t('time.today', { time });
  const date = dates(locale).format(atMs);
  return t('time.otherDay', { date, time });
}

/** "3 minutes ago"; `short` is for the strip. */
export function ageText(t: TFunction, atMs: number, nowMs: number, style: 'long' | 'short' = 'long'): string {
  const ageMs = Math.max(0, nowMs - atMs);
  if (ageMs < MINUTE) return t('time.justNow');
  const words = ages[style](localeOf(t));
  if (ageMs < 2 * HOUR) return words.format(-Math.floor(ageMs / MINUTE), 'minute');
  if (ageMs < 2 * DAY) return words.format(-Math.floor(ageMs / HOUR), 'hour');
  return words.format(-Math.floor(ageMs / DAY), 'day');
}

/** A length of time without direction: "7 min", "3 h 20 min", "4 days". */
export function spanText(t: TFunction, lengthMs: number): string {
  const locale = localeOf(t);
  const minutes = Math.floor(Math.abs(lengthMs) / MINUTE);
  if (minutes < 60) return minuteSpans(locale).format(minutes);
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return daySpans(locale).format(Math.floor(hours / 24));
  const rest = minutes % 60;
  return rest === 0 ? hourSpans(locale).format(hours) : `${hourSpans(locale).format(hours)} ${minuteSpans(locale).format(rest)}`;
}

export function numberText(t: TFunction, value: number | bigint): string {
  return numbers(localeOf(t)).format(value);
}
