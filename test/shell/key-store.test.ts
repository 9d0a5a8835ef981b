import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSealingKey, type SystemKeyStore } from '../../src/main/shell/key-store.ts';

/** A key store of one person: seals by putting the person's name before the text, and opens only its own. */
function aKeyStore(person: string, overrides: Partial<SystemKeyStore> = {}): SystemKeyStore {
  return {
    isEncryptionAvailable: () => true,
    encryptString: (text) => Buffer.from(`${person}:${Buffer.from(text).toString('hex')}`),
    decryptString: (sealed) => {
      const [owner, hex] = sealed.toString().split(':');
      if (owner !== person) throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.');
      return Buffer.from(hex ?? '', 'hex').toString();
    },
    getSelectedStorageBackend: () => 'gnome_libsecret',
    ...overrides,
  };
}

let folder = '';
let unreadable: unknown[] = [];

const load = (store: SystemKeyStore, nowMs: number, platform: NodeJS.Platform = 'linux') =>
  loadSealingKey({ store, dataFolder: folder, platform, nowMs, onUnreadable: (error) => unreadable.push(error) });

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'packgate-key-'));
  unreadable = [];
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the key that seals credentials and personal data', () => {
  it('is made once and is the same at the next start', () => {
    const first = load(aKeyStore('ann'), 1);
    const second = load(aKeyStore('ann'), 2);
    expect(first).toMatchObject({ protectedBy: 'gnome_libsecret', isNew: true });
    expect(second).toEqual({ ...first, isNew: false });
    expect(Buffer.from(first!.base64, 'base64')).toHaveLength(32);
  });

  it('never lies on the disk as it is, and only its owner may read the file', () => {
    const key = load(aKeyStore('ann'), 1);
    expect(readdirSync(folder)).toEqual(['sealing-key']);
    expect(readFileSync(path.join(folder, 'sealing-key'), 'latin1')).not.toContain(key!.base64);
    if (process.platform !== 'win32') expect(statSync(path.join(folder, 'sealing-key')).mode & 0o077).toBe(0);
  });

  it('of another person is kept beside the new one', () => {
    const anns = load(aKeyStore('ann'), 1);
    const bobs = load(aKeyStore('bob'), 7);
    expect(bobs).toMatchObject({ isNew: true });
    expect(bobs!.base64).not.toBe(anns!.base64);
    expect(readdirSync(folder).sort()).toEqual(['sealing-key', 'sealing-key.unreadable-7']);
    expect(unreadable).toHaveLength(1);
  });

  it('of the wrong length counts as unreadable', () => {
    writeFileSync(path.join(folder, 'sealing-key'), aKeyStore('ann').encryptString('c2hvcnQ='));
    expect(load(aKeyStore('ann'), 7)).toMatchObject({ isNew: true });
  });

  it.each([
    ['Linux without a keyring, where the password is the same everywhere', 'linux', { getSelectedStorageBackend: (): string => 'basic_text' }],
    ['Linux where nobody knows the backend', 'linux', { getSelectedStorageBackend: (): string => 'unknown' }],
    ['a system that has no encryption', 'win32', { isEncryptionAvailable: () => false }],
  ] as const)('is not made on %s', (_where, platform, overrides) => {
    expect(load(aKeyStore('ann', overrides), 1, platform)).toBeNull();
    expect(readdirSync(folder)).toEqual([]);
  });
});
