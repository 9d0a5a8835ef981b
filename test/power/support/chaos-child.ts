// A whole station that dispatches boxes of many shops and tells their channels, until somebody kills it. Argument: ChaosChildPlan as JSON.
import fs from 'node:fs';
import path from 'node:path';
import type { StoreSettings } from '../../../src/shared/contract/settings.ts';
import { minutes, seconds } from '../../../src/shared/domain/units/instant.ts';
import { createAccountBook, type AccountBook } from '../../../src/main/composition/accounts.ts';
import { firstSettings, practiceStore } from '../../../src/main/composition/first-settings.ts';
import { practiceBarcodesFor } from '../../../src/main/practice/practice-store.ts';
import { openStorage } from '../../../src/main/storage/open-storage.ts';
import { createBareStation, fail, migrationsDirectory, noSecrets } from './bare-station.ts';
import { dispatchBoxed } from './dispatch-boxed.ts';
import { boxedFile, owedFile, type BoxedOrder, type ChaosChildPlan } from './chaos-plan.ts';
import { createFastClock } from './fast-clock.ts';
import { naiveAccounts, naiveJournal } from './naive-parts.ts';

const plan = JSON.parse(process.argv[2] ?? '') as ChaosChildPlan;
const trueClock = createFastClock(plan.time);
let offsetMs = plan.clock.offsetMs;
const clock: typeof trueClock = { ...trueClock, nowMs: () => trueClock.nowMs() + offsetMs };
for (const jump of plan.clock.jumps) trueClock.after(jump.afterMs, () => (offsetMs = jump.toOffsetMs));

const storage = openStorage({ directory: plan.folder, migrationsDirectory, clock, reserveBytes: 0 });
const journal = plan.isNaive ? naiveJournal(storage.journal, clock) : storage.journal;
const books = plan.shops.map((shop) => ({ shop, book: createAccountBook({ clock, timers: clock, secrets: noSecrets, channels: journal.channels, practice: shop, barcodesFor: practiceBarcodesFor, onProblem: fail }) }));
const bookOf = (storeId: string): AccountBook | undefined => books.find(({ shop }) => shop.storeId === storeId)?.book;
const together: AccountBook = {
  problemsOf: (storeId) => bookOf(storeId)?.problemsOf(storeId) ?? [],
  all: () => books.flatMap(({ book }) => book.all()),
  of: (storeId) => bookOf(storeId)?.of(storeId) ?? null,
  follow: (settings) => {
    for (const { shop, book } of books) book.follow({ ...settings, stores: settings.stores.filter(({ storeId }) => storeId === shop.storeId) });
  },
};
/** The house's own numbers, which belong to nobody: taxes are no part of this trial. */
const taxFields: StoreSettings['rules']['taxFields'] = [
  { field: 'eori', from: { kind: 'constant', value: 'DE9999999' } },
  { field: 'vat', from: { kind: 'constant', value: 'GB980780684' } },
  { field: 'ioss', from: { kind: 'constant', value: 'IM2760000742' } },
  { field: 'voec', from: { kind: 'constant', value: '2000001' } },
];
const storeOfShop = ({ storeId, channel }: (typeof plan.shops)[number]): StoreSettings => ({
  ...practiceStore, storeId, name: storeId, channel, carrierRules: [], rules: { ...practiceStore.rules, taxFields }, policy: { ...practiceStore.policy, whenStale: 'allow' },
});
const station = createBareStation({
  journal,
  orders: storage.orders,
  clock,
  accounts: plan.isNaive ? naiveAccounts(together) : together,
  firstSettings: { ...firstSettings(plan.folder), stores: plan.shops.map(storeOfShop) },
  // The product waits two hours for a channel that took a number and shows nothing; here a quarter of one, so that the end can be waited for.
  writeBackPolicy: { proofWaitsMs: [seconds(30), minutes(1), minutes(2), minutes(4)], notVisibleAfterMs: minutes(15) },
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

