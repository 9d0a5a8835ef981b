import { afterEach, beforeEach, expect, it } from 'vitest';
import { minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import { aDraft } from '../support/builders.ts';
import { createFakeAccount, type FakeAccount } from '../support/fake-account.ts';
import { idOf, leadDesk } from '../support/lead-desk.ts';
import { openTestStation, type TestStation } from '../support/station.ts';

let test: TestStation;
let open: FakeAccount[];
const desk = leadDesk(() => test);
beforeEach(async () => {
  open = [];
  test = await openTestStation({ parts: { accounts: { problemsOf: () => [], all: () => open, of: () => open[0] ?? null, follow: () => undefined } } });
});
afterEach(() => test.close());

/** As a changed word of the lead's does it: the account is another one from now on. */
async function openedAnew(account: FakeAccount): Promise<void> {
  open = [account];
  await test.station.handlers.saveSettings(test.station.context.settings());
  await test.clock.settle();
}
const row = (id: string) => test.station.context.journal.writeBacks.listByOrder(idOf(id))[0];

it('a message that is on its way when its account is opened anew ends with the old one, and leaves with no other', async () => {
  const before = test.account;
  await openedAnew(before);
  await test.clock.advance(minutes(1));
  await desk.pack('100-1');
  await desk.pack('100-2');
  await test.clock.advance(minutes(2));
  const { confirmDispatch } = before;
  Object.assign(before, { confirmDispatch: async (notice: Parameters<typeof confirmDispatch>[0]) => (await test.clock.sleep(seconds(20)), confirmDispatch(notice)) });
  await desk.pack('100-3');
  await test.clock.advance(seconds(5));
  expect(row('100-3')?.state).toBe('sending');

  const after = createFakeAccount(test.clock);
  for (const id of ['100-1', '100-2', '100-3']) after.put(before.draft(id));
  await openedAnew(after);
  after.put(aDraft({ channelOrderId: '100-4' }));
  await desk.pack('100-4');
  await test.clock.advance(seconds(10));
  expect(after.confirmed.map(({ channelOrderId }) => channelOrderId)).toEqual(['100-4']);
  expect(row('100-3')?.state).toBe('sending');

  await test.clock.advance(seconds(10));
  expect(before.confirmed.filter(({ channelOrderId }) => channelOrderId === '100-3')).toHaveLength(1);
  expect(row('100-3')?.state).toBe('accepted');
  after.show('100-3', [{ packageReference: '1', carrier: 'DHL', trackingNumber: row('100-3')!.notice.trackingNumber }]);
  await test.clock.advance(minutes(3));
  expect(row('100-3')?.state).toBe('confirmed');
  expect(after.confirmed.map(({ channelOrderId }) => channelOrderId)).not.toContain('100-3');
});
