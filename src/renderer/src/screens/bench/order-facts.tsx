import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { ParcelView } from '../../../../shared/contract/views.ts';
import { Icon } from '../../components/icons.tsx';
import { ageText, timeText } from '../../i18n/clock-text.ts';
import { weightText } from '../../i18n/block-text.ts';
import { isFileSource } from '../../i18n/file-source.ts';
import { useStation } from '../../stores/store.ts';

/** Which order this is, in one line of detail; the age of the cancel check joins it where the policy wants it seen. */
export function OrderFacts({ parcel }: { readonly parcel: ParcelView }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useStation((store) => store.nowMs);
  const { check, shipByMs, weightGrams, orders } = parcel;
  const isLoud = check.ageShown || parcel.missingDocuments.length > 0;
  const age = ageText(t, check.atMs, nowMs, 'short');
  return (
    <div className={isLoud ? 'facts facts--loud' : 'facts'}>
      <p className="facts__order">
        {orders.length === 0 ? t('bench.order', { order: parcel.channelOrderId }) : t('bench.box.orders', { count: orders.length })}
        <span>
          <span className="unseen">{t('bench.ownerNow.label')}: </span>
          {t(`bench.ownerNow.${parcel.ownerNow}`)}
        </span>
      </p>
      {check.ageShown && (
        <p className="facts__age">
          <Icon name="shield" />
          {t(isFileSource(check.source) ? 'bench.fileAge' : 'bench.checkAge', { source: check.source, age })}
        </p>
      )}
      {parcel.missingDocuments.map((name) => (
        <p key={name} className="facts__warn">
          <Icon name="file" />
          {t('bench.documentMissing', { name })}
        </p>
      ))}
      <p className="facts__rest">
        {parcel.parcelCount > 1 && <span>{t('bench.parcelOf', { index: parcel.parcelIndex, count: parcel.parcelCount })}</span>}
        {shipByMs !== null && <span>{t('bench.shipBy', { time: timeText(t, shipByMs, nowMs) })}</span>}
        {!check.ageShown && check.atMs > 0 && <span>{t('bench.checked', { age })}</span>}
        {weightGrams !== null && <span>{t('bench.weighed', { weight: weightText(t, weightGrams) })}</span>}
        {parcel.destination !== '' && <span>{parcel.destination}</span>}
        <span>{parcel.storeName}</span>
      </p>
    </div>
  );
}
