import type { ParcelId } from '../../../shared/domain/parcel/parcel.ts';
import { boxOf } from '../../application/box.ts';
import { Refused, type Handlers } from '../../ipc/serve-contract.ts';
import type { HandlerDeps } from './deps.ts';

type BenchCalls = 'loadBench' | 'reprintLabel' | 'probeNow';

export function createBenchHandlers({ context, parts, connectivity, watch, printing, benchView }: HandlerDeps): Pick<Handlers, BenchCalls> {
  const { journal, clock, benchId } = context;
  return {
    loadBench: benchView,
    reprintLabel: async ({ parcelId }, by) => {
      const parcel = journal.parcels.load(parcelId as ParcelId);
      if (parcel?.state !== 'labelled') return new Refused('refused', 'Only a labelled parcel that has not left can be printed again.');
      journal.audit.append({ atMs: clock.nowMs(), benchId, actor: by.name, act: 'label-reprinted', subject: parcel.id, detail: '{}' });
      await printing.print(boxOf(context, parcel)[0]?.id ?? parcel.id, true);
      return benchView();
    },
    probeNow: async () => {
      await connectivity.probeNow();
      await Promise.all(parts.accounts.all().map((account) => watch.listNow(account.storeId)));
      return benchView();
    },
  };
}
