import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeadBoardView } from '../../../../../shared/contract/lead-views.ts';
import { Icon } from '../../../components/icons.tsx';
import { numberText } from '../../../i18n/clock-text.ts';
import { useStation } from '../../../stores/store.ts';
import { aboutWords, kindIcon } from '../alerts/alert-words.ts';
import { lengthText } from '../lead-text.ts';
import { useNow } from '../use-now.ts';
import { SidePart } from './side-part.tsx';

/** What was told of and still stands: the most urgent of it, and the way to all. */
export function BoardAlerts({ board: { alerts } }: { readonly board: LeadBoardView }): JSX.Element | null {
  const { t } = useTranslation();
  const nowMs = useNow();
  const showLeadPage = useStation((store) => store.showLeadPage);
  const { total, first } = alerts;
  if (total === 0) return null;
  const more = total - first.length;
  return (
    <SidePart title={t('lead.page.alerts')} count={total}>
      <ul className="slim">
        {first.map((alert) => (
          <li key={alert.id} className="slim__bad" data-alert={alert.id}>
            <Icon name={kindIcon[alert.kind]} />
            <span className="slim__text">{aboutWords(t, alert)}</span>
            <span className="slim__soft slim__wide">
              {t(`lead.alerts.kind.${alert.kind}`)}, {lengthText(t, nowMs - alert.sinceMs)}
            </span>
          </li>
        ))}
        {more > 0 && <li className="slim__soft">{t('lead.waiting.more', { count: more })}</li>}
      </ul>
      <button type="button" className="button" onClick={() => showLeadPage('alerts')}>
        {t('lead.alerts.toAll')}
      </button>
    </SidePart>
  );
}

/** Stock gives way to what parcels need: a shop that asked for fewer calls, and how seldom it is told meanwhile. */
export function SlowedStock({ board: { slowedStock } }: { readonly board: LeadBoardView }): JSX.Element | null {
  const { t } = useTranslation();
  if (slowedStock.length === 0) return null;
  return (
    <SidePart title={t('lead.page.stock')}>
      <ul className="slim">
        {slowedStock.map(({ storeName, everySeconds }) => (
          <li key={storeName} className="slim__bad" data-slowed={storeName}>
            <Icon name="clock" />
            <span className="slim__text">{t('lead.slowed', { store: storeName, every: numberText(t, everySeconds) })}</span>
          </li>
        ))}
      </ul>
    </SidePart>
  );
}
