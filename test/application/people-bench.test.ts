import { afterEach, describe, expect, it } from 'vitest';
import { lockBench, signOut } from '../../src/main/application/people/judge-badge.ts';
import type { BenchView } from '../../src/shared/contract/views.ts';
import { encodeBadge } from '../../src/shared/domain/scan/commands.ts';
import { minutes } from '../../src/shared/domain/units/instant.ts';
import { aDraft, aLineDraft } from '../support/builders.ts';
import { ada, pat, pia, sam } from '../support/people.ts';
import { openTestStation, type TestStation } from '../support/station.ts';

const mug = '9521234543213';
const threeMugs = aDraft({ lines: [aLineDraft({ quantity: 3 })] });

let test: TestStation;
const open = async (people = true): Promise<void> => {
  test = await openTestStation({ people });
};
afterEach(() => test.close());

const acts = (): readonly string[] => test.station.context.journal.audit.list(null, 50).map(({ act, actor }) => `${actor}: ${act}`);
const header = (): BenchView['header'] => test.bench().header;

describe('a badge at the bench', () => {
  it('says nobody is set up where nobody is, and changes nothing', async () => {
    await open(false);
    expect(test.scan(pat.badge)).toMatchObject({ outcome: 'unknown-badge', detail: { reason: 'nobody-set-up' } });
    expect(header()).toMatchObject({ isOpenHouse: true, person: null, packer: 'Alex' });
  });

  it('signs in, and parcels and log carry the name from then on', async () => {
    await open();
    await test.given(threeMugs);
    signOut(test.station.context);
    expect(test.bench().screen).toEqual({ kind: 'sign-in', refused: null });
    expect(test.scan(pia.badge)).toMatchObject({ outcome: 'signed-in', detail: { name: pia.name } });
    expect(test.scan('100-1').outcome).toBe('order-opened');
    expect(test.parcelOnBench()?.packer).toBe(pia.name);
    expect(header()).toMatchObject({ packer: pia.name, isOpenHouse: false, isLocked: false, person: { name: pia.name, roles: ['packer'] } });
    expect(acts().slice(0, 2)).toEqual([`${pia.name}: signed-in`, `${pat.name}: signed-out`]);
  });

  it.each([
    ['an order', '100-1'],
    ['an item', mug],
    ['a command', 'PGCMDOKX'],
    ['nonsense', 'nonsense'],
  ])('is all that a bench asks for where nobody is signed in: %s does nothing', async (_what, text) => {
    await open();
    await test.given(threeMugs);
    signOut(test.station.context);
    expect(['badge-first', 'unreadable']).toContain(test.scan(text).outcome);
    expect(test.parcelOnBench()).toBeNull();
  });

  it('that nobody has is refused, and so is the badge of somebody who left', async () => {
    await open();
    expect(test.scan(encodeBadge('NOBODY'))).toMatchObject({ outcome: 'unknown-badge' });
    const { journal } = test.station.context;
    const left = journal.people.load(pia.id);
    if (left === null) throw new Error('no Pia');
    journal.people.save({ ...left, isActive: false });
    expect(test.scan(pia.badge).outcome).toBe('unknown-badge');
    expect(header().person?.name).toBe(pat.name);
  });

  it('goes on with the box of somebody else, counts and all, and says whose it was', async () => {
    await open();
    await test.given(threeMugs);
    for (const text of ['100-1', mug, mug]) test.scan(text);
    expect(test.scan(pia.badge)).toMatchObject({ outcome: 'taken-over', detail: { name: pia.name, from: pat.name, packed: 2, expected: 3 } });
    expect(test.parcelOnBench()).toMatchObject({ packer: pia.name, lines: [{ packed: 2 }] });
    expect(test.scan(mug).outcome).toBe('parcel-complete');
    const [taken] = test.station.context.journal.audit.list(null, 50).filter(({ act }) => act === 'parcel-taken-over');
    expect(taken).toMatchObject({ actor: pia.name, subject: test.parcelOnBench()?.id });
    expect(JSON.parse(taken?.detail ?? '')).toEqual({ from: pat.name, packed: 2, expected: 3 });
  });

  it('of somebody who may not pack signs in for the board, and leaves the box to whoever packed it', async () => {
    await open();
    await test.given(threeMugs);
    test.scan('100-1');
    test.scan(mug);
    expect(test.scan(sam.badge)).toMatchObject({ outcome: 'not-allowed', detail: { name: sam.name, act: 'pack' } });
    expect(test.bench().screen).toEqual({ kind: 'sign-in', refused: sam.name });
    expect(test.scan(mug)).toMatchObject({ outcome: 'not-allowed' });
    expect(test.parcelOnBench()).toMatchObject({ packer: pat.name, lines: [{ packed: 1 }] });
    expect(test.scan(pat.badge)).toMatchObject({ outcome: 'signed-in', detail: { packed: 1, expected: 3 } });
    expect(test.parcelOnBench()?.packer).toBe(pat.name);
  });

  it('scanned again by who is signed in already says so, and writes no second line', async () => {
    await open();
    const before = acts().length;
    expect(test.scan(pat.badge).outcome).toBe('signed-in');
    expect(acts().length).toBe(before);
  });
});

describe('a locked bench', () => {
  it('hides the order, keeps the counts, and shows both again to the next badge', async () => {
    await open();
    await test.given(threeMugs);
    for (const text of ['100-1', mug, mug]) test.scan(text);
    expect(test.command('lock')).toMatchObject({ outcome: 'locked', detail: { name: pat.name } });
    const locked = test.bench();
    expect(locked.screen).toMatchObject({ kind: 'locked', person: pat.name, progress: { packed: 2, expected: 3 } });
    expect(locked.header.isLocked).toBe(true);
    expect(JSON.stringify(locked.screen)).not.toMatch(/100-1|Ada Example|Berlin|mug/i);
    expect(test.scan(mug).outcome).toBe('badge-first');
    expect(test.scan(pat.badge)).toMatchObject({ outcome: 'unlocked', detail: { name: pat.name, packed: 2, expected: 3 } });
    expect(test.scan(mug).outcome).toBe('parcel-complete');
    expect(acts()).toEqual(expect.arrayContaining([`${pat.name}: unlocked`, `${pat.name}: locked`]));
  });

  it('opens to a colleague, who takes the box over', async () => {
    await open();
    await test.given(threeMugs);
    test.scan('100-1');
    lockBench(test.station.context, 'asked');
    expect(test.scan(pia.badge)).toMatchObject({ outcome: 'taken-over', detail: { from: pat.name, packed: 0, expected: 3 } });
  });

  it('is locked after a restart too, with its box', async () => {
    await open();
    await test.given(threeMugs);
    test.scan('100-1');
    test.scan(mug);
    test.command('lock');
    await test.restart();
    expect(test.bench().screen).toMatchObject({ kind: 'locked', progress: { packed: 1, expected: 3 } });
    expect(test.scan(pat.badge)).toMatchObject({ outcome: 'unlocked', detail: { packed: 1, expected: 3 } });
  });

  it('cannot be locked where nobody is set up', async () => {
    await open(false);
    expect(test.command('lock')).toMatchObject({ outcome: 'command-not-here' });
    expect(lockBench(test.station.context).outcome).toBe('command-not-here');
  });
});

describe('a bench that nobody touches', () => {
  const isLocked = (): boolean => header().isLocked;

  it('locks itself after the time in Setup, to the second, and not before', async () => {
    await open();
    test.scan('nonsense');
    await test.clock.advance(minutes(15) - 1000);
    expect(isLocked()).toBe(false);
    await test.clock.advance(1000);
    expect(isLocked()).toBe(true);
    expect(acts()[0]).toBe(`${pat.name}: locked`);
  });

  it.each([
    ['a scan', () => test.scan('nonsense')],
    ['a key or a finger', () => test.station.handlers.stayAwake({})],
  ])('counts from the last touch: %s', async (_what, touch) => {
    await open();
    await test.clock.advance(minutes(14));
    await touch();
    await test.clock.advance(minutes(14));
    expect(isLocked()).toBe(false);
    await test.clock.advance(minutes(1));
    expect(isLocked()).toBe(true);
  });

  it('stays open where Setup says never, and where nobody is set up', async () => {
    test = await openTestStation({ people: true, settings: { idleLockMinutes: 0 } });
    await test.clock.advance(minutes(600));
    expect(isLocked()).toBe(false);
    await test.close();
    await open(false);
    await test.clock.advance(minutes(600));
    expect(isLocked()).toBe(false);
    expect(test.bench().screen.kind).toBe('ready');
  });

  it('follows a shorter time in Setup within a minute', async () => {
    await open();
    await test.clock.advance(minutes(5));
    await test.station.handlers.signIn({ proof: ada.byBadge });
    await test.station.handlers.saveSettings({ ...test.station.context.settings(), idleLockMinutes: 2 });
    await test.station.handlers.signIn({ proof: pat.byBadge });
    await test.clock.advance(minutes(3));
    expect(isLocked()).toBe(true);
  });

  it('does not start to count anew with a restart', async () => {
    await open();
    test.scan('nonsense');
    await test.clock.advance(minutes(10));
    await test.restart();
    expect(isLocked()).toBe(false);
    await test.clock.advance(minutes(6));
    expect(isLocked()).toBe(true);
  });

  it('that was off over night is locked when it comes back, and its box is still there', async () => {
    await open();
    await test.given(threeMugs);
    test.scan('100-1');
    test.clock.setWallClock(test.clock.nowMs() + minutes(600));
    await test.restart();
    expect(test.bench().screen).toMatchObject({ kind: 'locked', progress: { packed: 0, expected: 3 } });
  });
});
