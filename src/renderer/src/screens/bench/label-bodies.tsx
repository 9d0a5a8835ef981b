import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabelStateView, ParcelView } from '../../../../shared/contract/views.ts';
import { Icon, type IconName } from '../../components/icons.tsx';
import { printerName } from '../../i18n/station-words.ts';
import { LabelDrawing } from './label-drawing.tsx';
import { OrderFacts } from './order-facts.tsx';
import { reasonText } from './reason-text.ts';

const icons: Readonly<Record<LabelStateView['state'], IconName>> = {
  waiting: 'printer',
  sent: 'printer',
  failed: 'cross',
  'not-ready': 'unplugged',
  unknown: 'question',
  'scan-verified': 'tick',
};

export function ScanLabelBody({ parcel }: { readonly parcel: ParcelView }): JSX.Element {
  const { t } = useTranslation();
  const { label } = parcel;
  return (
    <div className="label-step label-step--stick">
      <LabelDrawing />
      <p className="label-step__how">{t('bench.label.stick')}</p>
      {label !== null && (
        <p className="label-step__print">
          <Icon name={icons[label.state]} />
          {t(`bench.label.${label.state}`, { printer: printerName(t, label.printer), reason: reasonText(t, label.reason) })}
        </p>
      )}
      {parcel.trackingNumber !== null && (
        <p className="label-step__number">
          <span>{t('bench.label.number')}</span>
          <strong>{parcel.trackingNumber}</strong>
          <span>{parcel.carrierService}</span>
        </p>
      )}
      <OrderFacts parcel={parcel} />
    </div>
  );
}

export function LabelProblemBody({ parcel, reason }: { readonly parcel: ParcelView; readonly reason: string }): JSX.Element {
  const { t } = useTranslation();
  return (
    <div className="label-step">
      <p className="label-step__bad">
        <Icon name="printer" />
        {t('bench.labelProblem.why', { reason: reasonText(t, reason) })}
      </p>
      <p className="label-step__how">{t('bench.labelProblem.kept')}</p>
      <OrderFacts parcel={parcel} />
    </div>
  );
}
