import { minutes, seconds } from '../units/instant.ts';

/** 2580 and 0852 are the middle column of a key pad, 1004 is a word in Korean; 2580 is also what everybody knows from the practice station. */
const knownByHeart = ['2580', '0852', '1004'];

/**
 * PINs that are tried first: one step from digit to digit (0000, 1234, 8642), a part twice (1212, 123123), pairs (1122), years.
 * Half of all four-digit PINs in leaked lists are of these kinds. Source: Data Genetics, "PIN number analysis", September 2012.
 */
export function isTrivialPin(pin: string): boolean {
  return hasOneStep(pin) || repeatsAPart(pin) || /^(\d)\1(\d)\2$/.test(pin) || /^(19|20)\d\d$/.test(pin) || knownByHeart.includes(pin);
}

function hasOneStep(pin: string): boolean {
  const digits = [...pin].map(Number);
  const steps = digits.slice(1).map((digit, index) => (digit - (digits[index] ?? 0) + 10) % 10);
  return new Set(steps).size === 1;
}

const repeatsAPart = (pin: string): boolean => /^(\d+)\1+$/.test(pin);

/** Wrong tries that cost nothing: fingers slip. */
export const freePinTries = 3;
const firstWaitMs = seconds(5);
/** Long enough that 10 000 PINs take a hundred days, short enough for a lead who has a badge besides. */
const longestWaitMs = minutes(15);

/** How long no PIN of this person is looked at after so many wrong ones in a row. Milliseconds. */
export function pinWaitMs(failures: number): number {
  return failures < freePinTries ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** (failures - freePinTries));
}
