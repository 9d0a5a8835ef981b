import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { orderIdOf } from '../../src/shared/domain/order/order.ts';
import type { BenchId } from '../../src/shared/domain/parcel/parcel.ts';
import { encodeCommand } from '../../src/shared/domain/scan/commands.ts';
import { applyOrders } from '../../src/main/application/apply-channel-order.ts';
import { aCheckedOrder, aDraft, aLineDraft, cancelledBy } from '../support/builders.ts';
import { openTestStation, shop, type TestStation } from '../support/station.ts';
import { composeStation, type ComposedStation } from './compose-station.ts';

const mug = '9521234543213';
const orderId = orderIdOf(shop, '100-1');
let test: TestStation;
let second: ComposedStation;
let scans = 0;
const scanThere = (text: string) => second.station.scan({ scanId: `s-${(scans += 1)}`, text, method: 'wedge', deviceId: 'test', scannedAtMs: test.clock.nowMs() + scans * 1000 });

beforeEach(async () => {
  test = await openTestStation();
  await test.given(aDraft({ lines: [aLineDraft({ quantity: 2 })] }));
  second = composeStation(test, { benchId: 'bench-2' as BenchId });
  second.station.start();
  await test.clock.settle();
});
afterEach(async () => {
  await second.station.stop();
  await test.close();
});

const labelCode = (): string => `00${test.parcelOnBench()?.label?.sscc ?? 'none'}`;

describe('an order that is open on another bench', () => {
  it('is not taken away from there, and the other bench goes on', () => {
    test.scan('100-1');
    test.scan(mug);
    expect(scanThere('100-1')).toMatchObject({ outcome: 'blocked', block: { code: 'OPEN_ELSEWHERE', strength: 'hard' } });
    expect(test.parcelOnBench()?.lines[0]?.packed).toBe(1);
    expect(test.scan(mug).outcome).toBe('parcel-complete');
  });

  it('is not dispatched there by its label either', () => {
    test.scan('100-1');
    test.scan(mug);
    test.scan(mug);
    const label = labelCode();
    expect(scanThere(label)).toMatchObject({ outcome: 'blocked', block: { code: 'OPEN_ELSEWHERE' } });
    expect(test.scan(label).outcome).toBe('dispatched');
  });

  it('goes on there with the same counts once it was put aside here', () => {
    test.scan('100-1');
    test.scan(mug);
    test.command('abort');
    scanThere(encodeCommand('ok'));
    expect(scanThere('100-1')).toMatchObject({ outcome: 'order-opened', detail: { packed: 1 } });
    expect(scanThere(mug).outcome).toBe('parcel-complete');
    const [parcel] = test.station.context.journal.parcels.listByOrder(orderId);
    expect(test.scan('100-1')).toMatchObject({ outcome: 'blocked', block: { code: 'OPEN_ELSEWHERE' } });
    expect(scanThere(`00${parcel?.label?.sscc ?? ''}`).outcome).toBe('dispatched');
  });

  it('goes on there when an answer with nothing against it comes here', () => {
    test.scan('100-1');
    test.scan(mug);
    const { journal } = test.station.context;
    applyOrders(second.station.context, [aCheckedOrder('shop', { lines: [aLineDraft({ quantity: 2 })], updatedAtMs: test.clock.nowMs() + 1 }, test.clock.nowMs())]);
    expect(journal.benches.load('bench-test' as BenchId).stop).toBeNull();
    expect(journal.standings.listBlocked(9)).toEqual([]);
    expect(test.scan(mug).outcome).toBe('parcel-complete');
  });

  it('stops there, full screen, with the answer that came here', () => {
    test.scan('100-1');
    test.scan(mug);
    const { journal } = test.station.context;
    applyOrders(second.station.context, [aCheckedOrder('shop', { lines: [aLineDraft({ quantity: 2 })], state: 'cancelled', cancellation: cancelledBy(), updatedAtMs: test.clock.nowMs() + 1 }, test.clock.nowMs())]);
    expect(journal.benches.load('bench-test' as BenchId)).toMatchObject({ parcelId: null, stop: { channelOrderId: '100-1', blocks: [{ code: 'CANCELLED' }] } });
    expect(journal.benches.load('bench-2' as BenchId).stop).toBeNull();
    expect(test.scan(mug).outcome).toBe('ignored-while-stopped');
  });
});
