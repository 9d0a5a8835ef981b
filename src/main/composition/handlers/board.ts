import type { EvidenceView, LeadBoardView } from '../../../shared/contract/lead-views.ts';
import type { OrderId, StoreId } from '../../../shared/domain/order/order.ts';
import type { TaskId } from '../../../shared/domain/task/task.ts';
import type { WriteBackId } from '../../../shared/domain/writeback/write-back.ts';
import { writeBackView } from '../../application/lead/board-rows.ts';
import { buildLeadBoard } from '../../application/lead/board.ts';
import { closeTask, decideShort, type TaskAnswer } from '../../application/lead/close-task.ts';
import { buildEvidence } from '../../application/lead/evidence.ts';
import { flagOrder, unflagOrder } from '../../application/lead/flag-order.ts';
import { acknowledgeBlock, releaseBlock, type ReleaseAnswer } from '../../application/lead/release-blocks.ts';
import { searchOrders } from '../../application/lead/search-orders.ts';
import { sendAgain, sendCauseAgain } from '../../application/lead/send-again.ts';
import { Refused, type Handlers } from '../../ipc/serve-contract.ts';
import type { HandlerDeps } from './deps.ts';

type BoardCalls = 'loadBoard' | 'searchOrders' | 'loadEvidence' | 'releaseBlocks' | 'acknowledgeBlocks' | 'flagOrder' | 'unflagOrder' | 'decideShort' | 'closeTask' | 'resendWriteBack' | 'resendCause';

export function createBoardHandlers({ context, writeBacks, stock, publish }: HandlerDeps): Pick<Handlers, BoardCalls> {
  const { journal } = context;
  const picture = (): LeadBoardView => buildLeadBoard(context, { stockPace: stock.statusOf });
  const board = (): LeadBoardView => {
    publish();
    return picture();
  };
  const evidence = (orderId: string): EvidenceView | Refused => buildEvidence(context, orderId as OrderId) ?? new Refused('not-found', `Nobody here ever heard of order ${orderId}.`);

  return {
    loadBoard: picture,
    searchOrders: ({ text }) => searchOrders(context, text),
    loadEvidence: ({ orderId }) => evidence(orderId),
    releaseBlocks: ({ orderIds, code, reason }, by) => {
      // One commit for all of them: each of its own would keep the bench waiting for seconds.
      const answers = journal.transaction(() => [...new Set(orderIds)].map((orderId) => ({ orderId, answer: releaseBlock(context, { orderId: orderId as OrderId, code, reason }, by) })));
      const released = answers.filter(({ answer }) => answer.kind === 'released').length;
      if (released > 0) writeBacks.wake();
      return { board: board(), released, refused: answers.flatMap(({ orderId, answer }) => (answer.kind === 'released' ? [] : [refusalOf(orderId, answer)])) };
    },
    acknowledgeBlocks: ({ orderIds }, by) => {
      journal.transaction(() => {
        for (const orderId of new Set(orderIds)) acknowledgeBlock(context, orderId as OrderId, by);
      });
      return board();
    },
    flagOrder: ({ orderId, reason }, by) => {
      if (!flagOrder(context, orderId as OrderId, reason, by)) return new Refused('not-found', `Nobody here ever heard of order ${orderId}.`);
      publish();
      return evidence(orderId);
    },
    unflagOrder: ({ orderId, reason }, by) => {
      if (!unflagOrder(context, orderId as OrderId, reason, by)) return new Refused('refused', 'No flag stands on this order.', { reason: 'no-flag' });
      writeBacks.wake();
      publish();
      return evidence(orderId);
    },
    decideShort: ({ taskId, decision, reason, isRiskAccepted }, by) => taskRefusal(decideShort(context, taskId as TaskId, decision, reason, isRiskAccepted, by)) ?? board(),
    closeTask: ({ taskId, outcome, note }, by) => taskRefusal(closeTask(context, taskId as TaskId, outcome, note, by)) ?? board(),
    resendWriteBack: ({ writeBackId }, by) => {
      const row = journal.writeBacks.load(writeBackId as WriteBackId);
      if (row === null) return new Refused('not-found', `No write-back ${writeBackId}.`);
      const answer = sendAgain(context, row, by);
      publish();
      switch (answer.kind) {
        case 'sent-again':
          return writeBackView(context, answer.row);
        case 'still-wrong':
          return new Refused('refused', 'What was wrong with this message is still wrong: correct it first.', { reason: answer.kind });
        case 'stopped':
          return new Refused('refused', `The order must not be told as shipped: ${answer.code}.`, { reason: answer.kind, code: answer.code });
        case 'not-possible':
          return new Refused('refused', `A write-back in state "${answer.state}" cannot be sent again.`, { reason: answer.kind });
      }
    },
    resendCause: ({ storeId, parkReason, problemCode, carrier, note }, by) => {
      const answer = sendCauseAgain(context, { storeId: storeId as StoreId | null, parkReason, problemCode, carrier }, note, by);
      publish();
      return answer;
    },
  };
}

function refusalOf(orderId: string, answer: Exclude<ReleaseAnswer, { kind: 'released' }>): { readonly orderId: string; readonly code: string; readonly message: string } {
  switch (answer.kind) {
    case 'order-unknown':
      return { orderId, code: answer.kind, message: `No order ${orderId} was ever opened on this station.` };
    case 'hard-block':
      return { orderId, code: answer.code, message: `${answer.code} cannot be released by anybody here; only its cause going away lifts it.` };
    case 'nothing-to-release':
      return { orderId, code: answer.kind, message: 'Nothing of this cause stands in the way of this order any more.' };
  }
}

function taskRefusal(answer: TaskAnswer): Refused | null {
  switch (answer.kind) {
    case 'closed':
      return null;
    case 'unknown-task':
      return new Refused('not-found', 'There is no such task.');
    case 'closed-before':
      return new Refused('refused', `${answer.by} has closed this already.`, { reason: answer.kind, by: answer.by });
    case 'not-an-outcome':
      return new Refused('invalid-input', `This can end as: ${answer.outcomes.join(', ')}.`, { reason: answer.kind, outcomes: answer.outcomes });
    case 'risk-not-accepted':
      return new Refused('refused', 'A cancellation counts against the seller at the channel. It has to be accepted by name.', { reason: answer.kind });
    case 'refused':
      return new Refused('refused', answer.reason === 'nothing-left' ? 'Nothing would be left in the box.' : 'This channel takes no part of an order: send all of it, or cancel it.', { reason: answer.reason });
  }
}
