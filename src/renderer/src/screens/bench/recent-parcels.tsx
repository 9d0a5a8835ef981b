import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { DispatchedView } from '../../../../shared/contract/views.ts';
import { WriteBackMark } from '../../components/write-back-mark.tsx';

const SHOWN = 4;

/** What left last, and whether the shop knows it. Only a confirmed one is green. */
export function RecentParcels({ parcels, scansToday }: { readonly parcels: readonly DispatchedView[]; readonly scansToday: number }): JSX.Element {
  const { t } = useTranslation();
  return (
    <section className="recent" aria-label={t('bench.recent.title')}>
      <div className="recent__head">
        <h2>{t('bench.recent.title')}</h2>
        <p>{t('bench.scans', { count: scansToday })}</p>
      </div>
      {parcels.length === 0 && <p className="recent__none">{t('bench.recent.none')}</p>}
      <ul>
        {parcels.slice(0, SHOWN).map((parcel) => (
          <li key={parcel.parcelId} data-write-back={parcel.writeBack} data-order={parcel.channelOrderId}>
            <span className="recent__order">
              <bdi>{parcel.channelOrderId}</bdi>
            </span>
            <WriteBackMark state={parcel.writeBack} box={parcel} />
          </li>
        ))}
      </ul>
    </section>
  );
}
