import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeLane } from '../../src/shared/domain/scan/commands.ts';
import type { StationSettings } from '../../src/shared/contract/settings.ts';
import { aDraft, cancelledBy, requestedBy } from '../support/builders.ts';
import { openTestStation, type TestStation } from '../support/station.ts';

const mug = '9521234543213';
const dhl = encodeLane('DHL');
let test: TestStation;
beforeEach(async () => {
  test = await openTestStation();
});
afterEach(() => test.close());

const journal = () => test.station.context.journal;

async function label(channelOrderId: string): Promise<string> {
  await test.given(aDraft({ channelOrderId }));
  test.scan(channelOrderId);
  expect(test.scan(mug).outcome).toBe('parcel-complete');
  await test.clock.settle();
  return `00${test.parcelOnBench()?.label?.sscc ?? ''}`;
}

async function dispatch(channelOrderId: string): Promise<string> {
  const number = await label(channelOrderId);
  expect(test.scan(number).outcome).toBe('dispatched');
  await test.clock.settle();
  return number;
}

/** The practice store goes, and one that files feed comes. */
async function turnReal(): Promise<void> {
  const before = test.station.context.settings();
  const stores: StationSettings['stores'] = before.stores.map((store) => ({ ...store, storeId: 'files', name: 'Files', connection: { kind: 'file' } }));
  expect(await test.station.handlers.saveSettings({ ...before, stores })).toMatchObject({ stores: [{ storeId: 'files' }] });
  await test.clock.settle();
}

describe('a practice station that turns real', () => {
  it('has a free bench: the box of the play is ended and its label is void', async () => {
    const number = await label('100-1');
    await turnReal();
    expect(test.parcelOnBench()).toBeNull();
    expect(test.bench().screen.kind).not.toBe('packing');
    expect(journal().parcels.findBySscc(number.slice(2) as never)).toMatchObject({ state: 'stopped', label: { isVoid: true } });
    expect(test.scan(number).outcome).toBe('wrong-label');
  });

  it('loads no box of the play, neither on a new manifest nor on the one that was open', async () => {
    const [waiting, loaded] = [await dispatch('100-1'), await dispatch('100-2')];
    test.scan(dhl);
    test.scan(loaded);
    await turnReal();
    expect(test.scan(dhl)).toMatchObject({ outcome: 'lane-opened', detail: { manifest: 2, loaded: 0, waiting: 0 } });
    expect(test.scan(waiting).outcome).toBe('wrong-label');
    await test.restart();
    expect([...test.exported.keys()]).toEqual([]);
  });

  it('owes nothing to a channel that is gone, and its board is empty', async () => {
    await dispatch('100-1');
    await test.given(aDraft({ channelOrderId: '100-2', cancellation: requestedBy() }));
    test.scan('100-2');
    test.command('ok');
    await label('100-3');
    test.account.change('100-3', { state: 'cancelled', cancellation: cancelledBy() });
    await test.station.listNow();
    expect(journal().tasks.listOpen(9)).not.toEqual([]);
    await turnReal();
    expect(await test.station.handlers.loadBoard({})).toMatchObject({ totalRows: 0, waiting: [], inWork: [], waitingForCarrier: [] });
    expect(test.bench().screen.kind).not.toBe('stopped');
    expect(journal().audit.list(null, 20).map(({ act }) => act)).toContain('practice-cleared');
  });

  it('keeps everything of practice stores that stay', async () => {
    await label('100-1');
    const settings = test.station.context.settings();
    await test.station.handlers.saveSettings({ ...settings, benchName: 'Bench 7' });
    expect(test.parcelOnBench()?.channelOrderId).toBe('100-1');
  });
});
