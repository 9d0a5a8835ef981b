import type { ManualClock } from '../../support/manual-clock.ts';
import type { MarketplaceAccount } from '../../../src/main/application/ports/marketplace.ts';
import type { WriteBackJournal } from '../../../src/main/writeback/ledger.ts';
import type { StoreId } from '../../../src/shared/domain/order/order.ts';
import type { WriteBack } from '../../../src/shared/domain/writeback/write-back.ts';
import { ConnectorBug } from './fake-channel.ts';

/**
 * The control: what most queues do. Whatever was in flight, or got no answer, is sent again, as a new package. A test
 * that finds no duplicate here could not find one in the worker either.
 */
export function createNaiveSender(parts: { readonly journal: WriteBackJournal; readonly account: MarketplaceAccount; readonly storeId: StoreId; readonly clock: ManualClock }): { start(): void } {
  const { journal, account, storeId, clock } = parts;

  async function sendAll(): Promise<void> {
    for (;;) {
      const row = journal.writeBacks.claimDue(storeId, clock.nowMs());
      if (row === null) {
        await clock.sleep(1_000);
        continue;
      }
      await clock.sleep(account.waitMs('confirm-dispatch'));
      const isDone = await confirm(row);
      const nowMs = clock.nowMs();
      journal.writeBacks.save(isDone ? { ...row, state: 'confirmed', confirmedAtMs: nowMs } : { ...row, state: 'due', dueAtMs: nowMs + 1_000, sendingSinceMs: null });
    }
  }

  async function confirm(row: WriteBack): Promise<boolean> {
    try {
      return (await account.confirmDispatch({ ...row.notice, packageReference: String(row.attempts) })).kind === 'done';
    } catch (error: unknown) {
      if (error instanceof ConnectorBug) return false;
      throw error;
    }
  }

  return {
    start() {
      for (const row of journal.writeBacks.listByState(storeId, ['sending'], 1_000_000)) journal.writeBacks.save({ ...row, state: 'due', sendingSinceMs: null });
      void sendAll().catch(rethrowUnlessDead);
    },
  };
}

/** Thrown at every step of a station that is dead. */
export class Dead extends Error {}

export function rethrowUnlessDead(error: unknown): void {
  if (!(error instanceof Dead)) throw error;
}
