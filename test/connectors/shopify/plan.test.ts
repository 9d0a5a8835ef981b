import { describe, expect, it } from 'vitest';
import { findNoticeProblems } from '../../../src/main/connectors/marketplaces/shopify/confirm.ts';
import { planDispatch } from '../../../src/main/connectors/marketplaces/shopify/plan.ts';
import type { Plan } from '../../../src/main/connectors/marketplaces/shopify/plan.ts';
import type { Fulfillable, FulfillableOrder } from '../../../src/main/connectors/marketplaces/shopify/shapes.ts';
import { aNotice } from './fixtures.ts';

const gid = (type: string, id: string): string => `gid://shopify/${type}/${id}`;
const none = new Map<string, number>();

interface WorkPlan {
  readonly id?: string;
  readonly at?: string;
  readonly status?: string;
  readonly requestStatus?: string;
  readonly actions?: readonly string[];
  readonly lines: Readonly<Record<string, number>>;
}

const work = ({ id = '71', at = '1', status = 'OPEN', requestStatus = 'UNSUBMITTED', actions = ['CREATE_FULFILLMENT'], lines }: WorkPlan): Fulfillable => ({
  id: gid('FulfillmentOrder', id),
  status,
  requestStatus,
  supportedActions: actions.map((action) => ({ action })),
  assignedLocation: { location: { id: gid('Location', at) } },
  lineItems: { nodes: Object.entries(lines).map(([line, remainingQuantity]) => ({ id: gid('FulfillmentOrderLineItem', id + line), remainingQuantity, lineItem: { id: gid('LineItem', line) } })), pageInfo: { hasNextPage: false } },
});
const order = (works: readonly Fulfillable[], overrides: Partial<FulfillableOrder> = {}): FulfillableOrder => ({ cancelledAt: null, cancelReason: null, fulfillments: [], fulfillmentOrders: { nodes: [...works], pageInfo: { hasNextPage: false } }, ...overrides });
const shipped = { fulfillments: [{ id: gid('Fulfillment', '41'), status: 'SUCCESS', trackingInfo: [{ company: 'DHL', number: 'other' }] }] };

/** "71: 7111×2 | 72: ..." per group, so that a table can be read. */
function words(plan: Plan): string {
  if (plan.kind === 'nothing-to-do') return 'nothing';
  if (plan.kind === 'refuse') return plan.problem.code;
  const tail = (id: string): string => id.slice(id.lastIndexOf('/') + 1);
  return plan.groups.map((group) => group.map(({ id, lines }) => `${tail(id)}: ${lines.map((line) => `${tail(line.id)}×${line.quantity}`).join(' ')}`).join(', ')).join(' | ');
}

describe('from our lines to what Shopify can fulfil now', () => {
  it.each([
    ['one piece of work', [work({ lines: { 11: 2 } })], '71: 7111×2'],
    ['more is left than this parcel holds', [work({ lines: { 11: 5 } })], '71: 7111×2'],
    ['work that was split, at one place', [work({ lines: { 11: 1 } }), work({ id: '72', lines: { 11: 1 } })], '71: 7111×1, 72: 7211×1'],
    ['work that was moved: the old is closed and empty', [work({ status: 'CLOSED', actions: [], lines: {} }), work({ id: '72', at: '2', lines: { 11: 2 } })], '72: 7211×2'],
    ['two places: one message for each, the larger first', [work({ lines: { 11: 1 } }), work({ id: '72', at: '2', lines: { 11: 1, 12: 1 } }), work({ id: '73', at: '2', lines: { 13: 1 } })], '71: 7111×1 | 72: 7211×1'],
    ['one place has it all, though another has some', [work({ lines: { 11: 1 } }), work({ id: '72', at: '2', lines: { 11: 2 } })], '72: 7211×2'],
    ['on hold', [work({ status: 'ON_HOLD', actions: ['RELEASE_HOLD'], lines: { 11: 2 } })], 'wrong-state'],
    ['not before a date', [work({ status: 'SCHEDULED', actions: ['MARK_AS_OPEN'], lines: { 11: 2 } })], 'wrong-state'],
    ['another service ships it', [work({ status: 'IN_PROGRESS', requestStatus: 'ACCEPTED', actions: ['REQUEST_CANCELLATION'], lines: { 11: 2 } })], 'not-ours-to-tell'],
    ['the merchant asks the service to cancel', [work({ status: 'IN_PROGRESS', requestStatus: 'CANCELLATION_REQUESTED', actions: [], lines: { 11: 2 } }), work({ id: '72', status: 'ON_HOLD', actions: ['RELEASE_HOLD'], lines: {} })], '71: 7111×2'],
    ['the merchant asks, and nothing may be created', [work({ status: 'IN_PROGRESS', requestStatus: 'CANCELLATION_REQUESTED', actions: ['EXTERNAL'], lines: { 11: 2 } })], 'cancel-requested'],
    ['no acts are named: the status speaks', [work({ actions: [], lines: { 11: 2 } })], '71: 7111×2'],
    ['one unit was taken out meanwhile', [work({ lines: { 11: 1 } })], 'order-cancelled-or-unknown-line'],
    ['the line is unknown', [work({ lines: { 12: 2 } })], 'order-cancelled-or-unknown-line'],
    ['there is no work at all', [], 'wrong-state'],
  ])('%s', (_what, works, plan) => {
    expect(words(planDispatch(aNotice(), order(works), none, null))).toBe(plan);
  });

  it('takes our own place first', () => {
    const works = [work({ lines: { 11: 2 } }), work({ id: '72', at: '2', lines: { 11: 2 } })];
    expect(words(planDispatch(aNotice(), order(works), none, '2'))).toBe('72: 7211×2');
  });

  it('says who took what is no longer there', () => {
    expect(words(planDispatch(aNotice(), order([work({ status: 'CLOSED', actions: [], lines: { 11: 0 } })], shipped), none, null))).toBe('already-shipped');
    expect(words(planDispatch(aNotice(), order([work({ status: 'CLOSED', actions: [], lines: {} })], { cancelledAt: 1, cancelReason: 'CUSTOMER' }), none, null))).toBe('order-cancelled');
  });

  it('posts only what does not bear our number yet', () => {
    expect(words(planDispatch(aNotice(), order([work({ lines: { 11: 2 } })]), new Map([['11', 2]]), null))).toBe('nothing');
    expect(words(planDispatch(aNotice(), order([work({ lines: { 11: 1 } })]), new Map([['11', 1]]), null))).toBe('71: 7111×1');
  });

  it('adds up a line that the message names twice', () => {
    expect(words(planDispatch(aNotice({ lines: [{ lineId: '11', quantity: 1 }, { lineId: '11', quantity: 2 }] }), order([work({ lines: { 11: 3 } })]), none, null))).toBe('71: 7111×3');
  });
});

describe('a notice that must not leave', () => {
  it.each([
    ['no number', { trackingNumber: ' ' }, 'bad-number', 'trackingNumber'],
    ['a number with a line break', { trackingNumber: '1\n2' }, 'bad-number', 'trackingNumber'],
    ['a number without end', { trackingNumber: '1'.repeat(256) }, 'bad-number', 'trackingNumber'],
    ['no carrier', { carrierCode: '' }, 'bad-carrier', 'carrierCode'],
    ['no lines', { lines: [] }, 'quantity-wrong', 'lines'],
    ['half a unit', { lines: [{ lineId: '11', quantity: 0.5 }] }, 'quantity-wrong', 'lines[11].quantity'],
    ['another vendor’s line', { lines: [{ lineId: 'x-1', quantity: 1 }] }, 'bad-request-ours', 'lines[x-1]'],
    ['another vendor’s order', { channelOrderId: '302-1234567-7654321' }, 'bad-request-ours', 'channelOrderId'],
  ])('%s', (_what, change, code, field) => {
    expect(findNoticeProblems(aNotice(change))).toMatchObject([{ code, field }]);
  });

  it('and one that may', () => {
    expect(findNoticeProblems(aNotice())).toEqual([]);
  });
});
