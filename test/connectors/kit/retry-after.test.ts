import { describe, expect, it } from 'vitest';
import { readRetryAfterMs } from '../../../src/main/connectors/kit/retry-after.ts';

// Forms of Retry-After: RFC 9110, section 10.2.3.
describe('how long the channel asks us to wait', () => {
  it.each([
    ['seconds', { 'retry-after': '7' }, 7_000],
    ['fractions of a second', { 'retry-after': '0.5' }, 500],
    ['a date, measured against the clock of the answer', { 'retry-after': 'Sat, 21 Nov 2026 10:00:30 GMT', date: 'Sat, 21 Nov 2026 10:00:00 GMT' }, 30_000],
    ['a date that has passed', { 'retry-after': 'Sat, 21 Nov 2026 09:00:00 GMT', date: 'Sat, 21 Nov 2026 10:00:00 GMT' }, 0],
    ['a date without a clock to measure it', { 'retry-after': 'Sat, 21 Nov 2026 10:00:30 GMT' }, null],
    ['nonsense', { 'retry-after': 'soon' }, null],
    ['nothing', {}, null],
  ])('%s', (_what, headers, waitMs) => {
    expect(readRetryAfterMs({ status: 429, headers, bodyText: '' })).toBe(waitMs);
  });
});
