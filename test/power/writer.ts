// A station reduced to its journal: packs parcel after parcel and tells the parent what is on disk. Killed at any instant.
// Arguments: folder, run name, `full` or `normal`, parcels to pack (0 = until killed).
import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { resolve } from 'node:path';
import { StorageError } from '../../src/main/storage/errors.ts';
import { createJournal } from '../../src/main/storage/journal.ts';
import { openJournal } from '../../src/main/storage/open.ts';
import type { OrderId } from '../../src/shared/domain/order/order.ts';
import type { BenchId, ParcelId } from '../../src/shared/domain/parcel/parcel.ts';
import type { WriteBackId } from '../../src/shared/domain/writeback/write-back.ts';
import { aStanding } from '../support/builders.ts';
import { aParcel, aWriteBack } from './parts.ts';

const [directory = '', run = '', mode = 'full', parcels = '0'] = process.argv.slice(2);
const migrationsDirectory = resolve(import.meta.dirname, '../../src/main/storage/migrations');
const benchId = 'bench-1' as BenchId;
const clock = { nowMs: () => Date.now() };

/**
 * Straight to the pipe: what Node buffers would die with the process and count as never said. With the instant on the
 * machine's monotonic clock, so that it can be compared with the instant of a cut.
 */
const say = (line: string): void => void writeSync(1, `${line} @${process.hrtime.bigint()}\n`);

function open() {
  say('opening');
  try {
    const file = openJournal({ directory, migrationsDirectory, clock, reserveBytes: 0 });
    // The control: what better-sqlite3 does unless told otherwise.
    if (mode === 'normal') file.db.pragma('synchronous = NORMAL');
    say(`opened ${file.migrated.applied.length}`);
    return file;
  } catch (error: unknown) {
    if (!(error instanceof StorageError)) throw error;
    say(`not-opened ${error.problem}`);
    process.exit(3);
  }
}

const file = open();
flushCompileCache();
const journal = createJournal(file);

/** One scan and one dispatch as the station makes them; each ack leaves after its commit. */
function pack(name: string): void {
  const orderId = `shop/${name}` as OrderId;
  const parcel = aParcel({ id: name as ParcelId, orderId, channelOrderId: name, benchId, openedAtMs: clock.nowMs() });
  journal.scans.store({ id: `scan-${name}`, benchId, deviceId: 'wedge', method: 'wedge', text: name, scannedAtMs: clock.nowMs(), personId: null });
  say(`scan ${name}`);
  journal.transaction(() => {
    journal.standings.save(aStanding({ orderId, channelOrderId: name }));
    journal.parcels.insert(parcel);
    journal.parcels.saveCount(parcel.id, 'line-1', 1);
    journal.scans.saveVerdict(`scan-${name}`, { outcome: 'order-opened', parcelId: parcel.id, lineId: 'line-1', countChange: 1, detail: '{}', judgedAtMs: clock.nowMs() });
    journal.parcels.saveState(parcel.id, 'verified', clock.nowMs());
  });
  const sscc = journal.transaction(() => {
    const spent = journal.ssccs.allocate({ companyPrefix: '9521234', extensionDigit: 0 }, benchId, parcel.id, clock.nowMs());
    journal.parcels.saveLabel(parcel.id, { sscc: spent, trackingMode: 'sscc', trackingNumber: spent, carrier: 'DHL', carrierService: 'Parcel', labelledAtMs: clock.nowMs(), isVoid: false, shipToHash: null });
    journal.parcels.saveState(parcel.id, 'labelled', clock.nowMs());
    return spent;
  });
  say(`printed ${name} ${sscc}`);
  journal.transaction(() => {
    journal.parcels.saveState(parcel.id, 'dispatched', clock.nowMs());
    journal.ssccs.markShipped(sscc, clock.nowMs());
    journal.writeBacks.insert(aWriteBack({ id: `wb-${name}` as WriteBackId, orderId, parcelId: parcel.id, notice: { ...aWriteBack().notice, channelOrderId: name, trackingNumber: sscc } }));
    journal.audit.append({ atMs: clock.nowMs(), benchId, actor: 'Ada', act: 'dispatched', subject: parcel.id, detail: '{}' });
  });
  say(`dispatched ${name} ${sscc}`);
}

for (let n = 0; parcels === '0' || n < Number(parcels); n += 1) {
  try {
    pack(`${run}-${n}`);
  } catch (error: unknown) {
    // A refused step is honest; only an acknowledged one is owed.
    say(`refused ${run}-${n} ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
    if (parcels === '0') process.exit(4);
  }
}
process.exit(0);
