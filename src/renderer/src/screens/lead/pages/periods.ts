export const periods = ['this-week', 'last-week', 'four-weeks'] as const;
export type Period = (typeof periods)[number];

/** Monday 00:00 of the week of this instant, in the time zone of the machine: weeks of a warehouse begin there. */
export function mondayOf(atMs: number): Date {
  const day = new Date(atMs);
  const sinceMonday = (day.getDay() + 6) % 7;
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - sinceMonday);
}

const weeksBefore = (monday: Date, weeks: number): number => new Date(monday.getFullYear(), monday.getMonth(), monday.getDate() - 7 * weeks).getTime();

/** From (included) and to (not included). Whole weeks, summer time or not. */
export function periodOf(period: Period, nowMs: number): { readonly fromMs: number; readonly toMs: number } {
  const monday = mondayOf(nowMs);
  switch (period) {
    case 'this-week':
      return { fromMs: monday.getTime(), toMs: weeksBefore(monday, -1) };
    case 'last-week':
      return { fromMs: weeksBefore(monday, 1), toMs: monday.getTime() };
    case 'four-weeks':
      return { fromMs: weeksBefore(monday, 3), toMs: weeksBefore(monday, -1) };
  }
}
