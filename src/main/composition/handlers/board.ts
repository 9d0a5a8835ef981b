import type { WriteBackId } from '../../../shared/domain/writeback/write-back.ts';
import { buildLeadBoard, writeBackView } from '../../application/lead-board.ts';
import { Refused, type Handlers } from '../../ipc/serve-contract.ts';
import type { HandlerDeps } from './deps.ts';

type BoardCalls = 'loadBoard' | 'resendWriteBack';

export function createBoardHandlers({ context, writeBacks, publish }: HandlerDeps): Pick<Handlers, BoardCalls> {
  const { journal, clock, benchId } = context;
  return {
    loadBoard: () => buildLeadBoard(context),
    resendWriteBack: ({ writeBackId }, by) => {
      const row = journal.writeBacks.load(writeBackId as WriteBackId);
      if (row === null) return new Refused('not-found', `No write-back ${writeBackId}.`);
      if (!writeBacks.resend(row.id)) return new Refused('refused', `A write-back in state "${row.state}" cannot be sent again.`);
      journal.audit.append({ atMs: clock.nowMs(), benchId, actor: by.name, act: 'write-back-resent', subject: row.id, detail: JSON.stringify({ was: row.state }) });
      const now = journal.writeBacks.load(row.id) ?? row;
      publish();
      return writeBackView(context, now);
    },
  };
}
