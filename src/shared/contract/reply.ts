import type { Act } from '../domain/people/role.ts';

/** Stable codes; the sentence for the person is made from them in the person's language. */
export type ErrorCode =
  /** The input did not have the promised shape. */
  | 'invalid-input'
  /** No such call in the contract. */
  | 'unknown-call'
  /** The message did not come from our own page. */
  | 'forbidden-sender'
  /** The station process is not there (starting, restarting) or did not answer in time. */
  | 'station-unavailable'
  /** The thing named does not exist. */
  | 'not-found'
  /** The rules refuse it; `details` carries the reason. */
  | 'refused'
  /** A bug or a broken disk: logged, nothing lost. */
  | 'failed';

export interface ReplyError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details?: unknown;
}

/** Every call is answered with one of these: Electron keeps only the message of a thrown error, so nothing is thrown across. */
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ReplyError };

/**
 * `details` of a refusal that is about who asks, so that the page can say it where the badge or the PIN was asked for.
 * `proof-needed`: nobody is signed in, or the act asks for proof each time. `not-allowed`: known, and the role does not carry the act.
 */
export interface WhoRefused {
  readonly who: 'proof-needed' | 'unknown-badge' | 'wrong-pin' | 'wait' | 'no-pin' | 'not-allowed';
  /** Beside `wait` and `wrong-pin`: how long no PIN of this person is looked at. Milliseconds. */
  readonly waitMs?: number;
  /** Beside `not-allowed`: whose proof it was. */
  readonly name?: string;
  /** What was asked for. */
  readonly act?: Act;
}

export function whoRefusedOf({ code, details }: ReplyError): WhoRefused | null {
  return code === 'refused' && typeof details === 'object' && details !== null && 'who' in details ? (details as WhoRefused) : null;
}
