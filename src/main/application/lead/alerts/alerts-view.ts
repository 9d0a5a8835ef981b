import type { AlertsView, AlertView, BoardAlertsView } from '../../../../shared/contract/alert-views.ts';
import { triggerRanges, type Alert } from '../../../../shared/domain/alert/alert.ts';
import { storeOf, type StationContext } from '../../station-context.ts';
import { loadTriggers } from './triggers.ts';

const openShown = 200;
const endedShown = 30;
const onBoard = 3;

/** The triggers with their limits and when each fired last, and what they told. */
export function buildAlerts(context: StationContext): AlertsView {
  const { alerts, settings } = context.journal;
  const all = loadTriggers(settings);
  return {
    triggers: all.map(({ kind, isOn, limit }) => {
      const last = alerts.lastFired(kind);
      return { kind, isOn, limit, range: triggerRanges[kind], last: last === null ? null : { atMs: last.atMs, alerts: last.alerts, first: alertView(context, last.first) } };
    }),
    open: alerts.listOpen(openShown).map((alert) => alertView(context, alert)),
    openTotal: alerts.countOpen(),
    ended: alerts.listEnded(endedShown).map((alert) => alertView(context, alert)),
  };
}

export function boardAlerts(context: StationContext): BoardAlertsView {
  const { alerts } = context.journal;
  return { total: alerts.countOpen(), first: alerts.listOpen(onBoard).map((alert) => alertView(context, alert)) };
}

function alertView(context: StationContext, { id, kind, storeId, orderId, channelOrderId, state, sinceMs, shipByMs, blocker, owner, rows, firedAtMs, endedAtMs }: Alert): AlertView {
  return { id, kind, storeName: storeOf(context, storeId)?.name ?? storeId, orderId, channelOrderId, state, sinceMs, shipByMs, blocker, owner, rows, firedAtMs, endedAtMs };
}
