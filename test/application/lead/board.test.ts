import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BoardRowView, LeadBoardView } from '../../../src/shared/contract/lead-views.ts';
import { blockCodes } from '../../../src/shared/domain/gate/block.ts';
import { orderIdOf } from '../../../src/shared/domain/order/order.ts';
import { minutes, seconds } from '../../../src/shared/domain/units/instant.ts';
import { aDraft, aLineDraft, cancelledBy, requestedBy } from '../../support/builders.ts';
import { release } from '../../support/release.ts';
import { openTestStation, shop, type TestStation } from '../../support/station.ts';

const mug = '9521234543213';
const orderId = orderIdOf(shop, '100-1');
let test: TestStation;
beforeEach(async () => {
  test = await openTestStation();
});
afterEach(() => test.close());

const board = () => test.station.handlers.loadBoard({}) as LeadBoardView;
const rows = (): readonly BoardRowView[] => board().groups.flatMap((group) => group.rows);
const codes = (): readonly string[] => rows().map((row) => row.cause).filter((cause) => (blockCodes as readonly string[]).includes(cause));
const label = () => `00${test.parcelOnBench()?.label?.sscc ?? 'none'}`;

async function goOffline(forMs: number): Promise<void> {
  test.account.setOnline(false);
  await test.clock.advance(forMs);
}

describe('an order on the board', () => {
  it('stands there once, with the reason that holds now', async () => {
    await test.given(aDraft({ cancellation: requestedBy() }));
    test.scan('100-1');
    test.account.change('100-1', { state: 'cancelled', cancellation: cancelledBy() });
    await test.clock.advance(seconds(70));
    expect(board()).toMatchObject({ totalRows: 1, groups: [{ cause: 'CANCELLED', owner: 'customer-service', total: 1, bulk: 'acknowledge', rows: [{ action: 'acknowledge', blocks: [{ code: 'CANCELLED' }] }] }] });
    expect(test.bench().header.blockedOrders).toBe(1);
  });

  it('keeps since when and how often it was refused for one and the same reason', async () => {
    await test.given(aDraft({ state: 'cancelled', cancellation: cancelledBy() }));
    const firstAtMs = test.clock.nowMs();
    test.scan('100-1');
    test.command('ok');
    await test.clock.advance(minutes(2));
    test.scan('100-1');
    expect(rows()).toMatchObject([{ sinceMs: firstAtMs, times: 2 }]);
  });

  it('leaves the board when the channel drops the request that held the message back', async () => {
    await test.given(aDraft());
    await goOffline(seconds(20));
    test.scan('100-1');
    test.scan(mug);
    test.scan(label());
    test.account.change('100-1', { cancellation: requestedBy() });
    test.account.setOnline(true);
    await test.clock.advance(minutes(2));
    expect(codes()).toEqual(['CANCEL_REQUESTED']);
    test.account.change('100-1', { cancellation: { kind: 'none' } });
    await test.clock.advance(minutes(30));
    expect(test.account.confirmed).toHaveLength(1);
    expect(codes()).toEqual([]);
  });

  it('stays there while a message is kept back for a cancelled order', async () => {
    await test.given(aDraft());
    await goOffline(seconds(20));
    test.scan('100-1');
    test.scan(mug);
    test.scan(label());
    test.account.change('100-1', { state: 'cancelled', cancellation: cancelledBy() });
    test.account.setOnline(true);
    await test.clock.advance(minutes(2));
    test.account.change('100-1', { shipByMs: null });
    await test.clock.advance(minutes(5));
    expect(codes()).toEqual(['CANCELLED']);
    expect(await release(test.station, orderId, 'CANCEL_REQUESTED')).toMatchObject({ released: 0, refused: [{ orderId, code: 'CANCELLED' }] });
  });
});

describe('age alone', () => {
  it('leaves the board as soon as everything was read again', async () => {
    await test.given(aDraft());
    await goOffline(minutes(61));
    test.scan('100-1');
    test.command('ok');
    expect(codes()).toEqual(['STALE_DATA']);
    test.account.setOnline(true);
    await test.clock.advance(seconds(10));
    expect(codes()).toEqual([]);
  });

  it('stands on the bench no longer than until a listing was read, also where the order itself could not be asked for', async () => {
    await test.given(aDraft());
    await goOffline(minutes(61));
    test.scan('100-1');
    Object.assign(test.account, { readOrder: () => Promise.resolve({ kind: 'rate-limited', retryAfterMs: 60_000 }), listOrders: () => Promise.resolve({ kind: 'done', value: { orders: [], unreadable: [], nextPageToken: null, completeUntilMs: test.clock.nowMs() } }) });
    test.account.setOnline(true);
    await test.clock.advance(seconds(10));
    expect(test.bench().screen.kind).toBe('packing');
  });

  it('does not stop a box at start, before anybody could be asked', async () => {
    await test.given(aDraft({ lines: [aLineDraft({ quantity: 2 })] }));
    test.scan('100-1');
    test.scan(mug);
    await goOffline(minutes(61));
    await test.restart();
    expect(test.bench().screen.kind).toBe('packing');
    expect(codes()).toEqual([]);
    expect(test.scan(mug).detail).toMatchObject({ code: 'STALE_DATA' });
  });

  it('can be released while the channel is being asked and does not answer', async () => {
    await test.given(aDraft());
    await goOffline(minutes(61));
    test.account.setOnline(true);
    test.account.setLatency(minutes(5));
    await test.clock.advance(seconds(4));
    test.scan('100-1');
    expect(test.scan(mug).detail).toMatchObject({ code: 'STALE_DATA' });
    expect(await release(test.station, orderId, 'STALE_DATA')).toEqual({ released: 1, refused: [] });
    expect(codes()).toEqual([]);
    test.command('ok');
    expect(test.scan('100-1').outcome).toBe('parcel-complete');
  });
});
