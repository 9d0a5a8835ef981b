import type { StateCreator } from 'zustand';
import type { CallInput, CallOutput } from '../../../shared/contract/calls.ts';
import type { StoreConnectionView } from '../../../shared/contract/connection-views.ts';
import type { Reply, ReplyError } from '../../../shared/contract/reply.ts';
import type { StoreSettings } from '../../../shared/contract/settings.ts';
import { station } from '../bridge.ts';
import type { StationStore } from './store.ts';

type CarrierWord = NonNullable<StoreSettings['carrierWords']>[string];

export interface ConnectionsSlice {
  /** Channels with their forms, and how each store stands with its own; null until loaded. */
  readonly connections: CallOutput<'loadConnections'> | null;
  loadConnections(): Promise<void>;
  testConnection(storeId: string): Promise<Reply<CallOutput<'testConnection'>>>;
  beginSignIn(input: CallInput<'beginSignIn'>): Promise<Reply<CallOutput<'beginSignIn'>>>;
  finishSignIn(input: CallInput<'finishSignIn'>): Promise<Reply<CallOutput<'finishSignIn'>>>;
  /** Null as a word: the connector's own table stands again. Null: saved. */
  saveCarrierWord(storeId: string, carrier: string, word: CarrierWord | null): Promise<ReplyError | null>;
  /** By store: what was mended since the page was opened, as the note beside what is sent again. */
  readonly mended: Readonly<Record<string, string>>;
  noteMended(storeId: string, note: string): void;
  forgetMended(): void;
  /** What was refused for the word of this carrier, whether the channel said so or we knew it before. */
  sendCarrierAgain(store: StoreConnectionView, carrier: string, note: string, whom: Pick<CallInput<'resendCause'>, 'proof' | 'by'>): Promise<Reply<CallOutput<'resendCause'>>>;
  resendCause(input: CallInput<'resendCause'>): Promise<Reply<CallOutput<'resendCause'>>>;
}

export const createConnectionsSlice: StateCreator<StationStore, [], [], ConnectionsSlice> = (set, get) => {
  /** What was asked may have changed how the store stands. */
  async function andLook<T>(asked: Promise<Reply<T>>): Promise<Reply<T>> {
    const reply = await asked;
    if (reply.ok) await get().loadConnections();
    return reply;
  }
  return {
    connections: null,
    loadConnections: async () => {
      const reply = await station().loadConnections({});
      if (reply.ok) set({ connections: reply.value });
      else get().tellProblem(reply.error);
    },
    testConnection: (storeId) => andLook(station().testConnection({ storeId })),
    beginSignIn: (input) => station().beginSignIn(input),
    finishSignIn: (input) => andLook(station().finishSignIn(input)),
    saveCarrierWord: async (storeId, carrier, word) => {
      // All settings are saved together: those of another hand must not be undone by an old copy.
      const now = await station().loadSettings({});
      if (!now.ok) return now.error;
      const stores = now.value.stores.map((store) => (store.storeId === storeId ? { ...store, carrierWords: withWord(store.carrierWords ?? {}, carrier, word) } : store));
      const error = await get().saveSettings({ ...now.value, stores });
      if (error === null) await get().loadConnections();
      return error;
    },
    mended: {},
    noteMended: (storeId, note) => {
      set({ mended: { ...get().mended, [storeId]: note } });
    },
    forgetMended: () => {
      set({ mended: {} });
    },
    sendCarrierAgain: async ({ storeId, queue }, carrier, note, whom) => {
      let [sent, left] = [0, 0];
      for (const { parkReason, problemCode } of queue.causes) {
        if (problemCode !== 'bad-carrier') continue;
        const reply = await station().resendCause({ storeId, parkReason, problemCode, carrier, note, ...whom });
        if (!reply.ok) return reply;
        [sent, left] = [sent + reply.value.sent, left + reply.value.left];
      }
      await get().loadConnections();
      return { ok: true, value: { sent, left } };
    },
    resendCause: (input) => andLook(station().resendCause(input)),
  };
};

function withWord(words: Readonly<Record<string, CarrierWord>>, carrier: string, word: CarrierWord | null): Record<string, CarrierWord> {
  const others = Object.fromEntries(Object.entries(words).filter(([name]) => name !== carrier));
  return word === null ? others : { ...others, [carrier]: word };
}
