import type { TFunction } from 'i18next';
import type { Money } from '../../../../shared/domain/order/order.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const formats = new Map<string, Intl.NumberFormat>();

function currencyFormat(locale: string, currency: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  formats.set(key, format);
  return format;
}

/** "€34.90". The number of decimals is the currency's own. */
export function moneyText(t: TFunction, { minor, currency }: Money): string {
  const format = currencyFormat(t('meta.locale'), currency);
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** What happened, then its facts one after the other. */
export const reasonText = ({ happened, facts }: { readonly happened: string; readonly facts: readonly string[] }): string => [happened, facts.join(' · ')].filter((part) => part !== '').join(' ');

/** One sum per currency, the largest number of entries first: nothing is converted. */
export function sumsOf(values: readonly (Money | null)[]): readonly Money[] {
  const sums = new Map<string, number>();
  for (const value of values) if (value !== null) sums.set(value.currency, (sums.get(value.currency) ?? 0) + value.minor);
  return [...sums].map(([currency, minor]) => ({ currency, minor }));
}

export const sumsText = (t: TFunction, sums: readonly Money[]): string => sums.map((sum) => moneyText(t, sum)).join(' + ');

/** Short enough for a column: minutes below two hours, then hours and minutes, then days. */
export function lengthText(t: TFunction, lengthMs: number): string {
  const ms = Math.abs(lengthMs);
  if (ms < 2 * HOUR) return t('lead.length.minutes', { number: Math.floor(ms / MINUTE) });
  if (ms < 48 * HOUR) return t('lead.length.hours', { hours: Math.floor(ms / HOUR), minutes: String(Math.floor((ms % HOUR) / MINUTE)).padStart(2, '0') });
  return t('lead.length.days', { number: Math.floor(ms / (24 * HOUR)) });
}

export interface LeftText {
  readonly words: string;
  readonly isLate: boolean;
}

/** Time until the promise to the buyer breaks, or since it broke. */
export function leftText(t: TFunction, shipByMs: number, nowMs: number): LeftText {
  const isLate = shipByMs < nowMs;
  return { isLate, words: t(isLate ? 'lead.length.late' : 'lead.length.left', { length: lengthText(t, shipByMs - nowMs) }) };
}

/** "Week 47, 2026" of "2026-W47"; a week that reads otherwise is shown as it came. */
export function weekText(t: TFunction, week: string): string {
  const { year, number } = /^(?<year>\d{4})-W(?<number>\d{2})$/.exec(week)?.groups ?? {};
  return year === undefined || number === undefined ? week : t('lead.week', { year, number: Number(number) });
}

/** A day ("2026-11-21") or a week in the reader's words. */
export function periodText(t: TFunction, period: string): string {
  const { y, m, d } = /^(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})$/.exec(period)?.groups ?? {};
  if (y === undefined) return weekText(t, period);
  return new Intl.DateTimeFormat(t('meta.locale'), { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(Number(y), Number(m) - 1, Number(d)));
}
