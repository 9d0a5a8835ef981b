import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PracticeView } from '../../src/shared/contract/views.ts';
import { commands, encodeBadge, encodeCommand, encodeLane } from '../../src/shared/domain/scan/commands.ts';
import { createPracticeDesk, type PracticeDesk } from '../../src/main/composition/practice-desk.ts';
import { seedPracticePeople } from '../../src/main/composition/practice-people.ts';
import { practicePeople } from '../../src/main/practice/people.ts';
import { createPracticeSite, type PracticeSite } from '../../src/main/practice/practice-site.ts';
import { aDraft, cancelledBy } from '../support/builders.ts';
import { openTestStation, type TestStation } from '../support/station.ts';

const mug = '9521234543213';
let test: TestStation;
let site: PracticeSite;
let desk: PracticeDesk;

beforeEach(async () => {
  test = await openTestStation({ store: { carrierRules: [{ whenServiceContains: 'EXPRESS', carrier: 'DPD', carrierService: 'Express' }] } });
  site = await createPracticeSite({ clock: test.clock, seed: 7 });
  desk = createPracticeDesk(site, test.station.context);
});
afterEach(async () => {
  await site.stop();
  await test.close();
});

async function dispatch(channelOrderId: string): Promise<string> {
  await test.given(aDraft({ channelOrderId }));
  test.scan(channelOrderId);
  test.scan(mug);
  await test.clock.settle();
  const number = `00${test.parcelOnBench()?.label?.sscc ?? ''}`;
  expect(test.scan(number).outcome).toBe('dispatched');
  await test.clock.advance(1000);
  return number;
}
const labels = (): [string, string, string][] => desk.view().labels.map(({ channelOrderId, state, barcode }) => [channelOrderId, state, barcode.text]);
const kind = (name: string): string => site.orders().find((sheet) => sheet.kind === name)?.channelOrderId ?? '';

describe('the practice tray', () => {
  it('has every command, and a lane for each carrier of the shop, as a scanner would send them', () => {
    const view: PracticeView = desk.view();
    expect(view.commands.map(({ barcode }) => barcode.text)).toEqual(commands.map(encodeCommand));
    expect(view.lanes.map(({ carrier, barcode }) => [carrier, barcode.text])).toEqual([['DHL', encodeLane('DHL')], ['DPD', encodeLane('DPD')]]);
    expect(test.scan(view.lanes[1]?.barcode.text ?? '')).toMatchObject({ outcome: 'lane-opened', detail: { carrier: 'DPD' } });
  });

  it('shows the labels of boxes in the house, newest first, with what became of them', async () => {
    const [first, second, third] = [await dispatch('100-1'), await dispatch('100-2'), await dispatch('100-3')];
    expect(labels()).toEqual([['100-3', 'dispatched', third], ['100-2', 'dispatched', second], ['100-1', 'dispatched', first]]);
    test.scan(encodeLane('DHL'));
    test.scan(first);
    test.account.change('100-2', { state: 'cancelled', cancellation: cancelledBy() });
    await test.station.listNow();
    expect(new Map(labels().map(([order, state]) => [order, state]))).toEqual(new Map([['100-1', 'loaded'], ['100-2', 'stopped'], ['100-3', 'dispatched']]));
    expect(test.scan(second).outcome).toBe('blocked');
  });

  it('shows the twelve newest', async () => {
    for (let order = 1; order <= 14; order++) await dispatch(`200-${String(order)}`);
    expect(labels().map(([order]) => order)).toEqual(Array.from({ length: 12 }, (_none, index) => `200-${String(14 - index)}`));
  });

  it('gives out the badges of the practice house and of nobody else', () => {
    expect(desk.view().badges).toEqual([]);
    seedPracticePeople(test.station.context);
    expect(desk.view().badges.map(({ name, barcode, pin }) => [name, barcode.text, pin])).toEqual(practicePeople.map(({ name, badgeId, pin }) => [name, encodeBadge(badgeId), pin]));
  });

  it('lets a buyer cancel, ask, be refused and cancel a part, and says when that can not be', async () => {
    expect(await desk.cancel(kind('clean'), 'reject')).toBe(false);
    expect(await desk.cancel(kind('clean'), 'partial')).toBe(false);
    expect(await desk.cancel(kind('clean'), 'request')).toBe(true);
    expect(await desk.cancel(kind('clean'), 'reject')).toBe(true);
    expect(await desk.cancel(kind('multi-quantity'), 'partial')).toBe(true);
    expect(await desk.cancel(kind('clean'), 'cancel')).toBe(true);
    expect(await desk.cancel(kind('clean'), 'request')).toBe(false);
  });
});
