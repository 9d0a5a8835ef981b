import { useId, useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { TriggerView } from '../../../../../shared/contract/alert-views.ts';
import { Icon } from '../../../components/icons.tsx';
import { numberText } from '../../../i18n/clock-text.ts';
import { useStation } from '../../../stores/store.ts';
import { NameField, Said } from '../parts.tsx';
import { refusalText } from '../refusal-text.ts';
import { useNow } from '../use-now.ts';
import { useActing } from '../whom.ts';
import { kindIcon, lastWords, limitWords, readLimit } from './alert-words.ts';

/** One limit: whether it is on, where it lies, and when it was passed last. */
export function Trigger({ trigger }: { readonly trigger: TriggerView }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useNow();
  const [isEdited, setEdited] = useState(false);
  const { kind, isOn, limit, last } = trigger;
  return (
    <li className={isOn ? 'trigger' : 'trigger trigger--off'} data-trigger={kind} data-on={isOn}>
      <h4>
        <Icon name={kindIcon[kind]} />
        {t(`lead.alerts.kind.${kind}`)}
      </h4>
      <p className="trigger__limit">{isOn ? limitWords(t, kind, limit) : t('lead.alerts.off')}</p>
      <p className="trigger__last soft">{t('lead.alerts.last', { last: lastWords(t, last, nowMs) })}</p>
      {!isEdited && (
        <button type="button" className="button" aria-label={t('lead.alerts.changeOf', { alert: t(`lead.alerts.kind.${kind}`) })} onClick={() => setEdited(true)}>
          {t('lead.alerts.change')}
        </button>
      )}
      {isEdited && <Limit trigger={trigger} onDone={() => setEdited(false)} />}
    </li>
  );
}

function Limit({ trigger: { kind, isOn, limit, range }, onDone }: { readonly trigger: TriggerView; readonly onDone: () => void }): JSX.Element {
  const { t } = useTranslation();
  const id = useId();
  const acting = useActing();
  const saveTrigger = useStation((store) => store.saveTrigger);
  const [typed, setTyped] = useState(String(limit));
  const [isOnNow, setOn] = useState(isOn);
  const [refusal, setRefusal] = useState<string | null>(null);
  const read = readLimit(kind, typed);

  async function save(): Promise<void> {
    // Switched off, what stands in the field does not matter.
    const next = read ?? (isOnNow ? null : limit);
    if (next === null) return;
    const end = await acting('set-alerts', (whom) => saveTrigger({ kind, isOn: isOnNow, limit: next, ...whom }));
    if (end === null) onDone();
    else if (end !== 'cancelled') setRefusal(refusalText(t, end));
  }

  return (
    <form
      className="trigger__form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <label className="trigger__on">
        <input type="checkbox" checked={isOnNow} onChange={(event) => setOn(event.target.checked)} />
        {t('lead.alerts.isOn')}
      </label>
      <div className="field">
        <label htmlFor={id}>{t(`lead.alerts.unit.${range.unit}`)}</label>
        <input id={id} value={typed} maxLength={6} inputMode="numeric" autoComplete="off" disabled={!isOnNow} onChange={(event) => setTyped(event.target.value)} />
        <p className="field__hint">{t('lead.alerts.range', { least: numberText(t, range.least), most: numberText(t, range.most), usual: numberText(t, range.usual) })}</p>
      </div>
      <NameField />
      <div className="trigger__acts">
        <button type="submit" className="button button--main" disabled={isOnNow && read === null}>
          {t('lead.alerts.save')}
        </button>
        <button type="button" className="button" onClick={onDone}>
          {t('lead.alerts.leave')}
        </button>
      </div>
      {refusal !== null && <Said text={refusal} isBad />}
    </form>
  );
}
