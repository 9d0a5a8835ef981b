import { useState, type CSSProperties, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { BudgetView } from '../../../../../shared/contract/connection-views.ts';
import type { StockStoreView } from '../../../../../shared/contract/stock-views.ts';
import { Icon } from '../../../components/icons.tsx';
import { ageText, numberText } from '../../../i18n/clock-text.ts';
import { useMayChange } from '../../../stores/may-change.ts';
import { useStation } from '../../../stores/store.ts';
import { budgetWords } from '../connections/connection-words.ts';
import { Said, WordsField } from '../parts.tsx';
import { refusalText } from '../refusal-text.ts';
import { useNow } from '../use-now.ts';
import { readDraft, stateIcon, stateWords, toneOf, type StockDraft } from './stock-words.ts';

/** How often a shop is told, what is kept back from it, and what that costs in calls. */
export function StockStore({ store }: { readonly store: StockStoreView }): JSX.Element {
  const { t } = useTranslation();
  const [isEdited, setEdited] = useState(false);
  const mayChange = useMayChange();
  const { state, intervalSeconds, buffer, problem, budget } = store;
  const titleId = `stock-${store.storeId}`;
  const canBeOn = state !== 'no-desk';
  return (
    <article className={`sstore sstore--${toneOf[state]}`} aria-labelledby={titleId} data-store={store.storeId} data-state={state}>
      <header>
        <h3 id={titleId}>{store.name}</h3>
        <p className="sstore__state">
          <Icon name={stateIcon[state]} />
          {stateWords(t, store)}
        </p>
        {canBeOn && mayChange && !isEdited && (
          <button type="button" className="button" onClick={() => setEdited(true)}>
            {intervalSeconds === null ? t('stock.turnOn') : t('stock.change')}
          </button>
        )}
      </header>
      {problem !== null && <p className="bad">{problem.message}</p>}
      {isEdited && <Settings store={store} onDone={() => setEdited(false)} />}
      {(intervalSeconds !== null || isEdited) && (
        <div className="sstore__body">
          {intervalSeconds !== null && <Figures store={store} every={intervalSeconds} kept={buffer} />}
          {budget !== null && <CallsBar budget={budget} />}
        </div>
      )}
    </article>
  );
}

function Figures({ store, every, kept }: { readonly store: StockStoreView; readonly every: number; readonly kept: number }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useNow();
  const { due, refused, lastPublishedAtMs } = store;
  const figures: readonly (readonly [name: string, words: string])[] = [
    ['every', t('stock.everySeconds', { every: numberText(t, every) })],
    ['buffer', t('stock.units', { count: kept, units: numberText(t, kept) })],
    ['due', t('stock.skus', { count: due, skus: numberText(t, due) })],
    ['last', lastPublishedAtMs === null ? t('time.never') : ageText(t, lastPublishedAtMs, nowMs)],
    ...(refused === 0 ? [] : ([['refused', t('stock.skus', { count: refused, skus: numberText(t, refused) })]] as const)),
  ];
  return (
    <dl className="sfigures">
      {figures.map(([name, words]) => (
        <div key={name}>
          <dt>{t(`stock.figure.${name}`)}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Live: what telling stock costs, of the calls that the shop allows. */
function CallsBar({ budget }: { readonly budget: BudgetView }): JSX.Element {
  const { t } = useTranslation();
  const { words, pace, used, limit } = budgetWords(t, budget);
  const shared = budget.calls.filter((call) => call !== 'publish-stock').length;
  return (
    <div className={used / limit > NEARLY ? 'sbar sbar--full' : 'sbar'}>
      <span>
        <span className="soft">{t('connections.budgets')}</span> <b>{words}</b> · {pace}
        {shared > 0 && ` · ${t('stock.sharedCalls')}`}
      </span>
      <div className="sbar__bar" role="meter" aria-label={t('connections.budgets')} aria-valuemin={0} aria-valuemax={limit} aria-valuenow={used} aria-valuetext={words} style={{ '--used': used / limit } as CSSProperties} />
    </div>
  );
}

/** Above this share of its calls a budget is nearly spent. */
const NEARLY = 0.8;

function Settings({ store, onDone }: { readonly store: StockStoreView; readonly onDone: () => void }): JSX.Element {
  const { t } = useTranslation();
  const saveStockSettings = useStation((state) => state.saveStockSettings);
  const [draft, setDraft] = useState<StockDraft>({ isOn: true, every: String(store.intervalSeconds ?? 60), buffer: String(store.buffer) });
  const [refusal, setRefusal] = useState<string | null>(null);
  const read = readDraft(draft);

  async function save(next: StockDraft): Promise<void> {
    const asked = readDraft(next);
    if ('wrong' in asked) return;
    const error = await saveStockSettings(store.storeId, asked.stock);
    if (error === null) onDone();
    else setRefusal(refusalText(t, error));
  }

  return (
    <div className="sstore__settings">
      <WordsField label={t('stock.every')} value={draft.every} maxLength={4} hint={t('stock.everyHint')} onChange={(every) => setDraft({ ...draft, every })} />
      <WordsField label={t('stock.buffer')} value={draft.buffer} maxLength={6} hint={t('stock.bufferHint')} onChange={(buffer) => setDraft({ ...draft, buffer })} />
      <div className="sstore__acts">
        <button type="button" className="button button--main" disabled={'wrong' in read} onClick={() => void save(draft)}>
          {t('stock.save')}
        </button>
        {store.intervalSeconds !== null && (
          <button type="button" className="button" onClick={() => void save({ ...draft, isOn: false })}>
            {t('stock.turnOff')}
          </button>
        )}
        <button type="button" className="button" onClick={onDone}>
          {t('stock.leave')}
        </button>
      </div>
      {'wrong' in read && <Said text={t(`stock.wrong.${read.wrong}`)} isBad />}
      {refusal !== null && <Said text={refusal} isBad />}
    </div>
  );
}
