import type { StationApi } from '../../../src/shared/contract/events.ts';
import type { LeadBoardView } from '../../../src/shared/contract/lead-views.ts';
import type { BenchView, ImportResultView } from '../../../src/shared/contract/views.ts';
import type { useStation } from '../../../src/renderer/src/stores/store.ts';

/** One state of the whole page, named for the picture of it. */
export interface Scenario {
  readonly bench: BenchView;
  readonly board?: LeadBoardView;
  readonly screen?: 'bench' | 'lead' | 'setup';
  readonly tray?: boolean;
  readonly imported?: ImportResultView;
  readonly stationState?: 'ready' | 'restarting';
  /** What the station answers where the common answer is not enough. */
  readonly answers?: Partial<StationApi>;
  /** What a person has done on the page by now. */
  readonly then?: (store: ReturnType<typeof useStation.getState>) => void | Promise<void>;
  /** Buttons pressed one after the other, by their selector, before the picture is taken. */
  readonly presses?: readonly string[];
  /** Typed last, into the field with this selector, and what has to be there then. */
  readonly types?: { readonly into: string; readonly text: string; readonly shows: string };
}
