// The control: a sender that remembers what is done and sends the rest again, as a new package, after each crash.
// Its memory is a file; what is in flight when it dies is unknown to it. Argument: NaivePlan as JSON.
import fs from 'node:fs';
import { flushCompileCache } from 'node:module';
import path from 'node:path';
import { amazonConnector } from '../../../src/main/connectors/marketplaces/amazon/connector.ts';
import type { StoreId } from '../../../src/shared/domain/order/order.ts';
import { createFastClock } from './fast-clock.ts';
import { numberOf, type NaivePlan } from './plan.ts';

const plan = JSON.parse(process.argv[2] ?? '') as NaivePlan;
const clock = createFastClock(plan.time);
const opened = amazonConnector.openAccount({ storeId: 'naive' as StoreId, settings: plan.address.settings, clock, timers: clock });
if (!opened.ok) throw new Error(opened.problems[0].message);
const { account } = opened;
const doneFile = path.join(plan.folder, 'done.txt');
const done = new Set(fs.existsSync(doneFile) ? fs.readFileSync(doneFile, 'utf8').split('\n') : []);
process.stdout.write('ready\n');
flushCompileCache();

let sent = 0;
for (const channelOrderId of plan.orders) {
  if (done.has(channelOrderId)) continue;
  const read = await account.readOrder(channelOrderId);
  const draft = read.kind === 'done' ? read.value?.draft : undefined;
  const line = draft?.lines.find((candidate) => candidate.quantity > 1);
  if (draft === undefined || line === undefined) continue;
  // One unit of several: as at any order that travels in two boxes, the channel takes a second package without a word.
  const telling = account.confirmDispatch({
    channelOrderId,
    ...(draft.marketplaceId === undefined ? {} : { marketplaceId: draft.marketplaceId }),
    packageReference: String(1 + plan.attempt),
    carrierCode: 'DHL',
    trackingNumber: numberOf(channelOrderId),
    shippedAtMs: clock.nowMs(),
    lines: [{ lineId: line.lineId, quantity: 1 }],
  });
  sent += 1;
  if (sent >= plan.dieAfter) setTimeout(() => process.kill(process.pid, 'SIGKILL'), 5);
  const outcome = await telling;
  if (outcome.kind === 'done' && sent < plan.dieAfter) fs.appendFileSync(doneFile, `${channelOrderId}\n`, { flush: true });
}
