import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Clock, Timers } from '../../../src/main/application/ports/clock.ts';
import { createStation, type Station, type StationParts } from '../../../src/main/composition/station-core.ts';
import { newId, systemRandom } from '../../../src/main/composition/system-clock.ts';
import { csvWriter } from '../../../src/main/exports/csv.ts';
import { createStockFileReader } from '../../../src/main/imports/stock-file.ts';
import { createPinHasher } from '../../../src/main/people/pin-hasher.ts';
import { createAddressRules } from '../../../src/main/rules/address-rules.ts';
import { createTaxNumberRules } from '../../../src/main/rules/tax-number-rules.ts';
import type { BenchId } from '../../../src/shared/domain/parcel/parcel.ts';

export const migrationsDirectory = path.resolve(import.meta.dirname, '../../../src/main/storage/migrations');

export const noSecrets = { protectedBy: 'test', save: () => undefined, load: () => null };

/** Whatever should not happen in here ends the process with a code that is no kill. */
export function fail(what: string, why: string): never {
  throw new Error(`${what}: ${why}`);
}

export type BareParts = Pick<StationParts, 'journal' | 'orders' | 'accounts' | 'firstSettings' | 'writeBackPolicy'> & { readonly clock: Clock & Timers };

/** A whole station without screen, scanner and paper, which have tests of their own; here a label is its content. */
export function createBareStation({ clock, ...parts }: BareParts): Station {
  return createStation({
    ...parts,
    benchId: 'bench-1' as BenchId,
    clock,
    timers: clock,
    random: systemRandom,
    newId,
    secrets: noSecrets,
    renderer: {
      renderLabel: (content) => {
        const pdf = new TextEncoder().encode(JSON.stringify(content));
        return Promise.resolve({ pdf, sha256: createHash('sha256').update(pdf).digest('hex'), missing: [] });
      },
    },
    printerFor: () => ({ name: 'none', status: () => Promise.resolve({ kind: 'ready', detail: '' }), print: () => Promise.resolve({ kind: 'sent', reference: 'job' }) }),
    manifestRenderer: { renderManifest: () => Promise.reject(new Error('nothing is loaded here')) },
    paperPrinterFor: () => null,
    timeZone: 'Europe/Berlin',
    rules: { address: createAddressRules(), taxNumbers: createTaxNumberRules() },
    pins: createPinHasher(),
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    labelVoider: () => null,
    csv: csvWriter,
    exports: { write: () => fail('exports', 'nothing is exported here') },
    stockFiles: createStockFileReader(),
    importer: { importFile: () => Promise.reject(new Error('nothing is imported here')), close: () => Promise.resolve() },
    practice: null,
    isDiskFull: () => false,
    emit: () => undefined,
    log: (level, event, detail) => {
      if (level === 'error') fail(event, JSON.stringify(detail));
    },
  });
}
