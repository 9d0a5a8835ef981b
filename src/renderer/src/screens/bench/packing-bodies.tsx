import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineView, ParcelView } from '../../../../shared/contract/views.ts';
import { ActionButton } from './actions.tsx';
import { LineList } from './line-list.tsx';
import { OrderFacts } from './order-facts.tsx';

export function PackingBody({ parcel, nextLine }: { readonly parcel: ParcelView; readonly nextLine: LineView | null }): JSX.Element {
  const { t } = useTranslation();
  return (
    <div className="packing">
      <div className="packing__now">
        {nextLine === null ? (
          <p className="packing__title">{t('bench.allDone')}</p>
        ) : (
          <>
            <p className="packing__title">{nextLine.title}</p>
            <p className="packing__sku">
              {nextLine.sku}
              <ForOrder line={nextLine} />
            </p>
            <div className="packing__row">
              <p className="packing__count">{t('bench.count', { packed: nextLine.packed, expected: nextLine.expected })}</p>
              <ActionButton name="short" />
            </div>
          </>
        )}
        <OrderFacts parcel={parcel} />
      </div>
      <div className="packing__box">
        <p className="packing__total">
          <span>{t('bench.countLabel')}</span>
          <strong>{t('bench.count', { packed: parcel.unitsPacked, expected: parcel.unitsExpected })}</strong>
        </p>
        <LineList lines={parcel.lines} orders={parcel.orders} currentLineId={nextLine?.lineId ?? null} />
      </div>
    </div>
  );
}

/** Nothing where the box has one order: then it stands below. */
function ForOrder({ line }: { readonly line: LineView }): JSX.Element | null {
  const { t } = useTranslation();
  return line.channelOrderId === undefined ? null : <strong className="packing__for">{t('bench.box.for', { order: line.channelOrderId })}</strong>;
}

export function TakeOutBody({ parcel, line }: { readonly parcel: ParcelView; readonly line: LineView }): JSX.Element {
  const { t } = useTranslation();
  return (
    <div className="packing">
      <div className="packing__now">
        <p className="packing__title">{line.title}</p>
        <p className="packing__sku">
          {line.sku}
          <ForOrder line={line} />
        </p>
        <p className="packing__why">
          {t('bench.takeOut.why')} {t('bench.takeOut.how')}
        </p>
        <OrderFacts parcel={parcel} />
      </div>
      <div className="packing__box">
        <p className="packing__total">
          <span>{t('bench.countLabel')}</span>
          <strong>{t('bench.count', { packed: parcel.unitsPacked, expected: parcel.unitsExpected })}</strong>
        </p>
        <LineList lines={parcel.lines} orders={parcel.orders} currentLineId={line.lineId} />
      </div>
    </div>
  );
}
