import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { HeaderView } from '../../../shared/contract/views.ts';
import { minutes } from '../../../shared/domain/units/instant.ts';
import { spanText, timeText } from '../i18n/clock-text.ts';
import type { ScreenName } from '../stores/shell-slice.ts';
import { useFileShops } from '../stores/file-shops.ts';
import { useStation } from '../stores/store.ts';
import { Icon, type IconName } from './icons.tsx';
import { NetworkCell } from './network-cell.tsx';
import { PersonCell } from './person-cell.tsx';
import './status-strip.css';

const screens: readonly { readonly name: ScreenName; readonly key: string; readonly icon: IconName }[] = [
  { name: 'bench', key: 'F2', icon: 'bench' },
  { name: 'lead', key: 'F3', icon: 'lead' },
  { name: 'setup', key: 'F4', icon: 'setup' },
];

/** On every screen, and the same on each: who, connected or not, how old the last cancel check is, what waits. */
export function StatusStrip(): JSX.Element {
  const { t } = useTranslation();
  const header = useStation(({ bench }) => bench?.header ?? null);
  const screen = useStation((store) => store.screen);
  const show = useStation((store) => store.show);
  const isGuideOpen = useStation((store) => store.guideTopic !== null);
  const toggleGuide = useStation((store) => store.toggleGuide);
  const waiting = header === null ? 0 : header.blockedOrders + header.openTasks;
  const isOffline = header !== null && header.services.some((service) => service.reachable === false);
  return (
    <header className={isOffline ? 'strip strip--offline' : 'strip'}>
      {header === null ? <div className="strip__cells" /> : <Cells header={header} />}
      {header?.isPractice === true && <PracticeButton />}
      <nav className="strip__nav" aria-label={t('nav.label')}>
        {screens.map(({ name, key, icon }) => (
          <button key={name} type="button" className="strip__screen" aria-current={screen === name ? 'page' : undefined} aria-keyshortcuts={key} onClick={() => show(name)}>
            <Icon name={icon} />
            <span>{t(`nav.${name}`)}</span>
            {name === 'lead' && waiting > 0 && <Waiting count={waiting} />}
          </button>
        ))}
        <button type="button" className="strip__screen" aria-expanded={isGuideOpen} aria-keyshortcuts="F1" onClick={toggleGuide}>
          <Icon name="help" />
          <span>{t('nav.help')}</span>
        </button>
      </nav>
    </header>
  );
}

function Cells({ header }: { readonly header: HeaderView }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useStation((store) => store.nowMs);
  const { queue, cancelCheckAtMs, firstLateAtMs, atRisk } = header;
  const fileShops = useFileShops();
  // Such a bench has nobody to ask and mostly nobody to tell: that is how it is meant, not a fault.
  const isFedByFiles = header.services.length === 0 && fileShops.length > 0;
  const owed = queue.waiting + queue.accepted + queue.uncertain;
  const isQueueShown = !isFedByFiles || owed + queue.parked > 0;
  return (
    <div className="strip__cells" role="group" aria-label={t('strip.label')}>
      <PersonCell header={header} />
      {isFedByFiles ? (
        <Cell name="network" icon="file" label={fileShops.length === 1 ? fileShops[0]!.name : t('strip.shops', { count: fileShops.length })} value={t('strip.fedByFiles')} />
      ) : (
        <NetworkCell services={header.services} />
      )}
      <Cell icon="shield" label={t('strip.cancelCheck')} value={isFedByFiles ? t('strip.asOfFile') : cancelCheckAtMs === null ? t('time.never') : checkText(cancelCheckAtMs)} />
      {isQueueShown && <Cell icon="queue" label={t('strip.queue')} value={queueText()} isLoud={queue.parked > 0} />}
      {firstLateAtMs !== null && <Cell icon="clock" label={atRisk === 0 ? t('strip.firstLate') : t('strip.atRisk', { count: atRisk })} value={lateText(firstLateAtMs)} isLoud={firstLateAtMs <= nowMs} />}
    </div>
  );

  function checkText(atMs: number): string {
    const age = nowMs - atMs < minutes(1) ? t('time.justNow') : spanText(t, nowMs - atMs);
    return `${timeText(t, atMs, nowMs)} (${age})`;
  }

  function queueText(): string {
    if (queue.parked > 0) return t('strip.parked', { number: queue.parked });
    return owed === 0 ? t('strip.toldAll') : t('strip.waiting', { number: owed });
  }

  function lateText(atMs: number): string {
    const time = timeText(t, atMs, nowMs);
    return atMs <= nowMs ? t('strip.lateNow', { time }) : time;
  }
}

function Cell({ name, icon, label, value, isLoud = false }: { readonly name?: 'network'; readonly icon: IconName; readonly label: string; readonly value: string; readonly isLoud?: boolean }): JSX.Element {
  const classes = ['strip__cell', ...(name === undefined ? [] : [`strip__cell--${name}`]), ...(isLoud ? ['strip__cell--loud'] : [])];
  return (
    <dl className={classes.join(' ')}>
      <Icon name={icon} />
      <dt>{label}</dt>
      <dd>{value}</dd>
    </dl>
  );
}

/** Longer numbers say nothing more across the hall. */
const MOST_SHOWN = 99;

function Waiting({ count }: { readonly count: number }): JSX.Element {
  const { t } = useTranslation();
  return (
    <span className="strip__waiting">
      <span className="unseen">{t('nav.waiting', { count })}</span>
      <span aria-hidden="true">{count > MOST_SHOWN ? `${MOST_SHOWN}+` : count}</span>
    </span>
  );
}

function PracticeButton(): JSX.Element {
  const { t } = useTranslation();
  const isTrayOpen = useStation((store) => store.isTrayOpen);
  const toggleTray = useStation((store) => store.toggleTray);
  return (
    <button type="button" className="strip__practice" aria-expanded={isTrayOpen} aria-keyshortcuts="F9" aria-label={`${t('strip.practice')}: ${t(isTrayOpen ? 'nav.practiceClose' : 'nav.practiceOpen')}`} onClick={toggleTray}>
      <Icon name="tray" />
      <span>{t('strip.practice')}</span>
    </button>
  );
}
