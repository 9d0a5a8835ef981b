import { buildChecklists, signChecklist, tickItem, type ChecklistAnswer } from '../../application/lead/checklists.ts';
import { buildTable } from '../../application/lead/export-tables.ts';
import { buildInterceptReport, buildShadowReport } from '../../application/lead/intercept-report.ts';
import { buildShift, closeShift, explainDifference } from '../../application/lead/shift.ts';
import { noteAct } from '../../application/note-act.ts';
import { offsetsOf } from '../../../shared/domain/units/calendar.ts';
import { Refused, type Handlers } from '../../ipc/serve-contract.ts';
import type { HandlerDeps } from './deps.ts';

type ShiftCalls = 'loadReport' | 'loadShadow' | 'loadShift' | 'reconcile' | 'explainDifference' | 'closeShift' | 'loadChecklists' | 'tickCheck' | 'signChecklist' | 'exportCsv' | 'loadAudit' | 'verifyAudit';

/** Rows of the log on one page. */
const auditPage = 200;

export function createShiftHandlers({ context, parts, reconciliation, publish }: HandlerDeps): Pick<Handlers, ShiftCalls> {
  const { journal } = context;
  const offsetAt = offsetsOf(parts.timeZone);
  return {
    loadReport: ({ fromMs, toMs }) => buildInterceptReport(context, fromMs, toMs, offsetAt),
    loadShadow: () => buildShadowReport(context),
    loadShift: () => buildShift(context),
    reconcile: async () => {
      await Promise.all(parts.accounts.all().map(({ storeId }) => reconciliation.now(storeId)));
      return buildShift(context);
    },
    explainDifference: ({ rowId, text }, by) => (explainDifference(context, rowId, text, by) ? buildShift(context) : new Refused('refused', 'This row is not open any more.', { reason: 'row-gone' })),
    closeShift: ({ isClean, note }, by) => {
      const answer = closeShift(context, isClean, note, by);
      if (answer.kind === 'unexplained') return new Refused('refused', `${answer.rows} differences have no explanation: the shift is not clean.`, { reason: 'unexplained', rows: answer.rows });
      publish();
      return buildShift(context);
    },
    loadChecklists: () => buildChecklists(context, offsetAt),
    tickCheck: ({ kind, itemId, isTicked }, by) => listRefusal(tickItem(context, kind, itemId, isTicked, by, offsetAt)) ?? buildChecklists(context, offsetAt),
    signChecklist: ({ kind }, by) => listRefusal(signChecklist(context, kind, by, offsetAt)) ?? buildChecklists(context, offsetAt),
    exportCsv: (request, by) => {
      const table = buildTable(context, request);
      if (table === null) return new Refused('not-found', 'There is no such manifest.');
      const filePath = parts.exports.write(table.fileName, parts.csv.toCsv(table.columns, table.rows));
      noteAct(context, 'exported', request.what, { rows: table.rows.length, file: fileNameOf(filePath) }, by.name);
      return { fileName: fileNameOf(filePath), filePath, rows: table.rows.length };
    },
    loadAudit: ({ beforeSequence }) => {
      const rows = journal.audit.list(beforeSequence, auditPage);
      const last = rows.at(-1);
      return {
        rows: rows.map(({ sequence, atMs, actor, act, subject, detail }) => ({ sequence, atMs, actor, act, subject, detail })),
        nextBeforeSequence: rows.length < auditPage || last === undefined ? null : last.sequence,
      };
    },
    verifyAudit: () => {
      const answer = journal.audit.verify();
      return answer.ok ? { isWhole: true, rows: answer.rows, head: answer.head } : { isWhole: false, brokenAt: answer.brokenAt };
    },
  };
}

const fileNameOf = (filePath: string): string => filePath.split(/[\\/]/).at(-1) ?? filePath;

function listRefusal(answer: ChecklistAnswer): Refused | null {
  switch (answer.kind) {
    case 'done':
      return null;
    case 'unknown-item':
      return new Refused('not-found', 'The list has no such item.');
    case 'signed':
      return new Refused('refused', `${answer.by} has signed this list. It stays as it is.`, { reason: answer.kind, by: answer.by });
    case 'unticked':
      return new Refused('refused', 'The list has open items.', { reason: answer.kind, items: answer.items });
  }
}
