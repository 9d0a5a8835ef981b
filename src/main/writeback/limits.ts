import { minutes, seconds } from '../../shared/domain/units/instant.ts';

/** How much of one account's budget the worker may use, and how long it waits for what. Milliseconds where it says Ms. */
export interface WorkerLimits {
  /** Messages of one account under way at once: enough for rate x latency, below every burst. */
  readonly maxInFlight: number;
  /** Proof reads of one account under way at once. */
  readonly maxReads: number;
  /** Single-order reads kept back for live cancel checks of open parcels. */
  readonly reserveReads: number;
  /** Rows whose ship-by instant is this near are proven one by one, whatever the crowd. */
  readonly nearDeadlineMs: number;
  /** So long a crowd of accepted rows waits to be proven by pages before it is read one by one. */
  readonly bulkGraceMs: number;
  /** Pause before the budget for reads is looked at again. */
  readonly budgetRecheckMs: number;
  /** The longest sleep: then clock, network and queue are looked at in any case. */
  readonly heartbeatMs: number;
  /** Rest of one account after its queue could not be read or written (disk full, a bug). */
  readonly restAfterFaultMs: number;
}

/** Bulk grace: Amazon's list budget allows a page about every three minutes. */
export const defaultWorkerLimits: WorkerLimits = {
  maxInFlight: 8,
  maxReads: 2,
  reserveReads: 10,
  nearDeadlineMs: minutes(120),
  bulkGraceMs: minutes(5),
  budgetRecheckMs: seconds(2),
  heartbeatMs: seconds(30),
  restAfterFaultMs: seconds(30),
};
