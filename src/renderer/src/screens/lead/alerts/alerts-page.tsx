import { useEffect, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlertsView, AlertView } from '../../../../../shared/contract/alert-views.ts';
import { Icon } from '../../../components/icons.tsx';
import { numberText, timeText } from '../../../i18n/clock-text.ts';
import { useStation } from '../../../stores/store.ts';
import { keepFresh } from '../connections/keep-fresh.ts';
import { lengthText, leftText } from '../lead-text.ts';
import { Empty, ExportButton, FileOutcome, Loading, Page, useExport } from '../parts.tsx';
import { useNow } from '../use-now.ts';
import { aboutWords, blockerWords, kindIcon } from './alert-words.ts';
import { Trigger } from './trigger.tsx';
import './alerts.css';

/** What stands longer, or is more, than a limit of ours; and the limits. Each is told once, and ends with its cause. */
export function AlertsPage(): JSX.Element {
  const { t } = useTranslation();
  const alerts = useStation((store) => store.alerts);
  const loadAlerts = useStation((store) => store.loadAlerts);
  const file = useExport();
  useEffect(() => keepFresh(loadAlerts), [loadAlerts]);
  if (alerts === null) return <Loading />;
  return (
    <Page
      title={t('lead.page.alerts')}
      note={t('lead.alerts.note', { count: alerts.openTotal })}
      actions={
        <>
          <FileOutcome outcome={file.outcome} />
          <ExportButton save={file.save} what={{ what: 'alerts' }} />
        </>
      }
    >
      <div className="alerts">
        <Standing alerts={alerts} />
        <section className="alerts__part" aria-labelledby="alerts-triggers">
          <h3 id="alerts-triggers">{t('lead.alerts.triggers')}</h3>
          <ul className="triggers">
            {alerts.triggers.map((trigger) => (
              <Trigger key={trigger.kind} trigger={trigger} />
            ))}
          </ul>
        </section>
        {alerts.ended.length > 0 && <Ended ended={alerts.ended} />}
      </div>
    </Page>
  );
}

function Standing({ alerts: { open, openTotal } }: { readonly alerts: AlertsView }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useNow();
  return (
    <section className="alerts__part" aria-labelledby="alerts-open">
      <h3 id="alerts-open">
        {t('lead.alerts.open')} {openTotal > 0 && <span>{numberText(t, openTotal)}</span>}
      </h3>
      {open.length === 0 ? (
        <Empty text={t('lead.alerts.none')} />
      ) : (
        <table className="table table--long">
          <thead>
            <tr>
              {['what', 'about', 'since', 'blocker', 'shipBy'].map((head) => (
                <th key={head} scope="col">
                  {t(`lead.alerts.column.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {open.map((alert) => (
              <OpenAlert key={alert.id} alert={alert} nowMs={nowMs} />
            ))}
          </tbody>
        </table>
      )}
      {openTotal > open.length && <p className="soft">{t('lead.board.cut', { shown: numberText(t, open.length), total: numberText(t, openTotal) })}</p>}
    </section>
  );
}

function OpenAlert({ alert, nowMs }: { readonly alert: AlertView; readonly nowMs: number }): JSX.Element {
  const { t } = useTranslation();
  const { kind, state, sinceMs, shipByMs, blocker, owner, storeName, firedAtMs, channelOrderId } = alert;
  const left = shipByMs === null ? null : leftText(t, shipByMs, nowMs);
  return (
    <tr data-alert={alert.id} data-kind={kind}>
      <td>
        <span className="alerts__kind">
          <Icon name={kindIcon[kind]} />
          <b>{t(`lead.alerts.kind.${kind}`)}</b>
        </span>
        <span className="soft">{t('lead.alerts.told', { time: timeText(t, firedAtMs, nowMs) })}</span>
      </td>
      <td>
        <About alert={alert} />
        {channelOrderId !== null && <span className="soft">{storeName}</span>}
      </td>
      <td>
        {lengthText(t, nowMs - sinceMs)}
        <span className="soft">{t(`lead.alerts.state.${state}`, { defaultValue: state })}</span>
      </td>
      <td>
        <b>{t(`lead.owner.${owner}`)}</b>
        <span className="soft">{blockerWords(t, blocker)}</span>
      </td>
      <td>
        <span className={left?.isLate === true ? 'left left--late' : 'left'}>{left?.words ?? t('lead.board.noShipBy')}</span>
      </td>
    </tr>
  );
}

/** The order's evidence is one press away; a shop has none. */
function About({ alert }: { readonly alert: AlertView }): JSX.Element {
  const { t } = useTranslation();
  const openPanel = useStation((store) => store.openPanel);
  const { orderId } = alert;
  if (orderId === null) return <b>{aboutWords(t, alert)}</b>;
  return (
    <button type="button" className="brow__open" aria-label={t('lead.board.openOrder', { order: alert.channelOrderId ?? orderId })} onClick={() => openPanel({ kind: 'evidence', orderId })}>
      {aboutWords(t, alert)}
    </button>
  );
}

function Ended({ ended }: { readonly ended: AlertsView['ended'] }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useNow();
  return (
    <section className="alerts__part" aria-labelledby="alerts-ended">
      <h3 id="alerts-ended">{t('lead.alerts.ended')}</h3>
      <ul className="plain">
        {ended.map((alert) => (
          <li key={alert.id}>
            <b>{t(`lead.alerts.kind.${alert.kind}`)}</b> {aboutWords(t, alert)}{' '}
            <span className="soft">{t('lead.alerts.fromTo', { from: timeText(t, alert.firedAtMs, nowMs), to: timeText(t, alert.endedAtMs ?? alert.firedAtMs, nowMs) })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
