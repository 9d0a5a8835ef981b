import { useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { CarrierWordView, StoreConnectionView } from '../../../../../shared/contract/connection-views.ts';
import type { ReplyError } from '../../../../../shared/contract/reply.ts';
import { Icon } from '../../../components/icons.tsx';
import { useStation } from '../../../stores/store.ts';
import { Said, WordsField } from '../parts.tsx';
import { refusalText } from '../refusal-text.ts';

const MOST_WORD = 80;

export interface CarrierWordsProps {
  readonly store: StoreConnectionView;
  /** A carrier without a word of its own can be told by its name. */
  readonly takesOthers: boolean;
}

/** By which word each of our carriers is told, and which the channel has none for: a parcel of such a carrier is stopped before its label. */
export function CarrierWords({ store, takesOthers }: CarrierWordsProps): JSX.Element {
  const { t } = useTranslation();
  const [open, setOpen] = useState<string | null>(null);
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
        {store.carriers.map((word) => {
          const isGap = store.unmappedCarriers.includes(word.carrier);
          return (
            <li key={word.carrier} className={isGap ? 'cword cword--gap' : 'cword'} data-carrier={word.carrier}>
              <strong>{word.carrier}</strong>
              <span className="cword__told">{toldWords(word, isGap)}</span>
              <button type="button" className="button" aria-expanded={open === word.carrier} aria-label={t('connections.changeFor', { carrier: word.carrier })} onClick={() => setOpen(open === word.carrier ? null : word.carrier)}>
                {t(isGap ? 'connections.map' : 'connections.change')}
              </button>
              {open === word.carrier && <WordForm store={store} word={word} takesOthers={takesOthers} onDone={() => setOpen(null)} />}
            </li>
          );
        })}
      </ul>
    </section>
  );

  function toldWords({ told, isOwn }: CarrierWordView, isGap: boolean): string {
    if (isGap) return t('connections.notMapped', { store: store.name });
    if (told === null) return t('connections.notAsked');
    const word = told.carrierName === undefined ? told.carrierCode : `${told.carrierCode} · ${told.carrierName}`;
    return isOwn ? t('connections.ownWord', { word }) : word;
  }
}

function WordForm({ store, word, takesOthers, onDone }: CarrierWordsProps & { readonly word: CarrierWordView; readonly onDone: () => void }): JSX.Element {
  const { t } = useTranslation();
  const saveCarrierWord = useStation((state) => state.saveCarrierWord);
  const noteMended = useStation((state) => state.noteMended);
  const [code, setCode] = useState(word.told?.carrierCode ?? '');
  const [name, setName] = useState(word.told?.carrierName ?? '');
  const [problem, setProblem] = useState<ReplyError | null>(null);

  async function save(isOwn: boolean): Promise<void> {
    const [carrierCode, carrierName] = [code.trim(), name.trim()];
    const error = await saveCarrierWord(store.storeId, word.carrier, isOwn ? { carrierCode, ...(carrierName === '' ? {} : { carrierName }) } : null);
    if (error !== null) return setProblem(error);
    if (isOwn) noteMended(store.storeId, t('connections.mendedNote', { carrier: word.carrier, word: carrierCode }));
    onDone();
  }

  return (
    <form
      className="cword__form"
      onSubmit={(event) => {
        event.preventDefault();
        void save(true);
      }}
    >
      <WordsField label={t('connections.wordAt', { store: store.name })} value={code} maxLength={MOST_WORD} onChange={setCode} />
      {takesOthers && <WordsField label={t('connections.nameAt')} hint={t('connections.nameHint')} value={name} maxLength={MOST_WORD} onChange={setName} />}
      <div className="cword__acts">
        <button type="submit" className="button button--main" disabled={code.trim() === ''}>
          {t('connections.saveWord')}
        </button>
        {word.isOwn && (
          <button type="button" className="button" onClick={() => void save(false)}>
            {t('connections.forgetWord')}
          </button>
        )}
      </div>
      <Said text={problem === null ? null : refusalText(t, problem)} isBad />
    </form>
  );
}
