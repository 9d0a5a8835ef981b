import { useRef, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { LoadingView } from '../../../../shared/contract/views.ts';
import { Icon } from '../../components/icons.tsx';
import { useHeightRem } from '../../components/use-height.ts';
import { blockText } from '../../i18n/block-text.ts';
import { numberText, timeText } from '../../i18n/clock-text.ts';
import { useStation } from '../../stores/store.ts';

/** Height of a row with the space above it, and of the line that counts the rest. In rem, as in loading.css. */
const ROW_REM = 5.125;
const REST_REM = 2.75;

/** What goes on the truck of one carrier, and what stands in its lane and must not. */
export function LoadingBody({ loading }: { readonly loading: LoadingView }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useStation((store) => store.nowMs);
  return (
    <div className="loading">
      <div className="loading__count">
        <p className="loading__figure">
          <strong>{numberText(t, loading.loaded)}</strong>
          <span>{t('bench.loading.loaded')}</span>
        </p>
        <p className="loading__figure loading__figure--soft">
          <strong>{numberText(t, loading.waiting)}</strong>
          <span>{t('bench.loading.waiting')}</span>
        </p>
        <p className="loading__manifest">{t('bench.loading.manifest', { number: loading.manifestNumber, time: timeText(t, loading.openedAtMs, nowMs) })}</p>
      </div>
      <Held held={loading.held} nowMs={nowMs} />
    </div>
  );
}

function Held({ held, nowMs }: { readonly held: LoadingView['held']; readonly nowMs: number }): JSX.Element {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  const heightRem = useHeightRem(list, 3 * ROW_REM);
  const fits = (roomRem: number): number => Math.max(1, Math.floor(roomRem / ROW_REM));
  const shown = held.length <= fits(heightRem) ? held : held.slice(0, fits(heightRem - REST_REM));
  const hidden = held.length - shown.length;
  return (
    <section className="held">
      <h2>
        {t('bench.loading.held')}
        {held.length > 0 && <strong>{numberText(t, held.length)}</strong>}
      </h2>
      <div className="held__list" ref={list}>
        {held.length === 0 && <p className="held__none">{t('bench.loading.heldNone')}</p>}
        <ul>
          {shown.map(({ orderId, channelOrderId, block }) => (
            <li key={orderId} className="held__row" data-code={block.code}>
              <Icon name="octagon" />
              <span className="held__order">{channelOrderId}</span>
              <strong>{blockText(t, block, nowMs).title}</strong>
              <span className="held__where">{t('bench.loading.where')}</span>
            </li>
          ))}
        </ul>
        {hidden > 0 && <p className="held__none">{t('bench.loading.heldMore', { count: hidden })}</p>}
      </div>
    </section>
  );
}

/** In place of what this bench sent: what went on the truck last. */
export function RecentlyLoaded({ loading }: { readonly loading: LoadingView }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useStation((store) => store.nowMs);
  return (
    <section className="recent" aria-label={t('bench.loading.last')}>
      <div className="recent__head">
        <h2>{t('bench.loading.last')}</h2>
      </div>
      {loading.recent.length === 0 && <p className="recent__none">{t('bench.loading.none')}</p>}
      <ul>
        {loading.recent.slice(0, 4).map((parcel) => (
          <li key={`${parcel.channelOrderId} ${parcel.trackingNumber}`}>
            <span className="recent__order">
              <bdi>{parcel.channelOrderId}</bdi>
            </span>
            <span>{timeText(t, parcel.atMs, nowMs)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
