import { useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../../../shared/contract/calls.ts';
import type { BoardRowView } from '../../../../../shared/contract/lead-views.ts';
import type { ReleasableCode } from '../../../../../shared/domain/gate/block.ts';
import { useStation } from '../../../stores/store.ts';
import { isBlockCode } from '../board/board-words.ts';
import { sumsOf, sumsText } from '../lead-text.ts';
import { NameField, WordsField } from '../parts.tsx';
import { DecisionFoot, DecisionForm, OrderLine, SHORTEST_REASON, useDecision } from './decision.tsx';
import { Panel } from './panel.tsx';

type Refusals = CallOutput<'releaseBlocks'>['refused'];

/** Shown before the rest folds away. */
const ROWS_SHOWN = 3;

/** Letting parcels pass costs a reason and a badge or PIN, and the risk is named before. There is no such form for a hard block. */
export function ReleasePanel({ code, rows }: { readonly code: ReleasableCode; readonly rows: readonly BoardRowView[] }): JSX.Element {
  const { t } = useTranslation();
  const close = useStation((store) => store.closePanel);
  const releaseBlocks = useStation((store) => store.releaseBlocks);
  const decision = useDecision();
  const [reason, setReason] = useState('');
  const [refused, setRefused] = useState<Refusals | null>(null);
  const [released, setReleased] = useState(0);
  const sums = sumsOf(rows.map((row) => row.value));
  const more = rows.length - ROWS_SHOWN;

  async function release(): Promise<void> {
    const orderIds = rows.map((row) => row.orderId).filter((orderId) => orderId !== null);
    if (reason.trim().length < SHORTEST_REASON) {
      decision.say(t('lead.needReason'));
      return;
    }
    let refusals: Refusals = [];
    const isDone = await decision.decide('release', async (whom) => {
      const reply = await releaseBlocks({ orderIds, code, reason, ...whom });
      if (!reply.ok) return reply.error;
      refusals = reply.value.refused;
      setReleased(reply.value.released);
      return null;
    });
    if (!isDone) return;
    if (refusals.length === 0) close();
    else setRefused(refusals);
  }

  if (refused !== null) return <NotAll rows={rows} refused={refused} released={released} onClose={close} />;
  return (
    <DecisionForm onDecide={() => void release()}>
      <Panel title={t('lead.release.title', { count: rows.length })} note={t(`block.${code}.title`)} foot={<DecisionFoot decision={decision} back={t('lead.release.cancel')} confirm={t('lead.release.confirm', { count: rows.length })} onBack={close} />}>
        <p className="risk">{t(`lead.release.risk.${code}`)}</p>
        <ul className="olines">
          {rows.slice(0, ROWS_SHOWN).map((row) => (
            <OrderLine key={row.rowId} row={row} />
          ))}
        </ul>
        {more > 0 && <p className="soft">{t('lead.waiting.more', { count: more })}</p>}
        {rows.length > 1 && sums.length > 0 && <p className="soft">{t('lead.board.atStake', { value: sumsText(t, sums) })}</p>}
        <NameField />
        <WordsField label={t('lead.reason')} hint={t('lead.release.reasonHint')} value={reason} onChange={setReason} />
        <p className="soft">{t('lead.release.ends')}</p>
      </Panel>
    </DecisionForm>
  );
}

function NotAll({ rows, refused, released, onClose }: { readonly rows: readonly BoardRowView[]; readonly refused: Refusals; readonly released: number; readonly onClose: () => void }): JSX.Element {
  const { t } = useTranslation();
  const numberOf = (orderId: string): string => rows.find((row) => row.orderId === orderId)?.channelOrderId ?? orderId;
  return (
    <Panel
      title={t('lead.release.notAll', { released, all: rows.length })}
      foot={
        <div className="decision__foot">
          <button type="button" className="button" onClick={onClose}>
            {t('lead.panel.done')}
          </button>
        </div>
      }
    >
      <ul className="olines">
        {refused.map(({ orderId, code, message }) => (
          <li key={orderId} className="oline oline--bad">
            <strong>{numberOf(orderId)}</strong>
            <span>{isBlockCode(code) ? t('lead.release.hard', { block: t(`block.${code}.title`) }) : t(`lead.release.refused.${code}`, { defaultValue: message })}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
