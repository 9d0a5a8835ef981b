import type { StateCreator } from 'zustand';
import type { StationState } from '../../../shared/contract/events.ts';
import { whoRefusedOf, type ReplyError } from '../../../shared/contract/reply.ts';
import type { WedgeScan } from '../../../shared/domain/scan/wedge.ts';
import { focusedSetupPart } from '../guide/focused-part.ts';
import { helpTopic } from '../guide/help-topic.ts';
import type { Topic } from '../guide/topics.ts';
import type { StationStore } from './store.ts';

export type ScreenName = 'bench' | 'lead' | 'setup';

/** While the scanner is being tested its scans stay on this page. */
export type ScannerTest = { readonly kind: 'off' } | { readonly kind: 'listening'; readonly last: WedgeScan | null };

export interface ShellSlice {
  readonly screen: ScreenName;
  readonly stationState: StationState;
  /** The station's own clock; ages are counted on it, because two clocks on one screen would argue. */
  readonly nowMs: number;
  readonly clockOffsetMs: number;
  /** The last call that failed outside a form; shown until the next screen or a press. */
  readonly problem: ReplyError | null;
  readonly scannerTest: ScannerTest;
  /** The page of the guide that lies over the screen; null: it is closed. */
  readonly guideTopic: Topic | null;
  show(screen: ScreenName): void;
  setStationState(state: StationState): void;
  setClock(stationNowMs: number): void;
  tick(): void;
  tellProblem(error: ReplyError): void;
  dismissProblem(): void;
  setScannerTest(test: ScannerTest): void;
  /** Opens the guide at what is on the screen. */
  openGuide(): void;
  showTopic(topic: Topic): void;
  closeGuide(): void;
  toggleGuide(): void;
}

export const createShellSlice: StateCreator<StationStore, [], [], ShellSlice> = (set, get) => ({
  screen: 'bench',
  stationState: { kind: 'starting' },
  nowMs: Date.now(),
  clockOffsetMs: 0,
  problem: null,
  scannerTest: { kind: 'off' },
  guideTopic: null,
  show: (screen) => {
    set({ screen, problem: null, scannerTest: { kind: 'off' }, guideTopic: null });
    if (screen === 'lead') void get().loadBoard();
    // They may have been saved by another hand since.
    if (screen === 'setup') void get().loadSettings();
  },
  setStationState: (stationState) => {
    set({ stationState });
  },
  setClock: (stationNowMs) => {
    set({ nowMs: stationNowMs, clockOffsetMs: stationNowMs - Date.now() });
  },
  tick: () => {
    set({ nowMs: Date.now() + get().clockOffsetMs });
  },
  tellProblem: (problem) => {
    // A station that is away says so in its own banner, and a screen that asks for a badge says so itself.
    if (problem.code !== 'station-unavailable' && whoRefusedOf(problem)?.who !== 'proof-needed') set({ problem });
  },
  dismissProblem: () => {
    set({ problem: null });
  },
  setScannerTest: (scannerTest) => {
    set({ scannerTest });
  },
  openGuide: () => {
    set({ guideTopic: helpTopic({ ...get(), setupPart: focusedSetupPart() }) });
  },
  showTopic: (guideTopic) => {
    set({ guideTopic });
  },
  closeGuide: () => {
    set({ guideTopic: null });
  },
  toggleGuide: () => {
    if (get().guideTopic === null) get().openGuide();
    else get().closeGuide();
  },
});
