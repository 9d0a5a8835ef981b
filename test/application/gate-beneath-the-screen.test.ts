import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { completeParcel, labelParcel } from '../../src/main/application/label-parcel.ts';
import { dispatchParcel } from '../../src/main/application/dispatch-parcel.ts';
import { openOrder } from '../../src/main/application/open-order.ts';
import { GateRefusedError } from '../../src/main/application/ports/journal.ts';
import { orderIdOf } from '../../src/shared/domain/order/order.ts';
import type { Parcel } from '../../src/shared/domain/parcel/parcel.ts';
import { encodeLane } from '../../src/shared/domain/scan/commands.ts';
import { minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import { aDraft, aLineDraft, cancelledBy, requestedBy } from '../support/builders.ts';
import { release } from '../support/release.ts';
import { openTestStation, shop, type TestStation } from '../support/station.ts';

const mug = '9521234543213';
const orderId = orderIdOf(shop, '100-1');
let test: TestStation;
beforeEach(async () => {
  test = await openTestStation();
});
afterEach(() => test.close());

const journal = () => test.station.context.journal;
const parcel = (): Parcel => {
  const [found] = journal().parcels.listByOrder(orderId);
  if (found === undefined) throw new Error('no parcel');
  return found;
};

describe('a cancellation the station knows of', () => {
  const changes = [
    ['cancelled', { state: 'cancelled' as const, cancellation: cancelledBy() }, 'CANCELLED'],
    ['asked to be cancelled', { cancellation: requestedBy() }, 'CANCEL_REQUESTED'],
    ['unpaid', { payment: 'pending' as const }, 'PAYMENT_PENDING'],
    ['held by the channel', { channelHold: 'fraud check' }, 'ON_HOLD'],
  ] as const;

  it.each(changes)('stops an order that is %s at the first scan', async (_name, change, code) => {
    await test.given(aDraft(change));
    const verdict = test.scan('100-1');
    expect([verdict.outcome, verdict.sound, verdict.detail['code']]).toEqual(['blocked', 'stop', code]);
    expect(journal().parcels.listByOrder(orderId)).toEqual([]);
    expect(test.scan(mug).outcome).toBe('ignored-while-stopped');
    expect(test.command('ok').outcome).toBe('acknowledged');
    expect(test.scan('100-1').outcome).toBe('blocked');
  });

  it.each(changes)('interrupts the open box of an order that is then %s', async (_name, change, code) => {
    await test.given(aDraft({ lines: [aLineDraft({ quantity: 2 })] }));
    test.scan('100-1');
    test.scan(mug);
    test.account.change('100-1', change);
    await test.clock.advance(seconds(6));
    const { screen } = test.bench();
    expect(screen).toMatchObject({ kind: 'stopped', stop: { blocks: [{ code, evidence: { source: 'Shop' } }] } });
    // What may still leave stays in its box; only a dead order's goods go back.
    expect(screen).toMatchObject({ stop: { putBack: code === 'CANCELLED' ? [{ quantity: 1 }] : [] } });
    expect(test.scan(mug).outcome).toBe('ignored-while-stopped');
  });

  it('ends a labelled parcel and turns its label void when the order is cancelled', async () => {
    await test.given(aDraft());
    test.scan('100-1');
    test.scan(mug);
    const label = `00${parcel().label?.sscc ?? ''}`;
    test.account.change('100-1', { state: 'cancelled', cancellation: cancelledBy() });
    await test.clock.advance(seconds(6));
    expect(parcel()).toMatchObject({ state: 'stopped', label: { isVoid: true } });
    test.command('ok');
    expect(test.scan(label).outcome).toBe('blocked');
    expect(journal().writeBacks.listByOrder(orderId)).toEqual([]);
  });

  it('never applies a late answer to another parcel', async () => {
    await test.given(aDraft());
    await test.given(aDraft({ channelOrderId: '100-2', lines: [aLineDraft({ lineId: 'other' })] }));
    test.account.setLatency(3000);
    test.scan('100-1');
    test.command('abort');
    test.account.change('100-1', { state: 'cancelled', cancellation: cancelledBy() });
    test.scan('100-2');
    await test.clock.advance(seconds(9));
    expect(test.bench().screen).toMatchObject({ kind: 'packing', parcel: { channelOrderId: '100-2' } });
    expect(parcel().state).toBe('stopped');
  });

  it('takes units out of the open box when the channel took them out of the order', async () => {
    await test.given(aDraft({ lines: [aLineDraft({ quantity: 3 })] }));
    test.scan('100-1');
    test.scan(mug);
    test.scan(mug);
    test.account.change('100-1', { lines: [aLineDraft({ quantity: 3, quantityCancelled: 2, cancellation: cancelledBy() })] });
    await test.clock.advance(seconds(6));
    expect(test.bench().screen).toMatchObject({ kind: 'take-out', units: 1, line: { title: 'Blue mug' } });
    expect(test.scan(mug).outcome).toBe('parcel-complete');
    expect(parcel()).toMatchObject({ state: 'labelled', lines: [{ expected: 1, packed: 1 }] });
  });

  it('refuses a closed box whose contents the channel changed', async () => {
    await test.given(aDraft({ lines: [aLineDraft({ quantity: 2 })] }));
    test.scan('100-1');
    test.scan(mug);
    test.scan(mug);
    test.account.change('100-1', { lines: [aLineDraft({ quantity: 2, quantityCancelled: 1, cancellation: cancelledBy() })] });
    await test.clock.advance(seconds(6));
    expect(test.bench().screen).toMatchObject({ kind: 'stopped', stop: { blocks: [{ code: 'CONTENTS_CHANGED' }], labelPrinted: true } });
    expect(parcel().label?.isVoid).toBe(true);
  });

  it('stops a carrier the channel has no word for before the label', async () => {
    await test.close();
    test = await openTestStation({ unmapped: ['DHL'] });
    await test.given(aDraft());
    test.scan('100-1');
    expect(test.scan(mug).detail).toMatchObject({ code: 'CARRIER_UNMAPPED' });
    expect(journal().ssccs.remaining({ companyPrefix: '9521234', extensionDigit: 3 }, test.station.context.benchId).inBlocks).toBe(0);
  });

  it('survives a restart: the stop still stands', async () => {
    await test.given(aDraft({ state: 'cancelled', cancellation: cancelledBy() }));
    test.scan('100-1');
    await test.restart();
    expect(test.bench().screen).toMatchObject({ kind: 'stopped', stop: { blocks: [{ code: 'CANCELLED' }] } });
  });
});

describe('each point of the gate', () => {
  const point = () => {
    const { screen } = test.bench();
    return screen.kind === 'stopped' ? [screen.stop.point, screen.stop.blocks[0].code] : [screen.kind];
  };
  /** Known to the journal, and not yet looked at by anybody. */
  const cancelled = () => {
    const standing = journal().standings.load(orderId);
    if (standing === null) throw new Error('no standing');
    journal().standings.save({ ...standing, state: 'cancelled', cancellation: cancelledBy(), updatedAtMs: test.clock.nowMs() + 1 });
  };
  const label = () => `00${parcel().label?.sscc ?? ''}`;

  it('open: the order number stops a cancelled order', async () => {
    await test.given(aDraft({ state: 'cancelled', cancellation: cancelledBy() }));
    test.scan('100-1');
    expect(point()).toEqual(['open', 'CANCELLED']);
  });

  it('last item: the item that would close the box stops it', async () => {
    await test.given(aDraft());
    test.scan('100-1');
    cancelled();
    expect(test.scan(mug)).toMatchObject({ outcome: 'blocked', block: { code: 'CANCELLED' } });
    expect([point(), parcel().label]).toEqual([['last-item', 'CANCELLED'], null]);
  });

  it('label: what stands in the way of the paper stops before a number is spent', async () => {
    await test.close();
    test = await openTestStation({ unmapped: ['DHL'] });
    await test.given(aDraft());
    test.scan('100-1');
    test.scan(mug);
    expect([point(), parcel().label]).toEqual([['label', 'CARRIER_UNMAPPED'], null]);
  });

  it('dispatch: the label on the closed box stops it', async () => {
    await test.given(aDraft());
    test.scan('100-1');
    test.scan(mug);
    cancelled();
    expect(test.scan(label()).outcome).toBe('blocked');
    expect([point(), journal().writeBacks.listByOrder(orderId)]).toEqual([['dispatch', 'CANCELLED'], []]);
  });

  it('loading: the label at the lane stops it', async () => {
    await test.given(aDraft());
    test.scan('100-1');
    test.scan(mug);
    const code = label();
    test.scan(code);
    test.scan(encodeLane('DHL'));
    cancelled();
    expect(test.scan(code)).toMatchObject({ outcome: 'blocked', block: { code: 'CANCELLED' } });
    expect([point(), parcel().state]).toEqual([['loading', 'CANCELLED'], 'stopped']);
  });
});

describe('the live question', () => {
  it('is asked at open, at the label and at dispatch', async () => {
    await test.given(aDraft());
    const steps = ['100-1', mug, () => `00${parcel().label?.sscc ?? ''}`];
    for (const [index, step] of steps.entries()) {
      test.scan(typeof step === 'string' ? step : step());
      await test.clock.settle();
      expect(test.account.reads.length).toBeGreaterThanOrEqual(index + 1);
    }
  });

  it('that is answered after the dispatch calls the box back while it stands in the house', async () => {
    await test.given(aDraft());
    test.scan('100-1');
    test.scan(mug);
    const label = `00${parcel().label?.sscc ?? ''}`;
    await test.clock.settle();
    test.account.setLatency(2000);
    test.account.change('100-1', { state: 'cancelled', cancellation: cancelledBy() });
    expect(test.scan(label).outcome).toBe('dispatched');
    await test.clock.advance(seconds(3));
    expect(parcel()).toMatchObject({ state: 'stopped', label: { isVoid: true } });
    expect(journal().tasks.listOpen(9).map((task) => task.kind)).toEqual(['put-back']);
    expect(test.account.confirmed).toEqual([]);
  });
});

describe('a release', () => {
  it('is refused for every hard block', async () => {
    await test.given(aDraft({ state: 'cancelled', cancellation: cancelledBy() }));
    test.scan('100-1');
    expect(await release(test.station, orderId, 'CANCEL_REQUESTED', 'please')).toMatchObject({ released: 0, refused: [{ orderId }] });
    test.command('ok');
    expect(test.scan('100-1').outcome).toBe('blocked');
  });
  it('lets a cancel request pass until the channel says something new', async () => {
    await test.given(aDraft({ cancellation: requestedBy() }));
    test.scan('100-1');
    test.command('ok');
    await release(test.station, orderId, 'CANCEL_REQUESTED');
    expect(test.scan('100-1').outcome).toBe('order-opened');
    test.account.change('100-1', { state: 'cancelled', cancellation: cancelledBy() });
    await test.clock.advance(seconds(6));
    expect(test.bench().screen.kind).toBe('stopped');
  });
});

/** Beneath the screen: the use cases called directly, and the journal called directly, with a cancellation before each step. */
describe('direct calls', () => {
  const cancel = () => journal().standings.save({ ...standing(), state: 'cancelled', cancellation: cancelledBy(), updatedAtMs: test.clock.nowMs() + 1 });
  const standing = () => {
    const found = journal().standings.load(orderId);
    if (found === null) throw new Error('no standing');
    return found;
  };
  const packed = (): Parcel => ({ ...parcel(), lines: parcel().lines.map((line) => ({ ...line, packed: line.expected })) });

  it('no use case opens, completes, labels or dispatches a cancelled order', async () => {
    await test.given(aDraft());
    test.scan('100-1');
    journal().parcels.saveCount(parcel().id, 'line-1', 1);
    cancel();
    const inTransaction = (work: () => { outcome: string }) => journal().transaction(work).outcome;
    expect(inTransaction(() => completeParcel(test.station.context, packed()))).toBe('blocked');
    expect(parcel().state).toBe('stopped');
    expect(inTransaction(() => openOrder(test.station.context, orderId))).toBe('blocked');
  });

  it('no use case labels or dispatches an order that was cancelled after its box was verified or labelled', async () => {
    await test.given(aDraft());
    test.scan('100-1');
    test.scan(mug);
    cancel();
    expect(journal().transaction(() => dispatchParcel(test.station.context, parcel())).outcome).toBe('blocked');
    expect(journal().transaction(() => labelParcel(test.station.context, { ...parcel(), state: 'verified' })).outcome).toBe('blocked');
    expect(journal().writeBacks.listByOrder(orderId)).toEqual([]);
  });

  it('the database refuses the label, the dispatch and the message of a cancelled order, whoever asks', async () => {
    await test.given(aDraft());
    test.scan('100-1');
    journal().parcels.saveCount(parcel().id, 'line-1', 1);
    journal().parcels.saveState(parcel().id, 'verified', test.clock.nowMs());
    cancel();
    expect(() =>
      journal().transaction(() => {
        const sscc = journal().ssccs.allocate({ companyPrefix: '9521234', extensionDigit: 3 }, parcel().benchId, parcel().id, 0);
        journal().parcels.saveLabel(parcel().id, { sscc, trackingMode: 'sscc', trackingNumber: sscc, carrier: 'DHL', carrierService: 'Paket', labelledAtMs: 0, isVoid: false, shipToHash: null });
        journal().parcels.saveState(parcel().id, 'labelled', 0);
      }),
    ).toThrow(GateRefusedError);
    expect(parcel()).toMatchObject({ state: 'verified', label: null });
  });

  it('the database never turns "cancelled" into anything else', async () => {
    await test.given(aDraft());
    test.scan('100-1');
    cancel();
    expect(() => journal().standings.save({ ...standing(), state: 'open', cancellation: { kind: 'none' } })).toThrow();
    expect(standing().state).toBe('cancelled');
  });
});

describe('a cancellation that races every step', () => {
  it('whichever step it lands before or after, no cancelled order leaves without having been dispatched first', async () => {
    // The steps of one parcel; the cancellation becomes known just before step n.
    for (let n = 0; n <= 4; n += 1) {
      const channelOrderId = `race-${n}`;
      await test.given(aDraft({ channelOrderId, lines: [aLineDraft({ quantity: 2 })] }));
      const id = orderIdOf(shop, channelOrderId);
      const label = () => `00${journal().parcels.listByOrder(id)[0]?.label?.sscc ?? '000000000000000000'}`;
      const steps = [() => channelOrderId, () => mug, () => mug, label];
      for (const [index, text] of steps.entries()) {
        if (index === n) await cancelNow(channelOrderId);
        test.scan(text());
      }
      if (n === 4) await cancelNow(channelOrderId);
      const states = journal().parcels.listByOrder(id).map((one) => one.state);
      const owed = journal().writeBacks.listByOrder(id).length;
      if (n < 4) expect({ n, states: states.filter((state) => state !== 'stopped'), owed }).toEqual({ n, states: [], owed: 0 });
      else expect(owed).toBe(1);
      test.command('ok');
    }
    await test.clock.advance(minutes(3));
    expect(test.account.confirmed.map((notice) => notice.channelOrderId)).not.toContain('race-0');
    expect(test.account.confirmed.filter((notice) => notice.channelOrderId !== 'race-4')).toEqual([]);
  });

  async function cancelNow(channelOrderId: string): Promise<void> {
    test.account.change(channelOrderId, { state: 'cancelled', cancellation: cancelledBy() });
    await test.station.listNow();
    await test.clock.settle();
  }
});

describe('a cancellation that the channel knows of before it is told "shipped"', () => {
  async function dispatchedOffline(): Promise<void> {
    await test.given(aDraft());
    test.account.setOnline(false);
    await test.clock.advance(seconds(20));
    test.scan('100-1');
    test.scan(mug);
    expect(test.scan(`00${parcel().label?.sscc ?? ''}`).outcome).toBe('dispatched');
  }

  it('keeps the message back when the buyer cancelled while the bench was offline', async () => {
    await dispatchedOffline();
    test.account.change('100-1', { state: 'cancelled', cancellation: cancelledBy() });
    test.account.setOnline(true);
    await test.clock.advance(minutes(5));
    expect(test.account.confirmed).toEqual([]);
    expect(journal().writeBacks.listByOrder(orderId)).toMatchObject([{ state: 'parked', parkReason: 'order-cancelled' }]);
    expect(journal().standings.listBlocked(10)).toMatchObject([{ channelOrderId: '100-1' }]);
  });

  it('holds the message while a cancel request is open, and sends it once a lead released it', async () => {
    await dispatchedOffline();
    test.account.change('100-1', { cancellation: requestedBy() });
    test.account.setOnline(true);
    await test.clock.advance(minutes(5));
    expect(test.account.confirmed).toEqual([]);
    expect(await release(test.station, orderId, 'CANCEL_REQUESTED', 'parcel left before the request')).toEqual({ released: 1, refused: [] });
    await test.clock.advance(minutes(5));
    expect(test.account.confirmed).toHaveLength(1);
  });
});

describe('the call that prints a label again', () => {
  async function labelled(): Promise<string> {
    await test.given(aDraft());
    test.scan('100-1');
    test.scan(mug);
    await test.clock.settle();
    return `00${parcel().label?.sscc ?? ''}`;
  }

  async function isRefused(): Promise<void> {
    const printed = test.printed.length;
    await expect(Promise.resolve(test.station.handlers.reprintLabel({ parcelId: parcel().id }))).resolves.toMatchObject({ code: 'refused' });
    expect(test.printed).toHaveLength(printed);
    expect(journal().audit.listBySubject(parcel().id, 20).map(({ act }) => act)).not.toContain('label-reprinted');
  }

  it('is refused for a box that was stopped', async () => {
    await labelled();
    test.account.change('100-1', { state: 'cancelled', cancellation: cancelledBy() });
    await test.station.listNow();
    expect(parcel().state).toBe('stopped');
    await isRefused();
  });

  it('is refused for a box that left: a second paper would travel on another one', async () => {
    expect(test.scan(await labelled()).outcome).toBe('dispatched');
    await isRefused();
  });

  it('prints nothing while the order is held, though the box is still labelled', async () => {
    await labelled();
    const printed = test.printed.length;
    test.account.change('100-1', { cancellation: requestedBy() });
    await test.station.listNow();
    expect(parcel().state).toBe('labelled');
    await test.station.handlers.reprintLabel({ parcelId: parcel().id });
    expect(test.printed).toHaveLength(printed);
  });
});
