import type { StateCreator } from 'zustand';
import type { StationEvents } from '../../../shared/contract/events.ts';
import type { ReplyError } from '../../../shared/contract/reply.ts';
import type { ImportResultView } from '../../../shared/contract/views.ts';
import { station } from '../bridge.ts';
import type { StationStore } from './store.ts';

export type ImportState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly fileName: string; readonly orders: number }
  | { readonly kind: 'done'; readonly result: ImportResultView }
  | { readonly kind: 'failed'; readonly error: ReplyError };

export interface ImportSlice {
  readonly imported: ImportState;
  importFile(storeId: string, file: File): Promise<void>;
  takeImportProgress(progress: StationEvents['importProgress']): void;
  takeImportResult(result: ImportResultView): void;
}

export const createImportSlice: StateCreator<StationStore, [], [], ImportSlice> = (set, get) => ({
  imported: { kind: 'idle' },
  importFile: async (storeId, file) => {
    set({ imported: { kind: 'running', fileName: file.name, orders: 0 } });
    const reply = await station().importOrders({ storeId, filePath: station().pathOfFile(file) });
    set({ imported: reply.ok ? { kind: 'done', result: reply.value } : { kind: 'failed', error: reply.error } });
  },
  takeImportProgress: ({ fileName, orders }) => {
    if (get().imported.kind === 'running') set({ imported: { kind: 'running', fileName, orders } });
  },
  takeImportResult: (result) => {
    set({ imported: { kind: 'done', result } });
  },
});
