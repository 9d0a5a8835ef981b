import { buildAlerts } from '../../application/lead/alerts/alerts-view.ts';
import { saveTrigger } from '../../application/lead/alerts/triggers.ts';
import { buildNotArrived } from '../../application/lead/not-arrived.ts';
import { Refused, type Handlers } from '../../ipc/serve-contract.ts';
import type { HandlerDeps } from './deps.ts';

type AlertCalls = 'loadAlerts' | 'saveTrigger' | 'loadNotArrived';

export function createAlertHandlers({ context, alerts, publish }: HandlerDeps): Pick<Handlers, AlertCalls> {
  return {
    loadAlerts: () => buildAlerts(context),
    saveTrigger: ({ kind, isOn, limit }, by) => {
      if (!saveTrigger(context, { kind, isOn, limit }, by)) return new Refused('invalid-input', 'This alert cannot have that limit.');
      alerts.look();
      publish();
      return buildAlerts(context);
    },
    loadNotArrived: () => buildNotArrived(context),
  };
}
