import { useEffect, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { ProofDialog } from '../components/ask-proof.tsx';
import { Icon } from '../components/icons.tsx';
import { useProofDesk } from '../components/proof-desk.ts';
import { StandingNotices } from '../components/standing-notices.tsx';
import { StatusStrip } from '../components/status-strip.tsx';
import { Guide } from '../guide/guide-panel.tsx';
import { BenchScreen } from '../screens/bench/bench-screen.tsx';
import { LeadScreen } from '../screens/lead/lead-screen.tsx';
import { PracticeTray } from '../screens/practice/practice-tray.tsx';
import { SetupScreen } from '../screens/setup/setup-screen.tsx';
import { problemText } from '../i18n/problem-text.ts';
import type { ScreenName } from '../stores/shell-slice.ts';
import { useStation } from '../stores/store.ts';
import { useKeys } from './use-keys.ts';

const screens: Readonly<Record<ScreenName, () => JSX.Element>> = { bench: BenchScreen, lead: LeadScreen, setup: SetupScreen };

export function App(): JSX.Element {
  const screen = useStation((store) => store.screen);
  const isPractice = useStation(({ bench }) => bench?.header.isPractice === true);
  const isTrayOpen = useStation((store) => store.isTrayOpen);
  const isStopped = useStation(({ bench }) => bench?.screen.kind === 'stopped');
  const isAsked = useProofDesk((desk) => desk.request !== null);
  const isCovered = useStation((store) => store.guideTopic !== null) || isAsked;
  // A lock hides whatever is shown, and keeps what somebody was typing.
  const isHidden = useStation(({ bench }) => bench?.screen.kind === 'locked') && screen !== 'bench';
  useKeys();
  useLook();
  const Screen = screens[screen];
  return (
    <div className={isStopped && screen === 'bench' && !isCovered ? 'app app--stopped' : 'app'} data-screen={screen}>
      <StatusStrip />
      <StandingNotices />
      <Banners />
      <main className={isHidden ? 'screen screen--hidden' : 'screen'} inert={isCovered || isHidden}>
        <Screen />
      </main>
      {isHidden && (
        <section className="screen" inert={isCovered}>
          <BenchScreen />
        </section>
      )}
      <Guide />
      <ProofDialog />
      {isPractice && isTrayOpen && <PracticeTray />}
    </div>
  );
}

/** The language is that of whoever is signed in, else the bench's; the theme is the bench's. The page follows at once. */
function useLook(): void {
  const { i18n } = useTranslation();
  const language = useStation(({ settings, bench }) => bench?.header.person?.language ?? settings?.language);
  const theme = useStation(({ settings }) => settings?.theme);
  useEffect(() => {
    if (language === undefined) return;
    document.documentElement.lang = language;
    void i18n.changeLanguage(language);
  }, [i18n, language]);
  useEffect(() => {
    if (theme !== undefined) document.documentElement.dataset['theme'] = theme;
  }, [theme]);
}

function Banners(): JSX.Element | null {
  const { t } = useTranslation();
  const state = useStation((store) => store.stationState);
  const waiting = useStation((store) => store.scansWaiting);
  const isDiskFull = useStation(({ bench }) => bench?.header.diskFull === true);
  const problem = useStation((store) => store.problem);
  const dismiss = useStation((store) => store.dismissProblem);
  if (state.kind === 'failed') return <Banner isBad text={t('station.failed', { cause: state.cause })} />;
  if (state.kind === 'restarting') {
    const kept = waiting > 0 ? ` ${t('station.scansKept', { count: waiting })}` : '';
    return <Banner text={t('station.restarting') + kept} />;
  }
  if (isDiskFull) return <Banner isBad text={t('strip.diskFull')} />;
  if (problem !== null) return <Banner text={problemText(t, problem)} onClose={dismiss} />;
  return null;
}

function Banner({ text, isBad = false, onClose }: { readonly text: string; readonly isBad?: boolean; readonly onClose?: () => void }): JSX.Element {
  const { t } = useTranslation();
  return (
    <div className={isBad ? 'banner banner--bad' : 'banner'} role="alert">
      <Icon name={isBad ? 'octagon' : 'note'} />
      <p>{text}</p>
      {onClose !== undefined && (
        <button type="button" className="button" onClick={onClose}>
          {t('banner.close')}
        </button>
      )}
    </div>
  );
}
