import { seconds } from '../../shared/domain/units/instant.ts';
import type { Timers } from '../application/ports/clock.ts';
import type { SecretStore } from './secrets.ts';

/** A full disk must not cost the only credential that still works: it is tried until it is kept. */
const tryAgainMs = seconds(5);

export interface CredentialParts {
  readonly secrets: SecretStore;
  readonly timers: Timers;
  readonly onProblem: (storeId: string, problem: string) => void;
}

/**
 * Keeps what a vendor hands out in place of an old credential, which works no more. Also from an account that was replaced while its renewal
 * was on its way; but where somebody has entered another credential meanwhile, that one counts.
 */
export function keepCredentials({ secrets, timers, onProblem }: CredentialParts, storeId: string, onKept: () => void): (changed: Readonly<Record<string, string>>) => void {
  let onDisk = secrets.load(storeId) ?? {};
  let pending: Readonly<Record<string, string>> = {};
  let isWaiting = false;

  function keep(): void {
    isWaiting = false;
    try {
      const stored = secrets.load(storeId) ?? {};
      const isReplaced = Object.keys(pending).some((name) => stored[name] !== onDisk[name]);
      if (isReplaced) pending = {};
      if (Object.keys(pending).length === 0) return;
      const next = { ...stored, ...pending };
      secrets.save(storeId, next);
      onDisk = next;
      pending = {};
    } catch (error: unknown) {
      onProblem(storeId, `a new credential of the channel could not be stored and is tried again: ${error instanceof Error ? error.message : String(error)}`);
      isWaiting = true;
      timers.after(tryAgainMs, keep);
      return;
    }
    onKept();
  }

  return (changed) => {
    pending = { ...pending, ...changed };
    if (!isWaiting) keep();
  };
}
