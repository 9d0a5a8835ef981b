import { describe, expect, it } from 'vitest';
import { kindOfRejection, problemCodes } from '../../../src/shared/domain/writeback/problems.ts';

describe('what a refusal is about', () => {
  it.each(problemCodes)('%s weighs less than an account that is not let in, and more than nothing', (code) => {
    expect(kindOfRejection([{ code, message: '' }, { code: 'auth', message: '' }])).toBe('auth');
    expect(['auth', 'order-cancelled', 'cancel-requested', 'already-shipped', 'locked', 'data']).toContain(kindOfRejection([{ code, message: '' }]));
  });

  it('a word nobody knows is a matter of the data', () => {
    expect(kindOfRejection([{ code: 'toString', message: '' }])).toBe('data');
  });

  it('a cancelled order comes before a busy record', () => {
    expect(kindOfRejection([{ code: 'locked', message: '' }, { code: 'order-cancelled', message: '' }])).toBe('order-cancelled');
  });
});
