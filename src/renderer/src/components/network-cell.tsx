import { useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServiceView } from '../../../shared/contract/views.ts';
import { timeText } from '../i18n/clock-text.ts';
import { shortCause } from '../i18n/station-words.ts';
import { useStation } from '../stores/store.ts';
import { Icon, type IconName } from './icons.tsx';

/** Connected or not, by the probes of each service. What does not answer is named, with since when, why, and the one thing to do. */
export function NetworkCell({ services }: { readonly services: readonly ServiceView[] }): JSX.Element {
  const { t } = useTranslation();
  const down = services.filter((service) => service.reachable === false);
  const [first] = down;
  if (first !== undefined) return <OfflineCell first={first} down={down} all={services.length} />;
  const icon: IconName = services.some((service) => service.reachable === true) ? 'plug' : 'question';
  const value = services.length === 0 ? 'strip.noShop' : icon === 'plug' ? 'strip.online' : 'strip.notAsked';
  return (
    <dl className="strip__cell strip__cell--network">
      <Icon name={icon} />
      <dt>{services.length === 1 ? services[0]?.name : t('strip.shops', { count: services.length })}</dt>
      <dd>{t(value)}</dd>
    </dl>
  );
}

function OfflineCell({ first, down, all }: { readonly first: ServiceView; readonly down: readonly ServiceView[]; readonly all: number }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useStation((store) => store.nowMs);
  const probeNow = useStation((store) => store.probeNow);
  const [isAsking, setIsAsking] = useState(false);
  const since = down.map((service) => service.sinceMs).filter((atMs) => atMs !== null);
  const name = down.length === 1 ? first.name : t('strip.serviceMore', { name: first.name, count: down.length - 1 });
  const word = down.length === all || since.length > 0 ? (since.length === 0 ? t('strip.offline') : t('strip.offlineSince', { time: timeText(t, Math.min(...since), nowMs) })) : t('strip.someOffline', { down: down.length, all });
  const tryNow = async (): Promise<void> => {
    setIsAsking(true);
    await probeNow();
    setIsAsking(false);
  };
  return (
    <dl className="strip__cell strip__cell--network strip__cell--loud">
      <Icon name="unplugged" />
      <dt>{t('strip.serviceCause', { name, cause: shortCause(t, first.cause) })}</dt>
      <dd>{word}</dd>
      <dd className="strip__act">
        <button type="button" className="strip__try" disabled={isAsking} onClick={() => void tryNow()}>
          {t(isAsking ? 'strip.trying' : 'strip.tryNow')}
        </button>
      </dd>
    </dl>
  );
}
