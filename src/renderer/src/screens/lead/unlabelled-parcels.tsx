import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { ParcelView } from '../../../../shared/contract/views.ts';
import { Icon } from '../../components/icons.tsx';
import { printerName } from '../../i18n/station-words.ts';
import { useStation } from '../../stores/store.ts';
import { reasonText } from '../bench/reason-text.ts';
import { Section } from './section.tsx';
import { ShipBy } from './ship-by.tsx';

export function UnlabelledParcels({ parcels }: { readonly parcels: readonly ParcelView[] }): JSX.Element | null {
  const { t } = useTranslation();
  const reprint = useStation((store) => store.reprintLabel);
  const loadBoard = useStation((store) => store.loadBoard);
  if (parcels.length === 0) return null;

  async function print(parcelId: string): Promise<void> {
    await reprint(parcelId);
    await loadBoard();
  }

  return (
    <Section title={t('lead.unlabelled.title')} count={parcels.length}>
      <ul className="rows">
        {parcels.map((parcel) => (
          <li key={parcel.parcelId} className="row row--unlabelled">
            <div className="row__order">
              <strong>{parcel.channelOrderId}</strong>
              <span>{parcel.storeName}</span>
              <ShipBy atMs={parcel.shipByMs} />
            </div>
            <div className="row__reason">
              <strong>
                <Icon name="printer" />
                {parcel.label === null ? t('lead.unlabelled.title') : printerName(t, parcel.label.printer)}
              </strong>
              <span>{reasonText(t, parcel.label?.reason ?? null)}</span>
            </div>
            <div className="row__action">
              <button type="button" className="button button--row" onClick={() => void print(parcel.parcelId)}>
                {t('lead.unlabelled.reprint')}
              </button>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
