import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { hopNames, type Hop, type HopName, type HopState } from '../../../../../shared/domain/flow/hops.ts';
import { Icon, type IconName } from '../../../components/icons.tsx';
import { timeText } from '../../../i18n/clock-text.ts';
import { lengthText } from '../lead-text.ts';
import { useNow } from '../use-now.ts';
import './flow.css';

/** Shape beside the word: done is a tick, waiting a clock, stuck a stop. */
const stateIcon: Readonly<Record<HopState, IconName>> = { done: 'tick', waiting: 'clock', stuck: 'octagon', ahead: 'circle', elsewhere: 'aside' };

/** The way of an order in five hops: which one waits, and since when. */
export function HopStrip({ hops }: { readonly hops: readonly Hop[] }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useNow();
  return (
    <ol className="hops" aria-label={t('lead.flow.title')}>
      {hops.map(({ hop, state, sinceMs }) => (
        <li key={hop} className={`hop hop--${state}`} data-hop={hop} data-state={state}>
          <Icon name={stateIcon[state]} />
          <b>{t(`lead.flow.hop.${hop}`)}</b>
          <span>{t(hop === 'buyer' && state === 'done' ? 'lead.flow.shown' : `lead.flow.state.${state}`)}</span>
          {sinceMs !== null && <span className="hop__time">{state === 'done' ? timeText(t, sinceMs, nowMs) : t('lead.flow.since', { length: lengthText(t, nowMs - sinceMs) })}</span>}
        </li>
      ))}
    </ol>
  );
}

/** The same five as points, the broken one marked. The word stands beside it. */
export function HopPoints({ broken }: { readonly broken: HopName }): JSX.Element {
  return (
    <span className="points" aria-hidden="true" data-broken={broken}>
      {hopNames.map((hop) => (
        <i key={hop} className={hop === broken ? 'point point--broken' : 'point'} />
      ))}
    </span>
  );
}
