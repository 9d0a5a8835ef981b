import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hasStation, station } from '../../src/renderer/src/bridge.ts';
import { useStation } from '../../src/renderer/src/stores/store.ts';
import type { StationApi } from '../../src/shared/contract/events.ts';
import { stationSettings } from '../../src/shared/contract/settings.ts';
import type { Reply } from '../../src/shared/contract/reply.ts';
import { aBoard } from '../support/lead-view-builders.ts';
import { aBench, aHeader, aStop, aVerdict, someSettings, viewNowMs } from '../support/view-builders.ts';

const fresh = useStation.getInitialState();
const store = useStation.getState;
const ok = <T>(value: T): Promise<Reply<T>> => Promise.resolve({ ok: true, value });

/** Only what a test says may be asked; anything else is a bug and throws. */
function stationWith(parts: Partial<StationApi>): void {
  vi.stubGlobal('window', { station: parts });
}

beforeEach(() => {
  useStation.setState(fresh, true);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the bench in the store', () => {
  it('an older view never replaces a newer one', () => {
    store().takeBench(aBench({ kind: 'ready' }, { revision: 8 }));
    store().takeBench(aBench({ kind: 'setup-needed', missing: [] }, { revision: 7 }));
    expect(store().bench?.screen.kind).toBe('ready');
  });

  it('after a restart of the station its first view is taken, whatever its number', () => {
    store().takeBench(aBench({ kind: 'ready' }, { revision: 800 }));
    store().forgetRevision();
    store().takeBench(aBench({ kind: 'setup-needed', missing: [] }, { revision: 1 }));
    expect(store().bench?.screen.kind).toBe('setup-needed');
    store().takeBench(aBench({ kind: 'ready' }, { revision: 0 }));
    expect(store().bench?.screen.kind).toBe('setup-needed');
  });

  it('a stop brings the bench to the front, once', () => {
    stationWith({ loadBoard: () => ok(aBoard()) });
    store().show('lead');
    store().takeBench(aBench({ kind: 'stopped', stop: aStop() }, { revision: 2 }));
    expect(store().screen).toBe('bench');
    store().show('lead');
    store().takeBench(aBench({ kind: 'stopped', stop: aStop() }, { revision: 3 }));
    expect(store().screen).toBe('lead');
  });

  it('setup shows the settings as they are now, whoever saved them', async () => {
    stationWith({ loadSettings: () => ok(someSettings({ benchName: 'Bench 7' })) });
    store().show('setup');
    await vi.waitFor(() => {
      expect(store().settings?.benchName).toBe('Bench 7');
    });
  });

  it('the newest verdict wins, from whichever side it came first', () => {
    store().takeVerdict(aVerdict({ sequence: 12, outcome: 'wrong-item' }));
    store().takeBench(aBench({ kind: 'ready' }, { lastVerdict: aVerdict({ sequence: 11 }) }));
    expect(store().verdict?.outcome).toBe('wrong-item');
    store().takeBench(aBench({ kind: 'ready' }, { revision: 2, lastVerdict: aVerdict({ sequence: 13, outcome: 'dispatched' }) }));
    expect(store().verdict?.outcome).toBe('dispatched');
    store().takeVerdict(aVerdict({ sequence: 12, outcome: 'wrong-item' }));
    expect(store().verdict?.outcome).toBe('dispatched');
  });

  it('a scan that was never stored is told until the next verdict', () => {
    store().takeVerdict(aVerdict({ sequence: 12 }));
    store().sayLocally('id', '40063', { reason: 'not-recorded' });
    expect(store().verdict?.outcome).toBe('unreadable');
    store().takeVerdict(aVerdict({ sequence: 13 }));
    expect(store().verdict?.outcome).toBe('item-counted');
  });

  it('ages are counted on the station’s clock', () => {
    vi.useFakeTimers({ now: viewNowMs + 999_000 });
    store().takeBench(aBench({ kind: 'ready' }, { header: aHeader({ nowMs: viewNowMs }) }));
    vi.setSystemTime(viewNowMs + 999_000 + 5000);
    store().tick();
    expect(store().nowMs).toBe(viewNowMs + 5000);
    vi.useRealTimers();
  });
});

describe('calls', () => {
  it('saving settings is one call with all of them, and keeps what the station answered', async () => {
    const saveSettings = vi.fn((input: Parameters<StationApi['saveSettings']>[0]) => ok(stationSettings.parse({ ...input, benchName: 'Bench 1' })));
    stationWith({ saveSettings });
    expect(await store().saveSettings(someSettings({ benchName: ' Bench 1 ' }))).toBeNull();
    expect(saveSettings).toHaveBeenCalledTimes(1);
    expect(store().settings?.benchName).toBe('Bench 1');
  });

  it('settings that the station refused change nothing on the page', async () => {
    stationWith({ saveSettings: () => Promise.resolve({ ok: false, error: { code: 'refused', message: 'no' } }) });
    expect((await store().saveSettings(someSettings()))?.code).toBe('refused');
    expect(store().settings).toBeNull();
  });

  it('a station that is away is told by its banner, not by a second message', async () => {
    stationWith({ loadBench: () => Promise.resolve({ ok: false, error: { code: 'station-unavailable', message: '' } }) });
    await store().loadBench();
    expect(store().problem).toBeNull();
  });

  it('released blocks bring the new board', async () => {
    stationWith({ releaseBlocks: () => ok({ board: aBoard({ totalRows: 3 }), released: 2, refused: [] }) });
    expect((await store().releaseBlocks({ orderIds: ['o'], code: 'STALE_DATA', by: 'Kim', reason: 'checked by phone' })).ok).toBe(true);
    expect(store().board?.totalRows).toBe(3);
  });

  it('a page without a station behind it says so instead of failing somewhere', () => {
    vi.stubGlobal('window', {});
    expect(hasStation()).toBe(false);
    expect(() => station()).toThrow('there is no station behind it');
  });
});
