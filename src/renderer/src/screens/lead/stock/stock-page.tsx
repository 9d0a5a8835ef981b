import { useEffect, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { StockView } from '../../../../../shared/contract/stock-views.ts';
import { numberText, timeText } from '../../../i18n/clock-text.ts';
import { useStation } from '../../../stores/store.ts';
import { keepFresh } from '../connections/keep-fresh.ts';
import { Empty, Loading, Page, WordsField } from '../parts.tsx';
import { useNow } from '../use-now.ts';
import { StockImport } from './stock-import.tsx';
import { StockStore } from './stock-store.tsx';
import { LinesTable, ParityTable, RefusedTable, VarianceTable } from './stock-tables.tsx';
import './stock.css';

/** What is on hand, what every shop was told of it, and where the two are apart. */
export function StockPage(): JSX.Element {
  const { t } = useTranslation();
  const stock = useStation((store) => store.stock);
  const loadStock = useStation((store) => store.loadStock);
  useEffect(() => keepFresh(loadStock), [loadStock]);
  return (
    <Page title={t('stock.title')} note={t('stock.note')}>
      {stock === null ? <Loading /> : <Stock stock={stock} />}
    </Page>
  );
}

function Stock({ stock }: { readonly stock: StockView }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useNow();
  const { stores, counts, lines, parity, refused, variances, varianceCount } = stock;
  const nameOf = (storeId: string): string => stores.find((store) => store.storeId === storeId)?.name ?? storeId;
  const isPublished = stores.some(({ intervalSeconds }) => intervalSeconds !== null);
  const differing = stores.reduce((sum, store) => sum + store.differing, 0);
  const refusals = stores.reduce((sum, store) => sum + store.refused, 0);
  return (
    <div className="stock">
      <section className="stock__counts">
        <p>
          {counts.last === null
            ? t('stock.noCounts')
            : t('stock.counts', { count: counts.skus, skus: numberText(t, counts.skus), file: counts.last.fileName, time: timeText(t, counts.last.countedAtMs, nowMs), by: counts.last.by })}
        </p>
        <StockImport />
      </section>
      {stores.length === 0 && <Empty text={t('stock.noShops')} />}
      <ul className="stock__stores">
        {stores.map((store) => (
          <li key={store.storeId}>
            <StockStore store={store} />
          </li>
        ))}
      </ul>
      {parity.length > 0 && <ParityTable rows={parity} total={differing} nameOf={nameOf} />}
      {variances.length > 0 && <VarianceTable rows={variances} total={varianceCount} />}
      {refused.length > 0 && <RefusedTable rows={refused} total={refusals} nameOf={nameOf} />}
      {isPublished && counts.last !== null && parity.length === 0 && <p className="stock__same">{t('stock.allSame')}</p>}
      {counts.last !== null && <Sums lines={lines} nameOf={nameOf} />}
    </div>
  );
}

function Sums({ lines, nameOf }: { readonly lines: StockView['lines']; readonly nameOf: (storeId: string) => string }): JSX.Element {
  const { t } = useTranslation();
  const text = useStation((store) => store.stockText);
  const findStock = useStation((store) => store.findStock);
  return (
    <section className="stock__part" aria-label={t('stock.sums')}>
      <header>
        <h3>{t('stock.sums')}</h3>
        <WordsField label={t('stock.find')} value={text} maxLength={100} onChange={(typed) => void findStock(typed)} />
      </header>
      {lines.length === 0 ? <Empty text={t('stock.noLines', { text })} /> : <LinesTable lines={lines} nameOf={nameOf} />}
    </section>
  );
}
