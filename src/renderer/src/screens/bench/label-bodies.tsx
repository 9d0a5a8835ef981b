import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabelStateView, ParcelView } from '../../../../shared/contract/views.ts';
import type { Block } from '../../../../shared/domain/gate/block.ts';
import { Icon, type IconName } from '../../components/icons.tsx';
import { blockText } from '../../i18n/block-text.ts';
import { printerName } from '../../i18n/station-words.ts';
import { useStation } from '../../stores/store.ts';
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

/** The printer's block, where there is one, speaks as every other block does. */
export function LabelProblemBody({ parcel, reason, block }: { readonly parcel: ParcelView; readonly reason: string; readonly block: Block | null }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useStation((store) => store.nowMs);
  const words = block === null ? null : blockText(t, block, nowMs);
  return (
    <div className="label-step">
      <p className="label-step__bad">
        <Icon name="printer" />
        {words === null ? t('bench.labelProblem.why', { reason: reasonText(t, reason) }) : words.happened}
      </p>
      <p className="label-step__how">{words === null ? t('bench.labelProblem.kept') : `${words.next} ${t('bench.labelProblem.keptShort')}`}</p>
      <OrderFacts parcel={parcel} />
    </div>
  );
}
