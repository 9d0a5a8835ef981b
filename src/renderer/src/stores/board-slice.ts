import type { StateCreator } from 'zustand';
import type { CallInput } from '../../../shared/contract/calls.ts';
import type { ReplyError } from '../../../shared/contract/reply.ts';
import type { LeadBoardView } from '../../../shared/contract/views.ts';
import { station } from '../bridge.ts';
import type { StationStore } from './store.ts';

export interface BoardSlice {
  readonly board: LeadBoardView | null;
  /** Who leads this shift, asked once and remembered until the window closes. */
  readonly leadName: string;
  setLeadName(name: string): void;
  loadBoard(): Promise<void>;
  /** Null: done. */
  releaseBlock(input: CallInput<'releaseBlock'>): Promise<ReplyError | null>;
  resendWriteBack(input: CallInput<'resendWriteBack'>): Promise<ReplyError | null>;
}

export const createBoardSlice: StateCreator<StationStore, [], [], BoardSlice> = (set, get) => ({
  board: null,
  leadName: '',
  setLeadName: (leadName) => {
    set({ leadName });
  },
  loadBoard: async () => {
    const reply = await station().loadBoard({});
    if (reply.ok) set({ board: reply.value });
    else get().tellProblem(reply.error);
  },
  releaseBlock: async (input) => {
    const reply = await station().releaseBlock(input);
    if (!reply.ok) return reply.error;
    set({ board: reply.value });
    return null;
  },
  resendWriteBack: async (input) => {
    const reply = await station().resendWriteBack(input);
    if (!reply.ok) return reply.error;
    await get().loadBoard();
    return null;
  },
});
