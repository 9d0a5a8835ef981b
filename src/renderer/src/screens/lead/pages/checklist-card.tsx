import { useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChecklistView } from '../../../../../shared/contract/lead-views.ts';
import { numberText, timeText } from '../../../i18n/clock-text.ts';
import { useStation } from '../../../stores/store.ts';
import { periodText } from '../lead-text.ts';
import { NameField, Said } from '../parts.tsx';
import { useDecision } from '../panel/decision.tsx';
import { useNow } from '../use-now.ts';

/** One list of one day or week. What the station can count itself stands beside the item; the tick is a person's. */
export function ChecklistCard({ list }: { readonly list: ChecklistView }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useNow();
  const tickCheck = useStation((store) => store.tickCheck);
  const signChecklist = useStation((store) => store.signChecklist);
  const decision = useDecision();
  const [isAsked, setAsked] = useState(false);
  const { kind, period, items, signed } = list;
  const open = items.filter((item) => item.tick === null).length;

  async function sign(): Promise<void> {
    if (await decision.decide('checklist', (whom) => signChecklist({ kind, ...whom }))) setAsked(false);
  }

  return (
    <section className="compare" data-checklist={kind}>
      <header>
        <h3>{t(`lead.checklist.${kind}`)}</h3>
        <p className="soft">{periodText(t, period)}</p>
      </header>
      <ul className="ticks">
        {items.map(({ itemId, figure, tick }) => (
          <li key={itemId}>
            <label className="tick">
              <input
                type="checkbox"
                checked={tick !== null}
                disabled={signed !== null || decision.isSending}
                onChange={(event) => {
                  const isTicked = event.target.checked;
                  void decision.decide('checklist', (whom) => tickCheck({ kind, itemId, isTicked, ...whom }));
                }}
              />
              <span>
                <b>{t(`checklist.${kind}.${itemId}.title`, { defaultValue: itemId })}</b>
                <span className="soft">{t(`checklist.${kind}.${itemId}.how`, { defaultValue: '' })}</span>
                {tick !== null && <span className="soft">{t('lead.checklist.tickedBy', { name: tick.by, time: timeText(t, tick.atMs, nowMs) })}</span>}
              </span>
              {figure !== null && <span className={figure > 0 && isWorse(itemId) ? 'tick__figure bad' : 'tick__figure'}>{t('lead.checklist.figure', { number: numberText(t, figure) })}</span>}
            </label>
          </li>
        ))}
      </ul>
      <Said text={decision.problem} isBad />
      {signed !== null ? (
        <p className="signed">{t('lead.checklist.signed', { name: signed.by, time: timeText(t, signed.atMs, nowMs) })}</p>
      ) : (
        <div className="signing">
          {isAsked && <NameField />}
          <button type="button" className="button button--main" disabled={open > 0 || decision.isSending} onClick={() => (isAsked ? void sign() : setAsked(true))}>
            {open > 0 ? t('lead.checklist.open', { count: open }) : t(isAsked ? 'lead.checklist.signNow' : 'lead.checklist.sign')}
          </button>
        </div>
      )}
    </section>
  );
}

/** Of people and of rows in shadow any number is fine: it says how much there is to look at. */
const isWorse = (itemId: string): boolean => itemId !== 'people-reviewed' && itemId !== 'shadow-reviewed';
