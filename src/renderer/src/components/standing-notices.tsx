import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { useStation } from '../stores/store.ts';
import { Icon } from './icons.tsx';
import './standing-notices.css';

/** What holds for as long as Setup says so: a peak, and every store that this station does not tell what left. Nobody can press it away. */
export function StandingNotices(): JSX.Element | null {
  const { t } = useTranslation();
  const isPeak = useStation(({ bench }) => bench?.header.isPeak === true);
  const notTold = useStation(({ bench }) => bench?.header.notTold) ?? [];
  if (!isPeak && notTold.length === 0) return null;
  return (
    <section className="standing" aria-label={t('strip.badges')}>
      <ul>
        {isPeak && (
          <li className="standing__one standing__one--peak" title={t('strip.peakMeaning')}>
            <Icon name="send" />
            {t('strip.peak')}
          </li>
        )}
        {notTold.map(({ name, by }) => (
          <li key={name} className={by === null ? 'standing__one standing__one--nobody' : 'standing__one'}>
            <Icon name={by === null ? 'hand' : 'note'} />
            {by === null ? t('connections.notTold', { store: name }) : t('connections.toldBy', { store: name, system: by })}
          </li>
        ))}
      </ul>
    </section>
  );
}
