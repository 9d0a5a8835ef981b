import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeadBoardView, ServiceView, WriteBackView } from '../../../../shared/contract/views.ts';
import { Icon } from '../../components/icons.tsx';
import { WriteBackMark } from '../../components/write-back-mark.tsx';
import { ageText, numberText, timeText } from '../../i18n/clock-text.ts';
import { unreachableCause } from '../../i18n/station-words.ts';
import { useFileShops } from '../../stores/file-shops.ts';
import { useStation } from '../../stores/store.ts';
import { Empty, Section } from './section.tsx';

const figures = ['due', 'sending', 'accepted', 'uncertain', 'parked', 'confirmed'] as const;

export function QueueFigures({ counts }: { readonly counts: LeadBoardView['counts'] }): JSX.Element {
  const { t } = useTranslation();
  return (
    <Section title={t('lead.queue.title')}>
      <ul className="figures">
        {figures.map((state) => (
          <li key={state} className={counts[state] === 0 ? 'figure figure--zero' : 'figure'}>
            <WriteBackMark state={state} />
            <strong>{numberText(t, counts[state])}</strong>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const WAITING_SHOWN = 8;

export function WaitingMessages({ waiting }: { readonly waiting: readonly WriteBackView[] }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useStation((store) => store.nowMs);
  return (
    <Section title={t('lead.waiting.title')}>
      {waiting.length === 0 && <Empty text={t('lead.waiting.none')} />}
      <ul className="slim">
        {waiting.slice(0, WAITING_SHOWN).map((message) => (
          <li key={message.id}>
            <span className="slim__order">{message.channelOrderId}</span>
            <span className="slim__line">
              <WriteBackMark state={message.state} />
              <span className="row__soft">{t('lead.waiting.due', { time: timeText(t, message.dueAtMs, nowMs) })}</span>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function Services({ services }: { readonly services: readonly ServiceView[] }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useStation((store) => store.nowMs);
  const probeNow = useStation((store) => store.probeNow);
  const fileShops = useFileShops();
  return (
    <Section title={t('lead.services.title')}>
      {services.length === 0 && fileShops.length === 0 && <Empty text={t('lead.notConnected')} />}
      <ul className="slim">
        {services.map((service) => (
          <li key={service.storeId} className={service.reachable === false ? 'slim__bad' : undefined}>
            <Icon name={service.reachable === null ? 'question' : service.reachable ? 'plug' : 'unplugged'} />
            <span className="slim__order">{service.name}</span>
            <strong>{t(`lead.services.${service.reachable === null ? 'unknown' : service.reachable ? 'reachable' : 'unreachable'}`)}</strong>
            <span className="row__soft slim__wide">
              {[
                service.lastProbeAtMs === null ? null : t('lead.services.probed', { age: ageText(t, service.lastProbeAtMs, nowMs) }),
                service.cause === null ? null : unreachableCause(t, service.cause),
              ]
                .filter((part) => part !== null)
                .join(' · ')}
            </span>
          </li>
        ))}
        {fileShops.map((shop) => (
          <li key={shop.storeId}>
            <Icon name="file" />
            <span className="slim__order">{shop.name}</span>
            <strong>{t('lead.services.fromFiles')}</strong>
          </li>
        ))}
      </ul>
      {services.length > 0 && (
        <button type="button" className="button button--row" onClick={() => void probeNow()}>
          {t('lead.services.probe')}
        </button>
      )}
    </Section>
  );
}
