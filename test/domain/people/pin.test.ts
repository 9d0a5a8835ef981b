import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freePinTries, isTrivialPin, pinWaitMs } from '../../../src/shared/domain/people/pin.ts';
import { minutes, seconds } from '../../../src/shared/domain/units/instant.ts';

describe('a PIN that is tried first', () => {
  it.each(['0000', '7777', '1234', '4321', '7890', '0987', '2468', '9753', '1212', '6969', '123123', '478478', '1122', '1987', '2026', '2580', '0852', '1004', '000000000000'])('%s is refused', (pin) => {
    expect(isTrivialPin(pin)).toBe(true);
  });

  it.each(['8068', '4719', '1243', '739102', '20268', '2583', '1123'])('%s is taken', (pin) => {
    expect(isTrivialPin(pin)).toBe(false);
  });

  it('leaves more than nine of ten PINs to choose from', () => {
    const pins = Array.from({ length: 10_000 }, (_, number) => String(number).padStart(4, '0'));
    expect(pins.filter(isTrivialPin).length).toBeLessThan(500);
  });
});

describe('the wait after wrong PINs', () => {
  it.each([
    [0, 0],
    [1, 0],
    [2, 0],
    [3, seconds(5)],
    [4, seconds(10)],
    [5, seconds(20)],
    [10, seconds(640)],
    [11, minutes(15)],
    [5000, minutes(15)],
  ])('after %i in a row is %i ms', (failures, waitMs) => {
    expect(pinWaitMs(failures)).toBe(waitMs);
  });

  it('never gets shorter with one more wrong PIN', () => {
    fc.assert(fc.property(fc.nat(2000), (failures) => pinWaitMs(failures + 1) >= pinWaitMs(failures)));
  });

  it('makes all PINs of four digits take longer than a quarter of a year', () => {
    let totalMs = 0;
    for (let failures = freePinTries; failures < 10_000; failures++) totalMs += pinWaitMs(failures);
    expect(totalMs).toBeGreaterThan(90 * 24 * 3_600_000);
  });
});
