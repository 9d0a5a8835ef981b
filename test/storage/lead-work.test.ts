import { describe, expect, it } from 'vitest';
import type { ClosedShift, Interception, PutBackLine, ShadowStop, StockEvent } from '../../src/main/application/ports/lead-work.ts';
import type { Block } from '../../src/shared/domain/gate/block.ts';
import type { OrderId } from '../../src/shared/domain/order/order.ts';
import type { ParcelId } from '../../src/shared/domain/parcel/parcel.ts';
import { taskKinds, taskOutcomes, type Task, type TaskId, type TaskOutcome } from '../../src/shared/domain/task/task.ts';
import { testStartMs } from '../support/builders.ts';
import { aJournal, bench, openParcel, refusal, shop, type TestJournal } from './temp-storage.ts';

const orderId = 'shop/100-1' as OrderId;
const parcelId = 'parcel-1' as ParcelId;

/** As a database tool has it: a row that is replaced fires no delete trigger. */
function aBook(): TestJournal {
  const test = aJournal();
  openParcel(test.journal);
  test.file.db.pragma('recursive_triggers = 0');
  return test;
}

function aTask(overrides: Partial<Task> = {}): Task {
  return {
    id: 'task-1' as TaskId, kind: 'short', storeId: shop, orderId, channelOrderId: '100-1', parcelId, facts: { sku: 'MUG-BLUE', missing: 2 }, value: { minor: 1999, currency: 'EUR' },
    shipByMs: testStartMs, openedAtMs: 5, openedBy: 'Ada', closed: null, ...overrides,
  };
}
const end = { outcome: 'wait', by: 'Lea', note: 'Comes on Monday', atMs: 9 } as const;
const idsOf = (tasks: readonly Task[]): readonly string[] => tasks.map(({ id }) => id);

describe('a task', () => {
  it('comes back as it was opened and as it ended, also after a restart', () => {
    const first = aBook();
    const bare = aTask({ id: 'task-2' as TaskId, kind: 'not-crossed', orderId: null, parcelId: null, facts: {}, value: null, shipByMs: null });
    first.journal.tasks.open(aTask());
    first.journal.tasks.open(bare);
    first.journal.tasks.close(aTask().id, end);
    first.file.close();
    const { journal } = aJournal({ directory: first.directory });
    expect(journal.tasks.load(aTask().id)).toEqual({ ...aTask(), closed: end });
    expect(journal.tasks.load(bare.id)).toEqual(bare);
    expect(journal.tasks.load('nobody' as TaskId)).toBeNull();
  });

  it.each([
    ['its parcel', {}],
    ['its order, where there is no parcel', { parcelId: null }],
    ['its number, where the order could not be read', { parcelId: null, orderId: null }],
  ])('is open once for %s: the second is answered with the first', (_, subject) => {
    const { journal } = aBook();
    const first = aTask(subject);
    expect(journal.tasks.open(first)).toEqual(first);
    expect(journal.tasks.open(aTask({ ...subject, id: 'task-2' as TaskId, facts: { other: 1 } }))).toEqual(first);
    expect(journal.tasks.countOpen()).toBe(1);
  });

  it('of another kind, or about something else, is another one', () => {
    const { journal } = aBook();
    journal.tasks.open(aTask());
    journal.tasks.open(aTask({ id: 'task-2' as TaskId, kind: 'return' }));
    journal.tasks.open(aTask({ id: 'task-3' as TaskId, parcelId: null }));
    expect(journal.tasks.countOpen()).toBe(3);
    expect(journal.tasks.findOpen('short', { parcelId })?.id).toBe('task-1');
    expect(journal.tasks.findOpen('short', { orderId })?.id).toBe('task-3');
    expect(journal.tasks.findOpen('intercept', { orderId })).toBeNull();
  });

  it('can be opened again once it ended', () => {
    const { journal } = aBook();
    journal.tasks.open(aTask());
    journal.tasks.close(aTask().id, end);
    expect(journal.tasks.findOpen('short', { parcelId })).toBeNull();
    const again = aTask({ id: 'task-2' as TaskId, openedAtMs: 10 });
    expect(journal.tasks.open(again)).toEqual(again);
    expect(idsOf(journal.tasks.listByOrder(orderId))).toEqual(['task-1', 'task-2']);
  });

  it('can learn more while it is open, and no more once it ended', () => {
    const { journal } = aBook();
    journal.tasks.open(aTask());
    journal.tasks.saveFacts(aTask().id, { answer: 'refused' });
    journal.tasks.close(aTask().id, end);
    expect(refusal(() => journal.tasks.saveFacts(aTask().id, {}))).toBe('task-end-is-final');
    expect(refusal(() => journal.tasks.close(aTask().id, { ...end, outcome: 'cancel' }))).toBe('task-end-is-final');
    expect(journal.tasks.load(aTask().id)).toEqual({ ...aTask(), facts: { answer: 'refused' }, closed: end });
  });

  it('that is not there cannot end or learn', () => {
    const { journal } = aBook();
    expect(() => journal.tasks.close(aTask().id, end)).toThrow('not in the journal');
    expect(() => journal.tasks.saveFacts(aTask().id, {})).toThrow('not in the journal');
  });

  it('the most urgent come first, those without a deadline last, the older before the younger', () => {
    const { journal } = aBook();
    const order = (id: string, shipByMs: number | null, openedAtMs: number): Task => aTask({ id: id as TaskId, orderId: `shop/${id}` as OrderId, parcelId: null, shipByMs, openedAtMs });
    for (const task of [order('calm', null, 1), order('late', 10, 3), order('early', 5, 4), order('late-too', 10, 2)]) journal.tasks.open(task);
    expect(idsOf(journal.tasks.listOpen(9))).toEqual(['early', 'late-too', 'late', 'calm']);
    expect(idsOf(journal.tasks.listOpen(2))).toEqual(['early', 'late-too']);
  });

  const outcomes = [...new Set(Object.values(taskOutcomes).flat())] as readonly TaskOutcome[];
  it.each(taskKinds)('of kind %s ends as one of that kind can, and as nothing else', (kind) => {
    for (const outcome of outcomes) {
      const { journal, file } = aBook();
      journal.tasks.open(aTask({ kind }));
      const close = (): void => journal.tasks.close(aTask().id, { ...end, outcome });
      if ((taskOutcomes[kind] as readonly string[]).includes(outcome)) close();
      else expect(close, outcome).toThrow(/CHECK/);
      file.close();
    }
  });

  const columns = 'id, kind, store_id, order_id, channel_order_id, parcel_id, facts, opened_at_ms, opened_by';
  it.each([
    ['is not deleted', 'DELETE FROM task', 'task-is-kept'],
    ['is not replaced', `INSERT OR REPLACE INTO task (${columns}) SELECT ${columns} FROM task`, 'task-is-kept'],
    ['is not driven out by another one of its kind', `INSERT OR REPLACE INTO task (${columns}) SELECT 'task-9', kind, store_id, order_id, channel_order_id, parcel_id, facts, opened_at_ms, opened_by FROM task WHERE outcome IS NULL`, 'task-is-open'],
    ['does not begin with its end', `INSERT INTO task (${columns}, outcome, closed_by, closed_note, closed_at_ms) SELECT 'task-9', 'return', store_id, order_id, channel_order_id, parcel_id, facts, 1, 'Eve', 'restocked', 'Eve', '', 1 FROM task LIMIT 1`, 'task-starts-open'],
    ['keeps its subject', "UPDATE task SET order_id = 'shop/2' WHERE outcome IS NULL", 'task-is-kept'],
    ['keeps its parcel', 'UPDATE task SET parcel_id = NULL WHERE outcome IS NULL', 'task-is-kept'],
    ['keeps who opened it', "UPDATE task SET opened_by = 'Eve' WHERE outcome IS NULL", 'task-is-kept'],
    ['keeps what is at stake', 'UPDATE task SET value_minor = 1 WHERE outcome IS NULL', 'task-is-kept'],
    ['keeps its currency', "UPDATE task SET value_currency = 'USD' WHERE outcome IS NULL", 'task-is-kept'],
    ['keeps its deadline', 'UPDATE task SET ship_by_ms = NULL WHERE outcome IS NULL', 'task-is-kept'],
    ['is not opened again by taking its end away', 'UPDATE task SET outcome = NULL, closed_by = NULL, closed_note = NULL, closed_at_ms = NULL WHERE outcome IS NOT NULL', 'task-end-is-final'],
  ])('by direct SQL %s', (_, statement, rule) => {
    const { journal, sql } = aBook();
    journal.tasks.open(aTask({ id: 'task-0' as TaskId }));
    journal.tasks.close('task-0' as TaskId, end);
    journal.tasks.open(aTask());
    const before = journal.tasks.listByOrder(orderId);
    expect(refusal(() => sql(statement))).toBe(rule);
    expect(journal.tasks.listByOrder(orderId)).toEqual(before);
  });

  it.each(["closed_by = 'Lea'", "outcome = 'wait', closed_by = 'Lea', closed_note = ''", "outcome = 'wait', closed_note = '', closed_at_ms = 1"])('by direct SQL has no half an end: %s', (half) => {
    const { journal, sql } = aBook();
    journal.tasks.open(aTask());
    expect(() => sql(`UPDATE task SET ${half}`)).toThrow(/CHECK/);
  });
});

describe('goods to put back', () => {
  const lines: readonly PutBackLine[] = [
    { lineId: 'b', sku: 'MUG-BLUE', title: 'Blue mug', barcodes: ['9521234543213', 'X1'], quantity: 2, confirmed: 0 },
    { lineId: 'a', sku: 'SOCKS', title: 'Socks', barcodes: [], quantity: 1, confirmed: 0 },
  ];

  it('come back in their order, with what was confirmed', () => {
    const first = aBook();
    first.journal.putBacks.begin(parcelId, lines);
    first.journal.putBacks.saveConfirmed(parcelId, 'b', 1);
    first.file.close();
    const { journal } = aJournal({ directory: first.directory });
    expect(journal.putBacks.load(parcelId)).toEqual([{ ...lines[0], confirmed: 1 }, lines[1]]);
    expect(journal.putBacks.load('nobody' as ParcelId)).toEqual([]);
  });

  it('are confirmed upward only, and never more than were in the box', () => {
    const { journal } = aBook();
    journal.putBacks.begin(parcelId, lines);
    journal.putBacks.saveConfirmed(parcelId, 'b', 2);
    expect(refusal(() => journal.putBacks.saveConfirmed(parcelId, 'b', 1))).toBe('put-back-only-rises');
    expect(() => journal.putBacks.saveConfirmed(parcelId, 'b', 3)).toThrow(/CHECK/);
    expect(() => journal.putBacks.saveConfirmed(parcelId, 'c', 1)).toThrow('no goods of line c');
    expect(journal.putBacks.load(parcelId)[0]?.confirmed).toBe(2);
  });

  it('begin once, whole or not at all', () => {
    const { journal } = aBook();
    journal.putBacks.begin(parcelId, lines.slice(0, 1));
    expect(refusal(() => journal.putBacks.begin(parcelId, [...lines].reverse()))).toBe('put-back-only-rises');
    expect(journal.putBacks.load(parcelId)).toEqual(lines.slice(0, 1));
  });

  it.each([
    ['are not deleted', 'DELETE FROM put_back_line'],
    ['are not replaced', "INSERT OR REPLACE INTO put_back_line VALUES ('parcel-1', 'b', 0, 'X', 'X', '[]', 1, 0)"],
    ['do not become fewer', "UPDATE put_back_line SET quantity = 1 WHERE line_id = 'b'"],
    ['do not become other goods', "UPDATE put_back_line SET sku = 'OTHER'"],
    ['are known by their own codes only', "UPDATE put_back_line SET barcodes = '[\"1\"]'"],
    ['keep their name', "UPDATE put_back_line SET title = 'Something else'"],
    ['keep their place', 'UPDATE put_back_line SET position = 7'],
    ['do not move to another line', "UPDATE OR REPLACE put_back_line SET line_id = 'a' WHERE line_id = 'b'"],
  ])('by direct SQL %s', (_, statement) => {
    const { journal, sql } = aBook();
    journal.putBacks.begin(parcelId, lines);
    expect(refusal(() => sql(statement))).toBe('put-back-only-rises');
    expect(journal.putBacks.load(parcelId)).toEqual(lines);
  });
});

describe('what the gate kept from leaving', () => {
  const stopped = (overrides: Partial<Interception> = {}): Interception => ({
    orderId, storeId: shop, channelOrderId: '100-1', code: 'CANCELLED', point: 'label', benchId: bench, by: 'Ada', value: { minor: 1999, currency: 'EUR' }, returnCostMinor: 850, hadLabel: true, atMs: 10, ...overrides,
  });

  it('is counted once for each order and code, as it was the first time', () => {
    const { journal } = aBook();
    journal.history.recordInterception(stopped());
    journal.history.recordInterception(stopped({ point: 'loading', by: 'Bea', atMs: 20 }));
    journal.history.recordInterception(stopped({ code: 'ON_HOLD', value: null, hadLabel: false, atMs: 30 }));
    expect(journal.history.listInterceptions(0, 99)).toEqual([stopped(), stopped({ code: 'ON_HOLD', value: null, hadLabel: false, atMs: 30 })]);
  });

  it('is listed by its time, the end left out', () => {
    const { journal } = aBook();
    for (const atMs of [30, 10, 20]) journal.history.recordInterception(stopped({ orderId: `shop/${atMs}` as OrderId, atMs }));
    expect(journal.history.listInterceptions(10, 30).map(({ atMs }) => atMs)).toEqual([10, 20]);
  });

  it.each([
    ['is not deleted', 'DELETE FROM interception', 'append-only'],
    ['is not changed', 'UPDATE interception SET value_minor = 1', 'append-only'],
    ['is not moved onto another', "UPDATE OR REPLACE interception SET code = 'CANCELLED'", 'append-only'],
    ['is not replaced', "INSERT OR REPLACE INTO interception SELECT order_id, code, store_id, channel_order_id, point, bench_id, 'Eve', value_minor, value_currency, 0, had_label, at_ms FROM interception", 'let through'],
  ])('by direct SQL %s', (_, statement, answer) => {
    const { journal, sql } = aBook();
    journal.history.recordInterception(stopped());
    journal.history.recordInterception(stopped({ code: 'ON_HOLD', atMs: 11 }));
    const before = journal.history.listInterceptions(0, 99);
    expect(refusal(() => sql(statement))).toBe(answer);
    expect(journal.history.listInterceptions(0, 99)).toEqual(before);
  });
});

describe('what a rule in shadow would have stopped', () => {
  const block = (checkedAtMs: number): Block => ({ code: 'ADDRESS_INVALID', strength: 'ask-lead', owner: 'customer-service', evidence: { source: 'Shop', checkedAtMs, sinceMs: null, facts: { field: 'postcode' } } });
  const stop: Omit<ShadowStop, 'firstAtMs' | 'lastAtMs' | 'times'> = { orderId, storeId: shop, channelOrderId: '100-1', benchId: bench, point: 'open', block: block(1) };

  it('is one row for each order, code and point, with a count and the newest evidence', () => {
    const { journal } = aBook();
    journal.history.recordShadow(stop, 10);
    journal.history.recordShadow({ ...stop, block: block(2) }, 20);
    journal.history.recordShadow({ ...stop, point: 'label' }, 15);
    expect(journal.history.listShadows(9)).toEqual([
      { ...stop, block: block(2), firstAtMs: 10, lastAtMs: 20, times: 2 },
      { ...stop, point: 'label', firstAtMs: 15, lastAtMs: 15, times: 1 },
    ]);
    expect(journal.history.listShadows(1)).toHaveLength(1);
  });

  it.each([
    ['is not deleted', 'DELETE FROM shadow_stop'],
    ['is not counted anew', 'UPDATE shadow_stop SET times = 1'],
    ['is not counted more than once', 'UPDATE shadow_stop SET times = times + 2'],
    ['keeps its order', "UPDATE shadow_stop SET order_id = 'shop/2', times = times + 1"],
    ['keeps its reason', "UPDATE shadow_stop SET code = 'STALE_DATA', times = times + 1"],
    ['keeps where it was', "UPDATE shadow_stop SET point = 'label', times = times + 1"],
    ['keeps its store', "UPDATE shadow_stop SET store_id = 'other', times = times + 1"],
    ['keeps its number', "UPDATE shadow_stop SET channel_order_id = '2', times = times + 1"],
    ['keeps since when', 'UPDATE shadow_stop SET first_at_ms = 11, times = times + 1'],
    ['is not replaced', "INSERT OR REPLACE INTO shadow_stop SELECT order_id, code, point, store_id, channel_order_id, bench_id, block, 1, 1, 1 FROM shadow_stop"],
  ])('by direct SQL %s', (_, statement) => {
    const { journal, sql } = aBook();
    for (const atMs of [10, 20]) journal.history.recordShadow(stop, atMs);
    const before = journal.history.listShadows(9);
    expect(refusal(() => sql(statement))).toBe('append-only');
    expect(journal.history.listShadows(9)).toEqual(before);
    expect(journal.history.countShadows()).toBe(1);
  });
});

describe('stock', () => {
  const event = (id: string, atMs: number, overrides: Partial<StockEvent> = {}): StockEvent => ({ id, storeId: shop, sku: 'MUG-BLUE', quantity: 1, cause: 'put-back', channelOrderId: '100-1', parcelId, by: 'Ada', atMs, ...overrides });

  it('that moved is listed by its time, the end left out', () => {
    const { journal } = aBook();
    const missing = event('e2', 5, { quantity: -2, cause: 'short', parcelId: null });
    for (const one of [event('e1', 20), missing, event('e3', 30)]) journal.history.recordStock(one);
    expect(journal.history.listStock(5, 30)).toEqual([missing, event('e1', 20)]);
  });

  it('that did not move is no event', () => {
    expect(() => aBook().journal.history.recordStock(event('e1', 1, { quantity: 0 }))).toThrow(/CHECK/);
  });

  it('told twice is refused, so that nothing is counted twice', () => {
    const { journal } = aBook();
    journal.history.recordStock(event('e1', 1));
    expect(refusal(() => journal.history.recordStock(event('e1', 2, { quantity: 9 })))).toBe('append-only');
  });

  it.each([
    ['is not deleted', 'DELETE FROM stock_event'],
    ['is not changed', 'UPDATE stock_event SET quantity = 9'],
    ['is not replaced', "INSERT OR REPLACE INTO stock_event SELECT id, store_id, sku, 9, cause, channel_order_id, parcel_id, 'Eve', at_ms FROM stock_event"],
    ['does not take the place of another', "UPDATE OR REPLACE stock_event SET id = 'e2' WHERE id = 'e1'"],
  ])('by direct SQL an event %s', (_, statement) => {
    const { journal, sql } = aBook();
    for (const id of ['e1', 'e2']) journal.history.recordStock(event(id, 1));
    expect(refusal(() => sql(statement))).toBe('append-only');
    expect(journal.history.listStock(0, 9)).toEqual([event('e1', 1), event('e2', 1)]);
  });
});

const aShift = (id: string, toMs: number, overrides: Partial<ClosedShift> = {}): ClosedShift => ({ id, fromMs: toMs - 10, toMs, isClean: true, summary: '{"stores":[]}', note: '', by: 'Lea', benchId: bench, ...overrides });
const says = (rowId: string, text: string, atMs = 1) => ({ rowId, text, by: 'Lea', atMs });

describe('a shift', () => {
  it('that was closed comes back as it was signed, the newest first', () => {
    const first = aBook();
    expect(first.journal.shifts.last()).toBeNull();
    const dirty = aShift('s2', 40, { isClean: false, note: 'Two missing' });
    for (const shift of [aShift('s1', 20), dirty, aShift('s0', 10)]) first.journal.shifts.close(shift);
    first.file.close();
    const { journal } = aJournal({ directory: first.directory });
    expect(journal.shifts.last()).toEqual(dirty);
    expect(journal.shifts.list(2)).toEqual([dirty, aShift('s1', 20)]);
  });

  it('a later explanation replaces the earlier one of its row while the shift runs', () => {
    const { journal } = aBook();
    journal.shifts.explain(says('row-1', 'Lost?'));
    journal.shifts.explain(says('row-2', 'Sent by hand', 2));
    journal.shifts.explain(says('row-1', 'Found under the table', 3));
    expect(journal.shifts.listExplanations()).toEqual([says('row-1', 'Found under the table', 3), says('row-2', 'Sent by hand', 2)]);
  });

  it('takes its explanations with it, and the next one begins without any', () => {
    const { journal, file } = aBook();
    journal.shifts.explain(says('row-1', 'Lost'));
    journal.shifts.close(aShift('s1', 20));
    expect(journal.shifts.listExplanations()).toEqual([]);
    journal.shifts.explain(says('row-1', 'Lost again'));
    expect(journal.shifts.listExplanations()).toEqual([says('row-1', 'Lost again')]);
    expect(file.db.prepare('SELECT text, shift_id FROM shift_explanation ORDER BY sequence').raw().all()).toEqual([['Lost', 's1'], ['Lost again', null]]);
  });

  it('that cannot be closed keeps its explanations', () => {
    const { journal } = aBook();
    journal.shifts.close(aShift('s1', 20));
    journal.shifts.explain(says('row-1', 'Lost'));
    expect(refusal(() => journal.shifts.close(aShift('s1', 30)))).toBe('append-only');
    expect(() => journal.shifts.close(aShift('s2', 30, { fromMs: 31 }))).toThrow(/CHECK/);
    expect(() => journal.shifts.close(aShift('s2', 30, { by: ' ' }))).toThrow(/CHECK/);
    expect(journal.shifts.listExplanations()).toEqual([says('row-1', 'Lost')]);
  });

  it('an explanation without words is none', () => {
    expect(() => aBook().journal.shifts.explain(says('row-1', '  '))).toThrow(/CHECK/);
  });

  it.each([
    ['is not deleted', 'DELETE FROM shift'],
    ['is not changed', 'UPDATE shift SET is_clean = 1'],
    ['is not replaced', "INSERT OR REPLACE INTO shift SELECT id, from_ms, to_ms, 1, summary, note, 'Eve', bench_id FROM shift"],
    ['does not take the place of another', "UPDATE OR REPLACE shift SET id = 's2' WHERE id = 's1'"],
    ['its explanations are not deleted', 'DELETE FROM shift_explanation'],
    ['its explanations are not changed', "UPDATE shift_explanation SET text = 'All well'"],
    ['its explanations are not taken out of it', 'UPDATE shift_explanation SET shift_id = NULL'],
    ['its explanations are not replaced', "INSERT OR REPLACE INTO shift_explanation (sequence, row_id, text, by_name, at_ms) SELECT sequence, row_id, 'All well', by_name, at_ms FROM shift_explanation"],
  ])('by direct SQL %s', (_, statement) => {
    const { journal, file, sql } = aBook();
    journal.shifts.explain(says('row-1', 'Lost'));
    journal.shifts.close(aShift('s1', 20, { isClean: false }));
    journal.shifts.close(aShift('s2', 30, { isClean: false }));
    const all = (): readonly unknown[] => [journal.shifts.list(9), file.db.prepare('SELECT * FROM shift_explanation').all()];
    const before = all();
    expect(refusal(() => sql(statement))).toBe('append-only');
    expect(all()).toEqual(before);
  });
});

describe('an explanation of the shift that runs', () => {
  it.each([
    ['does not move to another row', "UPDATE shift_explanation SET row_id = 'row-2' WHERE shift_id IS NULL"],
    ['keeps its place in the order', 'UPDATE shift_explanation SET sequence = 99 WHERE shift_id IS NULL'],
    ['is not replaced without a trace', "INSERT OR REPLACE INTO shift_explanation (row_id, text, by_name, at_ms) VALUES ('row-1', 'All well', 'Eve', 1)"],
    ['is not added to a shift that was closed', "INSERT INTO shift_explanation (row_id, text, by_name, at_ms, shift_id) VALUES ('row-9', 'All well', 'Eve', 1, 's1')"],
  ])('by direct SQL %s', (_, statement) => {
    const { journal, file, sql } = aBook();
    journal.shifts.close(aShift('s1', 20));
    journal.shifts.explain(says('row-1', 'Lost'));
    const all = (): readonly unknown[] => file.db.prepare('SELECT * FROM shift_explanation').all();
    const before = all();
    expect(refusal(() => sql(statement))).toBe('append-only');
    expect(all()).toEqual(before);
  });
});

describe('a checklist', () => {
  const tick = (itemId: string, atMs = 1) => ({ itemId, by: 'Ada', atMs });
  const signed = { by: 'Lea', atMs: 9 };

  it('of a day without a tick is empty, and comes back with its ticks and its signature', () => {
    const first = aBook();
    expect(first.journal.checklists.load('daily', '2026-11-21')).toEqual({ kind: 'daily', period: '2026-11-21', ticks: [], signed: null });
    first.journal.checklists.tick('daily', '2026-11-21', tick('scanner', 2));
    first.journal.checklists.tick('daily', '2026-11-21', tick('printer', 1));
    first.journal.checklists.sign('daily', '2026-11-21', signed);
    first.file.close();
    const { journal } = aJournal({ directory: first.directory });
    expect(journal.checklists.load('daily', '2026-11-21')).toEqual({ kind: 'daily', period: '2026-11-21', ticks: [tick('printer', 1), tick('scanner', 2)], signed });
  });

  it('keeps who ticked first; a tick can be taken back until it is signed', () => {
    const { journal } = aBook();
    journal.checklists.tick('daily', '2026-11-21', tick('scanner', 1));
    journal.checklists.tick('daily', '2026-11-21', { itemId: 'scanner', by: 'Bea', atMs: 2 });
    expect(journal.checklists.load('daily', '2026-11-21').ticks).toEqual([tick('scanner', 1)]);
    journal.checklists.untick('daily', '2026-11-21', 'scanner');
    expect(journal.checklists.load('daily', '2026-11-21').ticks).toEqual([]);
  });

  it('that is signed stands: no tick more, none less, no second signature', () => {
    const { journal } = aBook();
    journal.checklists.tick('daily', '2026-11-21', tick('scanner'));
    journal.checklists.sign('daily', '2026-11-21', signed);
    const { checklists } = journal;
    expect(refusal(() => checklists.tick('daily', '2026-11-21', tick('printer')))).toBe('checklist-is-signed');
    expect(refusal(() => checklists.untick('daily', '2026-11-21', 'scanner'))).toBe('checklist-is-signed');
    expect(refusal(() => checklists.sign('daily', '2026-11-21', { by: 'Eve', atMs: 10 }))).toBe('checklist-is-signed');
    checklists.tick('daily', '2026-11-22', tick('printer'));
    checklists.tick('weekly', '2026-W47', tick('printer'));
    expect(checklists.load('daily', '2026-11-21')).toMatchObject({ ticks: [tick('scanner')], signed });
  });

  it('lists of a kind come newest first, the signed ones without a tick too', () => {
    const { checklists } = aBook().journal;
    checklists.tick('daily', '2026-11-19', tick('scanner'));
    checklists.tick('daily', '2026-11-21', tick('scanner'));
    checklists.sign('daily', '2026-11-20', signed);
    checklists.tick('weekly', '2026-W47', tick('scanner'));
    expect(checklists.list('daily', 9).map(({ period }) => period)).toEqual(['2026-11-21', '2026-11-20', '2026-11-19']);
    expect(checklists.list('daily', 1)).toEqual([checklists.load('daily', '2026-11-21')]);
  });

  it.each([
    ['a signature is not deleted', 'DELETE FROM checklist_signature', 'append-only'],
    ['a signature is not changed', "UPDATE checklist_signature SET by_name = 'Eve'", 'append-only'],
    ['a signature is not replaced', "INSERT OR REPLACE INTO checklist_signature VALUES ('daily', '2026-11-20', 'Eve', 1)", 'checklist-is-signed'],
    ['a tick is not changed', "UPDATE checklist_tick SET by_name = 'Eve'", 'append-only'],
    ['a tick is not replaced', "INSERT OR REPLACE INTO checklist_tick VALUES ('daily', '2026-11-21', 'scanner', 'Eve', 1)", 'let through'],
    ['a tick does not move into a signed list', "UPDATE OR REPLACE checklist_tick SET period = '2026-11-20'", 'append-only'],
    ['a signed tick is not deleted', "DELETE FROM checklist_tick WHERE period = '2026-11-20'", 'checklist-is-signed'],
    ['nothing is added to a signed list', "INSERT INTO checklist_tick VALUES ('daily', '2026-11-20', 'printer', 'Eve', 1)", 'checklist-is-signed'],
  ])('by direct SQL %s', (_, statement, rule) => {
    const { journal, sql } = aBook();
    for (const period of ['2026-11-20', '2026-11-21']) journal.checklists.tick('daily', period, tick('scanner'));
    journal.checklists.sign('daily', '2026-11-20', signed);
    const before = journal.checklists.list('daily', 9);
    expect(refusal(() => sql(statement))).toBe(rule);
    expect(journal.checklists.list('daily', 9)).toEqual(before);
  });
});
