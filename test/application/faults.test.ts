import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { orderIdOf, type StoreId } from '../../src/shared/domain/order/order.ts';
import { minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import type { StationParts } from '../../src/main/composition/station-core.ts';
import { aCheckedOrder, aDraft, cancelledBy, requestedBy } from '../support/builders.ts';
import { release } from '../support/release.ts';
import { openTestStation, shop, type TestStation } from '../support/station.ts';
import { composeStation, type ComposedStation } from './compose-station.ts';

const mug = '9521234543213';
const orderId = orderIdOf(shop, '100-1');
let test: TestStation;
let composed: ComposedStation | null = null;

beforeEach(async () => {
  composed = null;
  test = await openTestStation();
  await test.given(aDraft());
});
afterEach(async () => {
  await composed?.station.stop();
  await test.close();
});

async function compose(parts: Partial<StationParts>): Promise<ComposedStation> {
  await test.station.stop();
  composed = composeStation(test, parts);
  composed.station.start();
  await test.clock.settle();
  return composed;
}
let scans = 0;
const scan = (text: string) => composed?.station.scan({ scanId: `s-${(scans += 1)}`, text, method: 'wedge', deviceId: 'test', scannedAtMs: test.clock.nowMs() + scans * 1000 }).outcome;
const journal = () => test.station.context.journal;
const parcel = () => journal().parcels.listByOrder(orderId).at(-1);
const screen = () => (composed?.station.handlers.loadBench({}) as { screen: { kind: string; reason?: string } }).screen;

describe('a picture of the bench that cannot be drawn', () => {
  it('is logged, and scans go on being judged', async () => {
    const { station, log } = await compose({});
    const { loadOrder } = station.context.orders;
    scan('100-1');
    Object.assign(station.context.orders, { loadOrder: () => { throw new Error('an unreadable row'); } });
    scan('nothing');
    await test.clock.settle();
    Object.assign(station.context.orders, { loadOrder });
    expect(log).toContainEqual({ level: 'error', event: 'bench-not-shown' });
    expect(scan(mug)).toBe('parcel-complete');
  });

  it('is logged also where the page is gone', async () => {
    let isGone = false;
    const { log } = await compose({ emit: () => { if (isGone) throw new Error('channel closed'); } });
    isGone = true;
    scan('100-1');
    await test.clock.settle();
    expect(log).toContainEqual({ level: 'error', event: 'bench-not-shown' });
  });
});

describe('work after a commit that fails', () => {
  it('is logged, and the parcel stays dispatched with its message owed', async () => {
    const { log } = await compose({});
    scan('100-1');
    scan(mug);
    await test.clock.settle();
    // Only what the write-back worker asks for fails; the scan itself is judged without it.
    const { listByOrder } = journal().writeBacks;
    test.account.change('100-1', { state: 'cancelled', cancellation: cancelledBy() });
    Object.assign(journal().writeBacks, { listByOrder: () => { throw new Error('disk trouble'); } });
    await test.clock.advance(seconds(6));
    Object.assign(journal().writeBacks, { listByOrder });
    expect(log).toContainEqual({ level: 'error', event: 'afterwards-failed' });
    expect(parcel()?.state).toBe('stopped');
  });
});

describe('a file import that breaks off', () => {
  it('has stopped the boxes of the orders it had already read as cancelled', async () => {
    // The practice shop gives its short name to no other.
    const files = 'shop-2' as StoreId;
    const { station } = await compose({
      importer: {
        importFile: () => {
          test.station.context.orders.saveOrders([aCheckedOrder(files, { state: 'cancelled', cancellation: cancelledBy() }, test.clock.nowMs())]);
          return Promise.reject(new Error('the import ended before it was done'));
        },
        close: () => Promise.resolve(),
      },
    });
    const settings = station.context.settings();
    await Promise.resolve(station.handlers.saveSettings({ ...settings, stores: settings.stores.map((store) => ({ ...store, connection: { kind: 'file' as const } })) }));
    test.station.context.orders.saveOrders([aCheckedOrder(files, {}, test.clock.nowMs())]);
    scan('100-1');
    await expect(station.handlers.importOrders({ storeId: files, filePath: 'orders.csv' })).rejects.toThrow('before it was done');
    expect(screen()).toMatchObject({ kind: 'stopped', stop: { blocks: [{ code: 'CANCELLED' }] } });
  });
});

describe('a label that does not come out', () => {
  it('says so where it could not be drawn, and prints on REPRINT', async () => {
    let isBroken = true;
    await compose({ renderer: { renderLabel: () => (isBroken ? Promise.reject(new Error('no font for this script')) : Promise.resolve({ pdf: new Uint8Array(1), sha256: '0'.repeat(64), missing: [] })) } });
    scan('100-1');
    scan(mug);
    await test.clock.settle();
    expect(screen()).toMatchObject({ kind: 'label-problem', reason: expect.stringContaining('no font') });
    isBroken = false;
    await Promise.resolve(composed?.station.handlers.reprintLabel({ parcelId: parcel()?.id ?? '' }));
    expect(screen().kind).toBe('scan-label');
  });

  it('says so where the printer’s own program fails', async () => {
    await compose({ printerFor: () => ({ name: 'broken', status: () => Promise.resolve({ kind: 'ready', detail: '' }), print: () => Promise.reject(new Error('EACCES')) }) });
    scan('100-1');
    scan(mug);
    await test.clock.settle();
    expect(journal().printJobs.latestForParcel(parcel()?.id ?? ('' as never))).toMatchObject({ state: 'unknown', reason: expect.stringContaining('EACCES') });
  });

  it('says so where the order is not known any more', async () => {
    const { station } = await compose({});
    const { loadOrder } = station.context.orders;
    scan('100-1');
    scan(mug);
    Object.assign(station.context.orders, { loadOrder: () => null });
    await test.clock.settle();
    expect(screen().kind).toBe('label-problem');
    Object.assign(station.context.orders, { loadOrder });
  });

  it('is not drawn for another address than its number was made for', async () => {
    let printed = 0;
    const { station } = await compose({ printerFor: () => ({ name: 'counting', status: () => Promise.resolve({ kind: 'ready', detail: '' }), print: () => Promise.resolve({ kind: 'sent', reference: `job-${(printed += 1)}` }) }) });
    scan('100-1');
    scan(mug);
    // Between the commit of the label and its drawing the order store has learned of another address.
    station.context.orders.saveOrders([aCheckedOrder(shop, { shipTo: { ...aDraft().shipTo, lines: ['9 Other Street'] }, updatedAtMs: test.clock.nowMs() }, test.clock.nowMs())]);
    await test.clock.settle();
    expect([screen(), printed]).toMatchObject([{ kind: 'label-problem', reason: expect.stringContaining('another address'), block: { code: 'PRINTER_NOT_READY' } }, 0]);
  });

  it('is not printed twice when the commit that owes it had to be tried twice', async () => {
    let printed = 0;
    await compose({ printerFor: () => ({ name: 'counting', status: () => Promise.resolve({ kind: 'ready', detail: '' }), print: () => Promise.resolve({ kind: 'sent', reference: `job-${(printed += 1)}` }) }) });
    scan('100-1');
    scan(mug);
    // A full disk frees its reserve and runs the whole commit again: what follows it is asked for twice.
    composed?.station.context.afterwards.printLabel(parcel()?.id ?? ('' as never), false);
    await test.clock.settle();
    expect(printed).toBe(1);
  });

  it('is printed when a held order goes on whose label never reached the printer', async () => {
    let printed = 0;
    await compose({
      renderer: {
        // The request to cancel comes in while the label is drawn.
        renderLabel: async () => {
          test.account.change('100-1', { cancellation: requestedBy() });
          await composed?.station.listNow();
          return { pdf: new Uint8Array(1), sha256: '0'.repeat(64), missing: [] };
        },
      },
      printerFor: () => ({ name: 'counting', status: () => Promise.resolve({ kind: 'ready', detail: '' }), print: () => Promise.resolve({ kind: 'sent', reference: `job-${(printed += 1)}` }) }),
    });
    scan('100-1');
    scan(mug);
    await test.clock.settle();
    expect([screen().kind, printed]).toEqual(['stopped', 0]);
    if (composed !== null) await release(composed.station, orderId, 'CANCEL_REQUESTED');
    test.account.change('100-1', { cancellation: { kind: 'none' } });
    await composed?.station.listNow();
    composed?.station.context.journal.benches.save({ benchId: composed.station.context.benchId, parcelId: null, stop: null });
    scan('100-1');
    await test.clock.advance(minutes(0));
    expect(printed).toBe(1);
  });
});
