// A whole station (without screen and paper) whose packer never stops, until somebody kills it. Argument: ChildPlan as JSON.
import fs from 'node:fs';
import { flushCompileCache } from 'node:module';
import path from 'node:path';
import { createAccountBook } from '../../../src/main/composition/accounts.ts';
import { firstSettings } from '../../../src/main/composition/first-settings.ts';
import { practiceBarcodesFor } from '../../../src/main/practice/practice-store.ts';
import { openStorage } from '../../../src/main/storage/open-storage.ts';
import type { BenchView } from '../../../src/shared/contract/views.ts';
import { seconds } from '../../../src/shared/domain/units/instant.ts';
import { createBareStation, fail, migrationsDirectory, noSecrets } from './bare-station.ts';
import { deadlyAccounts, deadlyJournal, type At } from './deadly-parts.ts';
import { createFastClock } from './fast-clock.ts';
import { createPacker } from './packer.ts';
import { toldFile, type ChildPlan, type Told } from './plan.ts';

const plan = JSON.parse(process.argv[2] ?? '') as ChildPlan;
const clock = createFastClock(plan.time);

let reached = 0;
const at: At = (step) => {
  if (plan.dieAt?.step !== step) return;
  reached += 1;
  if (reached >= plan.dieAt.after) process.kill(process.pid, 'SIGKILL');
};

const told = fs.openSync(path.join(plan.folder, toldFile), 'a');
const tell = (line: Told): void => void fs.writeSync(told, `${JSON.stringify(line)}\n`);

const storage = openStorage({ directory: plan.folder, migrationsDirectory, clock, reserveBytes: 0 });
const journal = deadlyJournal(storage.journal, at);
const settings = firstSettings(plan.folder);
const station = createBareStation({
  journal,
  orders: storage.orders,
  clock,
  accounts: deadlyAccounts(createAccountBook({ clock, timers: clock, secrets: noSecrets, channels: journal.channels, practice: plan.address, barcodesFor: practiceBarcodesFor, onProblem: fail }), at),
  firstSettings: { ...settings, stores: settings.stores.map((store) => ({ ...store, policy: { ...store.policy, whenStale: 'allow' } })) },
});

const bench = (): BenchView => station.handlers.loadBench({}) as BenchView;
if (plan.trustsClaims) {
  for (const row of journal.writeBacks.listByState(null, ['sending'], 1_000_000)) storage.journal.writeBacks.save({ ...row, state: 'confirmed', confirmedAtMs: clock.nowMs(), sendingSinceMs: null });
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const pause = (): Promise<void> => new Promise((resolve) => void clock.after(seconds(1), resolve));

station.start();
const shown = bench().screen;
const parcel = shown.kind === 'packing' || shown.kind === 'scan-label' || shown.kind === 'label-problem' || shown.kind === 'take-out' ? shown.parcel : null;
tell({ kind: 'risen', order: parcel?.channelOrderId ?? null, packed: parcel?.unitsPacked ?? 0 });
process.stdout.write('ready\n');
flushCompileCache();
if (plan.orders.length > 0) await packAll();
else await drain();

async function packAll(): Promise<never> {
  await station.listNow();
  const orders = [...plan.orders];
  const packer = createPacker({
    station,
    clock,
    nextOrder: () => {
      const next = orders.shift();
      if (next === undefined) process.kill(process.pid, 'SIGKILL');
      return next ?? null;
    },
    onVerdict: ({ outcome, detail }) => {
      const order = String(detail['order'] ?? '');
      if (outcome === 'dispatched') {
        at('dispatch committed | packer told');
        tell({ kind: 'dispatched', order, trackingNumber: String(detail['trackingNumber']) });
      } else if (outcome === 'item-counted' || outcome === 'parcel-complete') {
        const { screen } = bench();
        const open = screen.kind === 'packing' || screen.kind === 'scan-label' || screen.kind === 'label-problem' ? screen.parcel : null;
        if (open !== null) tell({ kind: 'counted', order: open.channelOrderId, packed: open.unitsPacked });
      }
    },
  });
  for (;;) {
    await (await packer.act() ? turn() : pause());
  }
}

/** No new parcels: what is owed must come to rest by itself. Looked at now and then, or this loop would take the machine from the marketplace. */
async function drain(): Promise<void> {
  for (;;) {
    await pause();
    const rows = journal.writeBacks.countByState();
    if (rows.due + rows.sending + rows.accepted + rows.uncertain > 0) continue;
    tell({ kind: 'drained', rows });
    await station.stop();
    storage.close();
    return;
  }
}
