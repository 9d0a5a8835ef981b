import { create } from 'zustand';
import { createAlertsSlice, type AlertsSlice } from './alerts-slice.ts';
import { createBenchSlice, type BenchSlice } from './bench-slice.ts';
import { createBoardSlice, type BoardSlice } from './board-slice.ts';
import { createConnectionsSlice, type ConnectionsSlice } from './connections-slice.ts';
import { createImportSlice, type ImportSlice } from './import-slice.ts';
import { createPeopleSlice, type PeopleSlice } from './people-slice.ts';
import { createPracticeSlice, type PracticeSlice } from './practice-slice.ts';
import { createSettingsSlice, type SettingsSlice } from './settings-slice.ts';
import { createShellSlice, type ShellSlice } from './shell-slice.ts';
import { createShiftSlice, type ShiftSlice } from './shift-slice.ts';
import { createStockSlice, type StockSlice } from './stock-slice.ts';

export type StationStore = AlertsSlice & BenchSlice & BoardSlice & ConnectionsSlice & ImportSlice & PeopleSlice & PracticeSlice & SettingsSlice & ShellSlice & ShiftSlice & StockSlice;

/** Views as the station sent them, and what the page itself is doing. No rule lives here. */
export const useStation = create<StationStore>()((...parts) => ({
  ...createAlertsSlice(...parts),
  ...createBenchSlice(...parts),
  ...createBoardSlice(...parts),
  ...createConnectionsSlice(...parts),
  ...createImportSlice(...parts),
  ...createPeopleSlice(...parts),
  ...createPracticeSlice(...parts),
  ...createSettingsSlice(...parts),
  ...createShellSlice(...parts),
  ...createShiftSlice(...parts),
  ...createStockSlice(...parts),
}));
