import type { StateCreator } from 'zustand';
import type { CallInput, CallOutput } from '../../../shared/contract/calls.ts';
import type { Reply, ReplyError } from '../../../shared/contract/reply.ts';
import type { StoreSettings } from '../../../shared/contract/settings.ts';
import { station } from '../bridge.ts';
import type { StationStore } from './store.ts';

export interface StockSlice {
  readonly stock: CallOutput<'loadStock'> | null;
  /** Part of the SKUs whose sums are shown. */
  readonly stockText: string;
  loadStock(): Promise<void>;
  findStock(text: string): Promise<void>;
  importStock(file: File, whom: Pick<CallInput<'importStock'>, 'proof' | 'by'>): Promise<Reply<CallOutput<'importStock'>>>;
  /** Null as settings: the store is told no stock. Null: saved. */
  saveStockSettings(storeId: string, stock: NonNullable<StoreSettings['stock']> | null): Promise<ReplyError | null>;
}

export const createStockSlice: StateCreator<StationStore, [], [], StockSlice> = (set, get) => ({
  stock: null,
  stockText: '',
  loadStock: async () => {
    const text = get().stockText;
    const reply = await station().loadStock({ text });
    // Something else was typed meanwhile: its own answer is on the way.
    if (get().stockText !== text) return;
    if (reply.ok) set({ stock: reply.value });
    else get().tellProblem(reply.error);
  },
  findStock: async (text) => {
    set({ stockText: text });
    await get().loadStock();
  },
  importStock: async (file, whom) => {
    const reply = await station().importStock({ filePath: station().pathOfFile(file), ...whom });
    if (reply.ok) await get().loadStock();
    return reply;
  },
  saveStockSettings: async (storeId, stock) => {
    // All settings are saved together: those of another hand must not be undone by an old copy.
    const now = await station().loadSettings({});
    if (!now.ok) return now.error;
    const error = await get().saveSettings({ ...now.value, stores: now.value.stores.map((store) => (store.storeId === storeId ? withStock(store, stock) : store)) });
    if (error === null) await get().loadStock();
    return error;
  },
});

function withStock(store: StoreSettings, stock: NonNullable<StoreSettings['stock']> | null): StoreSettings {
  const { stock: _before, ...rest } = store;
  return stock === null ? rest : { ...rest, stock };
}
