import { afterEach, describe, expect, it } from 'vitest';
import { createAccountBudgets } from '../../src/main/connectors/kit/account-budgets.ts';
import { minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import { orderIdOf } from '../../src/shared/domain/order/order.ts';
import { aDraft, aLineDraft } from '../support/builders.ts';
import { openTestStation, shop, type TestStation } from '../support/station.ts';

let test: TestStation;
afterEach(() => test.close());

const goods = '9521234543213';
const rows = () => test.station.context.journal.writeBacks.listByOrder(orderIdOf(shop, '100-1'));

describe('a box that was left open on the bench', () => {
  it('leaves reads to a message whose outcome is unknown, where the channel grants a read every two seconds', async () => {
    test = await openTestStation();
    // Amazon's getOrder: 0.5 a second, burst 30.
    const budgets = createAccountBudgets([{ calls: ['read-order'], ratePerSecond: 0.5, burst: 30 }], test.clock);
    const { readOrder, confirmDispatch, callsLeft } = test.account;
    let lost = 1;
    Object.assign(test.account, {
      callsLeft: (call: Parameters<typeof callsLeft>[0]) => (call === 'read-order' ? budgets.callsLeft(call) : callsLeft(call)),
      readOrder: (order: string) => (budgets.bucket('read-order').take(), readOrder(order)),
      confirmDispatch: (notice: Parameters<typeof confirmDispatch>[0]) => ((lost -= 1) >= 0 ? Promise.resolve({ kind: 'uncertain', cause: 'ECONNRESET' }) : confirmDispatch(notice)),
    } satisfies Partial<typeof test.account>);
    for (const channelOrderId of ['100-1', '100-2']) await test.given(aDraft({ channelOrderId, lines: [aLineDraft({ barcodes: [goods], quantity: channelOrderId === '100-1' ? 1 : 5 })] }));
    // The budget is at its reserve, as after an hour of packing.
    budgets.bucket('read-order').take(22);

    test.scan('100-1');
    test.scan(goods);
    await test.clock.advance(seconds(1));
    test.scan(`00${test.parcelOnBench()?.label?.sscc ?? ''}`);
    test.scan('100-2');
    await test.clock.advance(seconds(5));
    expect(rows()).toMatchObject([{ state: 'uncertain' }]);
    const readsBefore = test.account.reads.filter((order) => order === '100-2').length;

    await test.clock.advance(minutes(15));

    expect(rows()).toMatchObject([{ state: 'confirmed' }]);
    // And the open order is asked all the while.
    expect(test.account.reads.filter((order) => order === '100-2').length - readsBefore).toBeGreaterThan(150);
  });
});
