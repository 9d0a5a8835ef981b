import { calls, type CallName, type CallOutput, type Calls } from '../../shared/contract/calls.ts';
import type { StationEvents } from '../../shared/contract/events.ts';
import type { ErrorCode, Reply } from '../../shared/contract/reply.ts';
import { toStation, type EventMessage, type FromStation, type StationEventName } from '../../shared/contract/wire.ts';
import type { Actor } from '../../shared/domain/people/person.ts';
import type { z } from 'zod';

/** What carries the messages: a parent process, or two functions of a test. */
export interface ContractPort {
  post(message: FromStation): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** A refusal is a value, because it is expected: nothing broke. */
export class Refused {
  readonly code: Extract<ErrorCode, 'not-found' | 'refused' | 'invalid-input'>;
  readonly message: string;
  readonly details: unknown;

  constructor(code: Refused['code'], message: string, details?: unknown) {
    this.code = code;
    this.message = message;
    this.details = details;
  }
}

export type HandlerInput<N extends CallName> = z.output<Calls[N]['input']>;
type Answer<N extends CallName> = CallOutput<N> | Refused;
/** The use cases behind the calls. `by`: who acts, as the guard found out for this very call; two calls under way never mix. */
export type Handlers = { readonly [N in CallName]: (input: HandlerInput<N>, by: Actor) => Answer<N> | Promise<Answer<N>> };
/** The same behind the guard: what a door (page, test, run without screens) may reach. Made by `guardHandlers` only. */
export type GuardedHandlers = { readonly [N in CallName]: (input: HandlerInput<N>) => Answer<N> | Promise<Answer<N>> };

export interface ServedContract {
  /** Tells every page. */
  emit<E extends StationEventName>(event: E, payload: StationEvents[E]): void;
}

export interface ServeOptions {
  readonly port: ContractPort;
  readonly handlers: GuardedHandlers;
  /** A handler threw, or a message was not of the protocol: for the log, with its stack. The page is told only that it failed. */
  readonly onBug: (error: unknown, call: string) => void;
}

/** Answers the calls of the contract. Every call gets exactly one `Reply`; nothing a page sends reaches a handler unchecked. */
export function serveContract({ port, handlers, onBug }: ServeOptions): ServedContract {
  port.onMessage((raw) => {
    const message = toStation.safeParse(raw);
    if (!message.success) {
      onBug(new Error('a message that is not of the wire protocol', { cause: message.error }), '-');
      return;
    }
    if (message.data.kind !== 'call') return;
    const { id, call, input } = message.data;
    answer(handlers, call, input).then(
      (reply) => {
        port.post({ kind: 'reply', id, reply });
      },
      (error: unknown) => {
        onBug(error, call);
        port.post({ kind: 'reply', id, reply: failure('failed', 'The station could not do this. Nothing was lost; the reason is in its log.') });
      },
    );
  });
  return {
    emit: (event, payload) => {
      port.post({ kind: 'event', event, payload } as EventMessage);
    },
  };
}

async function answer(handlers: GuardedHandlers, call: string, input: unknown): Promise<Reply<unknown>> {
  if (!isCallName(call)) return failure('unknown-call', `The station knows no call "${call.slice(0, 60)}".`);
  return answerCall(call, handlers[call] as Handler<CallName>, input);
}

type Handler<N extends CallName> = (input: HandlerInput<N>) => Answer<N> | Promise<Answer<N>>;

async function answerCall<N extends CallName>(call: N, handler: Handler<N>, input: unknown): Promise<Reply<unknown>> {
  const checked = calls[call].input.safeParse(input);
  if (!checked.success) {
    const details = checked.error.issues.map((issue) => ({ path: issue.path.join('.'), problem: issue.message }));
    return failure('invalid-input', `The input of "${call}" does not have the promised shape.`, details);
  }
  const value = await handler(checked.data as HandlerInput<N>);
  return value instanceof Refused ? failure(value.code, value.message, value.details) : { ok: true, value };
}

/** Own keys only: "constructor" and "__proto__" are no calls. */
export function isCallName(name: string): name is CallName {
  return Object.hasOwn(calls, name);
}

function failure(code: ErrorCode, message: string, details?: unknown): Reply<never> {
  return { ok: false, error: details === undefined ? { code, message } : { code, message, details } };
}
