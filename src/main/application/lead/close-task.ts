import type { Actor } from '../../../shared/domain/people/person.ts';
import type { TaskId, TaskOutcome } from '../../../shared/domain/task/task.ts';
import { applyShortDecision, type ShortDecision } from '../apply-short-decision.ts';
import { noteAct } from '../note-act.ts';
import type { StationContext } from '../station-context.ts';
import { outcomesForPeople } from './board-rows.ts';

export type TaskAnswer =
  | { readonly kind: 'closed' }
  | { readonly kind: 'unknown-task' }
  | { readonly kind: 'closed-before'; readonly by: string }
  | { readonly kind: 'not-an-outcome'; readonly outcomes: readonly TaskOutcome[] }
  | { readonly kind: 'risk-not-accepted' }
  | { readonly kind: 'refused'; readonly reason: string };

/** A person ends a task with a word of its kind. What is short is decided, not closed. */
export function closeTask(context: StationContext, taskId: TaskId, outcome: string, note: string, by: Actor): TaskAnswer {
  const { journal, clock } = context;
  return journal.transaction((): TaskAnswer => {
    const task = journal.tasks.load(taskId);
    if (task === null) return { kind: 'unknown-task' };
    if (task.closed !== null) return { kind: 'closed-before', by: task.closed.by };
    const allowed = outcomesForPeople(task);
    const chosen = allowed.find((candidate) => candidate === outcome);
    if (chosen === undefined || task.kind === 'short') return { kind: 'not-an-outcome', outcomes: allowed };
    journal.tasks.close(taskId, { outcome: chosen, by: by.name, note, atMs: clock.nowMs() });
    noteAct(context, 'task-closed', task.orderId ?? task.channelOrderId, { kind: task.kind, outcome: chosen, note }, by.name);
    return { kind: 'closed' };
  });
}

/** Wait, send what is there, or ask for the cancellation. Cancelling hits a metric of the channel: that has to be accepted by name. */
export function decideShort(context: StationContext, taskId: TaskId, decision: ShortDecision, reason: string, isRiskAccepted: boolean, by: Actor): TaskAnswer {
  const { journal, clock } = context;
  return journal.transaction((): TaskAnswer => {
    const task = journal.tasks.load(taskId);
    if (task === null || task.kind !== 'short') return { kind: 'unknown-task' };
    if (task.closed !== null) return { kind: 'closed-before', by: task.closed.by };
    if (decision === 'cancel' && !isRiskAccepted) return { kind: 'risk-not-accepted' };
    const answer = applyShortDecision(context, task, decision, { by: by.name, reason });
    if (answer.kind === 'refused') return answer;
    journal.tasks.close(taskId, { outcome: decision, by: by.name, note: reason, atMs: clock.nowMs() });
    noteAct(context, 'short-decided', task.orderId ?? task.channelOrderId, { decision, reason }, by.name);
    return { kind: 'closed' };
  });
}
