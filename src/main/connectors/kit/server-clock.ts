import type { Clock } from '../../application/ports/clock.ts';
import type { WireReply } from './wire.ts';

/** What the vendor's clock shows. */
export interface ServerClock {
  nowMs(): number;
  /** Takes the time from an answer, a refusal as well. */
  learn(reply: WireReply): void;
}

/**
 * Whole seconds, and late by the way of the answer. It goes on with the monotonic clock, so that setting the bench's clock changes nothing.
 * Until the first answer the bench's own clock has to do.
 */
export function createServerClock(clock: Pick<Clock, 'nowMs' | 'monotonicMs'>): ServerClock {
  let told: { readonly atMs: number; readonly monotonicMs: number } | null = null;
  return {
    nowMs: () => (told === null ? clock.nowMs() : told.atMs + Math.round(clock.monotonicMs() - told.monotonicMs)),
    learn(reply) {
      const atMs = Date.parse(reply.headers['date'] ?? '');
      if (!Number.isNaN(atMs)) told = { atMs, monotonicMs: clock.monotonicMs() };
    },
  };
}
