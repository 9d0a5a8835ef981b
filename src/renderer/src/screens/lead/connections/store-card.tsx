import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelView, StoreConnectionView } from '../../../../../shared/contract/connection-views.ts';
import { problemCodeText } from '../../../../../shared/words/problem-text.ts';
import { Icon } from '../../../components/icons.tsx';
import { ageText, numberText, timeText } from '../../../i18n/clock-text.ts';
import { useStation } from '../../../stores/store.ts';
import { BudgetBars } from './budget-bars.tsx';
import { CarrierWords } from './carrier-words.tsx';
import { endWords, isToldHere, noticeWords, notToldWords, stateIcon, stateWords } from './connection-words.ts';
import { Trial } from './trial.tsx';
import { WaitingCauses } from './waiting-causes.tsx';

export interface StoreCardProps {
  readonly store: StoreConnectionView;
  /** Null: the station cannot speak to it. */
  readonly channel: ChannelView | null;
}

export function StoreCard({ store, channel }: StoreCardProps): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useStation((state) => state.nowMs);
  const { state } = store;
  const titleId = `connection-${store.storeId}`;
  return (
    <article className={`card card--${state}`} aria-labelledby={titleId} data-store={store.storeId} data-state={state}>
      <header className="card__head">
        <h3 id={titleId}>{store.name}</h3>
        <span className="soft">{channel?.title ?? t(`setup.stores.channelName.${store.channel}`)}</span>
        <p className={`state state--${state}`}>
          <Icon name={stateIcon[state]} />
          {stateWords(t, store, nowMs)}
        </p>
      </header>
      {state === 'file' ? (
        <p>{t('connections.fileMeaning')}</p>
      ) : (
        <>
          {!isToldHere(store) && (
            <p className="card__red">
              <Icon name="hand" />
              {notToldWords(t, { name: store.name, by: store.shippedOwner })}
            </p>
          )}
          {store.listing !== null && <NotListed listing={store.listing} nowMs={nowMs} />}
          <Problems problems={store.problems} isIncomplete={state === 'not-connected'} />
          <div className="card__columns">
            <Facts store={store} channel={channel} nowMs={nowMs} />
            <BudgetBars budgets={store.budgets} />
          </div>
          <WaitingCauses store={store} />
          <CarrierWords store={store} channel={channel} />
          <Trial store={store} channel={channel} />
        </>
      )}
    </article>
  );
}

/** No order comes in: why, what to do, since when, and the channel's own words. */
function NotListed({ listing: { code, message, sinceMs }, nowMs }: { readonly listing: NonNullable<StoreConnectionView['listing']>; readonly nowMs: number }): JSX.Element {
  const { t } = useTranslation();
  const { what, act } = problemCodeText(t, code ?? 'unrecognised');
  return (
    <div className="card__red" data-listing={code ?? 'fault'}>
      <Icon name="octagon" />
      <div>
        <p>{t('connections.notListed', { time: timeText(t, sinceMs, nowMs) })}</p>
        <p className="card__why">
          {what} {act}
        </p>
        <p className="card__why soft" lang="">
          {message}
        </p>
      </div>
    </div>
  );
}

/** Why there is no account, in the connector's words: it names the field. */
function Problems({ problems, isIncomplete }: { readonly problems: readonly string[]; readonly isIncomplete: boolean }): JSX.Element | null {
  const { t } = useTranslation();
  const show = useStation((state) => state.show);
  if (problems.length === 0 && !isIncomplete) return null;
  return (
    <div className="card__problems">
      {problems.length === 0 && <p>{t('connections.incomplete')}</p>}
      {problems.length > 0 && (
        <ul className="plain" lang="">
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      <button type="button" className="button" onClick={() => show('setup')}>
        {t('connections.toSetup')}
      </button>
    </div>
  );
}

function Facts({ store, channel, nowMs }: StoreCardProps & { readonly nowMs: number }): JSX.Element {
  const { t } = useTranslation();
  const { lastAnswerAtMs, listedUntilMs, queue, credentialEndsAtMs } = store;
  const end = endWords(t, credentialEndsAtMs, nowMs);
  const facts: readonly (readonly [name: string, words: string, tone?: string | undefined])[] = [
    ['lastAnswer', lastAnswerAtMs === null ? t('time.never') : ageText(t, lastAnswerAtMs, nowMs)],
    ['listedUntil', listedUntilMs === null ? t('time.never') : timeText(t, listedUntilMs, nowMs)],
    ['queue', t('connections.queue', { due: numberText(t, queue.due), accepted: numberText(t, queue.accepted), parked: numberText(t, queue.parked) }), queue.parked > 0 ? 'bad' : undefined],
    ...(queue.locked === 0 ? [] : [['locked', t('connections.locked', { count: queue.locked }), 'soon'] as const]),
    ['ends', end.words, end.tone === 'plain' ? undefined : end.tone === 'over' ? 'bad' : 'soon'],
    ['cancellation', store.cancellationOwner ?? t('setup.owners.nobody'), store.cancellationOwner === null ? 'bad' : undefined],
    ['shipped', store.shippedOwner ?? t('setup.owners.nobody'), store.shippedOwner === null ? 'bad' : undefined],
    ...(channel === null ? [] : [['notice', noticeWords(t, channel, store)] as const]),
  ];
  return (
    <dl className="cfacts">
      {facts.map(([name, words, tone]) => (
        <div key={name}>
          <dt>{t(`connections.fact.${name}`)}</dt>
          <dd className={tone}>
            {tone === 'soon' && <Icon name="clock" />}
            {words}
          </dd>
        </div>
      ))}
    </dl>
  );
}
