import { useState, type FormEvent, type JSX, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardRowView } from '../../../../../shared/contract/lead-views.ts';
import type { ReplyError } from '../../../../../shared/contract/reply.ts';
import type { Act } from '../../../../../shared/domain/people/role.ts';
import { leftText, moneyText } from '../lead-text.ts';
import { Said } from '../parts.tsx';
import { useNow } from '../use-now.ts';
import { useActing, type Whom } from '../whom.ts';
import { refusalText } from '../refusal-text.ts';

/** The shortest reason that says anything; the station asks for the same. */
export const SHORTEST_REASON = 3;

export interface Decision {
  readonly isSending: boolean;
  /** Why it cannot be done, in words; null: nothing is wrong so far. */
  readonly problem: string | null;
  say(problem: string): void;
  /** True: it is done. */
  decide(act: Act, run: (whom: Whom) => Promise<ReplyError | null>): Promise<boolean>;
}

export function useDecision(): Decision {
  const { t } = useTranslation();
  const acting = useActing();
  const [problem, setProblem] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  return {
    isSending,
    problem,
    say: setProblem,
    decide: async (act, run) => {
      setProblem(null);
      setSending(true);
      const end = await acting(act, run);
      setSending(false);
      if (end !== null && end !== 'cancelled') setProblem(refusalText(t, end));
      return end === null;
    },
  };
}

/** Fields of a decision, and its one main button at the far end from the way back. */
export function DecisionForm({ children, onDecide }: { readonly children: ReactNode; readonly onDecide: () => void }): JSX.Element {
  function submit(event: FormEvent): void {
    event.preventDefault();
    onDecide();
  }
  return (
    <form className="decision" onSubmit={submit}>
      {children}
    </form>
  );
}

export interface DecisionFootProps {
  readonly decision: Decision;
  readonly back: string;
  readonly confirm: string;
  readonly isOff?: boolean;
  readonly onBack: () => void;
}

export function DecisionFoot({ decision, back, confirm, isOff = false, onBack }: DecisionFootProps): JSX.Element {
  return (
    <>
      <Said text={decision.problem} isBad />
      <div className="decision__foot">
        <button type="button" className="button" onClick={onBack}>
          {back}
        </button>
        <button type="submit" className="button button--main" disabled={decision.isSending || isOff}>
          {confirm}
        </button>
      </div>
    </>
  );
}

/** What it is about: number, shop, what it is worth, how long there is left. */
export function OrderLine({ row }: { readonly row: BoardRowView }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useNow();
  const left = row.shipByMs === null ? null : leftText(t, row.shipByMs, nowMs);
  return (
    <li className="oline">
      <strong>{row.channelOrderId}</strong>
      <span>{row.storeName}</span>
      <span>{row.value === null ? '' : moneyText(t, row.value)}</span>
      <span className={left?.isLate === true ? 'left left--late' : 'left'}>{left?.words}</span>
    </li>
  );
}
