import { useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { CarrierWordView, ChannelView, RefusedCarrierView, StoreConnectionView } from '../../../../../shared/contract/connection-views.ts';
import { useStation } from '../../../stores/store.ts';
import { Said, WordsField } from '../parts.tsx';
import { refusalText } from '../refusal-text.ts';
import { useActing } from '../whom.ts';
import { fittingWords } from './connection-words.ts';

const MOST_WORD = 80;
/** Words offered at once; typing narrows them. */
const OFFERED = 24;

interface WordFormProps {
  readonly store: StoreConnectionView;
  readonly channel: ChannelView | null;
  readonly word: CarrierWordView;
  /** What waits for a better word. */
  readonly refused: readonly RefusedCarrierView[];
  readonly onDone: (said: { readonly text: string; readonly isBad: boolean } | null) => void;
}

/** Another word for a carrier; what waited for it leaves with the same press. */
export function WordForm({ store, channel, word, refused, onDone }: WordFormProps): JSX.Element {
  const { t } = useTranslation();
  const acting = useActing();
  const saveCarrierWord = useStation((state) => state.saveCarrierWord);
  const sendCarrierAgain = useStation((state) => state.sendCarrierAgain);
  const noteMended = useStation((state) => state.noteMended);
  const [code, setCode] = useState(refused.length > 0 ? '' : (word.told?.carrierCode ?? ''));
  const [name, setName] = useState(word.told?.carrierName ?? '');
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const waiting = refused.reduce((sum, { rows }) => sum + rows, 0);

  async function save(isOwn: boolean): Promise<boolean> {
    const [carrierCode, carrierName] = [code.trim(), name.trim()];
    const error = await saveCarrierWord(store.storeId, word.carrier, isOwn ? { carrierCode, ...(carrierName === '' ? {} : { carrierName }) } : null);
    setProblem(error === null ? null : refusalText(t, error));
    if (error === null && isOwn) noteMended(store.storeId, mendedNote());
    return error === null;
  }

  async function saveAndSend(): Promise<void> {
    setBusy(true);
    let said: { readonly text: string; readonly isBad: boolean } | null = null;
    if (await save(true)) {
      const end = await acting('resend', async (whom) => {
        const reply = await sendCarrierAgain(store, word.carrier, mendedNote(), whom);
        if (!reply.ok) return reply.error;
        const { sent, left } = reply.value;
        said = { text: [t('connections.sent', { count: sent }), ...(left === 0 ? [] : [t('connections.left', { count: left })])].join(' '), isBad: left > 0 };
        return null;
      });
      if (end !== null && end !== 'cancelled') said = { text: refusalText(t, end), isBad: true };
      onDone(said);
    }
    setBusy(false);
  }

  const mendedNote = (): string => t('connections.mendedNote', { carrier: word.carrier, word: code.trim() });
  const saveAlone = async (isOwn: boolean): Promise<void> => {
    if (await save(isOwn)) onDone(null);
  };

  return (
    <form
      className="cword__form"
      onSubmit={(event) => {
        event.preventDefault();
        void (waiting > 0 ? saveAndSend() : saveAlone(true));
      }}
    >
      <WordsField label={t('connections.wordAt', { store: store.name })} value={code} maxLength={MOST_WORD} onChange={setCode} />
      {channel?.traits.takesOtherCarriers === true && <WordsField label={t('connections.nameAt')} hint={t('connections.nameHint')} value={name} maxLength={MOST_WORD} onChange={setName} />}
      <div className="cword__acts">
        <button type="submit" className="button button--main" disabled={isBusy || code.trim() === ''}>
          {waiting > 0 ? t('connections.saveAndSend', { count: waiting }) : t('connections.saveWord')}
        </button>
        {word.isOwn && (
          <button type="button" className="button" onClick={() => void saveAlone(false)}>
            {t('connections.forgetWord')}
          </button>
        )}
      </div>
      <Choices words={channel?.carrierWords ?? []} typed={code} onChoose={setCode} />
      <Said text={problem} isBad />
    </form>
  );
}

/** The channel's own words, one press each. */
function Choices({ words, typed, onChoose }: { readonly words: readonly string[]; readonly typed: string; readonly onChoose: (word: string) => void }): JSX.Element | null {
  const { t } = useTranslation();
  if (words.length === 0) return null;
  const fitting = fittingWords(words, typed);
  return (
    <div className="cword__choices" role="group" aria-label={t('connections.takes')}>
      <span className="soft">{t('connections.takes')}</span>
      {fitting.slice(0, OFFERED).map((word) => (
        <button key={word} type="button" className="chip" aria-pressed={word === typed.trim()} onClick={() => onChoose(word)}>
          {word}
        </button>
      ))}
      {fitting.length > OFFERED && <span className="soft">{t('connections.moreWords', { count: fitting.length - OFFERED })}</span>}
    </div>
  );
}
