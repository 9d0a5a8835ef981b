import { describe, expect, it } from 'vitest';
import type { Alert, AlertId } from '../../src/shared/domain/alert/alert.ts';
import type { OrderId } from '../../src/shared/domain/order/order.ts';
import { testStartMs } from '../support/builders.ts';
import { aJournal, aWriteBack, dispatchParcel, refusal, shop } from './temp-storage.ts';

function anAlert(overrides: Partial<Alert> = {}): Alert {
  return {
    id: 'alert-1' as AlertId, kind: 'parked', subject: 'w1', storeId: shop, orderId: 'shop/100-1' as OrderId, channelOrderId: '100-1', state: 'parked', sinceMs: testStartMs,
    shipByMs: testStartMs + 9, blocker: 'park.rejected', owner: 'admin', rows: 1, limit: 15, firedAtMs: testStartMs + 5, endedAtMs: null, ...overrides,
  };
}
const numbered = (n: number, overrides: Partial<Alert> = {}): Alert => anAlert({ id: `alert-${n}` as AlertId, subject: `w${n}`, ...overrides });
const idsOf = (alerts: readonly Alert[]): readonly string[] => alerts.map(({ id }) => id);

describe('an alert in the journal', () => {
  it('comes back as it began and as it ended, also after a restart', () => {
    const first = aJournal();
    const ofStore = numbered(2, { kind: 'no-contact', orderId: null, channelOrderId: null, shipByMs: null });
    first.journal.alerts.fire(anAlert());
    first.journal.alerts.fire(ofStore);
    first.journal.alerts.end(anAlert().id, testStartMs + 60);
    first.file.close();
    const { journal } = aJournal({ directory: first.directory });
    expect(journal.alerts.listOpen(9)).toEqual([ofStore]);
    expect(journal.alerts.listEnded(9)).toEqual([{ ...anAlert(), endedAtMs: testStartMs + 60 }]);
    expect(journal.alerts.countOpen()).toBe(1);
  });

  it('is open once for one cause, and again after it ended', () => {
    const { journal, file } = aJournal();
    file.db.pragma('recursive_triggers = 0');
    journal.alerts.fire(anAlert());
    expect(refusal(() => journal.alerts.fire(anAlert({ id: 'alert-2' as AlertId })))).toBe('alert-is-open');
    journal.alerts.end(anAlert().id, testStartMs + 60);
    journal.alerts.fire(anAlert({ id: 'alert-2' as AlertId }));
    expect(journal.alerts.countOpen()).toBe(1);
  });

  it('ends when it began at the earliest, also by a clock that was put back', () => {
    const { journal } = aJournal();
    journal.alerts.fire(anAlert());
    journal.alerts.end(anAlert().id, testStartMs - 3_600_000);
    expect(journal.alerts.listEnded(1)).toMatchObject([{ endedAtMs: testStartMs + 5 }]);
  });

  it.each([
    ['to end twice', "UPDATE alert SET ended_at_ms = ended_at_ms + 1 WHERE id = 'alert-2'", 'alert-only-ends'],
    ['to open again', "UPDATE alert SET ended_at_ms = NULL WHERE id = 'alert-2'", 'alert-only-ends'],
    ['to be about something else', "UPDATE alert SET subject = 'w9', ended_at_ms = fired_at_ms WHERE id = 'alert-1'", 'alert-only-ends'],
    ['to be forgotten', "DELETE FROM alert WHERE id = 'alert-1'", 'alert-is-kept'],
    ['to be replaced', "INSERT OR REPLACE INTO alert SELECT * FROM alert WHERE id = 'alert-1'", 'alert-is-kept'],
    ['to be written over by another of its cause', "INSERT OR REPLACE INTO alert SELECT 'alert-9', kind, subject, store_id, order_id, channel_order_id, state, since_ms, ship_by_ms, blocker, owner, stuck_rows, limit_value, fired_at_ms, NULL FROM alert WHERE id = 'alert-1'", 'alert-is-open'],
    ['to begin with its end', "INSERT INTO alert SELECT 'alert-9', kind, 'w9', store_id, order_id, channel_order_id, state, since_ms, ship_by_ms, blocker, owner, stuck_rows, limit_value, fired_at_ms, fired_at_ms FROM alert WHERE id = 'alert-1'", 'alert-starts-open'],
  ])('refuses %s', (_, statement, rule) => {
    const { journal, file, sql } = aJournal();
    file.db.pragma('recursive_triggers = 0');
    journal.alerts.fire(anAlert());
    journal.alerts.fire(numbered(2));
    journal.alerts.end(numbered(2).id, testStartMs + 60);
    expect(refusal(() => sql(statement))).toBe(rule);
  });
});

describe('lists of alerts', () => {
  it('show the soonest ship-by first and what has none behind, oldest first', () => {
    const { journal } = aJournal();
    for (const alert of [numbered(1, { shipByMs: null, sinceMs: 2 }), numbered(2, { shipByMs: 90 }), numbered(3, { shipByMs: null, sinceMs: 1 }), numbered(4, { shipByMs: 10 })]) journal.alerts.fire(alert);
    expect(idsOf(journal.alerts.listOpen(9))).toEqual(['alert-4', 'alert-2', 'alert-3', 'alert-1']);
    expect(idsOf(journal.alerts.listOpen(2))).toEqual(['alert-4', 'alert-2']);
    for (const [n, atMs] of [[2, testStartMs + 40], [1, testStartMs + 50]] as const) journal.alerts.end(numbered(n).id, atMs);
    expect(idsOf(journal.alerts.listEnded(9))).toEqual(['alert-1', 'alert-2']);
  });

  it('know when a trigger fired last, for how many, and the most urgent of them', () => {
    const { journal } = aJournal();
    expect(journal.alerts.lastFired('parked')).toBeNull();
    journal.alerts.fire(numbered(1, { firedAtMs: 100 }));
    for (const n of [2, 3]) journal.alerts.fire(numbered(n, { firedAtMs: 200, shipByMs: 1000 - n }));
    journal.alerts.fire(numbered(4, { kind: 'blocked', firedAtMs: 300 }));
    journal.alerts.end(numbered(3).id, 400);
    expect(journal.alerts.lastFired('parked')).toMatchObject({ atMs: 200, alerts: 2, first: { id: 'alert-3' } });
  });
});

it('a message knows since when it is as it is, whatever was saved meanwhile', async () => {
  const { journal, clock } = aJournal();
  dispatchParcel(journal);
  const row = aWriteBack();
  journal.writeBacks.insert(row);
  const after = async (ms: number, change: Partial<typeof row>): Promise<void> => {
    await clock.advance(ms);
    journal.writeBacks.save({ ...row, ...change });
  };
  await after(1000, { state: 'parked', parkReason: 'rejected' });
  await after(1000, { state: 'due' });
  await after(1000, { state: 'parked', parkReason: 'rejected' });
  await after(1000, { state: 'parked', parkReason: 'rejected', lastAnswer: 'looked again' });
  expect(journal.writeBacks.inStateSinceMs(row.id)).toBe(testStartMs + 3000);
});
