import { useLayoutEffect, type CSSProperties, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { verdictShown } from '../app/scan-timing.ts';
import type { ScanOutcome } from '../../../shared/contract/views.ts';
import { toneOf, verdictText, type Tone } from '../i18n/verdict-text.ts';
import { useStation } from '../stores/store.ts';
import { Icon, type IconName } from './icons.tsx';
import './verdict-bar.css';

const icons: Readonly<Record<Tone, IconName>> = { ok: 'tick', wrong: 'cross', over: 'over', unknown: 'question', stop: 'octagon', notice: 'note' };

/** The last scan's verdict: shape, word, colour and (elsewhere) sound say the same. `only`: outcomes that may be read here. */
export function VerdictBar({ isSmall = false, only = null }: { readonly isSmall?: boolean; readonly only?: readonly ScanOutcome[] | null }): JSX.Element {
  const { t } = useTranslation();
  const newest = useStation((store) => store.verdict);
  const nowMs = useStation((store) => store.nowMs);
  const scansToday = useStation(({ bench }) => bench?.scansToday ?? 0);
  const waiting = useStation((store) => store.scansWaiting);
  const verdict = newest !== null && (only === null || only.includes(newest.outcome)) ? newest : null;
  useLayoutEffect(verdictShown, [newest]);
  const tone = verdict === null ? 'none' : toneOf(verdict.outcome);
  const words = verdict === null ? { headline: t('bench.noScan'), detail: '' } : verdictText(t, verdict, nowMs);
  return (
    <section className={`verdict verdict--${tone}${isSmall ? ' verdict--small' : ''}`} aria-label={t('verdict.label')} data-outcome={verdict?.outcome} data-scan={verdict?.scanId}>
      <Icon name={tone === 'none' ? 'scanner' : icons[tone]} className="verdict__icon" />
      <div className="verdict__words" role="status" aria-live="assertive" aria-atomic="true">
        <p className="verdict__headline" style={{ '--signs': words.headline.length } as CSSProperties}>
          {words.headline}
        </p>
        {words.detail !== '' && <p className="verdict__detail">{words.detail}</p>}
      </div>
      <p className="verdict__count">
        {isSmall && <span>{t('bench.scans', { count: scansToday })}</span>}
        {waiting > 1 && <span>{t('station.scansKept', { count: waiting })}</span>}
      </p>
    </section>
  );
}
