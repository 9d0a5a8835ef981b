import fs from 'node:fs';
import path from 'node:path';
import type { OrderId, StoreId } from '../../src/shared/domain/order/order.ts';
import { orderIdOf } from '../../src/shared/domain/order/order.ts';
import { seconds } from '../../src/shared/domain/units/instant.ts';
import type { Parcel } from '../../src/shared/domain/parcel/parcel.ts';
import { practiceStoreId } from '../../src/main/composition/first-settings.ts';
import { openStation, type OpenedStation } from '../../src/main/composition/open-station.ts';
import type { PracticeSite } from '../../src/main/practice/practice-site.ts';
import { createBenchDriver, type BenchDriver } from './bench-driver.ts';
import type { Teller } from './teller.ts';

/** Long enough for a slow machine; the story itself takes a few seconds. Milliseconds. */
const patienceMs = 60_000;

/** One day at the practice market: every promise of the station is kept in front of you, or the demo fails. */
export async function practiceDay(folder: string, teller: Teller): Promise<void> {
  let driver: BenchDriver | null = null;
  const opened = await openStation({
    dataFolder: path.join(folder, 'station'),
    // Orders are listed at once and packages show up a second after they were accepted: a demo need not wait as long as Amazon lets you.
    practice: { listLagMs: 0, showing: { afterMs: 1_000 } },
    writeBackPolicy: { proofWaitsMs: [seconds(1.5)], visibilityLagMs: seconds(2), requestTimeoutMs: seconds(2) },
    emit: () => driver?.onBench(),
  });
  const site = opened.practice;
  if (site === null) throw new Error('the demo station has no practice site');
  driver = createBenchDriver(opened, teller);
  try {
    await tellDay(opened, site, driver, teller);
  } finally {
    await opened.close();
  }
  checkLabels(path.join(folder, 'station', 'labels'), teller);
}

async function tellDay({ station }: OpenedStation, site: PracticeSite, driver: BenchDriver, teller: Teller): Promise<void> {
  const { journal, orders } = station.context;
  const storeId = practiceStoreId as StoreId;
  const idOf = (channelOrderId: string): OrderId => orderIdOf(storeId, channelOrderId);
  const kinds = (kind: string): readonly string[] => site.orders().filter((order) => order.kind === kind).map((order) => order.channelOrderId);
  const [first, second, third] = kinds('clean');
  const [cancelled] = kinds('cancelled');
  const [requested] = kinds('cancel-requested');
  const [whilePacking] = kinds('multi-quantity');
  if (first === undefined || second === undefined || third === undefined || cancelled === undefined || requested === undefined || whilePacking === undefined) throw new Error('the practice market lacks an order of a kind the story needs');
  const isConfirmed = (parcel: Parcel | null): boolean => parcel !== null && journal.parcels.load(parcel.id)?.state === 'confirmed';
  const shown = (channelOrderId: string): string => site.shownPackages(channelOrderId).map((seen) => seen.trackingNumber).join(', ') || 'nothing';

  teller.chapter('The station starts and reads the orders');
  await driver.until(() => orders.countOrders() >= site.orders().length && journal.channels.loadCompleteUntil(storeId) !== null, patienceMs, 'the first listing of the practice market');
  teller.say(`${orders.countOrders()} orders of the practice market are on this bench`);

  teller.chapter('A clean order');
  const clean = await driver.pack(first);
  teller.promise('a clean order is packed, labelled and dispatched', clean.outcome === 'dispatched', `SSCC ${clean.parcel?.label?.sscc ?? 'none'}`);
  await driver.until(() => isConfirmed(clean.parcel), patienceMs, 'the marketplace to show the number');
  teller.promise('green means the marketplace shows the number', shown(first) === clean.parcel?.label?.trackingNumber, `it shows ${shown(first)}`);

  teller.chapter('A cancelled order, and one the buyer asks to cancel');
  const refused = await driver.pack(cancelled);
  teller.promise('a cancelled order is refused at the first scan', refused.outcome === 'blocked' && refused.parcel === null, refused.outcome);
  const ignored = driver.scan('9521234543213', 'any item, while the stop stands');
  teller.promise('nothing is packed while the stop stands', ignored.outcome === 'ignored-while-stopped', ignored.outcome);
  driver.command('ok');
  const asked = await driver.pack(requested);
  teller.promise('an open cancel request goes to the lead', asked.outcome === 'blocked', asked.outcome);
  driver.command('ok');

  teller.chapter('Wrong items, and a buyer who cancels while the box is open');
  driver.scan(whilePacking, `order ${whilePacking}`);
  const open = journal.benches.load(station.context.benchId).parcelId;
  const line = (open === null ? null : journal.parcels.load(open))?.lines[0];
  const foreign = site.orders().flatMap((order) => order.lines).find((other) => other.sku !== line?.sku);
  if (open === null || line === undefined || foreign === undefined) throw new Error('no parcel was opened');
  driver.scan(line.barcodes[0] ?? '', line.title);
  const wrong = driver.scan(foreign.gtin, foreign.title);
  teller.promise('a wrong item is refused and not counted', wrong.outcome === 'wrong-item' && journal.parcels.load(open)?.lines[0]?.packed === 1, wrong.outcome);
  await site.cancelOrder(whilePacking);
  teller.say('the buyer cancels at the marketplace; nobody at the bench knows yet');
  await driver.until(() => journal.benches.load(station.context.benchId).stop !== null, patienceMs, 'the live check to interrupt the bench');
  teller.promise('the open parcel is interrupted', journal.parcels.load(open)?.state === 'stopped', `parcel ${journal.parcels.load(open)?.state ?? 'gone'}`);
  driver.command('ok');
  const back = driver.scan(line.barcodes[0] ?? '', `${line.title}, back on its shelf`);
  teller.promise('what lay in the box goes back with a scan, and then the bench is free', back.outcome === 'put-back-done', back.outcome);

  teller.chapter('No network');
  await site.setNetwork(false);
  await station.handlers.probeNow({});
  const offline = await driver.pack(second);
  teller.promise('a parcel is packed, labelled and dispatched with no network', offline.outcome === 'dispatched', `${journal.writeBacks.countByState().due} message waits`);
  teller.promise('and nothing is green that the marketplace does not show', journal.parcels.load(offline.parcel?.id ?? open)?.state === 'dispatched' && shown(second) === 'nothing', `it shows ${shown(second)}`);
  await site.setNetwork(true);
  await station.handlers.probeNow({});
  await driver.until(() => isConfirmed(offline.parcel), patienceMs, 'the queue to drain');
  teller.promise('back online, the queue drains by itself and is proven', shown(second) === offline.parcel?.label?.trackingNumber, `it shows ${shown(second)}`);

  teller.chapter('An answer that gets lost');
  site.faults.add({ operation: 'confirmShipment', channelOrderId: third, fault: { kind: 'done-then-cut' } });
  const lost = await driver.pack(third);
  await driver.until(() => isConfirmed(lost.parcel), patienceMs, 'the lost answer to be looked up');
  const posts = site.acceptances().filter((accepted) => accepted.channelOrderId === third).length;
  teller.promise('a message whose answer was lost is looked up, not sent blind', posts === 1, `accepted ${posts} time`);

  teller.chapter('The books');
  const forbidden = [cancelled, requested, whilePacking].filter((channelOrderId) => journal.writeBacks.listByOrder(idOf(channelOrderId)).length > 0 || shown(channelOrderId) !== 'nothing');
  teller.promise('no cancelled or asked-for-cancel order was told shipped', forbidden.length === 0, `${forbidden.length} of 3`);
  const ssccs = journal.parcels.listByState(['dispatched', 'posted', 'confirmed', 'stopped', 'labelled'], 1000).flatMap((parcel) => (parcel.label === null ? [] : [parcel.label.sscc]));
  teller.promise('no SSCC was used twice', new Set(ssccs).size === ssccs.length, `${ssccs.length} numbers`);
  const doubled = site.acceptances().length - new Set(site.acceptances().map((accepted) => accepted.channelOrderId)).size;
  teller.promise('no message was accepted twice', doubled === 0, `${site.acceptances().length} messages`);
  const chain = journal.audit.verify();
  teller.promise('the audit log is whole', chain.ok, chain.ok ? `${chain.rows} entries` : `broken at ${chain.brokenAt}`);
}

function checkLabels(labels: string, teller: Teller): void {
  const files = fs.existsSync(labels) ? fs.readdirSync(labels).filter((file) => file.endsWith('.pdf')) : [];
  const whole = files.filter((file) => fs.readFileSync(path.join(labels, file)).subarray(0, 5).toString() === '%PDF-');
  teller.promise('every label is a PDF on disk', whole.length >= 3 && whole.length === files.length, `${whole.length} files`);
}
