import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { SealingKey } from '../shared/contract/wire.ts';
import type { SettingsRepository } from './application/ports/journal.ts';

/** What an account signs in with. Sealed on disk, write-only for every page. */
const accountSecret = z.object({ clientSecret: z.string(), refreshToken: z.string() });
export type AccountSecret = z.output<typeof accountSecret>;

export interface SecretStore {
  save(storeId: string, secret: AccountSecret): void;
  /** Null where nothing is stored, or where the key that sealed it is gone: then it must be entered again. */
  load(storeId: string): AccountSecret | null;
  /** Shown in setup: not every system protects equally. */
  readonly protectedBy: string;
}

const CIPHER = 'aes-256-gcm';
/** Recommended nonce length of GCM, bytes. Source: NIST SP 800-38D, 5.2.1.1. */
const NONCE_BYTES = 12;

export function createSecretStore(settings: SettingsRepository, key: SealingKey | null, dataFolder: string): SecretStore {
  const bytes = key === null ? ownKeyFile(dataFolder) : Buffer.from(key.base64, 'base64');
  return {
    protectedBy: key?.protectedBy ?? 'file',
    save(storeId, secret) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, bytes, nonce);
      const sealed = Buffer.concat([cipher.update(JSON.stringify(secret), 'utf8'), cipher.final()]);
      settings.save(nameOf(storeId), JSON.stringify({ nonce: nonce.toString('base64'), tag: cipher.getAuthTag().toString('base64'), sealed: sealed.toString('base64') }));
    },
    load(storeId) {
      const stored = settings.load(nameOf(storeId));
      if (stored === null) return null;
      const { nonce, tag, sealed } = sealedText.parse(JSON.parse(stored));
      const decipher = createDecipheriv(CIPHER, bytes, Buffer.from(nonce, 'base64'));
      decipher.setAuthTag(Buffer.from(tag, 'base64'));
      try {
        const opened = Buffer.concat([decipher.update(Buffer.from(sealed, 'base64')), decipher.final()]).toString('utf8');
        return accountSecret.parse(JSON.parse(opened));
      } catch (error: unknown) {
        if (isWrongKey(error)) return null;
        throw error;
      }
    },
  };
}

const sealedText = z.object({ nonce: z.string(), tag: z.string(), sealed: z.string() });
const nameOf = (storeId: string): string => `secret:${storeId}`;

/** OpenSSL says no more than this when the tag does not fit: another key, or changed bytes. */
const isWrongKey = (error: unknown): boolean => error instanceof Error && /authenticate data/.test(error.message);

/** Where the system has no key store that protects, the key lies beside the data, readable by this user alone. Setup says so. */
function ownKeyFile(dataFolder: string): Buffer {
  const file = path.join(dataFolder, 'own-key');
  if (fs.existsSync(file)) return Buffer.from(fs.readFileSync(file, 'utf8'), 'base64');
  const bytes = randomBytes(32);
  fs.writeFileSync(file, bytes.toString('base64'), { mode: 0o600, flag: 'wx', flush: true });
  return bytes;
}
