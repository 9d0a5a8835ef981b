import { buildAlerts } from '../../application/lead/alerts/alerts-view.ts';
import { saveTrigger } from '../../application/lead/alerts/triggers.ts';
import { buildNotArrived } from '../../application/lead/not-arrived.ts';
import { triggerRanges } from '../../../shared/domain/alert/alert.ts';
import { Refused, type Handlers } from '../../ipc/serve-contract.ts';
import type { HandlerDeps } from './deps.ts';

type AlertCalls = 'loadAlerts' | 'saveTrigger' | 'loadNotArrived';

export function createAlertHandlers({ context, alerts, publish }: HandlerDeps): Pick<Handlers, AlertCalls> {
  return {
    loadAlerts: () => buildAlerts(context),
    saveTrigger: ({ kind, isOn, limit }, by) => {
      if (!saveTrigger(context, { kind, isOn, limit }, by)) {
        const { least, most, unit } = triggerRanges[kind];
        return new Refused('invalid-input', `A limit of ${String(limit)} is not possible: ${String(least)} to ${String(most)} ${unit}.`);
      }
      alerts.look();
      publish();
      return buildAlerts(context);
    },
    loadNotArrived: () => buildNotArrived(context),
  };
}
