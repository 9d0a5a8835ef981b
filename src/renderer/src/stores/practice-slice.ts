import type { StateCreator } from 'zustand';
import type { CallInput } from '../../../shared/contract/calls.ts';
import type { Reply } from '../../../shared/contract/reply.ts';
import type { PracticeView } from '../../../shared/contract/views.ts';
import { station } from '../bridge.ts';
import type { StationStore } from './store.ts';

export interface PracticeSlice {
  readonly practice: PracticeView | null;
  readonly isTrayOpen: boolean;
  toggleTray(): void;
  loadPractice(): Promise<void>;
  setPracticeNetwork(up: boolean): Promise<void>;
  cancelPracticeOrder(channelOrderId: string, how: CallInput<'cancelPracticeOrder'>['how']): Promise<void>;
  addPracticeOrders(): Promise<void>;
}

export const createPracticeSlice: StateCreator<StationStore, [], [], PracticeSlice> = (set, get) => {
  const take = async (asked: Promise<Reply<PracticeView>>): Promise<void> => {
    const reply = await asked;
    if (reply.ok) set({ practice: reply.value });
    else get().tellProblem(reply.error);
  };
  return {
    practice: null,
    isTrayOpen: false,
    toggleTray: () => {
      const isTrayOpen = !get().isTrayOpen;
      set({ isTrayOpen });
      if (isTrayOpen) void get().loadPractice();
    },
    loadPractice: () => take(station().loadPractice({})),
    setPracticeNetwork: (up) => take(station().setPracticeNetwork({ up })),
    cancelPracticeOrder: (channelOrderId, how) => take(station().cancelPracticeOrder({ channelOrderId, how })),
    addPracticeOrders: () => take(station().addPracticeOrders({})),
  };
};
