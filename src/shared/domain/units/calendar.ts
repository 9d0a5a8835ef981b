import { days, minutes, type InstantMs } from './instant.ts';

/** Where a place's clock stands against UTC at an instant; east of Greenwich is positive. Minutes. */
export type OffsetMinutes = number;

/** Reads the offset off the zone's own rules, summer time included. `timeZone`: IANA name, for example "Europe/Berlin". */
export function offsetsOf(timeZone: string): (atMs: InstantMs) => OffsetMinutes {
  const clock = new Intl.DateTimeFormat('en-US', { timeZone, calendar: 'gregory', hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' });
  return (atMs) => {
    const shown = Object.fromEntries(clock.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = shown;
    return Math.round(Date.UTC(year, month - 1, day, hour, minute) / minutes(1)) - Math.floor(atMs / minutes(1));
  };
}

/** The day a place's calendar shows: "2026-11-21". */
export function dayOf(atMs: InstantMs, offset: OffsetMinutes): string {
  return new Date(atMs + minutes(offset)).toISOString().slice(0, 10);
}

/** The ISO 8601 week of that day, which belongs to the year of its Thursday: "2026-W47". */
export function isoWeekOf(atMs: InstantMs, offset: OffsetMinutes): string {
  const local = new Date(atMs + minutes(offset));
  const weekday = (local.getUTCDay() + 6) % 7;
  const thursday = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() - weekday + 3));
  const year = thursday.getUTCFullYear();
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / days(7));
  return `${String(year)}-W${String(week).padStart(2, '0')}`;
}
