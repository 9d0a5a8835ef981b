import { seconds } from '../units/instant.ts';

/**
 * What the calls of one account are for, the most pressing first: telling the channel what left, asking about cancellations of what is
 * on the benches, taking in orders, publishing stock.
 */
export const lanes = ['tracking', 'cancel-checks', 'import', 'stock'] as const;
export type Lane = (typeof lanes)[number];

/** `auto`: by the number of messages that wait. */
export type PeakMode = 'auto' | 'on' | 'off';

/** Messages that wait, all stores together: so many begin a peak by themselves, and so few end it. Between them it stays as it is. */
export const peakBegins = 200;
export const peakEnds = 50;

export function isPeak(mode: PeakMode, waiting: number, wasPeak: boolean): boolean {
  if (mode !== 'auto') return mode === 'on';
  return wasPeak ? waiting > peakEnds : waiting >= peakBegins;
}

/**
 * While messages wait and share a budget with other calls, the other lanes go at this pace, and no faster: often enough that a bench
 * learns of a cancellation and that new orders come in, seldom enough that messages get nearly everything. Infinity: not at all.
 * Milliseconds from one call to the next.
 */
export function paceMs(lane: Exclude<Lane, 'tracking'>, peak: boolean): number {
  switch (lane) {
    case 'cancel-checks':
      return seconds(5);
    case 'import':
      return peak ? seconds(180) : seconds(60);
    case 'stock':
      return peak ? Number.POSITIVE_INFINITY : seconds(60);
  }
}
