import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportSummary } from '../../src/main/application/ports/order-importer.ts';
import type { OrderDraft } from '../../src/shared/domain/order/order-draft.ts';
import { encodeLane } from '../../src/shared/domain/scan/commands.ts';
import { minutes } from '../../src/shared/domain/units/instant.ts';
import { orderOf } from '../../src/main/application/apply-channel-order.ts';
import { aDraft, cancelledBy, requestedBy } from '../support/builders.ts';
import { openTestStation, shop, type TestStation } from '../support/station.ts';

// A store without a channel: all that is known of its orders stands in files, and a file goes into the order store first.

const mug = '9521234543213';
const dhl = encodeLane('DHL');
const summary: ImportSummary = { format: 'packgate-csv', encoding: 'utf-8', orders: 1, inserted: 0, updated: 1, unchanged: 0, problems: [], problemsTotal: 0, notes: [] };

let test: TestStation;
let file: readonly OrderDraft[];
beforeEach(async () => {
  file = [];
  test = await openTestStation({
    store: { connection: { kind: 'file' } },
    parts: { importer: { importFile: () => Promise.resolve(written()), close: () => Promise.resolve() } },
  });
});
afterEach(() => test.close());

/** What the import thread does, without the journal knowing of it. */
function written(): ImportSummary {
  const checkedAtMs = test.clock.nowMs();
  test.station.context.orders.saveOrders(file.map((draft) => ({ order: orderOf(shop, draft), checkedAtMs, checkedSource: 'orders.csv' })));
  return summary;
}

async function imported(...drafts: readonly OrderDraft[]): Promise<void> {
  file = drafts;
  await test.clock.advance(minutes(1));
  await test.station.handlers.importOrders({ storeId: 'shop', filePath: 'orders.csv' });
}

async function labelled(channelOrderId: string): Promise<string> {
  await imported(aDraft({ channelOrderId }));
  test.scan(channelOrderId);
  expect(test.scan(mug).outcome).toBe('parcel-complete');
  await test.clock.settle();
  return `00${test.parcelOnBench()?.label?.sscc ?? ''}`;
}

async function dispatched(channelOrderId: string): Promise<string> {
  const label = await labelled(channelOrderId);
  expect(test.scan(label).outcome).toBe('dispatched');
  return label;
}

const journal = () => test.station.context.journal;

describe('a file that cancels an order whose box was dispatched', () => {
  it('takes the box back that waits for its carrier, and no lane takes it', async () => {
    const label = await dispatched('100-1');
    await imported(aDraft({ channelOrderId: '100-1', state: 'cancelled', cancellation: cancelledBy() }));
    expect(journal().parcels.findBySscc(label.slice(2) as never)?.state).toBe('stopped');
    test.command('ok');
    test.command('abort');
    test.scan(dhl);
    expect(test.scan(label)).toMatchObject({ outcome: 'blocked', block: { code: 'CANCELLED' } });
    expect(journal().manifests.listOpen()).toMatchObject([{ loaded: 0 }]);
  });

  it('asks a lead to run after the one that is on the truck', async () => {
    const label = await dispatched('100-1');
    test.scan(dhl);
    expect(test.scan(label).outcome).toBe('loaded');
    await imported(aDraft({ channelOrderId: '100-1', state: 'cancelled', cancellation: cancelledBy() }));
    expect(journal().tasks.listOpen(10)).toMatchObject([{ kind: 'intercept', channelOrderId: '100-1' }]);
  });

  it('does so at the next start where the power went between the file and the journal', async () => {
    const label = await dispatched('100-1');
    file = [aDraft({ channelOrderId: '100-1', state: 'cancelled', cancellation: cancelledBy() })];
    await test.clock.advance(minutes(1));
    written();
    await test.restart();
    expect(journal().parcels.findBySscc(label.slice(2) as never)?.state).toBe('stopped');
  });
});

describe('a file that is still being read', () => {
  /** The import thread wrote this order and reads on; nothing of the import is done. */
  async function halfRead(draft: OrderDraft): Promise<void> {
    file = [draft];
    await test.clock.advance(minutes(1));
    written();
  }

  it('counts when the label is scanned on the closed box', async () => {
    const label = await labelled('100-1');
    await halfRead(aDraft({ channelOrderId: '100-1', state: 'cancelled', cancellation: cancelledBy() }));
    expect(test.scan(label)).toMatchObject({ outcome: 'blocked', block: { code: 'CANCELLED' } });
  });

  it('counts at the lane', async () => {
    const label = await dispatched('100-1');
    await halfRead(aDraft({ channelOrderId: '100-1', cancellation: requestedBy() }));
    test.scan(dhl);
    expect(test.scan(label)).toMatchObject({ outcome: 'blocked', block: { code: 'CANCEL_REQUESTED' } });
  });
});
