import { useEffect, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShadowReportView } from '../../../../../shared/contract/lead-views.ts';
import { blockText } from '../../../i18n/block-text.ts';
import { numberText, timeText } from '../../../i18n/clock-text.ts';
import { useStation } from '../../../stores/store.ts';
import { reasonText } from '../lead-text.ts';
import { Empty, ExportButton, FileOutcome, Loading, Page, useExport } from '../parts.tsx';
import { useNow } from '../use-now.ts';
import './pages.css';

/** What rules on trial would have stopped: the base for the decision to switch them on. */
export function ShadowPage(): JSX.Element {
  const { t } = useTranslation();
  const shadow = useStation((store) => store.shadow);
  const loadShadow = useStation((store) => store.loadShadow);
  const file = useExport();
  useEffect(() => {
    void loadShadow();
  }, [loadShadow]);
  if (shadow === null) return <Loading />;
  const { running, rows } = shadow;
  return (
    <Page
      title={t('lead.shadow.title')}
      actions={
        <>
          <FileOutcome outcome={file.outcome} />
          <ExportButton save={file.save} what={{ what: 'shadow' }} isOff={rows.length === 0} />
        </>
      }
    >
      <p className="lede">{t('lead.shadow.meaning')}</p>
      <section className="compare">
        <h3>{t('lead.shadow.running')}</h3>
        {running.length === 0 && <Empty text={t('lead.shadow.nothingRuns')} />}
        <ul className="plain">
          {running.map(({ where, codes }) => (
            <li key={where}>
              <b>{where}</b> {codes.map((code) => t(`block.${code}.title`)).join(', ')}
            </li>
          ))}
        </ul>
      </section>
      <section className="compare">
        <h3>
          {t('lead.shadow.would')} <span>{numberText(t, rows.length)}</span>
        </h3>
        {rows.length === 0 ? <Empty text={t('lead.shadow.none')} /> : <Rows rows={rows} />}
      </section>
    </Page>
  );
}

function Rows({ rows }: { readonly rows: ShadowReportView['rows'] }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useNow();
  const openPanel = useStation((store) => store.openPanel);
  return (
    <table className="table table--long">
      <thead>
        <tr>
          <th scope="col">{t('lead.report.order')}</th>
          <th scope="col">{t('lead.report.why')}</th>
          <th scope="col">{t('lead.report.where')}</th>
          <th scope="col" className="number">
            {t('lead.shadow.times')}
          </th>
          <th scope="col">{t('lead.shadow.last')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const words = blockText(t, row.block, nowMs);
          return (
            <tr key={`${row.orderId} ${row.block.code} ${row.point}`}>
              <td>
                <button type="button" className="brow__open" onClick={() => openPanel({ kind: 'evidence', orderId: row.orderId })}>
                  {row.channelOrderId}
                </button>
                <span className="soft">{row.storeName}</span>
              </td>
              <td>
                {words.title}
                <span className="soft">{reasonText(words)}</span>
              </td>
              <td>{t(`lead.point.${row.point}`)}</td>
              <td className="number">{numberText(t, row.times)}</td>
              <td>{timeText(t, row.lastAtMs, nowMs)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
