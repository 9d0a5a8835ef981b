import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { BenchScreen, LineView, PutBackLineView } from '../../../../shared/contract/views.ts';
import { Icon } from '../../components/icons.tsx';
import { LineList } from './line-list.tsx';

/** Goods of a stopped box go back one by one, each with a scan, so that nobody has to remember what was where. */
export function PutBackBody({ screen }: { readonly screen: Extract<BenchScreen, { kind: 'put-back' }> }): JSX.Element {
  const { t } = useTranslation();
  const lines = screen.lines.map(lineOf);
  const next = screen.lines.find((line) => line.confirmed < line.quantity) ?? null;
  const confirmed = screen.lines.reduce((sum, line) => sum + line.confirmed, 0);
  const quantity = screen.lines.reduce((sum, line) => sum + line.quantity, 0);
  return (
    <div className="packing">
      <div className="packing__now">
        {next === null ? (
          <p className="packing__title">{t('bench.putBack.done')}</p>
        ) : (
          <>
            <p className="packing__title">{next.title}</p>
            <p className="packing__sku">{next.sku}</p>
            <p className="packing__count">{t('bench.count', { packed: next.confirmed, expected: next.quantity })}</p>
          </>
        )}
        <div className="facts">
          {screen.labelPrinted && (
            <p className="facts__warn">
              <Icon name="tear" />
              {t('bench.putBack.tear')}
            </p>
          )}
          <p className="facts__order">{t('bench.putBack.order', { order: screen.channelOrderId })}</p>
          <p className="facts__rest">
            <span>{t('bench.putBack.each')}</span>
            <span>{screen.storeName}</span>
          </p>
        </div>
      </div>
      <div className="packing__box">
        <p className="packing__total">
          <span>{t('bench.putBack.total')}</span>
          <strong>{t('bench.count', { packed: confirmed, expected: quantity })}</strong>
        </p>
        <LineList lines={lines} currentLineId={next?.lineId ?? null} />
      </div>
    </div>
  );
}

function lineOf({ lineId, sku, title, quantity, confirmed }: PutBackLineView): LineView {
  const state = confirmed >= quantity ? 'done' : confirmed === 0 ? 'not-started' : 'part';
  return { lineId, sku, title, expected: quantity, packed: confirmed, state };
}
