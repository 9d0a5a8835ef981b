import type { Alert, AlertId, TriggerKind } from '../../../shared/domain/alert/alert.ts';
import type { InstantMs } from '../../../shared/domain/units/instant.ts';

/** When a trigger fired last, for how many, and the first of them. */
export interface LastFired {
  readonly atMs: InstantMs;
  readonly alerts: number;
  readonly first: Alert;
}

/** What people were told. Nothing is taken back: an alert begins and ends. */
export interface AlertRepository {
  /** Refused by the database where one of this kind and subject is open. */
  fire(alert: Omit<Alert, 'endedAtMs'>): void;
  end(id: AlertId, atMs: InstantMs): void;
  /** Soonest ship-by first, what has none behind, oldest first. */
  listOpen(limit: number): readonly Alert[];
  countOpen(): number;
  /** The last to end first. */
  listEnded(limit: number): readonly Alert[];
  /** Oldest first. */
  listFiredBetween(fromMs: InstantMs, toMs: InstantMs): readonly Alert[];
  lastFired(kind: TriggerKind): LastFired | null;
}
