import { useId, useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardRowView } from '../../../../../shared/contract/lead-views.ts';
import { timeText } from '../../../i18n/clock-text.ts';
import { useStation } from '../../../stores/store.ts';
import { conflictWord, taskFacts } from '../board/board-words.ts';
import { lengthText, moneyText } from '../lead-text.ts';
import { NameField, WordsField } from '../parts.tsx';
import { useNow } from '../use-now.ts';
import { DecisionFoot, DecisionForm, OrderLine, useDecision } from './decision.tsx';
import { Panel } from './panel.tsx';

/** How a task ended, in one of the words of its kind. Nothing is chosen beforehand: an answer is a claim. */
export function TaskPanel({ row }: { readonly row: BoardRowView }): JSX.Element | null {
  const { t } = useTranslation();
  const id = useId();
  const close = useStation((store) => store.closePanel);
  const openPanel = useStation((store) => store.openPanel);
  const closeTask = useStation((store) => store.closeTask);
  const decision = useDecision();
  const [outcome, setOutcome] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const { task, orderId } = row;
  if (task === null) return null;
  const { kind, outcomes } = task;

  async function decide(taskId: string): Promise<void> {
    if (outcome === null) {
      decision.say(t('lead.task.chooseFirst'));
      return;
    }
    if (await decision.decide('answer-task', (whom) => closeTask({ taskId, outcome, note, ...whom }))) close();
  }

  return (
    <DecisionForm onDecide={() => void decide(task.id)}>
      <Panel title={t(`lead.cause.${kind}`)} note={t(`lead.next.${kind}`)} foot={<DecisionFoot decision={decision} back={t('lead.panel.notNow')} confirm={t('lead.task.close')} isOff={outcome === null} onBack={close} />}>
        <ul className="olines">
          <OrderLine row={row} />
        </ul>
        <TaskWords row={row} />
        {orderId !== null && (
          <p>
            <button type="button" className="button" onClick={() => openPanel({ kind: 'evidence', orderId })}>
              {t('lead.action.none')}
            </button>
          </p>
        )}
        <fieldset className="choices">
          <legend>{t('lead.task.question')}</legend>
          {outcomes.map((one) => (
            <label key={one} className="choice">
              <input type="radio" name={id} checked={outcome === one} onChange={() => setOutcome(one)} />
              <span>
                <b>{t(`lead.outcome.${one}`)}</b>
                <span>{t([`lead.outcomeMeans.${kind}.${one}`, `lead.outcomeMeans.${one}`])}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <NameField />
        <WordsField label={t('lead.task.note')} maxLength={300} value={note} onChange={setNote} />
      </Panel>
    </DecisionForm>
  );
}

function TaskWords({ row: { task, value, sinceMs } }: { readonly row: BoardRowView }): JSX.Element | null {
  const { t } = useTranslation();
  const nowMs = useNow();
  if (task === null) return null;
  const { kind, facts } = task;
  if (kind === 'conflict') return <BothSides facts={facts} />;
  return (
    <>
      <p>{[t(`lead.says.${kind}`), ...taskFacts(t, facts)].join(' ')}</p>
      {kind === 'put-back' && <Progress done={Number(facts['confirmed'] ?? 0)} all={Number(facts['units'] ?? 0)} />}
      {kind === 'intercept' && value !== null && <p className="risk">{t('lead.task.worth', { value: moneyText(t, value) })}</p>}
      <p className="soft">{t('lead.task.open', { length: lengthText(t, nowMs - sinceMs) })}</p>
    </>
  );
}

function Progress({ done, all }: { readonly done: number; readonly all: number }): JSX.Element {
  const { t } = useTranslation();
  return (
    <div className="progress">
      <progress value={done} max={Math.max(1, all)} aria-label={t('lead.cause.put-back')} />
      <span>{t('lead.task.putBack', { done, all })}</span>
    </div>
  );
}

/** Two writers said two things; both stand side by side, and nothing is overwritten until a person chose. */
function BothSides({ facts }: { readonly facts: Readonly<Record<string, string | number>> }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useNow();
  const { field = '', here = '', there = '', source = '', changedAtMs } = facts;
  return (
    <>
      <p>{t('lead.says.conflict')}</p>
      <dl className="sides">
        <div>
          <dt>{t('lead.conflict.here')}</dt>
          <dd>{conflictWord(t, here)}</dd>
        </div>
        <div>
          <dt>{String(source)}</dt>
          <dd>{conflictWord(t, there)}</dd>
        </div>
      </dl>
      <p className="soft">
        {t('lead.conflict.about', { field: t(`lead.conflict.field.${field}`, { defaultValue: String(field) }) })}
        {typeof changedAtMs === 'number' && ` · ${timeText(t, changedAtMs, nowMs)}`}
      </p>
    </>
  );
}
