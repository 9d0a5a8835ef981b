import { expect, it } from 'vitest';
import { canWriteBy, isTrialGround } from '../../../src/main/connectors/kit/try-write.ts';
import type { Outcome } from '../../../src/shared/domain/writeback/outcome.ts';

it.each([
  ['https://api.sandbox.ebay.com', true],
  ['http://127.0.0.1:4000', true],
  ['https://api.ebay.com', false],
  ['https://sandbox-shop.example', false],
  ['https://api.ebay.com/sandbox', false],
])('writing is tried at %s: %s', (endpoint, is) => {
  expect(isTrialGround(endpoint)).toBe(is);
});

const refused = (...codes: readonly [string, ...string[]]): Outcome<void> => {
  const [first, ...rest] = codes.map((code) => ({ code, message: 'words' }));
  return { kind: 'rejected', problems: [first!, ...rest] };
};

it.each<[string, Outcome<void>, boolean | null]>([
  ['an order that nobody has', refused('order-gone'), true],
  ['a line that nobody has', refused('order-cancelled-or-unknown-line'), true],
  ['no entry', refused('auth'), false],
  ['no entry, among others', refused('order-gone', 'auth'), false],
  ['another mistake', refused('bad-number'), null],
  ['haste', { kind: 'rate-limited', retryAfterMs: 1 }, null],
  ['no answer', { kind: 'uncertain', cause: 'cut' }, null],
  ['an order that somebody has after all', { kind: 'done', value: undefined }, null],
])('a trial that meets %s says %s', (_, outcome, can) => {
  expect(canWriteBy(outcome)).toBe(can);
});
