import { fullJitterMs } from '../../shared/domain/writeback/backoff.ts';
import type { ParcelLabel } from '../../shared/domain/parcel/parcel.ts';
import type { Task, TaskId } from '../../shared/domain/task/task.ts';
import { minutes, seconds } from '../../shared/domain/units/instant.ts';
import { unreachable } from '../../shared/domain/units/unreachable.ts';
import type { Outcome } from '../../shared/domain/writeback/outcome.ts';
import { noteAct } from './note-act.ts';
import { closeByStation } from './open-task.ts';
import type { RandomSource, Timers } from './ports/clock.ts';
import type { LabelVoider, VoidAnswer } from './ports/label-voider.ts';
import type { StationContext } from './station-context.ts';

export interface LabelVoiding {
  /** Asks the carrier to take the label back, and again until it answered. Asking for one that is being asked about does nothing. */
  ask(taskId: TaskId): void;
  /** After a restart: what was asked and never answered is asked again. Voiding a label twice does no harm. */
  recover(): void;
  /** Nothing new leaves; resolves when the answers under way are stored. */
  stop(): Promise<void>;
}

export interface LabelVoidingParts {
  readonly context: StationContext;
  readonly timers: Timers;
  readonly random: RandomSource;
  /** The account that booked labels with this carrier; null: nobody can be asked from here. */
  voider(carrier: string): LabelVoider | null;
  onChange(): void;
  onFault(error: unknown): void;
}

/** A label is worth a few euros and a carrier gives weeks to take it back: there is no hurry. */
const backoff = { backoffBaseMs: seconds(30), backoffCapMs: minutes(60) };
/** More tasks than a house ever has open. */
const everyTask = 100_000;
/** Said by a carrier that took it back before: our earlier answer was lost. Source: ShipEngine API, `reason_code` of a void. */
const alreadyVoided = 'label_already_voided';

type Settled = { readonly kind: 'approved' } | { readonly kind: 'refused'; readonly reason: string } | { readonly kind: 'again'; readonly inMs: number | null };

export function createLabelVoiding(parts: LabelVoidingParts): LabelVoiding {
  const { context, timers } = parts;
  const { journal } = context;
  const asking = new Map<TaskId, Promise<void>>();
  const waiting = new Map<TaskId, () => void>();
  const attempts = new Map<TaskId, number>();
  let isStopped = false;

  function ask(taskId: TaskId): void {
    if (isStopped || asking.has(taskId)) return;
    waiting.get(taskId)?.();
    waiting.delete(taskId);
    const task = journal.tasks.load(taskId);
    const label = task?.parcelId == null ? null : (journal.parcels.load(task.parcelId)?.label ?? null);
    if (task === null || label === null || !isUnanswered(task)) return;
    const voider = parts.voider(label.carrier);
    // Nobody can be asked: the task stays open, and a person asks the carrier another way.
    if (voider === null) return;
    const done = askOnce(voider, task, label).finally(() => asking.delete(taskId));
    asking.set(taskId, done);
  }

  async function askOnce(voider: LabelVoider, task: Task, label: ParcelLabel): Promise<void> {
    let outcome: Outcome<VoidAnswer>;
    try {
      outcome = await voider.voidLabel(label);
    } catch (error: unknown) {
      parts.onFault(error);
      outcome = { kind: 'uncertain', cause: String(error) };
    }
    const settled = settle(outcome);
    try {
      if (settled.kind !== 'again') save(task.id, settled);
    } catch (error: unknown) {
      // The answer could not be stored; it will be the same the next time.
      parts.onFault(error);
      return again(task.id, null);
    }
    if (settled.kind === 'again') again(task.id, settled.inMs);
    else parts.onChange();
  }

  function again(taskId: TaskId, inMs: number | null): void {
    if (isStopped) return;
    const count = (attempts.get(taskId) ?? 0) + 1;
    attempts.set(taskId, count);
    waiting.set(taskId, timers.after(inMs ?? Math.max(backoff.backoffBaseMs, fullJitterMs(count, parts.random(), backoff)), () => ask(taskId)));
  }

  /** One commit; a person may have closed the task while the carrier thought about it. */
  function save(taskId: TaskId, settled: Exclude<Settled, { kind: 'again' }>): void {
    journal.transaction(() => {
      const task = journal.tasks.load(taskId);
      if (task === null || task.closed !== null) return;
      const subject = task.parcelId ?? task.channelOrderId;
      if (settled.kind === 'approved') {
        closeByStation(context, task, 'approved');
        return noteAct(context, 'label-void-approved', subject, { order: task.channelOrderId }, 'station');
      }
      journal.tasks.saveFacts(taskId, { ...task.facts, refused: settled.reason });
      noteAct(context, 'label-void-refused', subject, { order: task.channelOrderId, reason: settled.reason }, 'station');
    });
    attempts.delete(taskId);
  }

  return {
    ask,
    recover() {
      for (const task of journal.tasks.listOpen(everyTask)) if (task.kind === 'void-label') ask(task.id);
    },
    async stop() {
      isStopped = true;
      for (const cancel of waiting.values()) cancel();
      waiting.clear();
      await Promise.all(asking.values());
    },
  };
}

/** A refusal is an answer: it waits for a person, and the carrier is not asked a second time. */
const isUnanswered = ({ closed, facts }: Task): boolean => closed === null && facts['refused'] === undefined;

/** HTTP 200 with `approved:false` is a refusal like any other. */
function settle(outcome: Outcome<VoidAnswer>): Settled {
  switch (outcome.kind) {
    case 'done':
      return outcome.value.approved || outcome.value.reason.includes(alreadyVoided) ? { kind: 'approved' } : { kind: 'refused', reason: outcome.value.reason };
    case 'rejected':
      if (outcome.problems.some(({ code }) => code === alreadyVoided)) return { kind: 'approved' };
      return { kind: 'refused', reason: outcome.problems.map(({ message }) => message).join('; ') };
    case 'rate-limited':
      return { kind: 'again', inMs: outcome.retryAfterMs };
    case 'unavailable':
    case 'uncertain':
      return { kind: 'again', inMs: null };
    default:
      return unreachable(outcome);
  }
}
