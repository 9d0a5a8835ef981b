import type { Journal } from '../application/ports/journal.ts';
import type { JournalFile } from './journal-file.ts';
import { createAlertRepository } from './repositories/alerts.ts';
import { createAuditLog } from './repositories/audit.ts';
import { createBenchRepository } from './repositories/benches.ts';
import { createChannelRepository } from './repositories/channels.ts';
import { createChecklistRepository } from './repositories/checklists.ts';
import { createGateHistory } from './repositories/gate-history.ts';
import { createManifestRepository } from './repositories/manifests.ts';
import { createParcelRepository } from './repositories/parcels.ts';
import { createPeopleRepository } from './repositories/people.ts';
import { createPrintJobRepository } from './repositories/print-jobs.ts';
import { createPutBackRepository } from './repositories/put-backs.ts';
import { createScanLog } from './repositories/scans.ts';
import { createSettingsRepository } from './repositories/settings.ts';
import { createShiftRepository } from './repositories/shifts.ts';
import { createSignInRepository } from './repositories/sign-ins.ts';
import { createSsccRepository } from './repositories/ssccs.ts';
import { createStandingRepository } from './repositories/standings.ts';
import { createStockRepository } from './repositories/stock.ts';
import { createTaskRepository } from './repositories/tasks.ts';
import { createWriteBackRepository } from './repositories/write-backs.ts';

/** All repositories over one open journal; their statements are prepared here, once. */
export function createJournal(file: JournalFile): Journal {
  return {
    transaction: file.transaction,
    scans: createScanLog(file),
    parcels: createParcelRepository(file),
    standings: createStandingRepository(file),
    ssccs: createSsccRepository(file),
    writeBacks: createWriteBackRepository(file),
    printJobs: createPrintJobRepository(file),
    benches: createBenchRepository(file),
    channels: createChannelRepository(file),
    manifests: createManifestRepository(file),
    audit: createAuditLog(file),
    settings: createSettingsRepository(file),
    people: createPeopleRepository(file),
    signIns: createSignInRepository(file),
    tasks: createTaskRepository(file),
    putBacks: createPutBackRepository(file),
    history: createGateHistory(file),
    shifts: createShiftRepository(file),
    checklists: createChecklistRepository(file),
    stock: createStockRepository(file),
    alerts: createAlertRepository(file),
  };
}
