import { useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { CarrierWordView, ChannelView, RefusedCarrierView, StoreConnectionView } from '../../../../../shared/contract/connection-views.ts';
import { Icon } from '../../../components/icons.tsx';
import { Said } from '../parts.tsx';
import { WordForm } from './word-form.tsx';

export interface CarrierWordsProps {
  readonly store: StoreConnectionView;
  readonly channel: ChannelView | null;
}

type Said = { readonly text: string; readonly isBad: boolean };

/** By which word each of our carriers is told, and which the channel has none for: a parcel of such a carrier is stopped before its label. */
export function CarrierWords({ store, channel }: CarrierWordsProps): JSX.Element {
  const { t } = useTranslation();
  const [open, setOpen] = useState<string | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const gaps = store.unmappedCarriers.length;
  const isKnown = store.carriers.some(({ told }) => told !== null) || gaps > 0;
  return (
    <section className="cwords" data-gaps={gaps}>
      <h4>
        {t('connections.carriers')}
        {isKnown && (
          <span className={gaps === 0 ? 'gaps gaps--none' : 'gaps'}>
            <Icon name={gaps === 0 ? 'tick' : 'octagon'} />
            {t('connections.gaps', { count: gaps })}
          </span>
        )}
      </h4>
      <ul>
        {rowsOf(store).map((word) => {
          const isGap = store.unmappedCarriers.includes(word.carrier);
          const refused = store.queue.refusedCarriers.filter(({ carrier }) => carrier === word.carrier);
          return (
            <li key={word.carrier} className={isGap || refused.length > 0 ? 'cword cword--gap' : 'cword'} data-carrier={word.carrier}>
              <strong>{word.carrier}</strong>
              <span className="cword__told">{toldWords(word, isGap)}</span>
              <button type="button" className="button" aria-expanded={open === word.carrier} aria-label={t('connections.changeFor', { carrier: word.carrier })} onClick={() => setOpen(open === word.carrier ? null : word.carrier)}>
                {t(isGap || refused.length > 0 ? 'connections.map' : 'connections.change')}
              </button>
              <Refused refused={refused} />
              {open === word.carrier && (
                <WordForm
                  store={store}
                  channel={channel}
                  word={word}
                  refused={refused}
                  onDone={(came) => {
                    setSaid(came);
                    setOpen(null);
                  }}
                />
              )}
            </li>
          );
        })}
      </ul>
      {said !== null && <Said text={said.text} isBad={said.isBad} />}
    </section>
  );

  function toldWords({ told, isOwn }: CarrierWordView, isGap: boolean): string {
    if (isGap) return t('connections.notMapped', { store: store.name });
    if (told === null) return t('connections.notAsked');
    const word = told.carrierName === undefined ? told.carrierCode : `${told.carrierCode} · ${told.carrierName}`;
    return isOwn ? t('connections.ownWord', { word }) : word;
  }
}

/** A carrier that no rule chooses any more can still have messages that wait for a word. */
function rowsOf({ carriers, queue }: StoreConnectionView): readonly CarrierWordView[] {
  const gone = [...new Set(queue.refusedCarriers.map(({ carrier }) => carrier))].filter((name) => carriers.every(({ carrier }) => carrier !== name));
  return [...carriers, ...gone.map((carrier) => ({ carrier, told: null, isOwn: false }))];
}

/** What was sent, and what the channel said to it. */
function Refused({ refused }: { readonly refused: readonly RefusedCarrierView[] }): JSX.Element | null {
  const { t } = useTranslation();
  if (refused.length === 0) return null;
  return (
    <ul className="cword__refused">
      {refused.map(({ sent, rows, answer }) => (
        <li key={sent}>
          {t('connections.refusedWord', { count: rows, sent })}
          {answer !== null && (
            <span className="soft" lang="">
              {' '}
              {answer}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
