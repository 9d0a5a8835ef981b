import { useEffect, useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardRowView, EvidenceView } from '../../../../../shared/contract/lead-views.ts';
import type { ReplyError } from '../../../../../shared/contract/reply.ts';
import { ageText, timeText } from '../../../i18n/clock-text.ts';
import { useStation } from '../../../stores/store.ts';
import { actionWords } from '../board/board-words.ts';
import { useRowActs } from '../board/use-row-acts.ts';
import { leftText, moneyText } from '../lead-text.ts';
import { CopyButton, Loading, NameField, Said, WordsField } from '../parts.tsx';
import { refusalText } from '../refusal-text.ts';
import { useNow } from '../use-now.ts';
import { DecisionForm, SHORTEST_REASON, useDecision } from './decision.tsx';
import { escalationText, metricWords } from './escalation.ts';
import { Answers, Lines, Log, Message, Parcels, Reasons, Releases } from './evidence-parts.tsx';
import { HopStrip } from './hop-strip.tsx';
import { MessageLives } from './message-life.tsx';
import { Panel } from './panel.tsx';

/** All that is known of one order: why it is held, who said so, what left already, and the channel's own words as they came. */
export function EvidencePanel({ orderId }: { readonly orderId: string }): JSX.Element {
  const { t } = useTranslation();
  const evidence = useStation((store) => store.evidence);
  const loadEvidence = useStation((store) => store.loadEvidence);
  const row = useStation(({ board }) => rowOf(board?.groups ?? [], orderId));
  const [problem, setProblem] = useState<ReplyError | null>(null);
  useEffect(() => {
    void loadEvidence(orderId).then(setProblem);
  }, [loadEvidence, orderId]);
  if (evidence?.orderId !== orderId) {
    return (
      <Panel title={orderId.slice(orderId.indexOf('/') + 1)}>
        {problem === null ? <Loading /> : <Said text={refusalText(t, problem)} isBad />}
      </Panel>
    );
  }
  return (
    <Panel title={evidence.channelOrderId} note={`${evidence.storeName} · ${t(`lead.place.${evidence.place}`)}`} foot={<RowAction orderId={orderId} />}>
      <HopStrip hops={evidence.hops} />
      <Facts evidence={evidence} />
      <Reasons blocks={evidence.blocks} />
      <Message writeBack={row?.writeBack ?? null} />
      <Parcels parcels={evidence.parcels} shop={evidence.storeName} />
      <MessageLives messages={evidence.messages} />
      <Flag evidence={evidence} />
      <Releases releases={evidence.releases} />
      <Lines lines={evidence.lines} />
      <Escalation evidence={evidence} />
      <Answers exchanges={evidence.exchanges} />
      <Log log={evidence.log} />
    </Panel>
  );
}

/** The one thing to do about it is the same here as in its row. */
function RowAction({ orderId }: { readonly orderId: string }): JSX.Element | null {
  const { t } = useTranslation();
  const row = useStation(({ board }) => rowOf(board?.groups ?? [], orderId));
  const acts = useRowActs();
  if (row === null || row.action === 'none') return acts.said === null ? null : <Said text={acts.said.text} isBad={acts.said.isBad} />;
  return (
    <>
      {acts.said !== null && <Said text={acts.said.text} isBad={acts.said.isBad} />}
      <div className="decision__foot">
        <button type="button" className="button button--main" disabled={acts.isBusy} onClick={() => acts.act(row)}>
          {actionWords(t, row.action)}
        </button>
      </div>
    </>
  );
}

function rowOf(groups: readonly { readonly rows: readonly BoardRowView[] }[], orderId: string): BoardRowView | null {
  for (const { rows } of groups) for (const row of rows) if (row.orderId === orderId) return row;
  return null;
}

function Facts({ evidence }: { readonly evidence: EvidenceView }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useNow();
  const { value, shipByMs, checkedAtMs, ownerNow, owners, escalation } = evidence;
  const left = shipByMs === null ? null : leftText(t, shipByMs, nowMs);
  const facts: readonly (readonly [name: string, words: string, isLate?: boolean])[] = [
    ['shipBy', left === null || shipByMs === null ? t('lead.board.noShipBy') : `${timeText(t, shipByMs, nowMs)} · ${left.words}`, left?.isLate === true],
    ['value', value === null ? t('lead.unknown') : moneyText(t, value)],
    ['checked', checkedAtMs === null ? t('time.never') : ageText(t, checkedAtMs, nowMs)],
    ['ownerNow', t(`lead.ownerNow.${ownerNow}`)],
    ['cancelOwner', owners.cancellation],
    ['shippedOwner', owners.shipped],
    ...(escalation === null || escalation.metric === 'none' ? [] : [['metric', metricWords(t, escalation)] as const]),
  ];
  return (
    <dl className="efacts">
      {facts.map(([name, words, isLate]) => (
        <div key={name}>
          <dt>{t(`lead.evidence.fact.${name}`)}</dt>
          <dd className={isLate === true ? 'left left--late' : undefined}>{words}</dd>
        </div>
      ))}
    </dl>
  );
}

/** "The buyer called": customer service says it here, and the order is stopped like one with the channel's own request. */
function Flag({ evidence: { orderId, flag, place } }: { readonly evidence: EvidenceView }): JSX.Element | null {
  const { t } = useTranslation();
  const nowMs = useNow();
  const flagOrder = useStation((store) => store.flagOrder);
  const unflagOrder = useStation((store) => store.unflagOrder);
  const decision = useDecision();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  if (flag === null && (place === 'cancelled' || place === 'shipped-elsewhere')) return null;

  async function decide(): Promise<void> {
    if (reason.trim().length < SHORTEST_REASON) {
      decision.say(t('lead.needReason'));
      return;
    }
    const isDone = await decision.decide('flag-cancel', (whom) => (flag === null ? flagOrder : unflagOrder)({ orderId, reason, ...whom }));
    if (!isDone) return;
    setOpen(false);
    setReason('');
  }

  return (
    <section className="epart">
      <h3>{t('lead.evidence.flag')}</h3>
      <p>{flag === null ? t('lead.evidence.noFlag') : t('lead.evidence.flagged', { by: flag.by, time: timeText(t, flag.atMs, nowMs), reason: flag.reason })}</p>
      {isOpen ? (
        <DecisionForm onDecide={() => void decide()}>
          <NameField />
          <WordsField label={t('lead.reason')} value={reason} onChange={setReason} />
          <Said text={decision.problem} isBad />
          <div className="decision__foot">
            <button type="button" className="button" onClick={() => setOpen(false)}>
              {t('lead.panel.notNow')}
            </button>
            <button type="submit" className="button button--main" disabled={decision.isSending}>
              {t(flag === null ? 'lead.evidence.doFlag' : 'lead.evidence.doUnflag')}
            </button>
          </div>
        </DecisionForm>
      ) : (
        <button type="button" className="button" onClick={() => setOpen(true)}>
          {t(flag === null ? 'lead.evidence.openFlag' : 'lead.evidence.openUnflag')}
        </button>
      )}
    </section>
  );
}

function Escalation({ evidence }: { readonly evidence: EvidenceView }): JSX.Element | null {
  const { t } = useTranslation();
  const nowMs = useNow();
  if (evidence.blocks.length === 0 && evidence.flag === null) return null;
  const text = escalationText(t, evidence, nowMs);
  return (
    <section className="epart">
      <h3>{t('lead.escalation.title')}</h3>
      <pre className="quote quote--words">{text}</pre>
      <CopyButton text={text} label={t('lead.escalation.copy')} />
    </section>
  );
}
