import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { HeaderView, ServiceView } from '../../../shared/contract/views.ts';
import { minutes } from '../../../shared/domain/units/instant.ts';
import { spanText, timeText } from '../i18n/clock-text.ts';
import type { ScreenName } from '../stores/shell-slice.ts';
import { useFileShops } from '../stores/file-shops.ts';
import { useStation } from '../stores/store.ts';
import { Icon, type IconName } from './icons.tsx';
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
          </button>
        ))}
      </nav>
    </header>
  );
}

function Cells({ header }: { readonly header: HeaderView }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useStation((store) => store.nowMs);
  const { queue, cancelCheckAtMs, firstLateAtMs } = header;
  const network = networkOf(header.services);
  const fileShops = useFileShops();
  // Such a bench has nobody to ask and mostly nobody to tell: that is how it is meant, not a fault.
  const isFedByFiles = header.services.length === 0 && fileShops.length > 0;
  const owed = queue.waiting + queue.accepted + queue.uncertain;
  const isQueueShown = !isFedByFiles || owed + queue.parked > 0;
  return (
    <dl className="strip__cells" aria-label={t('strip.label')}>
      <Cell icon="person" label={header.benchName} value={header.packer === '' ? t('strip.noPacker') : header.packer} />
      {isFedByFiles ? (
        <Cell name="network" icon="file" label={fileShops.length === 1 ? fileShops[0]!.name : t('strip.shops', { count: fileShops.length })} value={t('strip.fedByFiles')} />
      ) : (
        <Cell name="network" icon={network.icon} label={network.label === null ? t('strip.shops', { count: header.services.length }) : network.label} value={networkText()} isLoud={network.isDown} />
      )}
      <Cell icon="shield" label={t('strip.cancelCheck')} value={isFedByFiles ? t('strip.asOfFile') : cancelCheckAtMs === null ? t('time.never') : checkText(cancelCheckAtMs)} />
      {isQueueShown && <Cell icon="queue" label={t('strip.queue')} value={queueText()} isLoud={queue.parked > 0} />}
      {firstLateAtMs !== null && <Cell icon="clock" label={t('strip.firstLate')} value={lateText(firstLateAtMs)} isLoud={firstLateAtMs <= nowMs} />}
    </dl>
  );

  function checkText(atMs: number): string {
    const age = nowMs - atMs < minutes(1) ? t('time.justNow') : spanText(t, nowMs - atMs);
    return `${timeText(t, atMs, nowMs)} (${age})`;
  }

  function networkText(): string {
    if (header.services.length === 0) return t('strip.noShop');
    switch (network.kind) {
      case 'up':
        return t('strip.online');
      case 'unknown':
        return t('strip.notAsked');
      case 'part':
        return t('strip.someOffline', { down: network.down, all: header.services.length });
      case 'down':
        return network.sinceMs === null ? t('strip.offline') : t('strip.offlineSince', { time: timeText(t, network.sinceMs, nowMs) });
    }
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

interface Network {
  readonly kind: 'up' | 'down' | 'part' | 'unknown';
  readonly icon: IconName;
  readonly isDown: boolean;
  readonly down: number;
  /** The service the word is about, when it is a single one. */
  readonly label: string | null;
  readonly sinceMs: number | null;
}

/** Sums the probes up without hiding one: as soon as a service is down the strip says so and names it. */
function networkOf(services: readonly ServiceView[]): Network {
  const down = services.filter((service) => service.reachable === false);
  const single = services.length === 1 ? services[0] : down.length === 1 ? down[0] : undefined;
  const label = single?.name ?? null;
  const since = down.map((service) => service.sinceMs).filter((atMs) => atMs !== null);
  const sinceMs = since.length === 0 ? null : Math.min(...since);
  const common = { label, sinceMs, down: down.length };
  if (down.length > 0) return { kind: down.length === services.length ? 'down' : 'part', icon: 'unplugged', isDown: true, ...common };
  if (services.some((service) => service.reachable === true)) return { kind: 'up', icon: 'plug', isDown: false, ...common };
  return { kind: 'unknown', icon: 'question', isDown: false, ...common };
}

function Cell({ name, icon, label, value, isLoud = false }: { readonly name?: 'network'; readonly icon: IconName; readonly label: string; readonly value: string; readonly isLoud?: boolean }): JSX.Element {
  const classes = ['strip__cell', ...(name === undefined ? [] : [`strip__cell--${name}`]), ...(isLoud ? ['strip__cell--loud'] : [])];
  return (
    <div className={classes.join(' ')}>
      <Icon name={icon} />
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
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
