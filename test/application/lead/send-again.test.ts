import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SeenDispatch, WriteBack } from '../../../src/shared/domain/writeback/write-back.ts';
import { minutes, seconds } from '../../../src/shared/domain/units/instant.ts';
import { aLineDraft, cancelledBy } from '../../support/builders.ts';
import { cancelled, idOf, leadDesk } from '../../support/lead-desk.ts';
import { openTestStation, type TestStation } from '../../support/station.ts';

let test: TestStation;
const desk = leadDesk(() => test);
beforeEach(async () => {
  test = await openTestStation();
});
afterEach(() => test.close());

const rowsOf = (channelOrderId: string): readonly WriteBack[] => test.station.context.journal.writeBacks.listByOrder(idOf(channelOrderId));
const only = (channelOrderId: string): WriteBack => {
  const open = rowsOf(channelOrderId).filter(({ state }) => state !== 'superseded');
  expect(open).toHaveLength(1);
  return open[0]!;
};
const acts = (act: string): readonly string[] => test.station.context.journal.audit.list(null, 100).filter((entry) => entry.act === act).map(({ detail }) => detail);

describe('a carrier that a channel does not know', () => {
  beforeEach(async () => {
    test.account.refuseCarrier('DHL');
    await desk.pack('100-1');
    await desk.pack('100-2');
  });

  it('keeps its messages here, and none leaves', async () => {
    await test.clock.advance(minutes(5));
    expect(test.account.confirmed).toEqual([]);
    expect(only('100-1')).toMatchObject({ state: 'parked', parkReason: 'needs-fix', problemCode: 'bad-carrier', attempts: 0 });
    expect((await desk.rows()).map(({ cause, owner }) => [cause, owner])).toEqual([['parked-needs-fix', 'admin'], ['parked-needs-fix', 'admin']]);
  });

  it('is still wrong when it is sent again as it is: the row stays, and says so', async () => {
    expect(await test.station.handlers.resendWriteBack({ writeBackId: only('100-1').id })).toMatchObject({ code: 'refused' });
    expect(only('100-1').state).toBe('parked');
  });

  it('gets another word, and all of its messages leave together: same number, same time of dispatch, the old ones kept', async () => {
    const before = only('100-1');
    await test.clock.advance(minutes(5));
    test.account.map('DHL', 'DHL Paket');
    expect(await test.station.handlers.resendCause({ storeId: null, parkReason: 'needs-fix', problemCode: 'bad-carrier', note: 'DHL is called DHL Paket here' })).toEqual({ sent: 2, left: 0 });
    await test.clock.advance(seconds(5));
    expect(test.account.confirmed.map(({ channelOrderId, carrierCode }) => [channelOrderId, carrierCode]).toSorted()).toEqual([['100-1', 'DHL Paket'], ['100-2', 'DHL Paket']]);
    expect(rowsOf('100-1')).toMatchObject([{ id: before.id, state: 'superseded' }, { notice: { trackingNumber: before.notice.trackingNumber, shippedAtMs: before.notice.shippedAtMs, packageReference: '1' } }]);
    expect(acts('cause-resent')).toHaveLength(1);
    expect(acts('cause-resent')[0]).toContain('DHL is called DHL Paket here');
  });

  it('is counted by its cause where connections are shown, until its messages have left', async () => {
    const causes = async (): Promise<unknown> => {
      const answer = await test.station.handlers.loadConnections({});
      return 'stores' in answer ? answer.stores[0]?.queue.causes : answer;
    };
    expect(await causes()).toEqual([{ parkReason: 'needs-fix', problemCode: 'bad-carrier', rows: 2 }]);
    expect((await desk.rows()).map(({ writeBack }) => writeBack?.problemCode)).toEqual(['bad-carrier', 'bad-carrier']);
    test.account.map('DHL', 'DHL Paket');
    await test.station.handlers.resendCause({ storeId: 'shop', parkReason: 'needs-fix', problemCode: 'bad-carrier', note: 'mapped' });
    expect(await causes()).toEqual([]);
  });

  it('is shown where connections are shown: our word, the word that was sent, the answer, and how many', async () => {
    const answer = await test.station.handlers.loadConnections({});
    expect('stores' in answer ? answer.stores[0]?.queue.refusedCarriers : answer).toEqual([{ carrier: 'DHL', sent: 'DHL', answer: 'bad-carrier: DHL is no carrier here', rows: 2 }]);
    expect('channels' in answer ? answer.channels.find(({ id }) => id === 'amazon')?.carrierWords : answer).toContain('GLS');
  });

  it('takes nothing along that travels with another carrier', async () => {
    test.account.map('DHL', 'DHL Paket');
    const cause = { storeId: 'shop', parkReason: 'needs-fix', problemCode: 'bad-carrier', note: 'GLS has its word now' } as const;
    expect(await test.station.handlers.resendCause({ ...cause, carrier: 'GLS' })).toEqual({ sent: 0, left: 0 });
    expect(await test.station.handlers.resendCause({ ...cause, carrier: 'DHL' })).toEqual({ sent: 2, left: 0 });
    expect(acts('cause-resent')[0]).toContain('DHL');
  });

  it('is another cause than one without a word of the channel: sending that again leaves these where they are', async () => {
    test.account.map('DHL', 'DHL Paket');
    expect(await test.station.handlers.resendCause({ storeId: null, parkReason: 'needs-fix', problemCode: null, note: 'looked' })).toEqual({ sent: 0, left: 0 });
    expect(['100-1', '100-2'].map((order) => only(order).state)).toEqual(['parked', 'parked']);
  });

  it('of an order that is held meanwhile stays where it is, beside one that leaves: nothing is lost half way', async () => {
    test.account.change('100-1', { channelHold: 'customer called' });
    await test.clock.advance(minutes(3));
    const before = rowsOf('100-1').map(({ id, state }) => [id, state]);
    test.account.map('DHL', 'DHL Paket');
    expect(await test.station.handlers.resendCause({ storeId: null, parkReason: 'needs-fix', problemCode: 'bad-carrier', note: 'mapped' })).toEqual({ sent: 1, left: 1 });
    expect(rowsOf('100-1').map(({ id, state }) => [id, state])).toEqual(before);
    expect(only('100-1').state).toBe('parked');
    await test.clock.advance(minutes(1));
    expect(test.account.confirmed.map(({ channelOrderId }) => channelOrderId)).toEqual(['100-2']);
  });

  it('of an order that was cancelled meanwhile stays untold', async () => {
    test.account.change('100-1', cancelled);
    await test.clock.advance(minutes(3));
    expect(rowsOf('100-1').map(({ state }) => state)).toEqual(['superseded']);
    test.account.map('DHL', 'DHL Paket');
    await test.station.handlers.resendCause({ storeId: null, parkReason: 'needs-fix', problemCode: 'bad-carrier', note: 'mapped' });
    await test.clock.advance(minutes(1));
    expect(test.account.confirmed.map(({ channelOrderId }) => channelOrderId)).toEqual(['100-2']);
  });
});

describe('a go-between that has the number and could not tell the marketplace', () => {
  const shows = (passingOn?: SeenDispatch['passingOn']): void => {
    const { notice } = only('100-1');
    test.account.show('100-1', [{ packageReference: 'theirs', carrier: notice.carrierCode, trackingNumber: notice.trackingNumber, ...(passingOn === undefined ? {} : { passingOn }) }]);
  };

  it('leaves the parcel ungreen, with its words on the board; sending again looks, tells nothing twice, and is green once the marketplace was told', async () => {
    await desk.pack('100-1');
    await test.clock.settle();
    shows({ state: 'pending' });
    await test.clock.advance(minutes(1));
    expect(only('100-1').state).toBe('accepted');

    shows({ state: 'failed', words: 'eBay: token expired' });
    await test.clock.advance(minutes(5));
    expect(await desk.row('parked-accepted-not-visible')).toMatchObject({ writeBack: { problemCode: 'not-passed-on', lastAnswer: 'not-passed-on: eBay: token expired' }, action: 'resend' });

    shows();
    await test.station.handlers.resendWriteBack({ writeBackId: only('100-1').id });
    await test.clock.advance(seconds(5));
    expect(only('100-1')).toMatchObject({ state: 'confirmed', problemCode: null });
    expect(test.account.confirmed).toHaveLength(1);
  });
});

describe('the life of a message', () => {
  it('is told step by step, the newest message first', async () => {
    test.account.refuseCarrier('DHL');
    await desk.pack('100-1');
    test.account.map('DHL', 'DHL Paket');
    await test.station.handlers.resendWriteBack({ writeBackId: only('100-1').id });
    await test.clock.advance(minutes(2));
    const { messages } = await desk.evidence('100-1');
    expect(messages.map(({ carrier, steps }) => [carrier, steps.map(({ state }) => state)])).toEqual([
      ['DHL Paket', ['due', 'sending', 'accepted', 'confirmed']],
      ['DHL', ['parked', 'superseded']],
    ]);
    expect(messages[1]?.steps[0]?.answer).toBe('bad-carrier: DHL is no carrier here');
  });
});

describe('somebody else’s number in the place of ours', () => {
  it('is written over only when a person who saw it sends ours', async () => {
    test.account.refuseCarrier('DHL');
    await desk.pack('100-1');
    const theirs = [{ packageReference: '1', carrier: 'DHL', trackingNumber: 'JD0002' }];
    test.account.show('100-1', theirs);
    test.account.change('100-1', { packages: theirs });
    test.account.map('DHL', 'DHL Paket');
    await test.clock.advance(minutes(3));
    await test.station.handlers.resendWriteBack({ writeBackId: only('100-1').id });
    await test.clock.advance(seconds(5));
    expect(test.account.confirmed).toEqual([]);
    expect(only('100-1')).toMatchObject({ state: 'parked', parkReason: 'shows-other-number', lastAnswer: 'the channel shows DHL JD0002 for package 1' });

    await test.station.handlers.resendWriteBack({ writeBackId: only('100-1').id });
    await test.clock.advance(seconds(5));
    expect(test.account.confirmed).toMatchObject([{ replaces: { trackingNumber: 'JD0002' } }]);
  });
});

describe('a corrected message whose first form the channel took without showing it', () => {
  it('passes the gate at the write: what the channel counts as shipped by then is ours, not somebody else’s', async () => {
    await desk.pack('100-1', { lines: [aLineDraft({ lineId: 'line-1', quantity: 1 })] });
    // Taken, shown nowhere, and counted all the same: what is left of the line was cancelled meanwhile.
    const show = (): void => test.account.show('100-1', []);
    await test.clock.advance(seconds(10));
    show();
    await test.clock.advance(minutes(200));
    expect(only('100-1')).toMatchObject({ state: 'parked', parkReason: 'accepted-not-visible', attempts: 1 });
    test.account.change('100-1', { state: 'shipped', lines: [aLineDraft({ lineId: 'line-1', quantity: 2, quantityShipped: 1, quantityCancelled: 1, cancellation: cancelledBy() })] });
    await test.clock.advance(minutes(3));
    test.account.map('DHL', 'DHL Paket');
    await test.station.handlers.resendWriteBack({ writeBackId: only('100-1').id });
    await test.clock.advance(minutes(2));
    expect(test.account.confirmed.map(({ carrierCode }) => carrierCode)).toEqual(['DHL', 'DHL Paket']);
    expect(only('100-1')).toMatchObject({ state: 'confirmed' });
  });
});
