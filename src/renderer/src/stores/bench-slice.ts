import type { StateCreator } from 'zustand';
import type { BenchView, ScanVerdictView } from '../../../shared/contract/views.ts';
import { station } from '../bridge.ts';
import type { StationStore } from './store.ts';

export interface BenchSlice {
  readonly bench: BenchView | null;
  /** The newest verdict, from an answered scan or from the station's own view, whichever has the higher sequence. */
  readonly verdict: ScanVerdictView | null;
  /** Scans read and not answered yet. */
  readonly scansWaiting: number;
  takeBench(view: BenchView): void;
  takeVerdict(verdict: ScanVerdictView): void;
  /** A verdict about a scan that never reached the station's journal. */
  sayLocally(scanId: string, text: string, detail: ScanVerdictView['detail']): void;
  setScansWaiting(waiting: number): void;
  /** After a restart revisions begin again; the next view is taken whatever its number. */
  forgetRevision(): void;
  loadBench(): Promise<void>;
  reprintLabel(parcelId: string): Promise<void>;
  probeNow(): Promise<void>;
}

export const createBenchSlice: StateCreator<StationStore, [], [], BenchSlice> = (set, get) => {
  let isRevisionForgotten = false;

  const takeBench = (view: BenchView): void => {
    const { bench, verdict } = get();
    if (bench !== null && !isRevisionForgotten && view.revision < bench.revision) return;
    isRevisionForgotten = false;
    const turnedToStop = view.screen.kind === 'stopped' && bench?.screen.kind !== 'stopped';
    set({ bench: view, ...(turnedToStop ? { screen: 'bench' as const, guideTopic: null } : {}) });
    get().setClock(view.header.nowMs);
    if (view.lastVerdict !== null && (verdict === null || view.lastVerdict.sequence > verdict.sequence)) set({ verdict: view.lastVerdict });
  };

  return {
    bench: null,
    verdict: null,
    scansWaiting: 0,
    takeBench,
    takeVerdict: (verdict) => {
      const known = get().verdict;
      if (known === null || verdict.sequence >= known.sequence) set({ verdict });
    },
    sayLocally: (scanId, text, detail) => {
      const sequence = get().verdict?.sequence ?? 0;
      set({ verdict: { scanId, sequence, outcome: 'unreadable', sound: 'unknown', text, detail, block: null, atMs: get().nowMs } });
    },
    setScansWaiting: (scansWaiting) => {
      set({ scansWaiting });
    },
    forgetRevision: () => {
      isRevisionForgotten = true;
    },
    loadBench: async () => {
      const reply = await station().loadBench({});
      if (reply.ok) takeBench(reply.value);
      else get().tellProblem(reply.error);
    },
    reprintLabel: async (parcelId) => {
      const reply = await station().reprintLabel({ parcelId });
      if (reply.ok) takeBench(reply.value);
      else get().tellProblem(reply.error);
    },
    probeNow: async () => {
      const reply = await station().probeNow({});
      if (reply.ok) takeBench(reply.value);
      else get().tellProblem(reply.error);
    },
  };
};
