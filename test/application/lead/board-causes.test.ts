// Everything that can be on the board gets there, with whose it is, since when, and the one thing to do about it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BoardCause } from '../../../src/shared/contract/lead-views.ts';
import type { StationSettings } from '../../../src/shared/contract/settings.ts';
import { noStoreRules } from '../../../src/shared/contract/settings.ts';
import { blockCodes, type Block, type BlockCode, type BlockOwner } from '../../../src/shared/domain/gate/block.ts';
import type { OrderDraft } from '../../../src/shared/domain/order/order-draft.ts';
import type { TaskId, TaskKind } from '../../../src/shared/domain/task/task.ts';
import { minutes, seconds } from '../../../src/shared/domain/units/instant.ts';
import type { ParkReason } from '../../../src/shared/domain/writeback/write-back.ts';
import { encodeLane } from '../../../src/shared/domain/scan/commands.ts';
import { aDraft, aLineDraft, cancelledBy, requestedBy } from '../../support/builders.ts';
import { cancelled, idOf, leadDesk, mug } from '../../support/lead-desk.ts';
import { openTestStation, shop, type TestStation, type TestStationOptions } from '../../support/station.ts';

let test: TestStation;
const desk = leadDesk(() => test);
async function reopen(options: TestStationOptions): Promise<void> {
  await test.close();
  test = await openTestStation(options);
}
beforeEach(async () => {
  test = await openTestStation();
});
afterEach(() => test.close());

const withRules = (rules: Partial<StationSettings['stores'][number]['rules']>): TestStationOptions => ({ store: { rules: { ...noStoreRules, ...rules } } });

describe('an order that is scanned and must not go on', () => {
  it.each<readonly [string, Partial<OrderDraft>, BoardCause, BlockOwner, 'release' | 'acknowledge']>([
    ['is cancelled', cancelled, 'CANCELLED', 'customer-service', 'acknowledge'],
    ['is asked back by its buyer', { cancellation: requestedBy() }, 'CANCEL_REQUESTED', 'lead', 'release'],
    ['has a line that is asked back', { lines: [aLineDraft({ cancellation: requestedBy() })] }, 'CANCEL_REQUESTED', 'lead', 'release'],
    ['is not paid', { payment: 'pending' }, 'PAYMENT_PENDING', 'customer-service', 'acknowledge'],
    ['is held by its channel', { channelHold: 'Stock check' }, 'ON_HOLD', 'customer-service', 'acknowledge'],
    ['is held because the buyer is doubted', { channelHold: 'Fraud check', holdKind: 'fraud' }, 'FRAUD', 'customer-service', 'acknowledge'],
    ['cannot be fulfilled', { state: 'unfulfillable' }, 'UNFULFILLABLE', 'customer-service', 'acknowledge'],
    ['left by another way', { state: 'shipped' }, 'ALREADY_SHIPPED', 'lead', 'acknowledge'],
    ['has nothing left to pack', { lines: [aLineDraft({ quantity: 1, quantityCancelled: 1 })] }, 'NOTHING_TO_PACK', 'lead', 'acknowledge'],
    ['has an address in doubt', { shipTo: { name: 'Ada', lines: ['1 Test Street'], postcode: '1', city: 'Berlin', countryCode: 'DE' } }, 'ADDRESS_INVALID', 'customer-service', 'release'],
  ])('%s', async (_, change, cause, owner, action) => {
    const shipByMs = test.clock.nowMs() + minutes(200);
    await test.given(aDraft({ ...change, shipByMs }));
    const sinceMs = test.clock.nowMs();
    desk.refused('100-1');
    const row = await desk.row(cause);
    expect(row).toMatchObject({ rowId: 'blocked/shop/100-1', orderId: idOf('100-1'), storeName: 'Shop', channelOrderId: '100-1', owner, sinceMs, shipByMs, value: { minor: 1999, currency: 'EUR' }, times: 1, task: null, writeBack: null, action });
    expect(row.blocks[0]).toMatchObject({ code: cause, owner, evidence: { source: 'Shop' } });
  });

  it('crosses a border without a tax number', async () => {
    await reopen(withRules({ taxFields: [{ field: 'vat', from: { kind: 'path', path: 'tax.vat' } }] }));
    await test.given(aDraft({ shipTo: { name: 'Ada', lines: ['1 Test Street'], postcode: 'SW1A 1AA', city: 'London', countryCode: 'GB' } }));
    const { station } = test;
    await station.handlers.saveSettings({ ...station.context.settings(), shipFrom: { name: 'Shop', lines: ['1 Way'], postcode: '20357', city: 'Hamburg', countryCode: 'DE' } });
    desk.refused('100-1');
    expect(await desk.row('TAX_ID_MISSING')).toMatchObject({ owner: 'admin', action: 'acknowledge', blocks: [{ evidence: { facts: { field: 'eori', crossing: 'EU → GB' } } }] });
  });

  it('would be told to a channel that has no word for its carrier', async () => {
    await reopen({ unmapped: ['DHL'] });
    await test.given(aDraft());
    test.scan('100-1');
    test.scan(mug);
    expect(await desk.row('CARRIER_UNMAPPED')).toMatchObject({ owner: 'admin', action: 'acknowledge' });
  });

  it('was last checked too long ago', async () => {
    await test.given(aDraft());
    test.account.setOnline(false);
    await test.clock.advance(minutes(61));
    desk.refused('100-1');
    expect(await desk.row('STALE_DATA')).toMatchObject({ owner: 'lead', action: 'release', blocks: [{ strength: 'ask-lead' }] });
  });

  it('weighs something else than its goods', async () => {
    await reopen(withRules({ weight: { packagingGrams: 100, toleranceGrams: 20, tolerancePercent: 0 } }));
    await test.given(aDraft({ lines: [aLineDraft({ weightGrams: 350 })] }));
    test.scan('100-1');
    test.scan(mug);
    await test.clock.settle();
    const label = `00${test.parcelOnBench()?.label?.sscc ?? ''}`;
    test.scan(']C13303000900');
    test.scan(label);
    expect(await desk.row('WEIGHT_OUT_OF_RANGE')).toMatchObject({ owner: 'lead', action: 'release', parcelId: desk.journal().parcels.listByOrder(idOf('100-1'))[0]?.id });
  });

  it('changed its address when its label was drawn', async () => {
    await test.given(aDraft());
    test.scan('100-1');
    test.scan(mug);
    await test.clock.settle();
    test.account.change('100-1', { shipTo: { name: 'Ada Example', lines: ['2 Other Street'], postcode: '12345', city: 'Berlin', countryCode: 'DE' } });
    await test.clock.advance(seconds(3));
    expect(await desk.row('ADDRESS_CHANGED')).toMatchObject({ action: 'acknowledge' });
  });

  it('is for a second box after the first one left', async () => {
    await desk.pack('100-1');
    desk.refused('100-1');
    expect(await desk.row('ALREADY_DISPATCHED')).toMatchObject({ owner: 'lead', action: 'acknowledge', blocks: [{ evidence: { facts: { bench: 'bench-test' } } }] });
  });

  it.each([...blockCodes])('for %s stands there by that cause, whatever becomes of the rules', async (code: BlockCode) => {
    for (const strength of ['hard', 'ask-lead'] as const) {
      const block: Block = { code, strength, owner: 'catalogue', evidence: { source: 'Shop', checkedAtMs: 5, sinceMs: null, facts: {} } };
      desk.journal().standings.recordBlocked(idOf('100-1'), shop, '100-1', null, [block], 7);
      expect(await desk.row(code)).toMatchObject({ owner: 'catalogue', sinceMs: 7, shipByMs: null, value: null, blocks: [block], action: strength === 'hard' ? 'acknowledge' : 'release' });
      desk.journal().standings.clearBlocked(idOf('100-1'));
    }
  });
});

describe('a task', () => {
  it.each<readonly [TaskKind, BlockOwner, readonly string[], 'close-task' | 'decide-short']>([
    ['intercept', 'lead', ['stopped-at-carrier', 'too-late', 'came-back'], 'close-task'],
    ['put-back', 'packer', ['written-off'], 'close-task'],
    ['void-label', 'lead', ['approved', 'refused'], 'close-task'],
    ['short', 'lead', ['wait', 'partial', 'cancel'], 'decide-short'],
    ['return', 'lead', ['restocked', 'sent-again', 'written-off'], 'close-task'],
    ['cancel-at-channel', 'customer-service', ['cancelled', 'kept'], 'close-task'],
    ['not-crossed', 'admin', ['seen'], 'close-task'],
    ['conflict', 'lead', ['channel-is-right', 'station-is-right'], 'close-task'],
  ])('of kind %s is of a %s, and a person can end it only as one of its kind', async (kind, owner, outcomes, action) => {
    const task = { id: 'task-1' as TaskId, kind, storeId: shop, orderId: idOf('100-1'), channelOrderId: '100-1', parcelId: null, facts: { a: 1 }, value: { minor: 5, currency: 'EUR' }, shipByMs: 9, openedAtMs: 7, openedBy: 'Ada', closed: null };
    desk.journal().tasks.open(task);
    expect(await desk.row(kind)).toMatchObject({ rowId: 'task/task-1', owner, sinceMs: 7, shipByMs: 9, value: task.value, blocks: [], task: { id: 'task-1', kind, facts: { a: 1 }, outcomes }, action });
  });

  it('of goods to put back says how far that is', async () => {
    await test.given(aDraft({ lines: [aLineDraft({ quantity: 2 })] }));
    test.scan('100-1');
    test.scan(mug);
    test.account.change('100-1', cancelled);
    await test.clock.advance(seconds(3));
    expect((await desk.row('put-back')).task?.facts).toMatchObject({ units: 1, confirmed: 0 });
  });

  it('of a store that was removed is still seen to, under the name it had in the files', async () => {
    desk.journal().tasks.open({ id: 'task-1' as TaskId, kind: 'not-crossed', storeId: 'gone' as typeof shop, orderId: null, channelOrderId: '9', parcelId: null, facts: {}, value: null, shipByMs: null, openedAtMs: 7, openedBy: 'Ada', closed: null });
    expect(await desk.row('not-crossed')).toMatchObject({ storeName: 'gone', orderId: null });
  });
});

describe('a message that is parked', () => {
  it.each<readonly [ParkReason, BlockOwner, 'resend' | 'none']>([
    ['needs-fix', 'admin', 'resend'],
    ['not-told-elsewhere', 'admin', 'resend'],
    ['rejected', 'admin', 'resend'],
    ['shows-other-number', 'lead', 'resend'],
    ['accepted-not-visible', 'admin', 'resend'],
    ['order-cancelled', 'customer-service', 'none'],
    ['too-many-attempts', 'lead', 'resend'],
    ['unreadable', 'admin', 'resend'],
  ])('because of %s is of a %s: %s', async (reason, owner, action) => {
    const shipByMs = test.clock.nowMs() + minutes(480);
    await desk.pack('100-1', { shipByMs });
    const row = desk.journal().writeBacks.listByOrder(idOf('100-1'))[0];
    desk.journal().writeBacks.save({ ...row!, state: 'parked', parkReason: reason, attempts: 3, lastAnswer: 'no such carrier' });
    expect(await desk.row(`parked-${reason}`)).toMatchObject({ rowId: `parked/${row!.id}`, owner, sinceMs: row!.createdAtMs, shipByMs, value: { minor: 1999 }, times: 3, writeBack: { state: 'parked', parkReason: reason, lastAnswer: 'no such carrier', trackingNumber: row!.notice.trackingNumber }, action });
  });
});

describe('what is late', () => {
  it('tells what nobody packed from what left and was not told', async () => {
    const shipByMs = test.clock.nowMs() + minutes(59);
    await test.given(aDraft({ channelOrderId: '100-1', shipByMs }));
    await test.given(aDraft({ channelOrderId: '100-2', shipByMs }));
    test.account.setOnline(false);
    await test.clock.advance(seconds(20));
    await desk.packAgain('100-2');
    expect(await desk.row('late-not-packed')).toMatchObject({ channelOrderId: '100-1', owner: 'packer', sinceMs: shipByMs - minutes(60), shipByMs, action: 'none' });
    expect(await desk.row('late-not-posted')).toMatchObject({ channelOrderId: '100-2', owner: 'lead', shipByMs, value: { minor: 1999 }, action: 'none' });
    test.account.setOnline(true);
    await test.clock.advance(minutes(2));
    expect(await desk.causes()).toEqual(['late-not-packed']);
  });

  it('is nothing of a store that was removed, nothing a month overdue, and nothing that stands there for another reason', async () => {
    const shipByMs = test.clock.nowMs() + minutes(10);
    const { orders } = test.station.context;
    await test.given(aDraft({ channelOrderId: 'blocked', shipByMs, payment: 'pending' }));
    await test.given(aDraft({ channelOrderId: 'old', shipByMs: test.clock.nowMs() - minutes(31 * 24 * 60) }));
    const draft = orders.loadOrder(idOf('blocked'))!;
    orders.saveOrders([{ ...draft, order: { ...draft.order, id: 'gone/1' as typeof draft.order.id, storeId: 'gone' as typeof shop, channelOrderId: '1' } }]);
    desk.refused('blocked');
    expect(await desk.causes()).toEqual(['PAYMENT_PENDING']);
  });

  it('is found behind any number of orders from files that left and stay open there', async () => {
    await reopen({ store: { connection: { kind: 'file' } } });
    const nowMs = test.clock.nowMs();
    const { orders } = test.station.context;
    const file = (channelOrderId: string, shipByMs: number): void => {
      test.account.put(aDraft({ channelOrderId, shipByMs }));
      const { updatedAtMs, ...rest } = test.account.draft(channelOrderId);
      orders.saveOrders([{ order: { ...rest, id: idOf(channelOrderId), storeId: shop, updatedAtMs: updatedAtMs ?? nowMs }, checkedAtMs: nowMs, checkedSource: 'file a.csv' }]);
    };
    for (let n = 0; n < 5; n += 1) {
      file(`left-${n}`, nowMs - minutes(n));
      await desk.packAgain(`left-${n}`);
    }
    file('late', nowMs - minutes(90));
    expect(await desk.rows()).toMatchObject([{ cause: 'late-not-packed', channelOrderId: 'late' }]);
  });
});

describe('a box that is packed and has no label', () => {
  it('stands there until the printer is ready, with a reprint as the thing to do', async () => {
    test.printerAnswers({ kind: 'failed', reason: 'out of paper' });
    const shipByMs = test.clock.nowMs() + minutes(200);
    await test.given(aDraft({ shipByMs }));
    test.scan('100-1');
    test.scan(mug);
    await test.clock.settle();
    const row = await desk.row('packed-unlabelled');
    expect(row).toMatchObject({ owner: 'packer', shipByMs, value: { minor: 1999 }, action: 'reprint', parcelId: test.parcelOnBench()?.id, sinceMs: test.parcelOnBench()?.verifiedAtMs });
    test.printerAnswers({ kind: 'sent', reference: 'job-2' });
    await test.station.handlers.reprintLabel({ parcelId: row.parcelId ?? '' });
    await test.clock.settle();
    expect(await desk.causes()).toEqual([]);
    expect((await desk.board()).inWork).toMatchObject([{ channelOrderId: '100-1', state: 'labelled' }]);
  });
});

describe('beside the failures', () => {
  it('stand the messages on their way, the lanes that are loaded and what waits for a carrier', async () => {
    const first = await desk.pack('100-2');
    await desk.pack('100-3');
    test.scan(encodeLane('DHL'));
    test.scan(first);
    const board = await desk.board();
    expect(board.loading).toMatchObject([{ carrier: 'DHL', number: 1, loaded: 1, waiting: 1 }]);
    expect(board.waitingForCarrier).toMatchObject([{ carrier: 'DHL', parcels: 1 }]);
    expect(board.waiting.map((row) => row.channelOrderId)).toContain('100-3');
    expect(board.counts.due + board.counts.accepted + board.counts.sending).toBe(board.waiting.length);
  });
});

describe('partly cancelled', () => {
  it('after the label is a box that holds too much', async () => {
    await test.given(aDraft({ lines: [aLineDraft({ quantity: 2 })] }));
    test.scan('100-1');
    test.scan(mug);
    test.scan(mug);
    await test.clock.settle();
    test.account.change('100-1', { lines: [aLineDraft({ quantity: 2, quantityCancelled: 1, cancellation: cancelledBy() })] });
    await test.clock.advance(seconds(3));
    expect(await desk.row('CONTENTS_CHANGED')).toMatchObject({ owner: 'packer', action: 'acknowledge', blocks: [{ evidence: { facts: { packed: 2, wanted: 1 } } }] });
  });
});
