import { ownerOf, type StationSettings, type StoreSettings } from '../../../shared/contract/settings.ts';
import type { StoreId } from '../../../shared/domain/order/order.ts';
import { clearPractice } from '../../application/clear-practice.ts';
import { importOrders } from '../../application/import-orders.ts';
import { noteAct } from '../../application/note-act.ts';
import { refreshFindings } from '../../application/refresh-findings.ts';
import { settingsChanges } from '../../application/settings-changes.ts';
import { withOwnNames } from '../../application/store-names.ts';
import { storeOf } from '../../application/station-context.ts';
import { buildOrderFields, previewTaxMapping } from '../../application/tax-mapping.ts';
import { marketplaceConnectors } from '../../connectors/registry.ts';
import { Refused, type Handlers } from '../../ipc/serve-contract.ts';
import { endPractice } from '../practice-people.ts';
import { testLabel } from '../test-label.ts';
import type { HandlerDeps } from './deps.ts';

type SetupCalls = 'loadSettings' | 'saveSettings' | 'loadOrderFields' | 'previewTaxMapping' | 'importOrders' | 'printTestLabel';

export function createSetupHandlers({ context, parts, settings, connectivity, watch, writeBacks, stock, publish }: HandlerDeps): Pick<Handlers, SetupCalls> {
  const { journal, benchId } = context;
  const { accounts } = parts;
  return {
    loadSettings: () => settings.current(),
    saveSettings: (asked, by) => {
      const next = withOwnNames(settings.current(), asked);
      const refusal = refuseSettings(next);
      if (refusal !== null) return refusal;
      const practice = journal.transaction(() => {
        const end = endPractice(context, next, by);
        if (end === 'admin-first') return end;
        clearPractice(context, next, by);
        noteAct(context, 'settings-saved', benchId, changesText(settings.current(), next), by.name);
        settings.save(next);
        refreshFindings(context);
        return end;
      });
      if (practice === 'admin-first') return new Refused('refused', 'With a real store the practice people leave, and nobody who stays is an admin. Make one of them an admin first.', { section: 'people' });
      accounts.follow(next);
      void connectivity.probeNow();
      writeBacks.kick();
      watch.accountsChanged();
      stock.kick();
      publish();
      return next;
    },
    loadOrderFields: ({ storeId }) => (storeOf(context, storeId as StoreId) === null ? noStore(storeId) : buildOrderFields(context, storeId as StoreId)),
    previewTaxMapping: ({ storeId, fields }) => (storeOf(context, storeId as StoreId) === null ? noStore(storeId) : previewTaxMapping(context, storeId as StoreId, fields)),
    importOrders: async ({ storeId, filePath }, by) => {
      if (storeOf(context, storeId as StoreId)?.connection.kind !== 'file') return new Refused('not-found', `No store "${storeId}" that is fed by files is set up.`);
      const result = await importOrders(context, parts.importer, { storeId: storeId as StoreId, filePath, onProgress: (progress) => parts.emit('importProgress', progress), onBenchChanged: publish });
      noteAct(context, 'orders-imported', storeId, { fileName: result.fileName, orders: result.orders, inserted: result.inserted, updated: result.updated }, by.name);
      parts.emit('importDone', result);
      publish();
      return result;
    },
    printTestLabel: () => testLabel(settings.current(), parts.renderer, parts.printerFor(settings.current()), parts.newId()),
  };
}

const noStore = (storeId: string): Refused => new Refused('not-found', `No store "${storeId}" is set up.`);

/** By path, "old → new": read by people, and by programs. */
function changesText(before: StationSettings, next: StationSettings): Readonly<Record<string, string>> {
  return Object.fromEntries(settingsChanges(before, next).map(({ path, from, to }) => [path, `${from ?? '–'} → ${to ?? '–'}`]));
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
  return next.stores.map((store) => refuseOwners(store) ?? refuseCombine(store)).find((refusal) => refusal !== null) ?? null;
}

/** A number that the channel refuses for the second order would leave that one unshipped there. A described service says itself what it takes. */
function refuseCombine({ storeId, name, channel, connection, combine }: StoreSettings): Refused | null {
  if (combine !== 'same-buyer' || connection.kind === 'file' || channel === 'rest') return null;
  const connector = marketplaceConnectors.find(({ id }) => id === channel);
  if (connector !== undefined && connector.traits.sharedNumber !== 'no') return null;
  return new Refused('refused', `${connector?.title ?? channel} takes no tracking number for several orders: ${name} cannot pack them into one box.`, { section: 'stores', problem: 'combine', storeId });
}

/** Two systems that both decide are no system: exactly one owns cancellation and exactly one says "shipped", and its name stands on the stop. */
function refuseOwners({ storeId, name, owners }: StoreSettings): Refused | null {
  for (const what of ['cancellation', 'shipped'] as const) {
    if (owners === undefined || ownerOf(owners, what) !== null) continue;
    const systems = owners.filter((entry) => entry.owns.includes(what)).map((entry) => entry.system);
    const subject = what === 'cancellation' ? 'cancellations' : 'the status "shipped"';
    const said = systems.length === 0 ? `Nobody owns ${subject} of ${name}.` : `${systems.join(' and ')} both own ${subject} of ${name}.`;
    return new Refused('refused', `${said} Choose exactly one system.`, { section: 'stores', problem: 'owners', storeId, what, systems });
  }
  return null;
}
