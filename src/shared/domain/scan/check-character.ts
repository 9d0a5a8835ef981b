/**
 * One check character over A-Z and 0-9: ISO/IEC 7064 MOD 37,36. It finds every single wrong character and every swap of
 * neighbours, and it is itself one of the same 36 characters.
 */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const MODULUS = ALPHABET.length;

/** Throws on other characters: whoever builds a code checks them before. */
export function checkCharacterOf(body: string): string {
  let product = MODULUS;
  for (const sign of body) {
    const value = ALPHABET.indexOf(sign);
    if (value < 0) throw new RangeError(`"${sign}" is not one of A-Z, 0-9`);
    const sum = (product + value) % MODULUS || MODULUS;
    product = (sum * 2) % (MODULUS + 1);
  }
  return ALPHABET.charAt((MODULUS + 1 - product) % MODULUS);
}

export function hasCorrectCheckCharacter(text: string): boolean {
  if (!/^[0-9A-Z]{2,}$/.test(text)) return false;
  return checkCharacterOf(text.slice(0, -1)) === text.slice(-1);
}
