import type { StateCreator } from 'zustand';
import type { CallInput, CallOutput } from '../../../shared/contract/calls.ts';
import type { Reply, ReplyError } from '../../../shared/contract/reply.ts';
import type { StationSettings } from '../../../shared/contract/settings.ts';
import { station } from '../bridge.ts';
import type { StationStore } from './store.ts';

export interface SettingsSlice {
  readonly settings: StationSettings | null;
  loadSettings(): Promise<void>;
  /** Null: saved. */
  saveSettings(settings: StationSettings): Promise<ReplyError | null>;
  saveAccountSecret(input: CallInput<'saveAccountSecret'>): Promise<Reply<CallOutput<'saveAccountSecret'>>>;
  printTestLabel(): Promise<Reply<CallOutput<'printTestLabel'>>>;
  loadOrderFields(storeId: string): Promise<Reply<CallOutput<'loadOrderFields'>>>;
  previewTaxMapping(input: CallInput<'previewTaxMapping'>): Promise<Reply<CallOutput<'previewTaxMapping'>>>;
}

export const createSettingsSlice: StateCreator<StationStore, [], [], SettingsSlice> = (set, get) => ({
  settings: null,
  loadSettings: async () => {
    const reply = await station().loadSettings({});
    if (reply.ok) set({ settings: reply.value });
    else get().tellProblem(reply.error);
  },
  saveSettings: async (settings) => {
    const reply = await station().saveSettings(settings);
    if (!reply.ok) return reply.error;
    set({ settings: reply.value });
    return null;
  },
  saveAccountSecret: async (input) => {
    const reply = await station().saveAccountSecret(input);
    if (reply.ok) await get().loadConnections();
    return reply;
  },
  printTestLabel: () => station().printTestLabel({}),
  loadOrderFields: (storeId) => station().loadOrderFields({ storeId }),
  previewTaxMapping: (input) => station().previewTaxMapping(input),
});
