import { useEffect, useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { InterceptReportView } from '../../../../../shared/contract/lead-views.ts';
import { numberText, timeText } from '../../../i18n/clock-text.ts';
import { useStation } from '../../../stores/store.ts';
import { moneyText, sumsOf, sumsText, weekText } from '../lead-text.ts';
import { Empty, ExportButton, FileOutcome, Loading, Page, useExport } from '../parts.tsx';
import { useNow } from '../use-now.ts';
import { periodOf, periods, type Period } from './periods.ts';
import './pages.css';

/** What the gate kept from leaving, and what it was worth. */
export function ReportPage(): JSX.Element {
  const { t } = useTranslation();
  const report = useStation((store) => store.report);
  const loadReport = useStation((store) => store.loadReport);
  const [period, setPeriod] = useState<Period>('this-week');
  const file = useExport();
  useEffect(() => {
    const { fromMs, toMs } = periodOf(period, useStation.getState().nowMs);
    void loadReport(fromMs, toMs);
  }, [loadReport, period]);
  const range = report === null ? {} : { fromMs: report.fromMs, toMs: report.toMs };
  return (
    <Page
      title={t('lead.report.title')}
      actions={
        <>
          <FileOutcome outcome={file.outcome} />
          <div className="segments" role="group" aria-label={t('lead.report.period')}>
            {periods.map((one) => (
              <button key={one} type="button" className="button" aria-pressed={period === one} onClick={() => setPeriod(one)}>
                {t(`lead.report.periods.${one}`)}
              </button>
            ))}
          </div>
          <ExportButton save={file.save} what={{ what: 'intercepted', ...range }} isOff={report === null || report.orders.length === 0} />
        </>
      }
    >
      {report === null ? <Loading /> : report.orders.length === 0 ? <Empty text={t('lead.report.none')} /> : <Report report={report} />}
    </Page>
  );
}

function Report({ report: { rows, orders } }: { readonly report: InterceptReportView }): JSX.Element {
  const { t } = useTranslation();
  const value = sumsOf(rows.map((row) => row.value));
  const saved = sumsOf(rows.map((row) => row.returnCost)).filter((sum) => sum.minor > 0);
  return (
    <>
      <dl className="totals">
        <div>
          <dt>{t('lead.report.orders')}</dt>
          <dd>{numberText(t, orders.length)}</dd>
        </div>
        <div>
          <dt>{t('lead.report.value')}</dt>
          <dd>{value.length === 0 ? t('lead.unknown') : sumsText(t, value)}</dd>
        </div>
        <div>
          <dt>{t('lead.report.saved')}</dt>
          <dd>{saved.length === 0 ? t('lead.report.noCost') : sumsText(t, saved)}</dd>
        </div>
      </dl>
      <ByStore rows={rows} />
      <Orders orders={orders} />
    </>
  );
}

function ByStore({ rows }: { readonly rows: InterceptReportView['rows'] }): JSX.Element {
  const { t } = useTranslation();
  return (
    <section className="compare">
      <h3>{t('lead.report.byStore')}</h3>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('lead.report.week')}</th>
            <th scope="col">{t('lead.report.store')}</th>
            <th scope="col" className="number">
              {t('lead.report.orders')}
            </th>
            <th scope="col" className="number">
              {t('lead.report.value')}
            </th>
            <th scope="col" className="number">
              {t('lead.report.saved')}
            </th>
            <th scope="col">{t('lead.report.causes')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.week} ${row.storeName} ${row.value?.currency}`}>
              <td>{weekText(t, row.week)}</td>
              <td>{row.storeName}</td>
              <td className="number">{numberText(t, row.orders)}</td>
              <td className="number">{row.value === null ? t('lead.unknown') : moneyText(t, row.value)}</td>
              <td className="number">{row.returnCost === null || row.returnCost.minor === 0 ? '' : moneyText(t, row.returnCost)}</td>
              <td>
                {Object.entries(row.byCode)
                  .sort(([, a], [, b]) => b - a)
                  .map(([code, count]) => `${t(`block.${code}.title`)} ${numberText(t, count)}`)
                  .join(', ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Orders({ orders }: { readonly orders: InterceptReportView['orders'] }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useNow();
  const openPanel = useStation((store) => store.openPanel);
  return (
    <section className="compare">
      <h3>{t('lead.report.behind')}</h3>
      <table className="table table--long">
        <thead>
          <tr>
            <th scope="col">{t('lead.report.order')}</th>
            <th scope="col">{t('lead.report.why')}</th>
            <th scope="col">{t('lead.report.where')}</th>
            <th scope="col" className="number">
              {t('lead.report.value')}
            </th>
            <th scope="col">{t('lead.report.when')}</th>
          </tr>
        </thead>
        <tbody>
          {orders.map((order) => (
            <tr key={`${order.orderId} ${order.code}`}>
              <td>
                <button type="button" className="brow__open" onClick={() => openPanel({ kind: 'evidence', orderId: order.orderId })}>
                  {order.channelOrderId}
                </button>
                <span className="soft">{order.storeName}</span>
              </td>
              <td>{t(`block.${order.code}.title`)}</td>
              <td>
                {t(`lead.point.${order.point}`)}
                {order.hadLabel && <span className="soft">{t('lead.report.hadLabel')}</span>}
              </td>
              <td className="number">{order.value === null ? t('lead.unknown') : moneyText(t, order.value)}</td>
              <td>
                {timeText(t, order.atMs, nowMs)}
                <span className="soft">{order.by}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
