import type { CallOutput } from '../../../shared/contract/calls.ts';
import type { Connectivity } from '../../application/connectivity.ts';
import type { LabelPrinting } from '../../application/print-label.ts';
import type { SettingsHolder } from '../../application/settings.ts';
import type { StationContext } from '../../application/station-context.ts';
import type { OrderWatch } from '../../application/watch-orders.ts';
import type { WriteBackWorker } from '../../writeback/worker.ts';
import type { StationParts } from '../station-core.ts';

/** What the answers to a page's calls are made of. The composition root joins it; each file of this folder answers one subject. */
export interface HandlerDeps {
  readonly context: StationContext;
  readonly parts: StationParts;
  readonly settings: SettingsHolder;
  readonly connectivity: Connectivity;
  readonly watch: OrderWatch;
  readonly writeBacks: WriteBackWorker;
  readonly printing: LabelPrinting;
  /** The bench and the board show something else now. */
  publish(): void;
  benchView(): CallOutput<'loadBench'>;
}
