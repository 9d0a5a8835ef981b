import type { Block } from '../../../shared/domain/gate/block.ts';
import type { Parcel } from '../../../shared/domain/parcel/parcel.ts';
import type { StationContext } from '../station-context.ts';
import { showStop } from '../stop-bench.ts';

/**
 * The channel's answer came a moment after the scan: the box is on the manifest, and the truck still stands here. Full screen, so that
 * somebody takes it off again; only on the bench that loads, and never over a parcel or another stop. Call inside a transaction.
 */
export function interruptLoading(context: StationContext, parcel: Parcel, blocks: readonly Block[]): void {
  const { journal, benchId } = context;
  const session = journal.benches.load(benchId);
  const isFree = session.stop === null && session.parcelId === null && (session.mode.kind === 'loading' || session.mode.kind === 'packing');
  const manifest = journal.manifests.ofParcel(parcel.id);
  if (!isFree || manifest?.closedAtMs !== null || manifest.benchId !== benchId) return;
  showStop(context, parcel, parcel, blocks, 'loading');
}
