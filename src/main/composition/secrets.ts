import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { SealingKey } from '../../shared/contract/wire.ts';
import type { SettingsRepository } from '../application/ports/journal.ts';

/** What an account signs in with. Sealed on disk, write-only for every page. */
const accountSecret = z.record(z.string(), z.string());
/** By the names of the connector's fields. */
type AccountSecret = z.output<typeof accountSecret>;

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
/** The full tag; shorter ones are easier to forge. Bytes. */
const TAG_BYTES = 16;
const KEY_BYTES = 32;

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
      const readable = sealedText.safeParse(parseJson(stored));
      if (!readable.success) return null;
      const { nonce, tag, sealed } = readable.data;
      const decipher = createDecipheriv(CIPHER, bytes, Buffer.from(nonce, 'base64'), { authTagLength: TAG_BYTES });
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

const ofLength = (bytes: number) => z.string().refine((base64) => Buffer.from(base64, 'base64').length === bytes);
/** What is damaged on disk must be entered again; it must not keep a station from starting. */
const sealedText = z.object({ nonce: ofLength(NONCE_BYTES), tag: ofLength(TAG_BYTES), sealed: z.string() });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error: unknown) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const nameOf = (storeId: string): string => `secret:${storeId}`;

/** OpenSSL says no more than this when the tag does not fit: another key, or changed bytes. */
const isWrongKey = (error: unknown): boolean => error instanceof Error && /authenticate data/.test(error.message);

/** Where the system has no key store that protects, the key lies beside the data, readable by this user alone. Setup says so. */
function ownKeyFile(dataFolder: string): Buffer {
  const file = path.join(dataFolder, 'own-key');
  const kept = fs.existsSync(file) ? Buffer.from(fs.readFileSync(file, 'utf8'), 'base64') : null;
  if (kept?.length === KEY_BYTES) return kept;
  // None yet, or the plug was pulled while the first was written: nothing can have been sealed with half a key.
  const bytes = randomBytes(KEY_BYTES);
  const fresh = `${file}.new`;
  fs.writeFileSync(fresh, bytes.toString('base64'), { mode: 0o600, flush: true });
  fs.renameSync(fresh, file);
  return bytes;
}
