import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BoardRowView, ChecklistsView, EvidenceView, ExportView, InterceptReportView, LeadBoardView, SearchView, ShiftView } from '../../src/shared/contract/lead-views.ts';
import type { StationSettings } from '../../src/shared/contract/settings.ts';
import { encodeLane } from '../../src/shared/domain/scan/commands.ts';
import { orderIdOf } from '../../src/shared/domain/order/order.ts';
import { minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import { checklistItems } from '../../src/main/application/lead/checklists.ts';
import { aDraft, aLineDraft, cancelledBy, requestedBy } from '../support/builders.ts';
import { ada, lea, pat, sam } from '../support/people.ts';
import { openTestStation, shop, type TestStation } from '../support/station.ts';

const mug = '9521234543213';
const idOf = (channelOrderId: string): string => orderIdOf(shop, channelOrderId);
let test: TestStation;
beforeEach(async () => {
  test = await openTestStation();
});
afterEach(() => test.close());

async function board(): Promise<LeadBoardView> {
  return (await test.station.handlers.loadBoard({})) as LeadBoardView;
}
const rowsOf = ({ groups }: LeadBoardView): readonly BoardRowView[] => groups.flatMap((group) => group.rows);
const journal = () => test.station.context.journal;

async function pack(channelOrderId: string, change: Parameters<typeof aDraft>[0] = {}): Promise<string> {
  await test.given(aDraft({ channelOrderId, ...change }));
  test.scan(channelOrderId);
  test.scan(mug);
  await test.clock.settle();
  const label = `00${test.parcelOnBench()?.label?.sscc ?? ''}`;
  expect(test.scan(label).outcome).toBe('dispatched');
  await test.clock.settle();
  return label;
}

async function exported(what: Parameters<TestStation['station']['handlers']['exportCsv']>[0]['what'], rest: object = {}): Promise<Record<string, string>[]> {
  const answer = (await test.station.handlers.exportCsv({ what, ...rest })) as ExportView;
  return parse<Record<string, string>>(test.exported.get(answer.fileName) ?? '', { columns: true, bom: true });
}

describe('the board', () => {
  it('groups by cause, soonest ship-by first within and between the groups, each row with owner, age and one action', async () => {
    const nowMs = test.clock.nowMs();
    await test.given(aDraft({ channelOrderId: '100-1', cancellation: requestedBy(), shipByMs: nowMs + minutes(300) }));
    await test.given(aDraft({ channelOrderId: '100-2', payment: 'pending', shipByMs: nowMs + minutes(90) }));
    await test.given(aDraft({ channelOrderId: '100-3', cancellation: requestedBy(), shipByMs: nowMs + minutes(100) }));
    for (const order of ['100-1', '100-2', '100-3']) {
      test.scan(order);
      test.command('ok');
    }
    const { groups } = await board();
    expect(groups.map(({ cause, owner, bulk, releaseCode, rows }) => ({ cause, owner, bulk, releaseCode, orders: rows.map((row) => row.channelOrderId), actions: [...new Set(rows.map((row) => row.action))] }))).toEqual([
      { cause: 'PAYMENT_PENDING', owner: 'customer-service', bulk: 'acknowledge', releaseCode: null, orders: ['100-2'], actions: ['acknowledge'] },
      { cause: 'CANCEL_REQUESTED', owner: 'lead', bulk: 'release', releaseCode: 'CANCEL_REQUESTED', orders: ['100-3', '100-1'], actions: ['release'] },
    ]);
    expect(groups.flatMap(({ rows }) => rows).every((row) => row.sinceMs > 0 && row.owner.length > 0)).toBe(true);
  });

  it('releases several of one cause at once, and says of each one that it could not', async () => {
    await test.given(aDraft({ channelOrderId: '100-1', cancellation: requestedBy() }));
    await test.given(aDraft({ channelOrderId: '100-2', cancellation: requestedBy() }));
    await test.given(aDraft({ channelOrderId: '100-3', state: 'cancelled', cancellation: cancelledBy() }));
    for (const order of ['100-1', '100-2', '100-3']) {
      test.scan(order);
      test.command('ok');
    }
    const answer = await test.station.handlers.releaseBlocks({ orderIds: ['100-1', '100-2', '100-3', '100-9'].map(idOf), code: 'CANCEL_REQUESTED', reason: 'Buyers were called', by: 'Lea' });
    expect(answer).toMatchObject({ released: 2, refused: [{ orderId: idOf('100-3'), code: 'CANCELLED' }, { orderId: idOf('100-9'), code: 'order-unknown' }] });
    expect(test.scan('100-1').outcome).toBe('order-opened');
    expect(rowsOf(await board()).map((row) => row.channelOrderId)).toEqual(['100-3']);
  });

  it('lets a hard block be seen and taken off the list; the gate stays as it is', async () => {
    await test.given(aDraft({ state: 'cancelled', cancellation: cancelledBy() }));
    test.scan('100-1');
    test.command('ok');
    await test.station.handlers.acknowledgeBlocks({ orderIds: [idOf('100-1')], by: 'Lea' });
    expect(rowsOf(await board())).toEqual([]);
    expect(test.scan('100-1')).toMatchObject({ outcome: 'blocked', detail: { code: 'CANCELLED' } });
    expect(journal().audit.listBySubject(idOf('100-1'), 10).map(({ act }) => act)).toContain('block-acknowledged');
  });

  it('does not let a request to cancel be waved away as seen', async () => {
    await test.given(aDraft({ cancellation: requestedBy() }));
    test.scan('100-1');
    test.command('ok');
    await test.station.handlers.acknowledgeBlocks({ orderIds: [idOf('100-1')], by: 'Lea' });
    expect(rowsOf(await board()).map((row) => row.cause)).toEqual(['CANCEL_REQUESTED']);
  });
});

describe('what a parcel of a cancelled order leaves to be done', () => {
  it('cancelled on the truck: one task to catch it, with what it is worth, and it ends once', async () => {
    const label = await pack('100-1');
    test.scan(encodeLane('DHL'));
    expect(test.scan(label).outcome).toBe('loaded');
    test.command('finish');
    test.account.change('100-1', { state: 'cancelled', cancellation: cancelledBy() });
    await test.station.listNow();
    await test.clock.settle();
    await test.station.listNow();
    const [row] = rowsOf(await board()).filter(({ cause }) => cause === 'intercept');
    expect(row).toMatchObject({ owner: 'lead', action: 'close-task', value: { minor: 1999, currency: 'EUR' }, task: { outcomes: ['stopped-at-carrier', 'too-late', 'came-back'], facts: { carrier: 'DHL' } } });
    const taskId = row?.task?.id ?? '';
    expect(await test.station.handlers.closeTask({ taskId, outcome: 'done', note: '', by: 'Lea' })).toMatchObject({ code: 'invalid-input' });
    await test.station.handlers.closeTask({ taskId, outcome: 'too-late', note: 'The van was gone', by: 'Lea' });
    expect(await test.station.handlers.closeTask({ taskId, outcome: 'came-back', note: '', by: 'Sam' })).toMatchObject({ code: 'refused', details: { by: 'Lea' } });
    expect(rowsOf(await board()).filter(({ cause }) => cause === 'intercept')).toEqual([]);
  });

  it('an order the channel lists and nobody can read stands as not crossed until it is read', async () => {
    await test.given(aDraft());
    const { listOrders } = test.account;
    Object.assign(test.account, { listOrders: () => Promise.resolve({ kind: 'done', value: { orders: [], unreadable: [{ channelOrderId: '100-7', reason: 'no address' }], nextPageToken: null, completeUntilMs: test.clock.nowMs() } }) });
    await test.station.listNow();
    expect(rowsOf(await board())).toMatchObject([{ cause: 'not-crossed', owner: 'admin', channelOrderId: '100-7', task: { facts: { reason: 'no address' } } }]);
    Object.assign(test.account, { listOrders });
    await test.given(aDraft({ channelOrderId: '100-7' }));
    expect(rowsOf(await board())).toEqual([]);
  });

  it('a cancelled order that its channel revives is a conflict of two writers, and stays cancelled', async () => {
    await test.given(aDraft({ state: 'cancelled', cancellation: cancelledBy() }));
    test.scan('100-1');
    test.command('ok');
    await test.clock.advance(seconds(5));
    test.account.change('100-1', { state: 'open', cancellation: { kind: 'none' } });
    await test.station.listNow();
    expect(rowsOf(await board()).find(({ cause }) => cause === 'conflict')).toMatchObject({ task: { facts: { here: 'cancelled', there: 'open', field: 'status' } } });
    expect(test.scan('100-1').outcome).toBe('blocked');
  });
});

describe('customer service', () => {
  it('flags an order: the open bench is stopped at once, a lead lifts it', async () => {
    await test.given(aDraft({ lines: [aLineDraft({ quantity: 2 })] }));
    test.scan('100-1');
    test.scan(mug);
    expect(await test.station.handlers.flagOrder({ orderId: idOf('100-1'), reason: 'Buyer called', by: 'Sam' })).toMatchObject({ flag: { by: 'Sam', reason: 'Buyer called' } });
    expect(test.bench().screen).toMatchObject({ kind: 'stopped', stop: { blocks: [{ code: 'CANCEL_REQUESTED', evidence: { facts: { flaggedBy: 'Sam' } } }] } });
    expect(await test.station.handlers.releaseBlocks({ orderIds: [idOf('100-1')], code: 'CANCEL_REQUESTED', reason: 'Wrong number', by: 'Lea' })).toMatchObject({ released: 1 });
    test.command('ok');
    expect(test.scan('100-1').outcome).toBe('order-opened');
    expect(await test.station.handlers.unflagOrder({ orderId: idOf('100-1'), reason: 'twice', by: 'Sam' })).toMatchObject({ code: 'refused' });
  });
});

describe('search', () => {
  it('finds an order by its number, the end of it, its label as printed, and its buyer', async () => {
    const label = await pack('302-1234567-7654321', { shipTo: { name: 'Łucja Müller-Weiß', lines: ['1 Test Street'], postcode: '12345', city: 'Berlin', countryCode: 'DE' } });
    const sscc = label.slice(2);
    const find = async (text: string): Promise<SearchView> => (await test.station.handlers.searchOrders({ text })) as SearchView;
    for (const [text, matched] of [['302-1234567-7654321', 'order'], ['7654321', 'order'], [sscc, 'sscc'], [`(00) ${sscc.slice(0, 6)} ${sscc.slice(6)}`, 'sscc'], ['mull', 'buyer'], ['weiß łuc', 'buyer']] as const) {
      expect((await find(text)).hits, text).toMatchObject([{ channelOrderId: '302-1234567-7654321', matched, place: 'dispatched', buyerName: 'Łucja Müller-Weiß' }]);
    }
    for (const text of ['"', '* OR', 'NEAR(', 'nobody']) expect((await find(text)).hits, text).toEqual([]);
  });

  it('shows all that is known of an order, its raw answers and its log', async () => {
    await pack('100-1');
    journal().channels.recordExchange({ storeId: shop, operation: 'getOrder', reference: '100-1', status: 200, body: '{"order":1}', atMs: test.clock.nowMs() });
    const evidence = (await test.station.handlers.loadEvidence({ orderId: idOf('100-1') })) as EvidenceView;
    expect(evidence).toMatchObject({ place: 'dispatched', ownerNow: 'bench', owners: { cancellation: 'Shop', shipped: 'Packgate' }, exchanges: [{ operation: 'getOrder', status: 200 }], lines: [{ packed: 1 }] });
    expect(evidence.log.map(({ act }) => act)).toContain('dispatched');
    expect(await test.station.handlers.loadEvidence({ orderId: 'shop/none' })).toMatchObject({ code: 'not-found' });
  });
});

describe('what the gate kept from leaving', () => {
  it('is counted by store and week, and not when it left after all', async () => {
    await test.given(aDraft({ channelOrderId: '100-1', state: 'cancelled', cancellation: cancelledBy(), value: { minor: 5000, currency: 'EUR' } }));
    await test.given(aDraft({ channelOrderId: '100-2', cancellation: requestedBy(), value: { minor: 700, currency: 'EUR' } }));
    for (const order of ['100-1', '100-1', '100-2']) {
      test.scan(order);
      test.command('ok');
    }
    const report = async (): Promise<InterceptReportView> => (await test.station.handlers.loadReport({ fromMs: 0, toMs: test.clock.nowMs() + 1 })) as InterceptReportView;
    expect((await report()).rows).toEqual([{ storeName: 'Shop', week: '2026-W47', orders: 2, value: { minor: 5700, currency: 'EUR' }, returnCost: { minor: 0, currency: 'EUR' }, byCode: { CANCELLED: 1, CANCEL_REQUESTED: 1 } }]);
    await test.station.handlers.releaseBlocks({ orderIds: [idOf('100-2')], code: 'CANCEL_REQUESTED', reason: 'Buyer wants it', by: 'Lea' });
    test.scan('100-2');
    test.scan(mug);
    await test.clock.settle();
    test.scan(`00${test.parcelOnBench()?.label?.sscc ?? ''}`);
    expect((await report()).rows).toMatchObject([{ orders: 1, value: { minor: 5000 } }]);
    expect(await exported('intercepted')).toMatchObject([{ order: '100-1', code: 'CANCELLED', value: '50.00', currency: 'EUR' }, { order: '100-2' }]);
  });
});

describe('the end of a shift', () => {
  const shift = async (): Promise<ShiftView> => (await test.station.handlers.loadShift({})) as ShiftView;

  it('is clean only when every difference is gone or explained, and what is signed stays', async () => {
    await pack('100-1');
    await test.clock.advance(minutes(10));
    test.account.setOnline(false);
    await test.clock.advance(seconds(20));
    await pack('100-2').catch(() => undefined);
    const open = await shift();
    expect(open).toMatchObject({ unexplained: open.stores.flatMap(({ differences }) => differences).length, stores: [{ shippedOwner: 'Packgate' }] });
    const rows = open.stores.flatMap(({ differences }) => differences);
    for (const { rowId } of rows) {
      expect(await test.station.handlers.closeShift({ isClean: true, note: '', by: 'Lea' })).toMatchObject({ code: 'refused', details: { reason: 'unexplained' } });
      await test.station.handlers.explainDifference({ rowId, text: 'The line was down', by: 'Lea' });
    }
    expect(await test.station.handlers.explainDifference({ rowId: 'nothing', text: 'why', by: 'Lea' })).toMatchObject({ code: 'refused' });
    expect(await test.station.handlers.closeShift({ isClean: true, note: 'fine', by: 'Lea' })).toMatchObject({ last: { by: 'Lea', isClean: true } });
    expect(await shift()).toMatchObject({ fromMs: test.clock.nowMs(), unexplained: 0, history: [{ isClean: true }] });
  });

  it('compares what left with what the channel itself shows', async () => {
    await pack('100-1');
    expect((await shift()).stores).toMatchObject([{ shippedHere: 1, shippedThere: 0, differences: [{ kind: 'not-there', channelOrderId: '100-1' }] }]);
    await test.clock.advance(minutes(10));
    expect((await shift()).stores).toMatchObject([{ shippedHere: 1, shippedThere: 1, differences: [] }]);
    await test.given(aDraft({ channelOrderId: '100-9', state: 'shipped', updatedAtMs: test.clock.nowMs() }));
    expect((await shift()).stores).toMatchObject([{ shippedThere: 2, differences: [{ kind: 'not-here', channelOrderId: '100-9' }] }]);
  });

  it('ticks a list item by item, signs it when it is whole, and never changes it again', async () => {
    const lists = async (): Promise<ChecklistsView> => (await test.station.handlers.loadChecklists({})) as ChecklistsView;
    expect((await lists()).daily).toMatchObject({ period: '2026-11-21', signed: null });
    expect((await lists()).weekly.period).toBe('2026-W47');
    expect(await test.station.handlers.signChecklist({ kind: 'daily', by: 'Lea' })).toMatchObject({ code: 'refused', details: { reason: 'unticked' } });
    for (const itemId of checklistItems.daily) await test.station.handlers.tickCheck({ kind: 'daily', itemId, isTicked: true, by: 'Lea' });
    expect(await test.station.handlers.tickCheck({ kind: 'daily', itemId: 'no-such', isTicked: true, by: 'Lea' })).toMatchObject({ code: 'not-found' });
    expect(await test.station.handlers.signChecklist({ kind: 'daily', by: 'Lea' })).toMatchObject({ daily: { signed: { by: 'Lea' } } });
    expect(await test.station.handlers.tickCheck({ kind: 'daily', itemId: 'late-none', isTicked: false, by: 'Lea' })).toMatchObject({ details: { reason: 'signed' } });
    expect(await exported('checklists')).toHaveLength(checklistItems.daily.length);
  });
});

describe('an export', () => {
  it.each(['board', 'intercepted', 'shifts', 'checklists', 'audit', 'stock', 'shadow', 'parcels'] as const)('of %s opens in every spreadsheet and is in the log', async (what) => {
    await pack('100-1');
    const rows = await exported(what);
    expect(Array.isArray(rows)).toBe(true);
    expect(journal().audit.list(null, 1)).toMatchObject([{ act: 'exported', subject: what }]);
  });

  it('has one row for each parcel that left, its SSCC the key', async () => {
    const label = await pack('100-1');
    await pack('100-2');
    const rows = await exported('parcels');
    expect(rows.map((row) => row['order'])).toEqual(['100-1', '100-2']);
    expect(rows[0]).toMatchObject({ sscc: label.slice(2), tracking_number: label.slice(2), carrier: 'DHL' });
  });

  it('makes text harmless that a spreadsheet would run', async () => {
    await test.given(aDraft({ channelOrderId: '=HYPERLINK(1)', state: 'cancelled', cancellation: cancelledBy() }));
    test.scan('=HYPERLINK(1)');
    const answer = (await test.station.handlers.exportCsv({ what: 'board' })) as ExportView;
    expect(test.exported.get(answer.fileName)).toContain("'=HYPERLINK(1)");
  });
});

describe('with people set up', () => {
  beforeEach(async () => {
    await test.close();
    test = await openTestStation({ people: true });
  });

  it('a release wants the badge or PIN of a lead, also from a lead who is signed in; a packer and customer service are refused', async () => {
    await test.given(aDraft({ cancellation: requestedBy() }));
    test.scan('100-1');
    const ask = { orderIds: [idOf('100-1')], code: 'CANCEL_REQUESTED', reason: 'Buyer wants it' } as const;
    const request = { ...ask, orderIds: [...ask.orderIds] };
    expect(await test.station.handlers.releaseBlocks(request)).toMatchObject({ code: 'refused', details: { who: 'proof-needed' } });
    for (const person of [pat, sam]) expect(await test.station.handlers.releaseBlocks({ ...request, proof: person.byBadge })).toMatchObject({ code: 'refused', details: { who: 'not-allowed' } });
    expect(await test.station.handlers.releaseBlocks({ ...request, proof: lea.byPin })).toMatchObject({ released: 1 });
    expect(journal().standings.listReleases(orderIdOf(shop, '100-1'))).toMatchObject([{ releasedBy: 'Lea Lead' }]);
  });

  it('another system that says "shipped" is told nothing by us, and the shift checks that it did', async () => {
    const settings: StationSettings = test.station.context.settings();
    const stores = settings.stores.map((store) => ({ ...store, owners: [{ system: 'Shop', owns: ['cancellation' as const] }, { system: 'Order desk', owns: ['shipped' as const] }] }));
    test.scan(lea.badge);
    expect(await test.station.handlers.saveSettings({ ...settings, stores })).toMatchObject({ code: 'refused' });
    test.scan(ada.badge);
    expect(await test.station.handlers.saveSettings({ ...settings, stores })).toMatchObject({ stores: [{ storeId: 'shop' }] });
    test.scan(pat.badge);
    await pack('100-1');
    await test.clock.advance(minutes(10));
    expect(test.account.confirmed).toEqual([]);
    expect((await test.station.handlers.loadShift({})) as ShiftView).toMatchObject({ stores: [{ shippedOwner: 'Order desk', differences: [{ kind: 'not-there' }] }] });
  });
});
