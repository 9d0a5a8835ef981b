import type { Outcome } from '../../../shared/domain/writeback/outcome.ts';

/** One request in a vendor's own words, before it has a host and credentials. */
export interface WireRequest {
  /** The vendor's name of the call, for example "searchOrders": names the exchange in the journal and its rate budget. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Begins with "/"; parts that come from data are already percent-encoded. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** One answer as it came. Header names are lower case. */
export interface WireReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyText: string;
}

/**
 * What became of a request. The line between `not-sent` and `lost` decides whether a write may be repeated blindly, so
 * it is drawn by the socket itself (was a connection ready?) and never by a list of error codes.
 */
export type Sent =
  | { readonly kind: 'reply'; readonly reply: WireReply }
  /** Not one byte of the request left this machine. */
  | { readonly kind: 'not-sent'; readonly cause: string }
  /** The request may have arrived; the answer did not. */
  | { readonly kind: 'lost'; readonly cause: string };

/** A call of a vendor as data and two pure functions. `effect` says whether a lost answer leaves something in doubt. */
export interface Operation<In, Out, Settings> {
  readonly name: string;
  readonly effect: 'read' | 'write';
  build(input: In, settings: Settings): WireRequest;
  read(reply: WireReply, input: In): Outcome<Out>;
}

/** The one place where "what became of the request" turns into an outcome. */
export function readSent<In, Out, Settings>(operation: Operation<In, Out, Settings>, sent: Sent, input: In): Outcome<Out> {
  switch (sent.kind) {
    case 'reply':
      return operation.read(sent.reply, input);
    case 'not-sent':
      return { kind: 'unavailable', cause: sent.cause };
    case 'lost':
      return operation.effect === 'write' ? { kind: 'uncertain', cause: sent.cause } : { kind: 'unavailable', cause: sent.cause };
  }
}
