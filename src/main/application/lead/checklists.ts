import type { ChecklistsView, ChecklistView } from '../../../shared/contract/lead-views.ts';
import type { Actor } from '../../../shared/domain/people/person.ts';
import { dayOf, isoWeekOf, type OffsetMinutes } from '../../../shared/domain/units/calendar.ts';
import type { InstantMs } from '../../../shared/domain/units/instant.ts';
import { noteAct } from '../note-act.ts';
import type { ChecklistKind } from '../ports/lead-work.ts';
import type { StationContext } from '../station-context.ts';
import { countOpenRows } from './board.ts';
import { findLate } from './late-orders.ts';

/** What a bench looks at every day and every week; the words live with the languages, keyed by these. */
export const checklistItems = {
  daily: ['board-empty', 'not-crossed-empty', 'parked-empty', 'put-back-bin-empty', 'printers-ready', 'late-none'],
  weekly: ['audit-verified', 'backup-restored', 'people-reviewed', 'mappings-reviewed', 'metrics-reviewed', 'shadow-reviewed'],
} as const satisfies Readonly<Record<ChecklistKind, readonly string[]>>;

type ItemId = (typeof checklistItems)[ChecklistKind][number];

const historyShown = 60;
const everyRow = 100_000;

export function buildChecklists(context: StationContext, offsetAt: (atMs: InstantMs) => OffsetMinutes): ChecklistsView {
  const history = (['daily', 'weekly'] as const).flatMap((kind) => context.journal.checklists.list(kind, historyShown));
  return {
    daily: buildChecklist(context, 'daily', offsetAt),
    weekly: buildChecklist(context, 'weekly', offsetAt),
    history: history.map(({ kind, period, ticks, signed }) => ({ kind, period, ticked: ticks.length, signed })),
  };
}

function buildChecklist(context: StationContext, kind: ChecklistKind, offsetAt: (atMs: InstantMs) => OffsetMinutes): ChecklistView {
  const { period, ticks, signed } = context.journal.checklists.load(kind, periodNow(context, kind, offsetAt));
  return {
    kind,
    period,
    items: checklistItems[kind].map((itemId) => {
      const tick = ticks.find((candidate) => candidate.itemId === itemId);
      return { itemId, figure: figureOf(context, itemId), tick: tick === undefined ? null : { by: tick.by, atMs: tick.atMs } };
    }),
    signed,
  };
}

/** What the station can count about an item itself; the person still ticks it. */
function figureOf(context: StationContext, itemId: ItemId): number | null {
  const { journal, clock } = context;
  switch (itemId) {
    case 'board-empty':
      return countOpenRows(context);
    case 'not-crossed-empty':
      return journal.tasks.countOpenByKind()['not-crossed'];
    case 'parked-empty':
      return journal.writeBacks.countByState().parked;
    case 'put-back-bin-empty':
      return journal.tasks.countOpenByKind()['put-back'];
    case 'late-none': {
      const { notPacked, notPosted } = findLate(context, clock.nowMs(), clock.nowMs(), everyRow);
      return notPacked.length + notPosted.length;
    }
    case 'people-reviewed':
      return journal.people.list().filter((person) => person.isActive).length;
    case 'mappings-reviewed':
      return journal.standings.listBlocked(everyRow).filter((row) => row.blocks.some(({ code }) => code === 'CARRIER_UNMAPPED' || code === 'TAX_ID_MISSING')).length;
    case 'shadow-reviewed':
      return journal.history.countShadows();
    case 'printers-ready':
    case 'audit-verified':
    case 'backup-restored':
    case 'metrics-reviewed':
      return null;
  }
}

const periodNow = ({ clock }: StationContext, kind: ChecklistKind, offsetAt: (atMs: InstantMs) => OffsetMinutes): string => {
  const nowMs = clock.nowMs();
  return kind === 'daily' ? dayOf(nowMs, offsetAt(nowMs)) : isoWeekOf(nowMs, offsetAt(nowMs));
};

export type ChecklistAnswer = { readonly kind: 'done' } | { readonly kind: 'unknown-item' } | { readonly kind: 'signed'; readonly by: string } | { readonly kind: 'unticked'; readonly items: readonly string[] };

export function tickItem(context: StationContext, kind: ChecklistKind, itemId: string, isTicked: boolean, by: Actor, offsetAt: (atMs: InstantMs) => OffsetMinutes): ChecklistAnswer {
  const { journal, clock } = context;
  const period = periodNow(context, kind, offsetAt);
  return journal.transaction((): ChecklistAnswer => {
    if (!checklistItems[kind].some((candidate) => candidate === itemId)) return { kind: 'unknown-item' };
    const { signed } = journal.checklists.load(kind, period);
    if (signed !== null) return { kind: 'signed', by: signed.by };
    if (isTicked) journal.checklists.tick(kind, period, { itemId, by: by.name, atMs: clock.nowMs() });
    else journal.checklists.untick(kind, period, itemId);
    noteAct(context, isTicked ? 'check-ticked' : 'check-unticked', `${kind}/${period}`, { itemId }, by.name);
    return { kind: 'done' };
  });
}

/** A list with an open item is not signed: what could not be done is a note at the end of the shift. */
export function signChecklist(context: StationContext, kind: ChecklistKind, by: Actor, offsetAt: (atMs: InstantMs) => OffsetMinutes): ChecklistAnswer {
  const { journal, clock } = context;
  const period = periodNow(context, kind, offsetAt);
  return journal.transaction((): ChecklistAnswer => {
    const { ticks, signed } = journal.checklists.load(kind, period);
    if (signed !== null) return { kind: 'signed', by: signed.by };
    const open = checklistItems[kind].filter((itemId) => !ticks.some((tick) => tick.itemId === itemId));
    if (open.length > 0) return { kind: 'unticked', items: open };
    journal.checklists.sign(kind, period, { by: by.name, atMs: clock.nowMs() });
    noteAct(context, 'checklist-signed', `${kind}/${period}`, {}, by.name);
    return { kind: 'done' };
  });
}
