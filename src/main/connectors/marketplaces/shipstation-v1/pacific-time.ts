/**
 * ShipStation writes and reads times of the US West Coast without saying so: "2026-11-21 01:00:00". Source: "ShipStation API V1
 * Requirements" (yyyy-mm-dd hh:mm:ss, PST/PDT), read on 2026-11-21.
 */
const FORMAT = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Los_Angeles',
  calendar: 'gregory',
  numberingSystem: 'latn',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const parts = (ms: number): Map<string, number> => new Map(FORMAT.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));

/** How far the West Coast is from UTC at this instant: -8 or -7 hours. Milliseconds. */
function offsetAt(ms: number): number {
  const at = parts(ms);
  const of = (type: string): number => at.get(type) ?? 0;
  const wholeSecond = Math.floor(ms / 1000) * 1000;
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - wholeSecond;
}

const WRITTEN = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?)?$/;

/**
 * The instant, or null where the text is none. In autumn an hour comes twice: then the later instant that is not after `knownByMs` (the time of
 * the answer) is meant, so that a later change never reads as an earlier one. In spring an hour is missing: it is read as the hour after.
 */
export function readPacific(text: string, knownByMs: number): number | null {
  const [whole, year, month, day, hour = '00', minute = '00', second = '00', fraction = ''] = WRITTEN.exec(text.trim()) ?? [];
  if (whole === undefined) return null;
  const wallMs = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second), Number(fraction.slice(0, 3).padEnd(3, '0')));
  // A thirteenth month or a 25th hour would roll over into another day.
  if (wallText(wallMs) !== `${year}-${month}-${day} ${hour}:${minute}:${second}`) return null;
  const offsets = [...new Set([offsetAt(wallMs - DAY_MS), offsetAt(wallMs + DAY_MS)])];
  const candidates = offsets.map((offset) => wallMs - offset).filter((ms) => wallMs - ms === offsetAt(ms)).sort((a, b) => a - b);
  const [first, last] = [candidates[0], candidates.at(-1)];
  // No candidate: the clocks sprang over it. The offset before the jump gives the hour after it.
  if (first === undefined || last === undefined) return wallMs - offsetAt(wallMs - DAY_MS);
  return last <= knownByMs ? last : first;
}

const pad = (value: number): string => String(value).padStart(2, '0');

function wallText(wallMs: number): string {
  const at = new Date(wallMs);
  return `${at.getUTCFullYear()}-${pad(at.getUTCMonth() + 1)}-${pad(at.getUTCDate())} ${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}:${pad(at.getUTCSeconds())}`;
}

/**
 * The start of a listing as ShipStation reads it, whole seconds, rounded down. Where the clocks go back within the hour, what changes then is
 * written with a lower time than now: the start moves an hour back, so that nothing is missed however ShipStation compares.
 */
export function writePacificStart(ms: number): string {
  const offset = offsetAt(ms);
  const goesBack = offsetAt(ms + HOUR_MS) < offset;
  return wallText(Math.floor(ms / 1000) * 1000 + offset - (goesBack ? HOUR_MS : 0));
}

/** The day on the West Coast, "2026-11-21". */
export const writePacificDay = (ms: number): string => wallText(ms + offsetAt(ms)).slice(0, 10);

/** A day without a time stands for the whole of it: its last second. */
export function readPacificDeadline(text: string, knownByMs: number): number | null {
  const ms = readPacific(text, knownByMs);
  if (ms === null || !/^\d{4}-\d\d-\d\d(?:[T ]00:00:00(?:\.0+)?)?$/.test(text.trim())) return ms;
  const lastSecond = readPacific(`${text.trim().slice(0, 10)} 23:59:59`, knownByMs);
  return lastSecond ?? ms;
}
