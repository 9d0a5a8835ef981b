import type { StoreId } from '../../shared/domain/order/order.ts';
import { minutes } from '../../shared/domain/units/instant.ts';
import type { Timers } from './ports/clock.ts';

/**
 * An account that was turned away is let in again where nobody tells this station: the shop agreed anew at its own site, or a vendor mended
 * what it had broken. So often one message finds out for all.
 */
const tryEveryMs = minutes(10);

export interface RefusedRetryParts {
  readonly timers: Timers;
  /** Stores whose messages rest because their account is turned away. */
  readonly refused: () => readonly StoreId[];
  readonly tryAgain: (storeId: StoreId) => void;
  readonly onFault: (error: unknown) => void;
}

export function createRefusedRetry({ timers, refused, tryAgain, onFault }: RefusedRetryParts): { start(): void; stop(): void } {
  let cancel: (() => void) | null = null;

  function look(): void {
    cancel = timers.after(tryEveryMs, look);
    try {
      for (const storeId of refused()) tryAgain(storeId);
    } catch (error: unknown) {
      onFault(error);
    }
  }

  return {
    start: () => void (cancel = timers.after(tryEveryMs, look)),
    stop: () => cancel?.(),
  };
}
