import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SettingsRepository } from '../../src/main/application/ports/journal.ts';
import { createSecretStore, type SecretStore } from '../../src/main/composition/secrets.ts';

const secret = { clientSecret: 'amzn1.oa2-cs.v1.very-secret', refreshToken: 'Atzr|very-secret-too' };
const key = () => ({ base64: randomBytes(32).toString('base64'), protectedBy: 'keychain', isNew: false });
let folder: string;
let rows: Map<string, string>;
let settings: SettingsRepository;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'packgate-secrets-'));
  rows = new Map();
  settings = { load: (name) => rows.get(name) ?? null, save: (name, json) => void rows.set(name, json) };
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

describe('a secret of an account', () => {
  it('comes back with the key that sealed it, and only for its store', () => {
    const kept = key();
    createSecretStore(settings, kept, folder).save('shop', secret);
    expect(createSecretStore(settings, kept, folder).load('shop')).toEqual(secret);
    expect(createSecretStore(settings, kept, folder).load('other')).toBeNull();
  });

  it('cannot be read with another key', () => {
    createSecretStore(settings, key(), folder).save('shop', secret);
    expect(createSecretStore(settings, key(), folder).load('shop')).toBeNull();
  });

  it('cannot be read once a bit of it has changed', () => {
    const kept = key();
    createSecretStore(settings, kept, folder).save('shop', secret);
    const stored = JSON.parse(rows.get('secret:shop') ?? '{}') as { sealed: string };
    const bytes = Buffer.from(stored.sealed, 'base64');
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    rows.set('secret:shop', JSON.stringify({ ...stored, sealed: bytes.toString('base64') }));
    expect(createSecretStore(settings, kept, folder).load('shop')).toBeNull();
  });

  it.each([
    ['is no JSON', 'not json'],
    ['has no seal', '{"nonce":"AAAA"}'],
    ['has a tag of the wrong length', '{"nonce":"AAAAAAAAAAAAAAAA","tag":"AAAA","sealed":"AAAA"}'],
  ])('that %s on disk must be entered again, and does not keep the station from starting', (_name, stored) => {
    rows.set('secret:shop', stored);
    expect(createSecretStore(settings, key(), folder).load('shop')).toBeNull();
  });

  it('stands nowhere in what is stored', () => {
    createSecretStore(settings, key(), folder).save('shop', secret);
    const stored = [...rows.values()].join();
    expect(stored).not.toContain('very-secret');
    expect(Buffer.from(stored, 'base64').toString('latin1')).not.toContain('very-secret');
  });

  it('is sealed anew each time: the same secret never looks the same twice', () => {
    const store = createSecretStore(settings, key(), folder);
    store.save('shop', secret);
    const first = rows.get('secret:shop');
    store.save('shop', secret);
    expect(rows.get('secret:shop')).not.toBe(first);
  });
});

describe('a system without a key store', () => {
  const own = (): SecretStore => createSecretStore(settings, null, folder);

  it('keeps a key of its own beside the data, for this user alone, and says so', () => {
    own().save('shop', secret);
    expect(own().load('shop')).toEqual(secret);
    expect(own().protectedBy).toBe('file');
    const { mode } = fs.statSync(path.join(folder, 'own-key'));
    expect((mode & 0o077).toString(8)).toBe('0');
  });

  it('makes a new key where the plug was pulled while the first was written', () => {
    fs.writeFileSync(path.join(folder, 'own-key'), '');
    own().save('shop', secret);
    expect(own().load('shop')).toEqual(secret);
  });
});
