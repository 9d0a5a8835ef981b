import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { orderIdOf } from '../../src/shared/domain/order/order.ts';
import type { OrderDraft } from '../../src/shared/domain/order/order-draft.ts';
import { minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import { isSameNumber } from '../../src/shared/domain/writeback/proof.ts';
import type { DispatchNotice, SeenDispatch } from '../../src/shared/domain/writeback/write-back.ts';
import { aDraft, aLineDraft } from '../support/builders.ts';
import { openTestStation, shop, type TestStation } from '../support/station.ts';

const mug = '9521234543213';
const orderId = orderIdOf(shop, '100-1');

let test: TestStation;
beforeEach(async () => {
  test = await openTestStation();
  await test.given(aDraft({ lines: [aLineDraft({ quantity: 1, quantityShipped: 0 })] }));
});
afterEach(() => test.close());

const journal = () => test.station.context.journal;
const rows = () => journal().writeBacks.listByOrder(orderId);
const owed = () => rows().filter(({ state }) => state !== 'superseded');
const bare = (label: string): string => label.slice(2);

/** Packed and scanned out; answers what a scanner sends for its label. */
function dispatch(): string {
  if (test.parcelOnBench() === null) expect(test.scan('100-1').outcome).toBe('order-opened');
  expect(test.scan(mug).outcome).toBe('parcel-complete');
  const label = `00${journal().parcels.listByOrder(orderId).at(-1)?.label?.sscc ?? 'none'}`;
  expect(test.scan(label).outcome).toBe('dispatched');
  return label;
}

function reopen(label: string): void {
  test.command('reopen');
  expect(test.scan(label)).toMatchObject({ outcome: 'reopened' });
}

async function channelSays(change: Partial<OrderDraft>): Promise<void> {
  test.account.change('100-1', change);
  await test.station.listNow();
  await test.clock.advance(seconds(6));
}

/** A was told and is shown, B was made without a network and never left, C is the label on the box. */
async function relabelTwice(): Promise<{ readonly a: string; readonly b: string; readonly c: string }> {
  const a = dispatch();
  await test.clock.advance(minutes(3));
  expect(owed()).toMatchObject([{ state: 'confirmed' }]);
  await channelSays({ state: 'shipped', lines: [aLineDraft({ quantity: 1, quantityShipped: 1 })], packages: [{ packageReference: '1', carrier: 'DHL', trackingNumber: bare(a) }] });
  reopen(a);
  test.account.setOnline(false);
  await test.clock.advance(seconds(20));
  const b = dispatch();
  reopen(b);
  const c = dispatch();
  test.account.setOnline(true);
  await test.clock.advance(minutes(10));
  return { a, b, c };
}

describe('a box that was opened again twice, the second time before the channel heard of it', () => {
  it('at a channel that edits: the last number takes the place of the one that is shown, and the one between is never told', async () => {
    const { a, b, c } = await relabelTwice();
    expect(test.account.confirmed.map(({ trackingNumber, replaces }) => [trackingNumber, replaces?.trackingNumber ?? null])).toEqual([[bare(a), null], [bare(c), bare(a)]]);
    expect(test.account.confirmed.map(({ trackingNumber }) => trackingNumber)).not.toContain(bare(b));
    expect(owed()).toMatchObject([{ state: 'confirmed', notice: { trackingNumber: bare(c), packageReference: '1' } }]);
    expect(rows().map(({ state }) => state)).toEqual(['superseded', 'superseded', 'confirmed']);
  });

  it('at a channel that edits by the old number: no second package appears beside the first', async () => {
    const shown: SeenDispatch[] = [];
    // As a shop that numbers its packages itself: a message adds one, unless it names the number that it replaces.
    Object.assign(test.account, {
      confirmDispatch: (notice: DispatchNotice) => {
        const at = shown.findIndex(({ trackingNumber }) => isSameNumber(trackingNumber, notice.replaces?.trackingNumber ?? ''));
        const told = { packageReference: `package-${at === -1 ? shown.length : at}`, carrier: notice.carrierCode, trackingNumber: notice.trackingNumber };
        shown.splice(at === -1 ? shown.length : at, 1, told);
        test.account.show('100-1', shown);
        return Promise.resolve({ kind: 'done', value: undefined });
      },
    });
    const { c } = await relabelTwice();
    expect(shown).toEqual([{ packageReference: 'package-0', carrier: 'DHL', trackingNumber: bare(c) }]);
    expect(owed()).toMatchObject([{ state: 'confirmed' }]);
  });

  it('at a channel that cannot correct a number: nothing is told beside the old one, a person is asked', async () => {
    Object.assign(test.account, {
      findProblems: ({ replaces }: DispatchNotice) => (replaces === undefined ? [] : [{ code: 'correction-closed', field: 'replaces', message: 'a number that was told stays' }]),
    });
    const { a, c } = await relabelTwice();
    expect(test.account.confirmed.map(({ trackingNumber }) => trackingNumber)).toEqual([bare(a)]);
    expect(owed()).toMatchObject([{ state: 'parked', parkReason: 'needs-fix', problemCode: 'correction-closed', notice: { trackingNumber: bare(c), replaces: { trackingNumber: bare(a) } } }]);
  });
});
