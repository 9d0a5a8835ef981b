import type { StationState } from '../../../shared/contract/events.ts';
import { station } from '../bridge.ts';
import { useStation } from '../stores/store.ts';

/** How often ages on the screen are counted on. Milliseconds. */
const TICK_MS = 5000;

export interface StationWiring {
  stop(): void;
}

/** Joins what the station says to the store, for as long as the window lives. `onBack`: the station answers again. */
export function wireStation(onBack: () => void): StationWiring {
  const store = useStation.getState;
  const api = station();

  async function loadAll(): Promise<void> {
    await Promise.all([store().loadBench(), store().loadSettings()]);
    if (store().screen === 'lead') await store().loadBoard();
    if (store().isTrayOpen) await store().loadPractice();
  }

  function takeState(state: StationState): void {
    const before = store().stationState.kind;
    store().setStationState(state);
    if (state.kind !== 'ready' || before === 'ready') return;
    store().forgetRevision();
    onBack();
    void loadAll();
  }

  const unsubscribes = [
    api.onBench((view) => {
      store().takeBench(view);
      // The tray shows the label that is waiting and what the practice shop shows: both follow the bench.
      if (store().isTrayOpen) void store().loadPractice();
    }),
    api.onBoardChanged(() => {
      if (store().screen === 'lead') void store().loadBoard();
    }),
    api.onImportProgress((progress) => {
      store().takeImportProgress(progress);
    }),
    api.onImportDone((result) => {
      store().takeImportResult(result);
    }),
    api.onStationState(takeState),
  ];
  const ticking = setInterval(() => {
    store().tick();
  }, TICK_MS);
  // The station may have been ready long before this page was loaded; where it is not, `ready` asks again.
  void loadAll();
  return {
    stop: () => {
      clearInterval(ticking);
      for (const unsubscribe of unsubscribes) unsubscribe();
    },
  };
}
