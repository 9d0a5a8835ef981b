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
