import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Outcome } from '../../src/shared/domain/writeback/outcome.ts';
import { minutes } from '../../src/shared/domain/units/instant.ts';
import { idOf, leadDesk } from '../support/lead-desk.ts';
import { openTestStation, type TestStation } from '../support/station.ts';

let test: TestStation;
const desk = leadDesk(() => test);
beforeEach(async () => {
  test = await openTestStation();
});
afterEach(() => test.close());

const refused: Outcome<never> = { kind: 'rejected', problems: [{ code: 'auth', message: 'The access was revoked.' }] };
const row = (id: string) => test.station.context.journal.writeBacks.listByOrder(idOf(id))[0];
const pause = () => test.station.writeBacks.status()[0]?.pause;

/** An account that the channel turned away, and the time of each message that was tried. */
async function turnedAway(): Promise<{ readonly triedAtMs: number[]; letIn(): void }> {
  const triedAtMs: number[] = [];
  const { confirmDispatch } = test.account;
  Object.assign(test.account, { confirmDispatch: () => (triedAtMs.push(test.clock.nowMs()), Promise.resolve(refused)) });
  for (const id of ['100-1', '100-2', '100-3']) await desk.pack(id);
  await test.clock.advance(minutes(1));
  expect(pause()).toBe('auth');
  return { triedAtMs, letIn: () => void Object.assign(test.account, { confirmDispatch }) };
}

it('an account that is turned away is tried with one message every ten minutes, and no more', async () => {
  const { triedAtMs } = await turnedAway();
  triedAtMs.length = 0;
  await test.clock.advance(minutes(60));
  expect(triedAtMs.length).toBeGreaterThanOrEqual(5);
  expect(triedAtMs.length).toBeLessThanOrEqual(6);
  expect(row('100-1')).toMatchObject({ state: 'due', attempts: 0 });
});

it('one that is let in again without anybody here doing anything is told everything that waited', async () => {
  const { letIn } = await turnedAway();
  letIn();
  await test.clock.advance(minutes(12));
  expect(['100-1', '100-2', '100-3'].map((id) => row(id)?.state)).toEqual(['confirmed', 'confirmed', 'confirmed']);
  expect(pause()).toBe('none');
});

it('a trial of the connection that works ends the wait at once', async () => {
  const { letIn } = await turnedAway();
  letIn();
  expect(await test.station.handlers.testConnection({ storeId: 'shop' })).toMatchObject({ kind: 'works' });
  await test.clock.advance(minutes(1));
  expect(['100-1', '100-2', '100-3'].map((id) => row(id)?.state)).toEqual(['confirmed', 'confirmed', 'confirmed']);
});
