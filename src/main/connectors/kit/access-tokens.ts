import type { Clock } from '../../application/ports/clock.ts';
import type { Outcome } from '../../../shared/domain/writeback/outcome.ts';

export interface AccessToken {
  readonly text: string;
  readonly livesMs: number;
}

export interface AccessTokenOptions {
  /** Asks the vendor for a new token. Called by one caller at a time. */
  fetchToken(): Promise<Outcome<AccessToken>>;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  /** A token this close to its end is not used any more: the request must still arrive in time. Milliseconds. */
  readonly refreshEarlyMs: number;
}

export interface AccessTokens {
  current(): Promise<Outcome<string>>;
  /** The vendor refused this token. Another token, fetched meanwhile, is kept. */
  forget(text: string): void;
}

/** Keeps one short-lived access token and fetches it once, however many calls ask for it at the same time. */
export function createAccessTokens({ fetchToken, clock, refreshEarlyMs }: AccessTokenOptions): AccessTokens {
  let held: { text: string; endsAtMs: number } | null = null;
  let underWay: Promise<Outcome<string>> | null = null;

  async function fetchOnce(): Promise<Outcome<string>> {
    try {
      const askedAtMs = clock.monotonicMs();
      const fetched = await fetchToken();
      // Renewed early: while the token service is away, what is held is good until its end.
      if (fetched.kind !== 'done') return fetched.kind !== 'rejected' && held !== null && clock.monotonicMs() < held.endsAtMs ? { kind: 'done', value: held.text } : fetched;
      held = { text: fetched.value.text, endsAtMs: askedAtMs + fetched.value.livesMs };
      return { kind: 'done', value: held.text };
    } finally {
      underWay = null;
    }
  }

  return {
    current() {
      if (held !== null && clock.monotonicMs() < held.endsAtMs - refreshEarlyMs) return Promise.resolve({ kind: 'done', value: held.text });
      underWay ??= fetchOnce();
      return underWay;
    },
    forget(text) {
      if (held?.text === text) held = null;
    },
  };
}
