import { hours } from '../units/instant.ts';

/** A channel that refuses for haste is told at most so seldom. */
const slowestMs = hours(1);

/** After each refusal for haste twice as long as before, until a call succeeds. */
export const slowerMs = (everyMs: number): number => Math.max(everyMs, Math.min(slowestMs, everyMs * 2));
