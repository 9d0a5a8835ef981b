import { useEffect, useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { EvidenceView } from '../../../../../shared/contract/lead-views.ts';
import type { ReplyError } from '../../../../../shared/contract/reply.ts';
import { timeText } from '../../../i18n/clock-text.ts';
import { problemText } from '../../../i18n/problem-text.ts';
import { useStation } from '../../../stores/store.ts';
import { leftText, moneyText } from '../lead-text.ts';
import { CopyButton, Loading, NameField, Said, WordsField } from '../parts.tsx';
import { useNow } from '../use-now.ts';
import { SHORTEST_REASON, useDecision } from './decision.tsx';
import { escalationText } from './escalation.ts';
import { Answers, Lines, Log, Parcels, Reasons, Releases } from './evidence-parts.tsx';
import { Panel } from './panel.tsx';

/** All that is known of one order. The channel's own words are one press away, as they came. */
export function EvidencePanel({ orderId }: { readonly orderId: string }): JSX.Element {
  const { t } = useTranslation();
  const evidence = useStation((store) => store.evidence);
  const loadEvidence = useStation((store) => store.loadEvidence);
  const [problem, setProblem] = useState<ReplyError | null>(null);
  useEffect(() => {
    void loadEvidence(orderId).then(setProblem);
  }, [loadEvidence, orderId]);
  const title = evidence?.channelOrderId ?? orderId.slice(orderId.indexOf('/') + 1);
  return (
    <Panel title={title} {...(evidence === null ? {} : { note: evidence.storeName })}>
      {problem !== null && <Said text={problemText(t, problem)} isBad />}
      {problem === null && evidence === null && <Loading />}
      {evidence !== null && <Evidence evidence={evidence} />}
    </Panel>
  );
}

function Evidence({ evidence }: { readonly evidence: EvidenceView }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useNow();
  const { owners, value, shipByMs, checkedAtMs } = evidence;
  const left = shipByMs === null ? null : leftText(t, shipByMs, nowMs);
  return (
    <>
      <ul className="plain">
        <li>
          <b>{t(`lead.place.${evidence.place}`)}</b> {t(`lead.ownerNow.${evidence.ownerNow}`)}
        </li>
        <li>{t('lead.evidence.owners', owners)}</li>
        {(left !== null || value !== null) && <li className={left?.isLate === true ? 'bad' : undefined}>{[left?.words, value === null ? null : moneyText(t, value)].filter((part) => part !== null && part !== undefined).join(' · ')}</li>}
        {checkedAtMs !== null && <li className="soft">{t('lead.evidence.checked', { time: timeText(t, checkedAtMs, nowMs) })}</li>}
      </ul>
      <Reasons blocks={evidence.blocks} />
      <CopyButton text={escalationText(t, evidence, nowMs)} label={t('lead.escalation.copy')} />
      <Flag evidence={evidence} />
      <Lines lines={evidence.lines} />
      <Parcels parcels={evidence.parcels} />
      <Releases releases={evidence.releases} />
      <Answers exchanges={evidence.exchanges} />
      <Log log={evidence.log} />
    </>
  );
}

/** "The buyer called": customer service says it here, and every bench stops. */
function Flag({ evidence }: { readonly evidence: EvidenceView }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useNow();
  const decision = useDecision();
  const flagOrder = useStation((store) => store.flagOrder);
  const unflagOrder = useStation((store) => store.unflagOrder);
  const [reason, setReason] = useState('');
  const { flag, orderId } = evidence;

  async function press(): Promise<void> {
    if (reason.trim().length < SHORTEST_REASON) return decision.say(t('lead.needReason'));
    const call = flag === null ? flagOrder : unflagOrder;
    if (await decision.decide('flag-cancel', (whom) => call({ orderId, reason: reason.trim(), ...whom }))) setReason('');
  }

  return (
    <section className="epart" data-flag={flag === null ? 'none' : 'stands'}>
      <h3>{t('lead.flag.title')}</h3>
      <p>{flag === null ? t('lead.flag.none') : t('lead.evidence.flagged', { by: flag.by, time: timeText(t, flag.atMs, nowMs), reason: flag.reason })}</p>
      <NameField />
      <WordsField label={t('lead.reason')} value={reason} onChange={setReason} />
      <Said text={decision.problem} isBad />
      <button type="button" className="button" disabled={decision.isSending} onClick={() => void press()}>
        {t(flag === null ? 'lead.flag.set' : 'lead.flag.lift')}
      </button>
    </section>
  );
}
