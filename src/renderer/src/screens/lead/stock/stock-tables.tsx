import type { JSX, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ParityRowView, RefusedLevelView, StockLineView, VarianceView } from '../../../../../shared/contract/stock-views.ts';
import { ageText, numberText, timeText } from '../../../i18n/clock-text.ts';
import { useNow } from '../use-now.ts';
import { deltaText } from './stock-words.ts';

type NameOf = (storeId: string) => string;

interface PartProps {
  readonly name: 'parity' | 'variances' | 'refused';
  readonly rows: number;
  readonly total: number;
  readonly heads: readonly string[];
  readonly children: ReactNode;
}

function Part({ name, rows, total, heads, children }: PartProps): JSX.Element {
  const { t } = useTranslation();
  return (
    <section className="stock__part" aria-labelledby={`stock-${name}`}>
      <header>
        <h3 id={`stock-${name}`}>{t(`stock.${name}.title`, { count: total, rows: numberText(t, total) })}</h3>
        <p className="soft">{t(`stock.${name}.meaning`)}</p>
      </header>
      <table className="table table--long">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col" className={numbers.has(head) ? 'number' : undefined}>
                {t(`stock.column.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
      {total > rows && <p className="soft">{t('stock.more', { count: total - rows })}</p>}
    </section>
  );
}

const numbers: ReadonlySet<string> = new Set(['wanted', 'known', 'delta', 'counted', 'missing', 'onHand', 'pending', 'buffer', 'published']);

export function ParityTable({ rows, total, nameOf }: { readonly rows: readonly ParityRowView[]; readonly total: number; readonly nameOf: NameOf }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useNow();
  return (
    <Part name="parity" rows={rows.length} total={total} heads={['sku', 'shop', 'wanted', 'known', 'delta', 'since']}>
      {rows.map(({ storeId, sku, wanted, known, delta, sinceMs }) => (
        <tr key={`${storeId} ${sku}`}>
          <td>{sku}</td>
          <td>{nameOf(storeId)}</td>
          <td className="number">{numberText(t, wanted)}</td>
          <td className="number">{numberText(t, known)}</td>
          <td className="number">
            <b className={delta > 0 ? 'bad' : undefined}>{deltaText(t, delta)}</b>
          </td>
          <td>{ageText(t, sinceMs, nowMs)}</td>
        </tr>
      ))}
    </Part>
  );
}

export function VarianceTable({ rows, total }: { readonly rows: readonly VarianceView[]; readonly total: number }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useNow();
  return (
    <Part name="variances" rows={rows.length} total={total} heads={['sku', 'counted', 'missing', 'onHand', 'order', 'noted']}>
      {rows.map(({ sku, counted, missing, onHand, missed }) => (
        <tr key={sku}>
          <td>{sku}</td>
          <td className="number">{numberText(t, counted)}</td>
          <td className="number">
            <b className="bad">{numberText(t, missing)}</b>
          </td>
          <td className="number">{numberText(t, onHand)}</td>
          <td>{missed?.channelOrderId ?? t('stock.moreLeft')}</td>
          <td>
            {missed !== null && timeText(t, missed.atMs, nowMs)}
            {missed !== null && missed.by !== null && <span className="soft">{missed.by}</span>}
          </td>
        </tr>
      ))}
    </Part>
  );
}

export function RefusedTable({ rows, total, nameOf }: { readonly rows: readonly RefusedLevelView[]; readonly total: number; readonly nameOf: NameOf }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useNow();
  return (
    <Part name="refused" rows={rows.length} total={total} heads={['sku', 'shop', 'wanted', 'reason', 'since']}>
      {rows.map(({ storeId, sku, wanted, code, message, atMs }) => (
        <tr key={`${storeId} ${sku}`}>
          <td>{sku}</td>
          <td>{nameOf(storeId)}</td>
          <td className="number">{numberText(t, wanted)}</td>
          <td>
            {t(`stock.code.${code}`, { defaultValue: t('stock.code.other') })}
            <span className="soft" lang="">
              {message}
            </span>
          </td>
          <td>{ageText(t, atMs, nowMs)}</td>
        </tr>
      ))}
    </Part>
  );
}

/** The sum of each shop as a row: on hand, less what orders want, less what is kept back. */
export function LinesTable({ lines, nameOf }: { readonly lines: readonly StockLineView[]; readonly nameOf: NameOf }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useNow();
  const number = (value: number): string => numberText(t, value);
  return (
    <table className="table table--long stock__sums">
      <thead>
        <tr>
          {['sku', 'shop', 'onHand', 'pending', 'buffer', 'published', 'told'].map((head) => (
            <th key={head} scope="col" className={numbers.has(head) ? 'number' : undefined}>
              {t(`stock.column.${head}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.flatMap(({ sku, counted, dispatched, restocked, missing, onHand, stores }) => {
          const house = t('stock.house', { counted: number(counted), dispatched: number(dispatched), restocked: number(restocked), missing: number(missing) });
          const name = (
            <td rowSpan={Math.max(1, stores.length)}>
              {sku}
              <span className="soft">{house}</span>
            </td>
          );
          if (stores.length === 0) {
            return [
              <tr key={sku}>
                {name}
                <td className="soft">{t('stock.nowhere')}</td>
                <td className="number">{number(onHand)}</td>
                <td colSpan={4} />
              </tr>,
            ];
          }
          return stores.map((store, index) => (
            <tr key={`${sku} ${store.storeId}`}>
              {index === 0 && name}
              <td>{nameOf(store.storeId)}</td>
              <td className="number">{number(store.onHand)}</td>
              <td className="number">− {number(store.pending)}</td>
              <td className="number">− {number(store.buffer)}</td>
              <td className="number">
                <b>= {number(store.wanted)}</b>
              </td>
              <td>
                {store.problem !== null && <span className="bad">{t('stock.isRefused')}</span>}
                {store.problem === null && (store.published === store.wanted && store.publishedAtMs !== null ? ageText(t, store.publishedAtMs, nowMs) : t('stock.notYet'))}
              </td>
            </tr>
          ));
        })}
      </tbody>
    </table>
  );
}
