import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPinCheck, type CheckPin } from '../../src/main/application/people/check-pin.ts';
import type { PinHasher } from '../../src/main/application/ports/people.ts';
import type { Person } from '../../src/shared/domain/people/person.ts';
import { minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import { lea, quickPins, testPin, wrongPin } from '../support/people.ts';
import { openTestStation, type TestStation } from '../support/station.ts';

let test: TestStation;
let checked: string[];
let checkPin: CheckPin;

beforeEach(async () => {
  test = await openTestStation({ people: true });
  checked = [];
  // Counts how often the slow work was really done.
  const pins: PinHasher = { ...quickPins, verify: (pin, hash) => (checked.push(pin), quickPins.verify(pin, hash)) };
  checkPin = createPinCheck(test.station.context, pins);
});
afterEach(() => test.close());

const person = (): Person => {
  const found = test.station.context.journal.people.load(lea.id);
  if (found === null) throw new Error('no Lea');
  return found;
};
const tries = (): number => test.station.context.journal.people.loadPinTries(lea.id).failures;
const guess = (times: number) => Array.from({ length: times }, () => checkPin(person(), wrongPin));

describe('a PIN that is wrong', () => {
  it('costs nothing twice, then five seconds, then twice as long each time', async () => {
    await expect(checkPin(person(), wrongPin)).resolves.toEqual({ kind: 'wrong', waitMs: 0 });
    await expect(checkPin(person(), wrongPin)).resolves.toEqual({ kind: 'wrong', waitMs: 0 });
    await expect(checkPin(person(), wrongPin)).resolves.toEqual({ kind: 'wrong', waitMs: seconds(5) });
    await expect(checkPin(person(), testPin)).resolves.toEqual({ kind: 'wait', waitMs: seconds(5) });
    await test.clock.advance(seconds(4));
    await expect(checkPin(person(), testPin)).resolves.toEqual({ kind: 'wait', waitMs: seconds(1) });
    await test.clock.advance(seconds(1));
    await expect(checkPin(person(), wrongPin)).resolves.toEqual({ kind: 'wrong', waitMs: seconds(10) });
  });

  it('is not even looked at during the wait, and the wait does not grow by knocking', async () => {
    await Promise.all(guess(3));
    checked.length = 0;
    await Promise.all(guess(50));
    expect(checked).toEqual([]);
    expect(tries()).toBe(3);
  });

  it('gets no free tries by guessing many at the same time', async () => {
    const answers = await Promise.all(guess(100));
    expect(checked).toHaveLength(3);
    expect(answers.filter(({ kind }) => kind === 'wait')).toHaveLength(97);
  });

  it('is counted on disk before it is looked at: a pulled plug wins no try', async () => {
    const never = createPinCheck(test.station.context, { ...quickPins, verify: () => new Promise<boolean>(() => undefined) });
    for (let n = 0; n < 3; n++) void never(person(), wrongPin);
    await test.restart();
    checkPin = createPinCheck(test.station.context, quickPins);
    expect(tries()).toBe(3);
    await expect(checkPin(person(), testPin)).resolves.toMatchObject({ kind: 'wait' });
  });

  it('is forgotten with the next right one', async () => {
    await Promise.all(guess(2));
    await expect(checkPin(person(), testPin)).resolves.toEqual({ kind: 'right' });
    expect(tries()).toBe(0);
    await expect(checkPin(person(), wrongPin)).resolves.toEqual({ kind: 'wrong', waitMs: 0 });
  });

  it('never locks anybody out for longer than a quarter of an hour', async () => {
    for (let n = 0; n < 40; n++) {
      const answer = await checkPin(person(), wrongPin);
      expect(answer.kind).toBe('wrong');
      await test.clock.advance(answer.kind === 'wrong' ? answer.waitMs : 0);
    }
    await expect(checkPin(person(), testPin)).resolves.toEqual({ kind: 'right' });
  });

  it('does not keep somebody out for a day because the clock was set back', async () => {
    await Promise.all(guess(3));
    test.clock.setWallClock(test.clock.nowMs() - minutes(24 * 60));
    await expect(checkPin(person(), testPin)).resolves.toEqual({ kind: 'wait', waitMs: seconds(5) });
    await test.clock.advance(seconds(5));
    await expect(checkPin(person(), testPin)).resolves.toEqual({ kind: 'right' });
  });

  it('is in the log with whose it was and how often, and without the PIN', async () => {
    await Promise.all(guess(2));
    const [newest, before] = test.station.context.journal.audit.list(null, 2);
    expect([before, newest]).toMatchObject([{ act: 'pin-refused', subject: lea.id, detail: JSON.stringify({ name: lea.name, failures: 1 }) }, { detail: JSON.stringify({ name: lea.name, failures: 2 }) }]);
    expect(JSON.stringify([newest, before])).not.toContain(wrongPin);
  });
});

describe('signing in with a PIN', () => {
  it('says how long to wait, and lets the badge in at once', async () => {
    const ask = () => test.station.handlers.signIn({ proof: { kind: 'pin', personId: lea.id, pin: wrongPin } });
    await expect(ask()).resolves.toMatchObject({ code: 'refused', details: { who: 'wrong-pin' } });
    await ask();
    await expect(ask()).resolves.toMatchObject({ details: { who: 'wrong-pin', waitMs: seconds(5) } });
    await expect(ask()).resolves.toMatchObject({ details: { who: 'wait', waitMs: seconds(5) } });
    await expect(test.station.handlers.signIn({ proof: lea.byBadge })).resolves.toMatchObject({ header: { person: { name: lea.name } } });
  });

  it('signs in, unlocks and is written down as what it was', async () => {
    await test.station.handlers.signIn({ proof: lea.byPin });
    expect(test.bench().header.person?.name).toBe(lea.name);
    expect(test.station.context.journal.audit.list(null, 1)[0]).toMatchObject({ act: 'signed-in', actor: lea.name, detail: JSON.stringify({ how: 'pin', after: 'Pat Packer' }) });
  });

  it('of somebody who left while it was checked does not let them in', async () => {
    const { journal } = test.station.context;
    const asked = test.station.handlers.signIn({ proof: lea.byPin });
    journal.people.save({ ...person(), isActive: false });
    await expect(asked).resolves.toMatchObject({ details: { who: 'wrong-pin' } });
    expect(test.bench().header.person?.name).toBe('Pat Packer');
  });

  it('of somebody without one is told apart from a wrong one', async () => {
    test.station.context.journal.people.save({ ...person(), pin: null });
    await expect(test.station.handlers.signIn({ proof: lea.byPin })).resolves.toMatchObject({ details: { who: 'no-pin' } });
  });
});
