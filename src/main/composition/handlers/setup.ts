import type { StationSettings } from '../../../shared/contract/settings.ts';
import type { StoreId } from '../../../shared/domain/order/order.ts';
import { importOrders } from '../../application/import-orders.ts';
import { storeOf } from '../../application/station-context.ts';
import { Refused, type Handlers } from '../../ipc/serve-contract.ts';
import { testLabel } from '../test-label.ts';
import type { HandlerDeps } from './deps.ts';

type SetupCalls = 'loadSettings' | 'saveSettings' | 'saveAccountSecret' | 'importOrders' | 'printTestLabel';

export function createSetupHandlers({ context, parts, settings, connectivity, writeBacks, publish }: HandlerDeps): Pick<Handlers, SetupCalls> {
  const { journal, clock, benchId } = context;
  const { accounts, secrets } = parts;
  return {
    loadSettings: () => settings.current(),
    saveSettings: (next, by) => {
      const refusal = refuseSettings(next);
      if (refusal !== null) return refusal;
      settings.save(next);
      accounts.follow(next);
      journal.audit.append({ atMs: clock.nowMs(), benchId, actor: by.name, act: 'settings-saved', subject: benchId, detail: '{}' });
      void connectivity.probeNow();
      writeBacks.kick();
      publish();
      return next;
    },
    saveAccountSecret: ({ storeId, ...secret }) => {
      if (storeOf(context, storeId as StoreId)?.connection.kind !== 'amazon') return new Refused('not-found', `No store "${storeId}" with an account of its own is set up.`);
      secrets.save(storeId, secret);
      accounts.follow(settings.current());
      void connectivity.probeNow();
      writeBacks.kick(storeId as StoreId);
      return { saved: true, protectedBy: secrets.protectedBy };
    },
    importOrders: async ({ storeId, filePath }) => {
      if (storeOf(context, storeId as StoreId)?.connection.kind !== 'file') return new Refused('not-found', `No store "${storeId}" that is fed by files is set up.`);
      const result = await importOrders(context, parts.importer, { storeId: storeId as StoreId, filePath, onProgress: (progress) => parts.emit('importProgress', progress), onBenchChanged: publish });
      parts.emit('importDone', result);
      publish();
      return result;
    },
    printTestLabel: () => testLabel(settings.current(), parts.renderer, parts.printerFor(settings.current()), parts.newId()),
  };
}

/** A practice store beside a real one would put play parcels among real ones. */
function refuseSettings(next: StationSettings): Refused | null {
  const practiceStores = next.stores.filter((store) => store.connection.kind === 'practice');
  if (practiceStores.length > 0 && practiceStores.length < next.stores.length) {
    return new Refused('refused', 'The practice store cannot be on beside real stores. Remove it first.', { section: 'stores' });
  }
  const ids = next.stores.map((store) => store.storeId);
  if (new Set(ids).size < ids.length) return new Refused('refused', 'Two stores have the same id.', { section: 'stores' });
  if (next.stores.some((store) => store.policy.limitMinutes < store.policy.freshMinutes)) {
    return new Refused('refused', 'The limit of the cancel check cannot be shorter than its fresh time.', { section: 'stores' });
  }
  return null;
}
