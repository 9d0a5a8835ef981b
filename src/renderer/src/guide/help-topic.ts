import type { BenchView } from '../../../shared/contract/views.ts';
import type { LeadPage, LeadPanel } from '../stores/board-slice.ts';
import type { ScreenName } from '../stores/shell-slice.ts';
import type { Topic } from './topics.ts';

/** What a person looks at right now. */
export interface Looking {
  readonly bench: BenchView | null;
  readonly screen: ScreenName;
  readonly leadPage: LeadPage;
  readonly leadPanel: LeadPanel | null;
  /** The section of Setup that has the focus; its id without "setup-". */
  readonly setupPart: string | null;
}

const leadTopics: Readonly<Record<LeadPage, Topic>> = { board: 'board', alerts: 'alerts', numbers: 'numbers', shift: 'shift', checklists: 'checklist', report: 'report', shadow: 'pilot', manifests: 'loading', stock: 'stock', connections: 'connections', audit: 'audit' };

/** The page of the guide for what is on the screen: the reason of a stop first, then the step, the open row, the open section. */
export function helpTopic({ bench, screen, leadPage, leadPanel, setupPart }: Looking): Topic {
  if (screen === 'setup') return setupTopics[setupPart ?? ''] ?? 'setup';
  if (screen === 'lead') return rowTopic(leadPanel) ?? leadTopics[leadPage];
  return bench === null ? 'ready' : benchTopic(bench);
}

function benchTopic({ screen, header }: BenchView): Topic {
  switch (screen.kind) {
    case 'stopped':
      return screen.stop.blocks[0].code;
    case 'label-next':
      return screen.what;
    case 'ready':
      return header.services.some((service) => service.reachable === false) ? 'offline' : 'ready';
    default:
      return screen.kind;
  }
}

function rowTopic(panel: LeadPanel | null): Topic | null {
  switch (panel?.kind) {
    case 'release':
      return panel.code;
    case 'short':
    case 'task':
      return panel.row.cause;
    case 'evidence':
    case undefined:
      return null;
  }
}

const setupTopics: Readonly<Partial<Record<string, Topic>>> = { people: 'people', owners: 'ownership', ownership: 'ownership', pilot: 'pilot', printer: 'PRINTER_NOT_READY' };
