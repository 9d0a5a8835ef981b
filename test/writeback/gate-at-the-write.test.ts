import { describe, expect, it } from 'vitest';
import type { Standing } from '../../src/shared/domain/gate/standing.ts';
import { minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import { decideSend, type SendInput } from '../../src/shared/domain/writeback/may-send.ts';
import { decideGate } from '../../src/shared/domain/gate/decide.ts';
import { aGateInput, aStanding, aStandingLine, cancelledBy, requestedBy, testStartMs } from '../support/builders.ts';
import { aQueue } from './support/a-queue.ts';
import { aNotice, aStore, aWriteBack, aWriteBackIn, morningMs } from './support/a-write-back.ts';

const row = aWriteBack();
const lineId = row.notice.lines[0]?.lineId ?? '';
const standing = (overrides: Partial<Standing> = {}): Standing =>
  aStanding({ orderId: row.orderId, storeId: aStore, channelOrderId: row.notice.channelOrderId, lines: [aStandingLine({ lineId })], ...overrides });
const release = (forUpdatedAtMs: number) =>
  ({ orderId: row.orderId, code: 'CANCEL_REQUESTED', releasedBy: 'Lea', reason: 'buyer wrote: keep it', releasedAtMs: morningMs, forUpdatedAtMs }) as const;

const send = (of: Standing | null, input: Partial<SendInput> = {}) => decideSend({ notice: aNotice(), standing: of, releases: [], flag: null, cancellationOwner: 'Shop', mayBeCounted: false, ...input });

describe('whether the channel may be told', () => {
  it.each([
    { named: 'an order nobody opened here', of: null, verdict: 'go', code: null },
    { named: 'a clean order', of: standing(), verdict: 'go', code: null },
    { named: 'a cancelled order', of: standing({ cancellation: cancelledBy() }), verdict: 'cancelled', code: 'CANCELLED' },
    { named: 'an order whose state alone says cancelled', of: standing({ state: 'cancelled' }), verdict: 'cancelled', code: 'CANCELLED' },
    { named: 'a buyer who asked to cancel', of: standing({ cancellation: requestedBy() }), verdict: 'held', code: 'CANCEL_REQUESTED' },
    { named: 'a buyer who asked to cancel our line', of: standing({ lines: [aStandingLine({ lineId, cancellation: requestedBy() })] }), verdict: 'held', code: 'CANCEL_REQUESTED' },
    { named: 'a buyer who asked to cancel a line of another box', of: standing({ lines: [aStandingLine({ lineId }), aStandingLine({ lineId: 'x', cancellation: requestedBy() })] }), verdict: 'go', code: null },
    { named: 'a request that was refused', of: standing({ cancellation: { kind: 'rejected', by: 'buyer', reason: null, seenAtMs: 0 } }), verdict: 'go', code: null },
    { named: 'our line cancelled whole', of: standing({ lines: [aStandingLine({ lineId, quantityToPack: 0, cancellation: cancelledBy() })] }), verdict: 'cancelled', code: 'CANCELLED' },
    { named: 'our line cancelled in part, the rest is what we packed', of: standing({ lines: [aStandingLine({ lineId, quantityToPack: 1, cancellation: cancelledBy() })] }), verdict: 'go', code: null },
    { named: 'our line cancelled in part, and what the channel counts as shipped left by another way', of: standing({ state: 'shipped', lines: [aStandingLine({ lineId, quantityToPack: 0, quantityShipped: 1, cancellation: cancelledBy() })] }), verdict: 'cancelled', code: 'CANCELLED' },
  ])('$named: $verdict', ({ of, verdict, code }) => {
    const decided = send(of);
    expect(decided.kind).toBe(verdict);
    expect(decided.kind === 'go' ? null : decided.block.code).toBe(code);
  });

  it('a lead\'s release covers the request the lead saw, and no newer change', () => {
    const asked = standing({ cancellation: requestedBy(), updatedAtMs: 5 });
    expect(send(asked, { releases: [release(5)] }).kind).toBe('go');
    expect(send(asked, { releases: [release(4)] }).kind).toBe('held');
    expect(send({ ...asked, cancellation: cancelledBy() }, { releases: [release(5)] }).kind).toBe('cancelled');
  });

  it('a release does not cover a request that our own clock saw after it, where the channel moves no time', () => {
    const later = { ...requestedBy(), seenAtMs: morningMs + 1 };
    expect(send(standing({ cancellation: later, updatedAtMs: 5 }), { releases: [release(5)] }).kind).toBe('held');
  });

  it.each([
    ['two of two told before, one taken out, and the channel counts ours', { quantityToPack: 0, quantityShipped: 2 }, true, 'go'],
    ['two told for the first time, one taken out, one left by another way', { quantityToPack: 1, quantityShipped: 1 }, false, 'cancelled'],
    ['two told before, and the channel wants but one', { quantityToPack: 1, quantityShipped: 0 }, true, 'cancelled'],
  ] as const)('%s', (_name, units, mayBeCounted, verdict) => {
    const of = standing({ lines: [aStandingLine({ lineId, ...units, cancellation: cancelledBy() })] });
    expect(send(of, { mayBeCounted, notice: aNotice({ lines: [{ lineId, quantity: 2 }] }) }).kind).toBe(verdict);
  });

  it('what customer service flagged is held like a request, whatever was released', () => {
    const flag = { orderId: row.orderId, by: 'Kim', reason: 'buyer phoned', atMs: morningMs };
    expect(send(standing({ updatedAtMs: 5 }), { flag, releases: [release(5)] })).toMatchObject({ kind: 'held', block: { code: 'CANCEL_REQUESTED', evidence: { sinceMs: morningMs, facts: { flaggedBy: 'Kim', reason: 'buyer phoned', owner: 'Shop' } } } });
  });

  it.each([
    ['a cancelled order', { cancellation: cancelledBy('buyer', 'changed mind') }, null],
    ['a cancel request', { cancellation: requestedBy() }, null],
    ['a request for one line', { lines: [aStandingLine({ lineId, cancellation: requestedBy() })] }, null],
    ['a flag', {}, { orderId: row.orderId, by: 'Kim', reason: 'buyer phoned', atMs: morningMs }],
  ] as const)('says of %s word for word what the gate says', (_name, overrides, flag) => {
    const of = standing(overrides);
    const sent = send(of, { flag });
    const gate = decideGate(aGateInput({ point: 'loading', standing: of, flag, cancellationOwner: 'Shop', nowMs: testStartMs + minutes(1) }));
    expect(sent.kind === 'go' || gate.kind === 'go' ? null : sent.block).toEqual(gate.kind === 'go' ? undefined : gate.blocks[0]);
  });
});

describe('a dispatched parcel whose order is cancelled before the line comes back', () => {
  it('is not told as shipped: parked, on the lead\'s board, its attempt given back', async () => {
    const queue = aQueue({ rows: [row] });
    queue.file.standings.set(row.orderId, standing({ cancellation: cancelledBy() }));
    queue.worker.start();
    await queue.clock.advance(minutes(10));
    expect(queue.channel.sent).toEqual([]);
    expect(queue.row('w1')).toMatchObject({ state: 'parked', parkReason: 'order-cancelled', attempts: 0 });
    expect(queue.file.blocked).toMatchObject([{ orderId: row.orderId, blocks: [{ code: 'CANCELLED', strength: 'hard' }] }]);
  });

  it('stays untold although a person presses resend: no role goes round the gate', async () => {
    const queue = aQueue({ rows: [aWriteBackIn('parked', { parkReason: 'order-cancelled' })] });
    queue.file.standings.set(row.orderId, standing({ cancellation: cancelledBy() }));
    queue.worker.start();
    queue.worker.resend(row.id);
    await queue.clock.advance(minutes(1));
    expect(queue.channel.sent).toEqual([]);
    expect(queue.row('w1')).toMatchObject({ state: 'parked', parkReason: 'order-cancelled' });
  });

  it('is parked at once when the cancellation becomes known while it waits', async () => {
    const queue = aQueue({ rows: [aWriteBack({ dueAtMs: morningMs + minutes(3) })] });
    queue.worker.start();
    queue.worker.orderCancelled(row.orderId);
    expect(queue.row('w1')).toMatchObject({ state: 'parked', parkReason: 'order-cancelled' });
    await queue.clock.advance(minutes(10));
    expect(queue.channel.sent).toEqual([]);
  });

  it('is caught by the live check just before the write', async () => {
    const queue = aQueue({
      rows: [row],
      worker: {
        checkBeforeSend: async (orderId) => {
          await queue.clock.sleep(300);
          queue.file.standings.set(orderId, standing({ cancellation: cancelledBy() }));
        },
      },
    });
    queue.worker.start();
    await queue.clock.advance(seconds(1));
    expect(queue.channel.sent).toEqual([]);
    expect(queue.row('w1').parkReason).toBe('order-cancelled');
  });

  it('goes by what is known when the live check itself breaks, and the breakage is reported', async () => {
    const queue = aQueue({ rows: [row], worker: { checkBeforeSend: () => Promise.reject(new Error('no line')) } });
    queue.worker.start();
    await queue.clock.advance(seconds(1));
    expect(queue.row('w1').state).toBe('accepted');
    expect(queue.faults).toEqual([new Error('no line')]);
  });
});

describe('a buyer who asks to cancel after the parcel left', () => {
  it('is not overruled by our message: it waits for a lead, says so once on the board, and goes when released', async () => {
    const queue = aQueue({ rows: [row] });
    queue.file.standings.set(row.orderId, standing({ cancellation: requestedBy(), updatedAtMs: 7 }));
    queue.worker.start();
    await queue.clock.advance(minutes(10));
    expect(queue.channel.sent).toEqual([]);
    expect(queue.row('w1')).toMatchObject({ state: 'due', attempts: 0, lastAnswer: 'cancel-requested: waits for a lead' });
    expect(queue.file.blocked).toHaveLength(1);
    queue.file.releases.push(release(7));
    await queue.clock.advance(minutes(2));
    expect(queue.row('w1').state).toBe('confirmed');
  });

  it('and whose request becomes a cancellation is never told', async () => {
    const queue = aQueue({ rows: [row] });
    queue.file.standings.set(row.orderId, standing({ cancellation: requestedBy() }));
    queue.worker.start();
    await queue.clock.advance(minutes(3));
    queue.file.standings.set(row.orderId, standing({ cancellation: cancelledBy() }));
    await queue.clock.advance(minutes(3));
    expect(queue.channel.sent).toEqual([]);
    expect(queue.row('w1').parkReason).toBe('order-cancelled');
  });

  it('is noticed by a proof read, which hands the whole order on', async () => {
    const read: string[] = [];
    const queue = aQueue({ rows: [row], worker: { onOrderRead: (_storeId, order) => void read.push(order.draft.cancellation.kind) } });
    queue.channel.cancel(row.notice.channelOrderId, requestedBy());
    queue.worker.start();
    await queue.clock.advance(minutes(1));
    expect(read).toEqual(['requested']);
  });
});
