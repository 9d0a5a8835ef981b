import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SealingKey } from '../../shared/contract/wire.ts';

/** The part of Electron's safeStorage that is used. */
export interface SystemKeyStore {
  isEncryptionAvailable(): boolean;
  encryptString(text: string): Buffer;
  decryptString(sealed: Buffer): string;
  getSelectedStorageBackend?(): string;
}

export interface SealingKeyOptions {
  readonly store: SystemKeyStore;
  readonly dataFolder: string;
  readonly platform: NodeJS.Platform;
  readonly nowMs: number;
  /** There was a key, and this system's store cannot open it. */
  readonly onUnreadable: (error: unknown) => void;
}

const KEY_BYTES = 32;

/**
 * One random key per bench, kept in a file that only the system's key store can open. The station seals credentials and
 * personal data with it. Null where the system has no store that protects: on Linux without a keyring, Electron would
 * encrypt with a password that is the same on every machine.
 */
export function loadSealingKey({ store, dataFolder, platform, nowMs, onUnreadable }: SealingKeyOptions): SealingKey | null {
  const protectedBy = nameOfProtection(store, platform);
  if (protectedBy === null) return null;
  const file = path.join(dataFolder, 'sealing-key');
  const sealed = readIfThere(file);
  if (sealed !== null) {
    const base64 = openOrNull(store, sealed, onUnreadable);
    if (base64 !== null) return { base64, protectedBy, isNew: false };
    // Another person's profile or a moved disk: kept, because the right person's store may still open it.
    renameSync(file, `${file}.unreadable-${nowMs}`);
  }
  const base64 = randomBytes(KEY_BYTES).toString('base64');
  mkdirSync(dataFolder, { recursive: true });
  // Whole or not at all: a torn key file would cost every sealed value.
  writeFileSync(`${file}.new`, store.encryptString(base64), { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  return { base64, protectedBy, isNew: true };
}

function nameOfProtection(store: SystemKeyStore, platform: NodeJS.Platform): string | null {
  if (!store.isEncryptionAvailable()) return null;
  if (platform === 'win32') return 'Windows DPAPI';
  if (platform === 'darwin') return 'macOS Keychain';
  const backend = store.getSelectedStorageBackend?.() ?? 'unknown';
  return backend === 'basic_text' || backend === 'unknown' ? null : backend;
}

function openOrNull(store: SystemKeyStore, sealed: Buffer, onUnreadable: (error: unknown) => void): string | null {
  try {
    const base64 = store.decryptString(sealed);
    if (Buffer.from(base64, 'base64').length === KEY_BYTES) return base64;
    onUnreadable(new Error('the sealing key does not have its length'));
  } catch (error: unknown) {
    // safeStorage says no more than that it failed; the caller keeps the file, and the station learns that the key is new.
    onUnreadable(error);
  }
  return null;
}

function readIfThere(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch (error: unknown) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
