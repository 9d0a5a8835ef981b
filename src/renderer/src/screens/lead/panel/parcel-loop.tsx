import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { EvidenceView } from '../../../../../shared/contract/lead-views.ts';
import { loopSteps } from '../../../../../shared/domain/flow/parcel-loop.ts';
import { Icon } from '../../../components/icons.tsx';
import { timeText } from '../../../i18n/clock-text.ts';
import { useNow } from '../use-now.ts';
import './flow.css';

type ParcelView = EvidenceView['parcels'][number];

/** Packed, labelled, dispatched, posted, confirmed: closed only where the shop itself shows the number. And who writes to the buyer. */
export function ParcelLoop({ parcel: { loop, notice, shown }, shop }: { readonly parcel: ParcelView; readonly shop: string }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useNow();
  const { atMs, isClosed } = loop;
  return (
    <div className="loop" data-closed={isClosed}>
      <ol aria-label={t('lead.loop.title')}>
        {loopSteps.map((step) => (
          <li key={step} className={atMs[step] === null ? 'loop__step' : 'loop__step loop__step--done'} data-step={step}>
            <Icon name={atMs[step] === null ? 'circle' : 'tick'} />
            <span>{t(`lead.loop.step.${step}`)}</span>
            <span className="soft">{atMs[step] === null ? t('lead.loop.notYet') : timeText(t, atMs[step], nowMs)}</span>
          </li>
        ))}
      </ol>
      <p className={isClosed ? 'loop__end loop__end--closed' : 'loop__end'}>
        <Icon name={isClosed ? 'tick' : 'half'} />
        {t(isClosed ? 'lead.loop.closed' : 'lead.loop.open', { shop })}
      </p>
      {shown !== null && !shown.isSame && <p className="bad">{t('lead.loop.other', { shop, number: shown.trackingNumber, time: timeText(t, shown.atMs, nowMs) })}</p>}
      {shown?.isSame === true && <p className="soft">{t('lead.loop.same', { shop, number: shown.trackingNumber, time: timeText(t, shown.atMs, nowMs) })}</p>}
      <p className="soft">{t(`lead.notice.${notice.owner}`, { shop, system: notice.system ?? '' })}</p>
    </div>
  );
}
