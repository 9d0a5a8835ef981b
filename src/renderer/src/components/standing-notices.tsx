import type { TFunction } from 'i18next';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { HeaderView } from '../../../shared/contract/views.ts';
import { spanText, timeText } from '../i18n/clock-text.ts';
import { useStation } from '../stores/store.ts';
import { Icon } from './icons.tsx';
import './standing-notices.css';

type NotListed = HeaderView['notListed'][number];

/** Which shop, why in a few words, and how old what is known of its orders has become. */
function notListedText(t: TFunction, { name, code, knownUntilMs }: NotListed, nowMs: number): string {
  const why = t([`strip.notListed.${code}`, 'strip.notListed.other']);
  return knownUntilMs === null ? t('strip.notListed.never', { shop: name, why }) : t('strip.notListed.since', { shop: name, why, time: timeText(t, knownUntilMs, nowMs), age: spanText(t, Math.max(0, nowMs - knownUntilMs)) });
}

/** What holds for as long as Setup says so: a peak, and every store that this station does not tell what left. Nobody can press it away. */
export function StandingNotices(): JSX.Element | null {
  const { t } = useTranslation();
  const isPeak = useStation(({ bench }) => bench?.header.isPeak === true);
  const notTold = useStation(({ bench }) => bench?.header.notTold) ?? [];
  const notListed = useStation(({ bench }) => bench?.header.notListed) ?? [];
  const nowMs = useStation((store) => store.nowMs);
  if (!isPeak && notTold.length + notListed.length === 0) return null;
  return (
    <section className="standing" aria-label={t('strip.badges')}>
      <ul>
        {isPeak && (
          <li className="standing__one standing__one--peak" title={t('strip.peakMeaning')}>
            <Icon name="send" />
            {t('strip.peak')}
          </li>
        )}
        {notListed.map(({ name, code, knownUntilMs }) => (
          <li key={`${name} orders`} className="standing__one standing__one--nobody" data-not-listed={code}>
            <Icon name="octagon" />
            {notListedText(t, { name, code, knownUntilMs }, nowMs)}
          </li>
        ))}
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
