import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import type { PinHash } from '../../shared/domain/people/person.ts';
import type { PinHasher } from '../application/ports/people.ts';

/**
 * 128 MiB and 0.26 s a try (measured, two cores, Node 24); off the thread that judges scans. Source: OWASP, Password Storage Cheat Sheet,
 * section scrypt (N = 2^17, r = 8, p = 1), read on 2026-11-21. A PIN has so few digits that against somebody who took the disk this
 * buys hours, not years: on the bench it is the waiting after wrong tries that protects.
 */
const parameters = { cost: 2 ** 17, blockSize: 8, parallelism: 1 } as const;

const saltBytes = 16;
const hashBytes = 32;
/** A stored hash that asks for more memory than this is not one of ours. */
const mostMemoryBytes = 1024 * 1024 * 1024;

type Parameters = Pick<PinHash, 'cost' | 'blockSize' | 'parallelism'>;

/** `chosen` is for tests, which need no slow hash: what is stored names its own parameters either way. */
export function createPinHasher(chosen: Parameters = parameters): PinHasher {
  return {
    async hash(pin) {
      const salt = randomBytes(saltBytes);
      const hash = await derive(pin, salt, hashBytes, chosen);
      return { scheme: 'scrypt', cost: chosen.cost, blockSize: chosen.blockSize, parallelism: chosen.parallelism, salt: salt.toString('base64'), hash: hash.toString('base64') };
    },
    async verify(pin, stored) {
      const expected = Buffer.from(stored.hash, 'base64');
      if (expected.length < hashBytes) throw new Error('a stored PIN hash is cut short');
      return timingSafeEqual(await derive(pin, Buffer.from(stored.salt, 'base64'), expected.length, stored), expected);
    },
  };
}

function derive(pin: string, salt: Buffer, length: number, { cost, blockSize, parallelism }: Parameters): Promise<Buffer> {
  // scrypt needs 128 * N * r bytes, and Node refuses more than 32 MiB unless told (RFC 7914, section 2; a little on top for its own tables).
  const needed = 128 * cost * blockSize + 128 * blockSize * parallelism + 1024 * 1024;
  if (needed > mostMemoryBytes) return Promise.reject(new Error(`a PIN hash that needs ${String(needed)} bytes of memory`));
  const options: ScryptOptions = { cost, blockSize, parallelization: parallelism, maxmem: needed };
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, length, options, (error, derived) => {
      if (error === null) resolve(derived);
      else reject(error);
    });
  });
}
