import type { StationCalls } from './calls.ts';
import type { BenchView, ImportResultView } from './views.ts';

/** What the station says without being asked. */
export interface StationEvents {
  /** The whole bench, after every change. */
  readonly bench: BenchView;
  /** Something on the lead's board changed: load it again if it is open. */
  readonly boardChanged: { readonly revision: number };
  readonly importProgress: { readonly fileName: string; readonly orders: number; readonly problems: number };
  readonly importDone: ImportResultView;
  /** Said by the shell, not the station: whether the station process is there. */
  readonly stationState: StationState;
}

export type StationState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'restarting'; readonly cause: string; readonly attempt: number }
  | { readonly kind: 'failed'; readonly cause: string };

export type EventName = keyof StationEvents;

/** The whole surface of `window.station`. Each `on…` returns its own unsubscribe. */
export interface StationApi extends StationCalls {
  onBench(listener: (view: StationEvents['bench']) => void): () => void;
  onBoardChanged(listener: (change: StationEvents['boardChanged']) => void): () => void;
  onImportProgress(listener: (progress: StationEvents['importProgress']) => void): () => void;
  onImportDone(listener: (result: StationEvents['importDone']) => void): () => void;
  onStationState(listener: (state: StationState) => void): () => void;
  /** The path of a file the person dropped or chose; the page itself never sees the disk. */
  pathOfFile(file: File): string;
}
