import { z } from 'zod';
import { isLimitOf, triggerKinds, triggerRanges, type Trigger, type TriggerKind } from '../../../../shared/domain/alert/alert.ts';
import type { Actor } from '../../../../shared/domain/people/person.ts';
import { noteAct } from '../../note-act.ts';
import type { SettingsRepository } from '../../ports/journal.ts';
import type { StationContext } from '../../station-context.ts';

/** Apart from the other settings: a lead sets them, not only an admin. */
const settingName = 'alert-triggers';

const stored = z.record(z.string(), z.object({ isOn: z.boolean(), limit: z.number() }));

/** In the order of the list. What nobody set is on, with its usual limit; so is one whose stored limit no longer is one. */
export function loadTriggers(settings: SettingsRepository): readonly Trigger[] {
  const saved = stored.parse(JSON.parse(settings.load(settingName) ?? '{}'));
  return triggerKinds.map((kind) => {
    const { isOn, limit } = saved[kind] ?? { isOn: true, limit: triggerRanges[kind].usual };
    return { kind, isOn, limit: isLimitOf(kind, limit) ? limit : triggerRanges[kind].usual };
  });
}

export const triggerOf = (settings: SettingsRepository, kind: TriggerKind): Trigger => loadTriggers(settings).find((trigger) => trigger.kind === kind) ?? { kind, isOn: true, limit: triggerRanges[kind].usual };

/** False: no limit of this trigger. */
export function saveTrigger(context: StationContext, next: Trigger, by: Actor): boolean {
  const { settings, transaction } = context.journal;
  if (!isLimitOf(next.kind, next.limit)) return false;
  transaction(() => {
    const before = triggerOf(settings, next.kind);
    if (before.isOn === next.isOn && before.limit === next.limit) return;
    const all = loadTriggers(settings).map((trigger) => (trigger.kind === next.kind ? next : trigger));
    settings.save(settingName, JSON.stringify(Object.fromEntries(all.map(({ kind, isOn, limit }) => [kind, { isOn, limit }]))));
    noteAct(context, 'trigger-set', next.kind, { from: textOf(before), to: textOf(next) }, by.name);
  });
  return true;
}

const textOf = ({ kind, isOn, limit }: Trigger): string => (isOn ? `${String(limit)} ${triggerRanges[kind].unit}` : 'off');
