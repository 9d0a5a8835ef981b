import type { StoreId } from '../../../shared/domain/order/order.ts';
import { differsSince, isLevelDue, onHandNow, sumOf, type StockLevelRow } from '../../../shared/domain/stock/stock-level.ts';
import type { InstantMs } from '../../../shared/domain/units/instant.ts';
import type { CountWithLevel } from '../ports/stock.ts';
import type { StationContext } from '../station-context.ts';

/** SKUs of one commit. */
const skusAtATime = 250;

const untold = { published: null, shown: null, refused: null, differsSinceMs: null } as const;

/** Works out the sum of every counted SKU at this store, and keeps what changed. False: it was told to end. */
export async function workOutLevels(context: StationContext, storeId: StoreId, buffer: number, pending: ReadonlyMap<string, number>, pause: () => Promise<boolean>): Promise<boolean> {
  const { journal, clock } = context;
  for (let after = ''; ; ) {
    const nowMs = clock.nowMs();
    const listedUntilMs = journal.channels.loadCompleteUntil(storeId);
    const walked = journal.stock.walk(storeId, after, skusAtATime);
    const changed = walked.flatMap((found) => {
      const level = levelOf(found, pending.get(found.count.sku) ?? 0, buffer, listedUntilMs, nowMs);
      return found.level !== null && isSame(found.level, level) ? [] : [level];
    });
    journal.stock.saveLevels(storeId, changed, nowMs);
    const last = walked.at(-1);
    if (last === undefined || walked.length < skusAtATime) return true;
    after = last.count.sku;
    if (!(await pause())) return false;
  }
}

function levelOf({ count, level }: CountWithLevel, pending: number, buffer: number, listedUntilMs: InstantMs | null, nowMs: InstantMs): StockLevelRow {
  return judgeLevel({ ...untold, ...level, sku: count.sku, ...sumOf(onHandNow(count), pending, buffer) }, listedUntilMs, nowMs);
}

export function judgeLevel(level: Omit<StockLevelRow, 'isDue'>, listedUntilMs: InstantMs | null, nowMs: InstantMs): StockLevelRow {
  return { ...level, isDue: isLevelDue(level, listedUntilMs, nowMs), differsSinceMs: differsSince(level, nowMs) };
}

const isSame = (one: StockLevelRow, other: StockLevelRow): boolean =>
  one.onHand === other.onHand && one.pending === other.pending && one.buffer === other.buffer && one.wanted === other.wanted && one.isDue === other.isDue && one.differsSinceMs === other.differsSinceMs;
