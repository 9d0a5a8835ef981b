import { calls, type CallName } from '../../shared/contract/calls.ts';
import type { WhoRefused } from '../../shared/contract/reply.ts';
import { unreachable } from '../../shared/domain/units/unreachable.ts';
import type { Asker, Authorization, Authorize } from '../application/people/authorize.ts';
import { Refused, type GuardedHandlers, type HandlerInput, type Handlers } from '../ipc/serve-contract.ts';

/**
 * Puts the question "may they?" before every handler of the table, so that no door has to remember it. A call that is open to whoever
 * stands here, or needs no PIN, is judged and begun in the same turn: nobody can sign out in between.
 */
export function guardHandlers(handlers: Handlers, authorize: Authorize): GuardedHandlers {
  const guarded = Object.keys(handlers).map((name) => [name, guard(name as CallName, handlers, authorize)] as const);
  return Object.fromEntries(guarded) as unknown as GuardedHandlers;
}

function guard<N extends CallName>(name: N, handlers: Handlers, authorize: Authorize): GuardedHandlers[N] {
  const { needs } = calls[name];
  const handler = handlers[name];
  const run = (input: HandlerInput<N>, answer: Authorization) => (answer.kind === 'refused' ? refuseWho(answer.refused) : handler(input, answer.actor));
  return ((input: HandlerInput<N>) => {
    const asked = authorize(needs, askerOf(input));
    return asked instanceof Promise ? asked.then((answer) => run(input, answer)) : run(input, asked);
  }) as GuardedHandlers[N];
}

/** Every input was checked against the table before: where these fields are, they have the table's shape. */
const askerOf = (input: object): Asker => ({ proof: 'proof' in input ? (input.proof as Asker['proof']) : undefined, by: 'by' in input ? (input.by as Asker['by']) : undefined });

export const refuseWho = (refused: WhoRefused): Refused => new Refused('refused', sentenceOf(refused), refused);

function sentenceOf({ who, name, waitMs = 0 }: WhoRefused): string {
  const wait = `${String(Math.ceil(waitMs / 1000))} s`;
  switch (who) {
    case 'proof-needed':
      return 'Scan your badge, or sign in with your PIN.';
    case 'unknown-badge':
      return 'Nobody who works here has this badge.';
    case 'no-pin':
      return 'This person has no PIN. Scan the badge.';
    case 'wrong-pin':
      return waitMs === 0 ? 'The PIN is wrong.' : `The PIN is wrong. The next try is possible in ${wait}.`;
    case 'wait':
      return `Too many wrong PINs. The next try is possible in ${wait}; the badge works at once.`;
    case 'not-allowed':
      return `${name ?? 'This person'} may not do this.`;
    default:
      return unreachable(who);
  }
}
