import type { StationContext } from './station-context.ts';

/** One line of the audit log under the name of whoever is at the bench. Call inside the transaction of what it says. */
export function noteAct(context: StationContext, act: string, subject: string, detail: Readonly<Record<string, unknown>> = {}, actor = context.actor().name): void {
  context.journal.audit.append({ atMs: context.clock.nowMs(), benchId: context.benchId, actor, act, subject, detail: JSON.stringify(detail) });
}
