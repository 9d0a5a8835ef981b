import type { StateCreator } from 'zustand';
import type { CallInput, CallOutput } from '../../../shared/contract/calls.ts';
import type { AuditPageView, ChecklistsView, ExportView, InterceptReportView, ManifestsView, ShadowReportView, ShiftView } from '../../../shared/contract/lead-views.ts';
import type { Reply, ReplyError } from '../../../shared/contract/reply.ts';
import { station } from '../bridge.ts';
import type { StationStore } from './store.ts';

export interface ShiftSlice {
  readonly shift: ShiftView | null;
  readonly checklists: ChecklistsView | null;
  readonly report: InterceptReportView | null;
  readonly shadow: ShadowReportView | null;
  readonly manifests: ManifestsView | null;
  /** Newest first, as far back as was asked for. */
  readonly auditRows: AuditPageView['rows'] | null;
  readonly auditNextBefore: number | null;
  loadShift(): Promise<void>;
  /** Reads at every channel again, then shows the comparison. */
  reconcile(): Promise<void>;
  loadChecklists(): Promise<void>;
  loadReport(fromMs: number, toMs: number): Promise<void>;
  loadShadow(): Promise<void>;
  loadManifests(): Promise<void>;
  /** From the newest row, or on from the last one shown. */
  loadAudit(from: 'newest' | 'last'): Promise<void>;
  verifyAudit(): Promise<Reply<CallOutput<'verifyAudit'>>>;
  /** Null: done. */
  explainDifference(input: CallInput<'explainDifference'>): Promise<ReplyError | null>;
  closeShift(input: CallInput<'closeShift'>): Promise<ReplyError | null>;
  tickCheck(input: CallInput<'tickCheck'>): Promise<ReplyError | null>;
  signChecklist(input: CallInput<'signChecklist'>): Promise<ReplyError | null>;
  printManifest(manifestId: string): Promise<Reply<ExportView>>;
  exportCsv(input: CallInput<'exportCsv'>): Promise<Reply<ExportView>>;
}

export const createShiftSlice: StateCreator<StationStore, [], [], ShiftSlice> = (set, get) => {
  async function load<T>(asked: Promise<Reply<T>>, take: (value: T) => void): Promise<void> {
    const reply = await asked;
    if (reply.ok) take(reply.value);
    else get().tellProblem(reply.error);
  }
  async function act<T>(asked: Promise<Reply<T>>, take: (value: T) => void): Promise<ReplyError | null> {
    const reply = await asked;
    if (!reply.ok) return reply.error;
    take(reply.value);
    return null;
  }
  const takeShift = (shift: ShiftView): void => {
    set({ shift });
  };
  const takeChecklists = (checklists: ChecklistsView): void => {
    set({ checklists });
  };
  return {
    shift: null,
    checklists: null,
    report: null,
    shadow: null,
    manifests: null,
    auditRows: null,
    auditNextBefore: null,
    loadShift: () => load(station().loadShift({}), takeShift),
    reconcile: () => load(station().reconcile({}), takeShift),
    loadChecklists: () => load(station().loadChecklists({}), takeChecklists),
    loadReport: (fromMs, toMs) =>
      load(station().loadReport({ fromMs, toMs }), (report) => {
        set({ report });
      }),
    loadShadow: () =>
      load(station().loadShadow({}), (shadow) => {
        set({ shadow });
      }),
    loadManifests: () =>
      load(station().loadManifests({}), (manifests) => {
        set({ manifests });
      }),
    loadAudit: (from) => {
      const known = from === 'newest' ? [] : (get().auditRows ?? []);
      const beforeSequence = from === 'newest' ? null : get().auditNextBefore;
      return load(station().loadAudit({ beforeSequence }), ({ rows, nextBeforeSequence }) => {
        set({ auditRows: [...known, ...rows], auditNextBefore: nextBeforeSequence });
      });
    },
    verifyAudit: () => station().verifyAudit({}),
    explainDifference: (input) => act(station().explainDifference(input), takeShift),
    closeShift: (input) => act(station().closeShift(input), takeShift),
    tickCheck: (input) => act(station().tickCheck(input), takeChecklists),
    signChecklist: (input) => act(station().signChecklist(input), takeChecklists),
    printManifest: (manifestId) => station().printManifest({ manifestId }),
    exportCsv: (input) => station().exportCsv(input),
  };
};
