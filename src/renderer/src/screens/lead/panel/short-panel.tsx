import { useId, useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardRowView } from '../../../../../shared/contract/lead-views.ts';
import { useStation } from '../../../stores/store.ts';
import { taskFacts } from '../board/board-words.ts';
import { NameField, WordsField } from '../parts.tsx';
import { DecisionFoot, DecisionForm, OrderLine, SHORTEST_REASON, useDecision } from './decision.tsx';
import { Panel } from './panel.tsx';

const choices = ['wait', 'partial', 'cancel'] as const;
type Choice = (typeof choices)[number];

/** Goods are missing. Cancelling is the dearest answer: it says which figure it hits, and wants a second, separate yes. */
export function ShortPanel({ row }: { readonly row: BoardRowView }): JSX.Element {
  const { t } = useTranslation();
  const id = useId();
  const close = useStation((store) => store.closePanel);
  const decideShort = useStation((store) => store.decideShort);
  const decision = useDecision();
  const [choice, setChoice] = useState<Choice>('wait');
  const [reason, setReason] = useState('');
  const [isRiskAccepted, setRiskAccepted] = useState(false);
  const isCancel = choice === 'cancel';
  const metric = t('metric.cancellation.name');
  /** A yes to the risk holds for this look at it only. */
  const choose = (one: Choice): void => {
    setChoice(one);
    setRiskAccepted(false);
  };

  async function decide(): Promise<void> {
    if (row.task === null) return;
    if (reason.trim().length < SHORTEST_REASON) {
      decision.say(t('lead.needReason'));
      return;
    }
    const taskId = row.task.id;
    if (await decision.decide('decide-short', (whom) => decideShort({ taskId, decision: choice, reason, isRiskAccepted, ...whom }))) close();
  }

  return (
    <DecisionForm onDecide={() => void decide()}>
      <Panel
        title={t('lead.cause.short')}
        note={t('lead.says.short')}
        foot={<DecisionFoot decision={decision} back={t('lead.panel.notNow')} confirm={t(`lead.short.confirm.${choice}`)} isOff={isCancel && !isRiskAccepted} onBack={close} />}
      >
        <ul className="olines">
          <OrderLine row={row} />
        </ul>
        {row.task !== null && <p>{taskFacts(t, row.task.facts).join(' ')}</p>}
        <fieldset className="choices">
          <legend>{t('lead.short.question')}</legend>
          {choices.map((one) => (
            <label key={one} className="choice">
              <input type="radio" name={id} checked={choice === one} onChange={() => choose(one)} />
              <span>
                <b>{t(`lead.outcome.${one}`)}</b>
                <span>{t(`lead.short.means.${one}`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {isCancel && (
          <div className="risk" ref={(box) => box?.scrollIntoView({ block: 'nearest' })}>
            <p>{t('lead.short.risk', { metric, limit: t('metric.cancellation.limit') })}</p>
            <label className="check check--words">
              <input type="checkbox" checked={isRiskAccepted} onChange={(event) => setRiskAccepted(event.target.checked)} />
              <span>{t('lead.short.accept', { metric })}</span>
            </label>
          </div>
        )}
        <NameField />
        <WordsField label={t('lead.reason')} value={reason} onChange={setReason} />
      </Panel>
    </DecisionForm>
  );
}
