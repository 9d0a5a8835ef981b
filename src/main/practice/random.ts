/** A small seeded generator (mulberry32): the same seed gives the same practice world on every machine. Numbers in [0, 1). */
export function createSeededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function randomDigits(random: () => number, count: number): string {
  let digits = '';
  while (digits.length < count) digits += String(Math.floor(random() * 10));
  return digits;
}
