import { describe, expect, it } from 'vitest';
import { badgeAlphabet, newBadgeId } from '../../src/main/people/badge-id.ts';
import { createPinHasher } from '../../src/main/people/pin-hasher.ts';
import { encodeBadge, parseBadge } from '../../src/shared/domain/scan/commands.ts';

const quick = createPinHasher({ cost: 2 ** 10, blockSize: 8, parallelism: 1 });

describe('a PIN on disk', () => {
  it('is known again, and no other is', async () => {
    const stored = await quick.hash('4719');
    await expect(quick.verify('4719', stored)).resolves.toBe(true);
    await expect(quick.verify('4718', stored)).resolves.toBe(false);
    await expect(quick.verify('', stored)).resolves.toBe(false);
  });

  it('looks different for two people with the same PIN', async () => {
    const [one, other] = await Promise.all([quick.hash('4719'), quick.hash('4719')]);
    expect(one.salt).not.toBe(other.salt);
    expect(one.hash).not.toBe(other.hash);
  });

  it('is checked with the parameters it was stored with, so that they can be raised', async () => {
    const older = await createPinHasher({ cost: 2 ** 9, blockSize: 4, parallelism: 2 }).hash('4719');
    expect(older).toMatchObject({ scheme: 'scrypt', cost: 512, blockSize: 4, parallelism: 2 });
    await expect(quick.verify('4719', older)).resolves.toBe(true);
  });

  it('matches the test vector of RFC 7914, section 12: "pleaseletmein", N = 16384', async () => {
    const vector = { scheme: 'scrypt', cost: 16384, blockSize: 8, parallelism: 1, salt: Buffer.from('SodiumChloride').toString('base64'), hash: Buffer.from('7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887', 'hex').toString('base64') } as const;
    await expect(quick.verify('pleaseletmein', vector)).resolves.toBe(true);
    await expect(quick.verify('pleaseletmeout', vector)).resolves.toBe(false);
  });

  it('that was cut short is an error, not a match', async () => {
    const stored = await quick.hash('4719');
    await expect(quick.verify('4719', { ...stored, hash: '' })).rejects.toThrow('cut short');
  });

  it('that asks for more memory than a bench has is not worked on', async () => {
    const stored = await quick.hash('4719');
    await expect(quick.verify('4719', { ...stored, cost: 2 ** 24 })).rejects.toThrow('memory');
  });

  it('costs what the cheat sheet of OWASP asks for: N = 2^17, r = 8, p = 1', async () => {
    await expect(createPinHasher().hash('4719')).resolves.toMatchObject({ cost: 131_072, blockSize: 8, parallelism: 1 });
  });
});

describe('a new badge number', () => {
  it('has ten characters that cannot be mixed up, and can be printed and scanned', () => {
    for (let n = 0; n < 200; n++) {
      const badgeId = newBadgeId();
      expect(badgeId).toMatch(/^[2-9A-HJ-NP-Z]{10}$/);
      expect(parseBadge(encodeBadge(badgeId))).toEqual({ kind: 'badge', badgeId });
    }
  });

  it('uses every character of its alphabet, which has 32 of them', () => {
    const seen = new Set(Array.from({ length: 300 }, newBadgeId).join(''));
    expect([...seen].sort().join('')).toBe([...badgeAlphabet].sort().join(''));
    expect(badgeAlphabet).toHaveLength(32);
  });
});
