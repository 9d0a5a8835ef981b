import { randomBytes } from 'node:crypto';

/** Without 0, O, 1 and I, which look alike when a torn badge is read out. 32 characters: five bits each. */
export const badgeAlphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const badgeLength = 10;

/** Ten characters, 50 bits: nobody prints somebody else's badge by guessing. */
export function newBadgeId(): string {
  // 256 is a multiple of 32, so each character is as likely as any other.
  return Array.from(randomBytes(badgeLength), (byte) => badgeAlphabet.charAt(byte % badgeAlphabet.length)).join('');
}
