import type { Instants } from './description.ts';

/** An instant as the service writes them. ISO is UTC to the millisecond. */
export function writeInstant(ms: number, as: Instants): string {
  if (as === 's') return String(Math.floor(ms / 1000));
  return as === 'ms' ? String(Math.floor(ms)) : new Date(ms).toISOString();
}

const ISO = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[-+]\d\d:?\d\d)?$/i;

/** Null where it is none. A time without a zone is one only where the description says that the service means UTC. */
export function readInstant(text: string, as: Instants): number | null {
  if (as === 's' || as === 'ms') {
    const ms = /^\d{1,16}(\.\d+)?$/.test(text) ? Math.floor(Number(text) * (as === 's' ? 1000 : 1)) : Number.NaN;
    return Number.isSafeInteger(ms) && Math.abs(ms) <= LAST_MS ? ms : null;
  }
  const parts = ISO.exec(text);
  if (parts === null || (parts[1] === undefined && as === 'iso')) return null;
  const ms = Date.parse(`${text.replace(' ', 'T')}${parts[1] === undefined ? 'Z' : ''}`);
  return Number.isNaN(ms) ? null : ms;
}

/** The end of what a date can hold. Source: ECMA-262, time values. Milliseconds. */
const LAST_MS = 8.64e15;
