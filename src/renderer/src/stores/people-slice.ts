import type { StateCreator } from 'zustand';
import type { CallInput } from '../../../shared/contract/calls.ts';
import type { PeopleView } from '../../../shared/contract/people-views.ts';
import type { ReplyError } from '../../../shared/contract/reply.ts';
import { station } from '../bridge.ts';
import type { StationStore } from './store.ts';

export interface PeopleSlice {
  readonly people: PeopleView | null;
  loadPeople(): Promise<void>;
  /** Null: saved. */
  savePerson(input: CallInput<'savePerson'>): Promise<ReplyError | null>;
}

export const createPeopleSlice: StateCreator<StationStore, [], [], PeopleSlice> = (set, get) => ({
  people: null,
  loadPeople: async () => {
    const reply = await station().loadPeople({});
    if (reply.ok) set({ people: reply.value });
    else get().tellProblem(reply.error);
  },
  savePerson: async (input) => {
    const reply = await station().savePerson(input);
    if (!reply.ok) return reply.error;
    set({ people: reply.value });
    return null;
  },
});
