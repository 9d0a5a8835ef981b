/** One thing that a remote system said is wrong, in its own words, with the field where it named one. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly field?: string;
}

/**
 * The five ways in which a request to a remote system can end. There is no sixth: what cannot be told apart from
 * "it may have happened" is `uncertain`, and is looked up before anything is sent again.
 */
export type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  /** Our data or our account is wrong; a person acts. */
  | { readonly kind: 'rejected'; readonly problems: readonly [Problem, ...Problem[]] }
  /** Wait; spends no attempt. */
  | { readonly kind: 'rate-limited'; readonly retryAfterMs: number }
  /** Nothing happened there; safe to send again. */
  | { readonly kind: 'unavailable'; readonly cause: string }
  /** It may have happened; look up before sending again. */
  | { readonly kind: 'uncertain'; readonly cause: string };
