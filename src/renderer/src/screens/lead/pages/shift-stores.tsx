import { useState, type JSX } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ShiftStoreView, ShiftView } from '../../../../../shared/contract/lead-views.ts';
import { numberText, timeText } from '../../../i18n/clock-text.ts';
import { useStation } from '../../../stores/store.ts';
import { Empty, Said } from '../parts.tsx';
import { SHORTEST_REASON, useDecision } from '../panel/decision.tsx';
import { useNow } from '../use-now.ts';

type Difference = ShiftStoreView['differences'][number];

/** Explanations are typed beside their rows and signed together: one badge for all of them. */
export function StoresStep({ shift }: { readonly shift: ShiftView }): JSX.Element {
  const { t } = useTranslation();
  const explain = useStation((store) => store.explainDifference);
  const reconcile = useStation((store) => store.reconcile);
  const [isAsking, setIsAsking] = useState(false);
  const decision = useDecision();
  const [texts, setTexts] = useState<ReadonlyMap<string, string>>(new Map());
  const ready = [...texts].filter(([, text]) => text.trim().length >= SHORTEST_REASON);

  async function save(): Promise<void> {
    const isDone = await decision.decide('close-shift', async (whom) => {
      for (const [rowId, text] of ready) {
        const error = await explain({ rowId, text, ...whom });
        if (error !== null) return error;
      }
      return null;
    });
    if (isDone) setTexts(new Map());
  }

  const askAgain = async (): Promise<void> => {
    setIsAsking(true);
    await reconcile();
    setIsAsking(false);
  };

  if (shift.stores.length === 0) return <Empty text={t('lead.notConnected')} />;
  return (
    <>
      {shift.stores.some((store) => store.shippedThere !== null) && (
        <button type="button" className="button button--row" disabled={isAsking} onClick={() => void askAgain()}>
          {t(isAsking ? 'lead.shift.asking' : 'lead.shift.askAgain')}
        </button>
      )}
      {shift.stores.map((store) => (
        <Store key={store.storeId} store={store} texts={texts} onText={(rowId, text) => setTexts(new Map(texts).set(rowId, text))} />
      ))}
      {shift.stores.some((store) => store.differences.length > 0) && (
        <div className="step__save">
          <Said text={decision.problem} isBad />
          <button type="button" className="button button--main" disabled={ready.length === 0 || decision.isSending} onClick={() => void save()}>
            {t('lead.shift.saveTexts', { count: ready.length })}
          </button>
        </div>
      )}
    </>
  );
}

/** What the channel was asked a second time, and what that brought. */
function reconciledText(t: TFunction, reconciled: ShiftStoreView['reconciled'], nowMs: number): string {
  if (reconciled === null) return t('lead.shift.neverReconciled');
  const { atMs, missed, vanished, stillToAsk, isHalfRead } = reconciled;
  const found = t(missed.length + vanished.length === 0 ? (stillToAsk === 0 ? 'lead.shift.reconciled' : 'lead.shift.reconciledSoFar') : 'lead.shift.reconciledWith', { time: timeText(t, atMs, nowMs), missed: missed.length, vanished: vanished.length });
  return [found, ...(stillToAsk === 0 ? [] : [t('lead.shift.stillToAsk', { count: stillToAsk })]), ...(isHalfRead ? [t('lead.shift.halfRead')] : [])].join(' ');
}

interface StoreProps {
  readonly store: ShiftStoreView;
  readonly texts: ReadonlyMap<string, string>;
  readonly onText: (rowId: string, text: string) => void;
}

function Store({ store, texts, onText }: StoreProps): JSX.Element {
  const { t } = useTranslation();
  const { storeName, shippedHere, shippedThere, shippedOwner, differences } = store;
  const now = useNow();
  const unexplained = differences.filter((row) => row.explanation === null).length;
  return (
    <section className="compare" data-store={store.storeId}>
      <header>
        <h3>{storeName}</h3>
        <p className="soft">{t('lead.shift.shippedOwner', { system: shippedOwner })}</p>
        {shippedThere !== null && <p className="soft">{reconciledText(t, store.reconciled, now)}</p>}
      </header>
      <dl className="compare__figures">
        <div>
          <dt>{t('lead.shift.here')}</dt>
          <dd>{numberText(t, shippedHere)}</dd>
        </div>
        <div>
          <dt>{t('lead.shift.there')}</dt>
          <dd>{shippedThere === null ? t('lead.shift.cannotAsk') : numberText(t, shippedThere)}</dd>
        </div>
        <div className={unexplained > 0 ? 'bad' : undefined}>
          <dt>{t('lead.shift.difference')}</dt>
          <dd>{numberText(t, differences.length)}</dd>
        </div>
      </dl>
      {differences.length > 0 && (
        <ul className="diffs">
          {differences.map((row) => (
            <DifferenceRow key={row.rowId} row={row} text={texts.get(row.rowId) ?? ''} onText={(text) => onText(row.rowId, text)} />
          ))}
        </ul>
      )}
    </section>
  );
}

function DifferenceRow({ row, text, onText }: { readonly row: Difference; readonly text: string; readonly onText: (text: string) => void }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useNow();
  const openPanel = useStation((store) => store.openPanel);
  const { channelOrderId, orderId, kind, state, trackingNumber, atMs, explanation } = row;
  return (
    <li className="diff" data-kind={kind}>
      <div>
        <button type="button" className="brow__open" aria-label={t('lead.board.openOrder', { order: channelOrderId })} onClick={() => openPanel({ kind: 'evidence', orderId })}>
          {channelOrderId}
        </button>
        <p>{t(`lead.shift.kind.${kind}`)}</p>
        <p className="soft">
          {[timeText(t, atMs, nowMs), t([`writeBack.state.${state}`, `lead.parcelState.${state}`], { defaultValue: state }), trackingNumber === null ? null : t('lead.parked.number', { number: trackingNumber })].filter((part) => part !== null).join(' · ')}
        </p>
      </div>
      {explanation === null ? (
        <label className="diff__text">
          <span>{t('lead.shift.why')}</span>
          <input value={text} maxLength={200} autoComplete="off" onChange={(event) => onText(event.target.value)} />
        </label>
      ) : (
        <p className="diff__said">
          <span className="soft">{t('lead.shift.explainedBy', { name: explanation.by })}</span>
          {explanation.text}
        </p>
      )}
    </li>
  );
}
