import type { CallOutput } from '../../../shared/contract/calls.ts';
import type { Connectivity } from '../../application/connectivity.ts';
import type { AlertWatch } from '../../application/lead/alerts/watch-alerts.ts';
import type { IdleLock } from '../../application/people/idle-lock.ts';
import type { Prove } from '../../application/people/prove.ts';
import type { ManifestPrinting } from '../../application/loading/print-manifest.ts';
import type { LabelPrinting } from '../../application/print-label.ts';
import type { HourlyReconciliation } from '../../application/reconcile-hourly.ts';
import type { StockPublisher } from '../../application/stock/publish-stock.ts';
import type { SettingsHolder } from '../../application/settings.ts';
import type { StationContext } from '../../application/station-context.ts';
import type { OrderWatch } from '../../application/watch-orders.ts';
import type { WriteBackWorker } from '../../writeback/worker.ts';
import type { StationParts } from '../station-core.ts';

/**
 * What the answers to a page's calls are made of. The composition root joins it; each file of this folder answers one subject.
 *
 * A handler is `(input, by) => answer`. `by` (an `Actor`) is who does it: the guard (`../guard-handlers.ts`) asked the act that the call
 * needs in `calls`, checked the proof that came along, and passes the person on for this very call. Write `by.name` into the log and on
 * releases, tasks and lists; `context.actor()` is who is signed in at the bench, which is somebody else when a lead proves themselves at
 * a packer's bench. `input.proof` and `input.by` are dealt with already: leave them alone. Calls that are `open` get `context.actor()`.
 */
export interface HandlerDeps {
  readonly context: StationContext;
  readonly parts: StationParts;
  readonly settings: SettingsHolder;
  readonly connectivity: Connectivity;
  readonly watch: OrderWatch;
  readonly writeBacks: WriteBackWorker;
  readonly reconciliation: HourlyReconciliation;
  readonly stock: StockPublisher;
  readonly alerts: AlertWatch;
  readonly printing: LabelPrinting;
  readonly manifests: ManifestPrinting;
  readonly prove: Prove;
  readonly idleLock: IdleLock;
  /** The bench and the board show something else now. */
  publish(): void;
  benchView(): CallOutput<'loadBench'>;
}
