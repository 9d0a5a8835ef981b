import { z } from 'zod';
import type { StoreId } from '../../shared/domain/order/order.ts';
import type { SettingsRepository } from './ports/journal.ts';

const read = { calls: z.number(), orders: z.number(), missed: z.array(z.string()) };

const whole = z.object({ ...read, atMs: z.number(), endedAtMs: z.number().optional(), untilMs: z.number(), vanished: z.array(z.string()) });
/** What one reconciliation of a store found. `atMs`: what had changed by then is compared. */
export type Reconciliation = z.output<typeof whole>;

/** Pages that were read so far. `pageToken`: where it goes on; null = at the first page. */
const half = z.object({ ...read, startedAtMs: z.number(), updatedAfterMs: z.number(), untilMs: z.number(), pageToken: z.string().nullable() });
export type HalfReconciliation = z.output<typeof half>;

/** Orders whose number a page does not show, until the order itself was asked. `askedAtMs`: asked in vain then. */
const doubts = z.array(z.object({ channelOrderId: z.string(), askedAtMs: z.number().nullable() }));
export type Doubt = z.output<typeof doubts>[number];

/** On disk, per store: a station that is switched off every evening goes on in the morning where it was. */
export interface ReconcileProgress {
  last(): Reconciliation | null;
  saveLast(found: Reconciliation): void;
  half(): HalfReconciliation | null;
  saveHalf(half: HalfReconciliation | null): void;
  doubts(): readonly Doubt[];
  saveDoubts(doubts: readonly Doubt[]): void;
}

export function reconcileProgress(settings: SettingsRepository, storeId: StoreId): ReconcileProgress {
  function load<T>(name: string, shape: z.ZodType<T>): T | null {
    const text = settings.load(`${name}:${storeId}`);
    const parsed = text === null ? null : shape.safeParse(JSON.parse(text));
    return parsed?.success === true ? parsed.data : null;
  }
  const save = (name: string, value: unknown): void => settings.save(`${name}:${storeId}`, JSON.stringify(value));
  return {
    last: () => load('reconciled', whole),
    saveLast: (found) => save('reconciled', found),
    half: () => load('reconciling', half),
    saveHalf: (next) => save('reconciling', next),
    doubts: () => load('doubtful', doubts) ?? [],
    saveDoubts: (next) => save('doubtful', next),
  };
}
