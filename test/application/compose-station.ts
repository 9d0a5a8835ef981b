import { csvWriter } from '../../src/main/exports/csv.ts';
import { createStockFileReader } from '../../src/main/imports/stock-file.ts';
import { createStation, type Station, type StationParts } from '../../src/main/composition/station-core.ts';
import type { BenchId } from '../../src/shared/domain/parcel/parcel.ts';
import { firstSettings } from '../../src/main/composition/first-settings.ts';
import { quickPins } from '../support/people.ts';
import type { TestStation } from '../support/station.ts';

export interface ComposedStation {
  readonly station: Station;
  readonly log: readonly { readonly level: string; readonly event: string }[];
}

/** A second station on the disk, the clock and the channel of a test station, with parts of it replaced: to let them fail. */
export function composeStation(test: TestStation, parts: Partial<StationParts>): ComposedStation {
  const { journal, orders, settings } = test.station.context;
  const log: { level: string; event: string }[] = [];
  let ids = 0;
  const station = createStation({
    benchId: 'bench-test' as BenchId,
    journal,
    orders,
    clock: test.clock,
    timers: test.clock,
    random: () => 0.5,
    newId: () => `second-${String((ids += 1))}`,
    accounts: { problemsOf: () => [], all: () => [test.account], of: (storeId) => (storeId === test.account.storeId ? test.account : null), follow: () => undefined },
    secrets: { protectedBy: 'test', save: () => undefined, load: () => null },
    firstSettings: { ...firstSettings('unused'), ...settings() },
    renderer: { renderLabel: () => Promise.resolve({ pdf: new Uint8Array(1), sha256: '0'.repeat(64), missing: [] }) },
    printerFor: () => ({ name: 'test printer', status: () => Promise.resolve({ kind: 'ready', detail: '' }), print: () => Promise.resolve({ kind: 'sent', reference: 'job' }) }),
    manifestRenderer: { renderManifest: () => Promise.resolve({ pdf: new Uint8Array(1), sha256: '0'.repeat(64), pages: 1 }) },
    paperPrinterFor: () => null,
    timeZone: 'Europe/Berlin',
    rules: test.station.context.rules,
    sha256: test.station.context.sha256,
    pins: quickPins,
    labelVoider: () => null,
    csv: csvWriter,
    exports: { write: (fileName) => `/exports/${fileName}` },
    stockFiles: createStockFileReader(),
    importer: { importFile: () => Promise.reject(new Error('no importer in this test')), close: () => Promise.resolve() },
    practice: null,
    isDiskFull: () => false,
    emit: () => undefined,
    log: (level, event) => void log.push({ level, event }),
    ...parts,
  });
  return { station, log };
}
