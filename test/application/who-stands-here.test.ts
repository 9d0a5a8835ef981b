import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeLane } from '../../src/shared/domain/scan/commands.ts';
import { seconds } from '../../src/shared/domain/units/instant.ts';
import { aDraft, aLineDraft, cancelledBy } from '../support/builders.ts';
import { ada, pat, pia, sam } from '../support/people.ts';
import { openTestStation, type TestStation } from '../support/station.ts';

const mug = '9521234543213';
let test: TestStation;
beforeEach(async () => {
  test = await openTestStation({ people: true });
  await test.given(aDraft({ lines: [aLineDraft({ quantity: 2 })] }));
});
afterEach(() => test.close());

const journal = () => test.station.context.journal;
const outcomes = (texts: readonly string[]): readonly string[] => texts.map((text) => test.scan(text).outcome);
/** Everything a page is told while the bench is locked, as text. */
const everythingShown = (): string => JSON.stringify(test.bench());

describe('a bench where people are set up', () => {
  it('does nothing for a stranger but read badges: no order, item, lane, weight or command', () => {
    journal().signIns.save({ benchId: test.station.context.benchId, personId: null, sinceMs: 0, isLocked: false });
    expect(test.bench().screen).toEqual({ kind: 'sign-in', refused: null });
    expect(outcomes(['100-1', mug, encodeLane('DHL'), ']C13303000455'])).toEqual(['badge-first', 'badge-first', 'badge-first', 'badge-first']);
    expect([test.command('reopen'), test.command('help')]).toMatchObject([{ outcome: 'badge-first' }, { outcome: 'badge-first', detail: { reason: 'nobody' } }]);
    expect(outcomes([pat.badge, '100-1'])).toEqual(['signed-in', 'order-opened']);
  });

  it.each([sam, ada])('packs nothing for $name', (person) => {
    test.scan(person.badge);
    expect(test.scan('100-1')).toMatchObject({ outcome: 'not-allowed', detail: { name: person.name, act: 'pack' } });
    expect(test.bench().screen).toEqual({ kind: 'sign-in', refused: person.name });
  });

  it('keeps progress behind the lock and shows nothing of a buyer or an order', () => {
    outcomes(['100-1', mug]);
    expect(test.command('lock').outcome).toBe('locked');
    expect(test.bench().screen).toMatchObject({ kind: 'locked', person: pat.name, progress: { packed: 1, expected: 2 } });
    expect(test.scan(mug)).toMatchObject({ outcome: 'badge-first', detail: { reason: 'locked' } });
    for (const secret of ['100-1', 'Ada Example', 'Berlin', 'Blue mug', mug]) expect(everythingShown()).not.toContain(secret);
    expect(outcomes([pat.badge, mug])).toEqual(['unlocked', 'parcel-complete']);
  });

  it('shows nobody the number of a badge', () => {
    expect(test.scan(pia.badge).text).toBe('PGUSR…');
    expect(everythingShown()).not.toContain(pia.badge);
  });

  it('hands a box over with its counts, and every act carries the name of whoever did it', () => {
    outcomes(['100-1', mug]);
    expect(test.scan(pia.badge)).toMatchObject({ outcome: 'taken-over', detail: { from: pat.name, packed: 1 } });
    test.scan(mug);
    expect(test.scan(`00${test.parcelOnBench()?.label?.sscc ?? ''}`).outcome).toBe('dispatched');
    const [parcel] = journal().parcels.listRecentlyDispatched(test.station.context.benchId, 1);
    expect(parcel?.packer).toBe(pia.name);
    expect(journal().audit.listBySubject(parcel?.id ?? '', 10)).toContainEqual(expect.objectContaining({ act: 'dispatched', actor: pia.name }));
    expect(journal().scans.listRecent(test.station.context.benchId, 1)[0]?.personId).toBe(pia.id);
  });

  it('goes on with a box that somebody else put aside, under the new name', () => {
    outcomes(['100-1', mug]);
    test.command('abort');
    expect(outcomes([pia.badge, '100-1'])).toEqual(['signed-in', 'order-opened']);
    expect(test.parcelOnBench()).toMatchObject({ packer: pia.name, lines: [{ packed: 1 }] });
  });

  it('can be locked, and signed in to, while a STOP stands; the stop stays', async () => {
    test.scan('100-1');
    test.account.change('100-1', { state: 'cancelled', cancellation: cancelledBy() });
    await test.clock.advance(seconds(6));
    expect([test.command('help').outcome, test.command('lock').outcome, test.bench().screen.kind]).toEqual(['help-opened', 'locked', 'locked']);
    expect(outcomes([pia.badge, mug])).toEqual(['signed-in', 'ignored-while-stopped']);
    expect([test.command('undo').outcome, test.command('reopen').outcome, test.command('ok').outcome]).toEqual(['command-not-here', 'command-not-here', 'acknowledged']);
    expect(journal().audit.list(null, 5)).toContainEqual(expect.objectContaining({ act: 'stop-acknowledged', actor: pia.name }));
  });
});
