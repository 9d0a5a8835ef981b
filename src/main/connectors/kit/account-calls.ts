import type { Outcome } from '../../../shared/domain/writeback/outcome.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { HttpSender } from './http-sender.ts';
import { readRetryAfterMs } from './retry-after.ts';
import type { TokenBucket } from './token-bucket.ts';
import { readSent } from './wire.ts';
import type { Operation, Sent, WireReply, WireRequest } from './wire.ts';

export interface AccountCallsOptions<Settings> {
  readonly settings: Settings;
  readonly sender: HttpSender;
  /** Where the account signs in with a short-lived token; null where each request carries the key itself. */
  readonly tokens: AccessTokens | null;
  /** Adds what proves who is asking: headers, a signature. `token` is null where there are no tokens. */
  authorize(wire: WireRequest, token: string | null): WireRequest;
  /** Default: status 401. Such an answer must mean that nothing happened. */
  isTokenRefusal?(reply: WireReply): boolean;
  /** An answer that says nothing but that our time is wrong, and so means that nothing happened. `learn` has taken the right time from it. */
  isTimeRefusal?(reply: WireReply): boolean;
  /** Takes from an answer what it says of the budget: a rate, what is left, a cost. Refusals for haste are taken care of here. */
  learn?(reply: WireReply, bucket: TokenBucket): void;
}

/** The calls of one account: each takes from its budget first, and says `rate-limited` instead of waiting. */
export interface AccountCalls<Settings> {
  /** `bucket`: the budget that this call is counted in; `cost` in calls (points, where the vendor counts in points). */
  call<In, Out>(bucket: TokenBucket, operation: Operation<In, Out, Settings>, input: In, cost?: number): Promise<Outcome<Out>>;
}

/**
 * No retry is hidden in here, with two exceptions in which nothing happened: a token refused is renewed once, as vendors document it, and
 * what was signed with a wrong time is signed once more with the right one.
 */
export function createAccountCalls<Settings>(options: AccountCallsOptions<Settings>): AccountCalls<Settings> {
  const { settings, sender, tokens } = options;
  const isTokenRefusal = options.isTokenRefusal ?? ((reply: WireReply): boolean => reply.status === 401);

  function learnFrom(sent: Sent, bucket: TokenBucket): void {
    if (sent.kind !== 'reply') return;
    options.learn?.(sent.reply, bucket);
    if (sent.reply.status === 429) bucket.empty(readRetryAfterMs(sent.reply) ?? undefined);
  }

  return {
    async call(bucket, operation, input, cost = 1) {
      const wire = operation.build(input, settings);
      let renewals = 0;
      let isTimeTold = false;
      for (;;) {
        const token = tokens === null ? null : await tokens.current();
        if (token !== null && token.kind !== 'done') return token;
        if (!bucket.take(cost)) return { kind: 'rate-limited', retryAfterMs: bucket.waitMs(cost) };
        const signed = options.authorize(wire, token?.value ?? null);
        const sent = await sender.send(signed, { freshConnection: operation.effect === 'write' });
        learnFrom(sent, bucket);
        if (tokens !== null && token !== null && sent.kind === 'reply' && isTokenRefusal(sent.reply)) {
          tokens.forget(token.value);
          renewals += 1;
          if (renewals === 1) continue;
        }
        if (!isTimeTold && sent.kind === 'reply' && options.isTimeRefusal?.(sent.reply) === true) {
          isTimeTold = true;
          continue;
        }
        const outcome = readSent(operation, sent, input);
        if (outcome.kind !== 'rate-limited') return outcome;
        // A vendor may say it inside an ordinary answer: then the bucket has not heard of it yet.
        if (bucket.waitMs(cost) === 0) bucket.empty(outcome.retryAfterMs);
        return { kind: 'rate-limited', retryAfterMs: bucket.waitMs(cost) };
      }
    },
  };
}
