import type { LeadBoardView } from '../../src/shared/contract/lead-views.ts';
import { viewNowMs } from './view-builders.ts';

export const aBoard = (changes: Partial<LeadBoardView> = {}): LeadBoardView => ({
  nowMs: viewNowMs,
  groups: [],
  totalRows: 0,
  counts: { due: 0, sending: 0, accepted: 0, uncertain: 0, confirmed: 31, parked: 0, superseded: 0 },
  waiting: [],
  inWork: [],
  loading: [],
  waitingForCarrier: [],
  ...changes,
});
