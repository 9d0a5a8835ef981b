import { afterEach, beforeEach, expect, it } from 'vitest';
import { hours, minutes } from '../../src/shared/domain/units/instant.ts';
import { aDraft } from '../support/builders.ts';
import { leadDesk } from '../support/lead-desk.ts';
import { openTestStation, type TestStation } from '../support/station.ts';

let test: TestStation;
const desk = leadDesk(() => test);
beforeEach(async () => {
  test = await openTestStation();
});
afterEach(() => test.close());

it('without a network the strip says how many parcels the shops may get to know too late, and when the first of them is due', async () => {
  const nowMs = test.clock.nowMs();
  await desk.pack('100-0', { shipByMs: nowMs + minutes(40) });
  await test.clock.advance(minutes(3));
  const later = [['100-1', nowMs + minutes(50)], ['100-2', nowMs + hours(3)], ['100-3', null]] as const;
  for (const [channelOrderId, shipByMs] of later) await test.given(aDraft({ channelOrderId, shipByMs }));
  test.account.setOnline(false);
  for (const [channelOrderId] of later) await desk.packAgain(channelOrderId);
  // What was told in time is at no risk.
  expect(test.bench().header).toMatchObject({ atRisk: 1, firstLateAtMs: nowMs + minutes(50) });
  await test.clock.advance(hours(2));
  expect(test.bench().header).toMatchObject({ atRisk: 2, firstLateAtMs: nowMs + minutes(50) });
});
