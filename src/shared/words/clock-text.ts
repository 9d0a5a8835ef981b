import type { TFunction } from 'i18next';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const localeOf = (t: TFunction): string => t('meta.locale');

function isSameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}

/** "10:42", or "3 Nov, 10:42" when it was not today. */
export function timeText(t: TFunction, atMs: number, nowMs: number): string {
  const locale = localeOf(t);
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(atMs);
  if (isSameDay(atMs, nowMs)) return t('time.today', { time });
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }).format(atMs);
  return t('time.otherDay', { date, time });
}

/** "3 minutes ago"; `short` is for the strip. */
export function ageText(t: TFunction, atMs: number, nowMs: number, style: 'long' | 'short' = 'long'): string {
  const ageMs = Math.max(0, nowMs - atMs);
  if (ageMs < MINUTE) return t('time.justNow');
  const words = new Intl.RelativeTimeFormat(localeOf(t), { style, numeric: 'always' });
  if (ageMs < 2 * HOUR) return words.format(-Math.floor(ageMs / MINUTE), 'minute');
  if (ageMs < 2 * DAY) return words.format(-Math.floor(ageMs / HOUR), 'hour');
  return words.format(-Math.floor(ageMs / DAY), 'day');
}

/** A length of time without direction: "7 min", "3 h 20 min", "4 days". */
export function spanText(t: TFunction, lengthMs: number): string {
  const locale = localeOf(t);
  const unit = (n: number, name: 'minute' | 'hour' | 'day', unitDisplay: 'short' | 'long' = 'short'): string =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay }).format(n);
  const minutes = Math.floor(Math.abs(lengthMs) / MINUTE);
  if (minutes < 60) return unit(minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return unit(Math.floor(hours / 24), 'day', 'long');
  const rest = minutes % 60;
  return rest === 0 ? unit(hours, 'hour') : `${unit(hours, 'hour')} ${unit(rest, 'minute')}`;
}

export function numberText(t: TFunction, value: number | bigint): string {
  return new Intl.NumberFormat(localeOf(t)).format(value);
}
