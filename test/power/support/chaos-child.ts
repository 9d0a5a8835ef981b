// A whole station that dispatches boxes of many shops and tells their channels, until somebody kills it. Argument: ChaosChildPlan as JSON.
import fs from 'node:fs';
import { flushCompileCache } from 'node:module';
import path from 'node:path';
import { seconds } from '../../../src/shared/domain/units/instant.ts';
import { firstSettings } from '../../../src/main/composition/first-settings.ts';
import { openStorage } from '../../../src/main/storage/open-storage.ts';
import { createBareStation, migrationsDirectory } from './bare-station.ts';
import { dispatchBoxed } from './dispatch-boxed.ts';
import { boxedFile, owedFile, type BoxedOrder, type ChaosChildPlan } from './chaos-plan.ts';
import { createFastClock } from './fast-clock.ts';
import { naiveAccounts, naiveJournal } from './naive-parts.ts';
import { accountsOfShops, shortWaits, storeOfShop } from './shop-accounts.ts';

const plan = JSON.parse(process.argv[2] ?? '') as ChaosChildPlan;
const trueClock = createFastClock(plan.time);
let offsetMs = plan.clock.offsetMs;
const clock: typeof trueClock = { ...trueClock, nowMs: () => trueClock.nowMs() + offsetMs };
for (const jump of plan.clock.jumps) trueClock.after(jump.afterMs, () => (offsetMs = jump.toOffsetMs));

const storage = openStorage({ directory: plan.folder, migrationsDirectory, clock, reserveBytes: 0 });
const journal = plan.isNaive ? naiveJournal(storage.journal, clock) : storage.journal;
const together = accountsOfShops(plan.shops, clock, journal);
const station = createBareStation({
  journal,
  orders: storage.orders,
  clock,
  accounts: plan.isNaive ? naiveAccounts(together) : together,
  firstSettings: { ...firstSettings(plan.folder), stores: plan.shops.map(storeOfShop) },
  writeBackPolicy: shortWaits,
});
if (plan.isNaive) {
  // What was under way is unknown to it, so it sends that again.
  for (const row of journal.writeBacks.listByState(null, ['sending', 'uncertain'], 1_000_000)) storage.journal.writeBacks.save({ ...row, state: 'due', dueAtMs: clock.nowMs(), sendingSinceMs: null });
}

const boxed = JSON.parse(fs.readFileSync(path.join(plan.folder, boxedFile), 'utf8')) as readonly BoxedOrder[];
const owed = fs.openSync(path.join(plan.folder, owedFile), 'a');
const dispatch = (order: BoxedOrder): void => {
  for (const each of dispatchBoxed(station.context, order)) fs.writeSync(owed, `${JSON.stringify(each)}\n`);
};
const left = boxed.filter(({ storeId, draft }) => journal.writeBacks.listByOrder(`${storeId}/${draft.channelOrderId}` as Parameters<typeof journal.writeBacks.listByOrder>[0]).length === 0);

station.start();
process.stdout.write('ready\n');
flushCompileCache();
if (plan.dispatchEveryMs > 0) dispatchOneByOne();
else {
  for (const order of left) dispatch(order);
  await rest();
}

function dispatchOneByOne(): void {
  const next = left.shift();
  if (next === undefined) return;
  dispatch(next);
  setTimeout(dispatchOneByOne, plan.dispatchEveryMs);
}

/** What is owed must come to rest by itself. */
async function rest(): Promise<void> {
  for (;;) {
    await new Promise<void>((resolve) => void trueClock.after(seconds(5), resolve));
    const rows = journal.writeBacks.countByState();
    if (rows.due + rows.sending + rows.accepted + rows.uncertain > 0) continue;
    await station.stop();
    storage.close();
    return;
  }
}

