import type { StateCreator } from 'zustand';
import type { CallInput, Proof } from '../../../shared/contract/calls.ts';
import type { PeopleView } from '../../../shared/contract/people-views.ts';
import type { Reply, ReplyError } from '../../../shared/contract/reply.ts';
import type { BenchView } from '../../../shared/contract/views.ts';
import { station } from '../bridge.ts';
import type { StationStore } from './store.ts';

/** Names, roles and who is here. A PIN or a badge's code only passes through, on its way to the station. */
export interface PeopleSlice {
  readonly people: PeopleView | null;
  loadPeople(): Promise<void>;
  /** Null: saved. */
  savePerson(input: CallInput<'savePerson'>): Promise<ReplyError | null>;
  /** Null: signed in, unlocked, or taken over. */
  signIn(proof: Proof): Promise<ReplyError | null>;
  signOut(): Promise<void>;
  lockBench(): Promise<void>;
}

export const createPeopleSlice: StateCreator<StationStore, [], [], PeopleSlice> = (set, get) => {
  const takeBench = async (asked: Promise<Reply<BenchView>>): Promise<void> => {
    const reply = await asked;
    if (reply.ok) get().takeBench(reply.value);
    else get().tellProblem(reply.error);
  };
  return {
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
    signIn: async (proof) => {
      const reply = await station().signIn({ proof });
      if (!reply.ok) return reply.error;
      get().takeBench(reply.value);
      return null;
    },
    signOut: () => takeBench(station().signOut({})),
    lockBench: () => takeBench(station().lockBench({})),
  };
};
