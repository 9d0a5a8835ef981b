import type { StateCreator } from 'zustand';
import type { CallInput, CallOutput } from '../../../shared/contract/calls.ts';
import type { BoardRowView, EvidenceView, LeadBoardView } from '../../../shared/contract/lead-views.ts';
import type { Reply, ReplyError } from '../../../shared/contract/reply.ts';
import type { ReleasableCode } from '../../../shared/domain/gate/block.ts';
import { station } from '../bridge.ts';
import type { StationStore } from './store.ts';

export const leadPages = ['board', 'alerts', 'numbers', 'shift', 'checklists', 'report', 'shadow', 'manifests', 'stock', 'connections', 'audit'] as const;
export type LeadPage = (typeof leadPages)[number];

/** What stands beside the page: one order with its evidence, or one decision that needs more than a press. */
export type LeadPanel =
  | { readonly kind: 'evidence'; readonly orderId: string }
  | { readonly kind: 'release'; readonly code: ReleasableCode; readonly rows: readonly BoardRowView[] }
  | { readonly kind: 'short'; readonly row: BoardRowView }
  | { readonly kind: 'task'; readonly row: BoardRowView };

type Released = CallOutput<'releaseBlocks'>;

export interface BoardSlice {
  readonly board: LeadBoardView | null;
  readonly leadPage: LeadPage;
  readonly leadPanel: LeadPanel | null;
  readonly evidence: EvidenceView | null;
  /** Typed once and remembered until the window closes; only asked for while no people are set up. */
  readonly leadName: string;
  setLeadName(name: string): void;
  showLeadPage(page: LeadPage): void;
  openPanel(panel: LeadPanel): void;
  closePanel(): void;
  /** Nothing of a buyer stays on a page whose bench was locked. */
  forgetLead(): void;
  loadBoard(): Promise<void>;
  searchOrders(text: string): Promise<Reply<CallOutput<'searchOrders'>>>;
  loadEvidence(orderId: string): Promise<ReplyError | null>;
  releaseBlocks(input: CallInput<'releaseBlocks'>): Promise<Reply<Released>>;
  /** Null: done. */
  acknowledgeBlocks(input: CallInput<'acknowledgeBlocks'>): Promise<ReplyError | null>;
  decideShort(input: CallInput<'decideShort'>): Promise<ReplyError | null>;
  closeTask(input: CallInput<'closeTask'>): Promise<ReplyError | null>;
  resendWriteBack(input: CallInput<'resendWriteBack'>): Promise<ReplyError | null>;
  flagOrder(input: CallInput<'flagOrder'>): Promise<ReplyError | null>;
  unflagOrder(input: CallInput<'unflagOrder'>): Promise<ReplyError | null>;
}

export const createBoardSlice: StateCreator<StationStore, [], [], BoardSlice> = (set, get) => {
  const takeBoard = async (asked: Promise<Reply<LeadBoardView>>): Promise<ReplyError | null> => {
    const reply = await asked;
    if (!reply.ok) return reply.error;
    set({ board: reply.value });
    return null;
  };
  /** An answer about an order that was left meanwhile is not shown. */
  const takeEvidence = async (orderId: string, asked: Promise<Reply<EvidenceView>>): Promise<ReplyError | null> => {
    const reply = await asked;
    if (!reply.ok) return reply.error;
    const panel = get().leadPanel;
    if (panel?.kind === 'evidence' && panel.orderId === orderId) set({ evidence: reply.value });
    return null;
  };
  return {
    board: null,
    leadPage: 'board',
    leadPanel: null,
    evidence: null,
    leadName: '',
    setLeadName: (leadName) => {
      set({ leadName });
    },
    showLeadPage: (leadPage) => {
      set({ leadPage, leadPanel: null, evidence: null });
      if (leadPage === 'board') void get().loadBoard();
    },
    openPanel: (leadPanel) => {
      set({ leadPanel, evidence: null });
    },
    closePanel: () => {
      set({ leadPanel: null, evidence: null });
    },
    forgetLead: () => {
      set({ board: null, leadPanel: null, evidence: null, alerts: null, notArrived: null });
    },
    loadBoard: async () => {
      const error = await takeBoard(station().loadBoard({}));
      if (error !== null) get().tellProblem(error);
    },
    searchOrders: (text) => station().searchOrders({ text }),
    loadEvidence: (orderId) => takeEvidence(orderId, station().loadEvidence({ orderId })),
    releaseBlocks: async (input) => {
      const reply = await station().releaseBlocks(input);
      if (reply.ok) set({ board: reply.value.board });
      return reply;
    },
    acknowledgeBlocks: (input) => takeBoard(station().acknowledgeBlocks(input)),
    decideShort: (input) => takeBoard(station().decideShort(input)),
    closeTask: (input) => takeBoard(station().closeTask(input)),
    resendWriteBack: async (input) => {
      const reply = await station().resendWriteBack(input);
      return reply.ok ? null : reply.error;
    },
    flagOrder: (input) => takeEvidence(input.orderId, station().flagOrder(input)),
    unflagOrder: (input) => takeEvidence(input.orderId, station().unflagOrder(input)),
  };
};
