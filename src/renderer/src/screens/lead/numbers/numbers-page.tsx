import { useEffect, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { NotArrivedRow } from '../../../../../shared/contract/alert-views.ts';
import { numberText, timeText } from '../../../i18n/clock-text.ts';
import { useStation } from '../../../stores/store.ts';
import { keepFresh } from '../connections/keep-fresh.ts';
import { leftText } from '../lead-text.ts';
import { Empty, ExportButton, FileOutcome, Loading, Page, useExport } from '../parts.tsx';
import { useNow } from '../use-now.ts';
import { reasonWords } from './number-words.ts';
import './numbers.css';

/** Numbers that left with a parcel and are not at their shop: the reason, and what the shop said last. */
export function NumbersPage(): JSX.Element {
  const { t } = useTranslation();
  const notArrived = useStation((store) => store.notArrived);
  const loadNotArrived = useStation((store) => store.loadNotArrived);
  const file = useExport();
  useEffect(() => keepFresh(loadNotArrived), [loadNotArrived]);
  if (notArrived === null) return <Loading />;
  const { rows, total, notShownAfterMinutes } = notArrived;
  return (
    <Page
      title={t('lead.numbers.title')}
      note={t('lead.numbers.total', { count: total })}
      actions={
        <>
          <FileOutcome outcome={file.outcome} />
          <ExportButton save={file.save} what={{ what: 'not-arrived' }} isOff={total === 0} />
        </>
      }
    >
      <p className="numbers__meaning">{t('lead.numbers.meaning', { minutes: numberText(t, notShownAfterMinutes) })}</p>
      {total === 0 ? <Empty text={t('lead.numbers.none')} icon="tick" /> : <Numbers rows={rows} />}
      {total > rows.length && <p className="soft">{t('lead.numbers.cut', { shown: numberText(t, rows.length), total: numberText(t, total) })}</p>}
      <Finance />
    </Page>
  );
}

function Numbers({ rows }: { readonly rows: readonly NotArrivedRow[] }): JSX.Element {
  const { t } = useTranslation();
  return (
    <table className="table table--long numbers">
      <thead>
        <tr>
          {['number', 'order', 'reason', 'answer', 'shipBy'].map((head) => (
            <th key={head} scope="col">
              {t(`lead.numbers.column.${head}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <NumberRow key={row.writeBackId} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function NumberRow({ row }: { readonly row: NotArrivedRow }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useNow();
  const openPanel = useStation((store) => store.openPanel);
  const { orderId, channelOrderId, storeName, trackingNumber, carrier, shownNumber, attempts, dispatchedAtMs, shipByMs, lastAnswer } = row;
  const left = shipByMs === null ? null : leftText(t, shipByMs, nowMs);
  return (
    <tr data-number={row.writeBackId} data-reason={row.reason}>
      <td>
        <b>{trackingNumber}</b>
        <span className="soft">{carrier}</span>
      </td>
      <td>
        <button type="button" className="brow__open" aria-label={t('lead.board.openOrder', { order: channelOrderId })} onClick={() => openPanel({ kind: 'evidence', orderId })}>
          {channelOrderId}
        </button>
        <span className="soft">{storeName}</span>
      </td>
      <td>
        {reasonWords(t, row)}
        {shownNumber !== null && <span className="bad">{t('lead.numbers.shown', { number: shownNumber })}</span>}
        <span className="soft">{t('lead.parked.attempts', { count: attempts })}</span>
      </td>
      <td className="numbers__answer">{lastAnswer === null ? <span className="soft">{t('lead.parked.noAnswer')}</span> : <span lang="">{lastAnswer}</span>}</td>
      <td>
        <span className={left?.isLate === true ? 'left left--late' : 'left'}>{left?.words ?? t('lead.board.noShipBy')}</span>
        <span className="soft">{t('lead.numbers.left', { time: timeText(t, dispatchedAtMs, nowMs) })}</span>
      </td>
    </tr>
  );
}

/** The other side of the same list: every parcel with its times, for whoever settles with the shops. */
function Finance(): JSX.Element {
  const { t } = useTranslation();
  const file = useExport();
  return (
    <section className="numbers__finance" aria-labelledby="numbers-finance">
      <h3 id="numbers-finance">{t('lead.numbers.finance')}</h3>
      <p>{t('lead.numbers.financeMeaning')}</p>
      <div className="numbers__acts">
        <ExportButton save={file.save} what={{ what: 'parcels' }} />
        <FileOutcome outcome={file.outcome} />
      </div>
    </section>
  );
}
