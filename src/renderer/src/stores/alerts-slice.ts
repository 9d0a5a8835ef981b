import type { StateCreator } from 'zustand';
import type { CallInput, CallOutput } from '../../../shared/contract/calls.ts';
import type { ReplyError } from '../../../shared/contract/reply.ts';
import { station } from '../bridge.ts';
import type { StationStore } from './store.ts';

export interface AlertsSlice {
  readonly alerts: CallOutput<'loadAlerts'> | null;
  readonly notArrived: CallOutput<'loadNotArrived'> | null;
  loadAlerts(): Promise<void>;
  loadNotArrived(): Promise<void>;
  /** Null: set. */
  saveTrigger(input: CallInput<'saveTrigger'>): Promise<ReplyError | null>;
}

export const createAlertsSlice: StateCreator<StationStore, [], [], AlertsSlice> = (set, get) => ({
  alerts: null,
  notArrived: null,
  loadAlerts: async () => {
    const reply = await station().loadAlerts({});
    if (reply.ok) set({ alerts: reply.value });
    else get().tellProblem(reply.error);
  },
  loadNotArrived: async () => {
    const reply = await station().loadNotArrived({});
    if (reply.ok) set({ notArrived: reply.value });
    else get().tellProblem(reply.error);
  },
  saveTrigger: async (input) => {
    const reply = await station().saveTrigger(input);
    if (!reply.ok) return reply.error;
    set({ alerts: reply.value });
    return null;
  },
});
