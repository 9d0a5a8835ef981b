import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardRowView } from '../../../../../shared/contract/lead-views.ts';
import type { ReplyError } from '../../../../../shared/contract/reply.ts';
import type { ReleasableCode } from '../../../../../shared/domain/gate/block.ts';
import { useStation } from '../../../stores/store.ts';
import { useActing, type Whom } from '../whom.ts';
import { refusalText } from '../refusal-text.ts';

export interface RowActs {
  /** What came of the last one; null: nothing to say. */
  readonly said: { readonly text: string; readonly isBad: boolean } | null;
  readonly isBusy: boolean;
  openEvidence(row: BoardRowView): void;
  /** The one thing to do about this row. */
  act(row: BoardRowView): void;
  release(code: ReleasableCode, rows: readonly BoardRowView[]): void;
  /** False: refused or cancelled, so what was chosen stays chosen. */
  acknowledge(rows: readonly BoardRowView[]): Promise<boolean>;
  resend(rows: readonly BoardRowView[]): Promise<boolean>;
}

const ordersOf = (rows: readonly BoardRowView[]): string[] => rows.map((row) => row.orderId).filter((orderId) => orderId !== null);

/** What a row's button and a group's buttons do. What needs a reason or a choice opens beside the board; the rest is done with the press. */
export function useRowActs(): RowActs {
  const { t } = useTranslation();
  const acting = useActing();
  const openPanel = useStation((store) => store.openPanel);
  const [said, setSaid] = useState<RowActs['said']>(null);
  const [isBusy, setBusy] = useState(false);

  async function run(doIt: () => Promise<ReplyError | 'cancelled' | null>, done: string): Promise<boolean> {
    setBusy(true);
    setSaid(null);
    const end = await doIt();
    setBusy(false);
    if (end === 'cancelled') return false;
    setSaid(end === null ? { text: done, isBad: false } : { text: refusalText(t, end), isBad: true });
    return end === null;
  }

  const acknowledge = (rows: readonly BoardRowView[]): Promise<boolean> =>
    run(
      () => acting('answer-task', (whom) => useStation.getState().acknowledgeBlocks({ orderIds: ordersOf(rows), ...whom })),
      t('lead.board.acknowledged', { count: rows.length }),
    );

  const resend = async (rows: readonly BoardRowView[]): Promise<boolean> => {
    const isDone = await run(() => acting('resend', (whom) => resendAll(rows, whom)), t('lead.board.resent', { count: rows.length }));
    await useStation.getState().loadBoard();
    return isDone;
  };

  const reprint = async ({ parcelId }: BoardRowView): Promise<void> => {
    if (parcelId === null) return;
    const { reprintLabel, loadBoard } = useStation.getState();
    await reprintLabel(parcelId);
    await loadBoard();
  };

  const openEvidence = ({ orderId }: BoardRowView): void => {
    if (orderId !== null) openPanel({ kind: 'evidence', orderId });
  };

  const release = (code: ReleasableCode, rows: readonly BoardRowView[]): void => {
    openPanel({ kind: 'release', code, rows });
  };

  function act(row: BoardRowView): void {
    switch (row.action) {
      case 'release': {
        const code = releasableOf(row);
        if (code !== null) release(code, [row]);
        return;
      }
      case 'acknowledge':
        void acknowledge([row]);
        return;
      case 'resend':
        void resend([row]);
        return;
      case 'reprint':
        void reprint(row);
        return;
      case 'decide-short':
        openPanel({ kind: 'short', row });
        return;
      case 'close-task':
        openPanel({ kind: 'task', row });
        return;
      case 'none':
        openEvidence(row);
        return;
    }
  }

  return { said, isBusy, openEvidence, act, release, acknowledge, resend };
}

/** The first reason that a lead may release; the group it stands in is named after it. */
export function releasableOf({ blocks, cause }: Pick<BoardRowView, 'blocks' | 'cause'>): ReleasableCode | null {
  const block = blocks.find((one) => one.strength === 'ask-lead' && one.code === cause) ?? blocks.find((one) => one.strength === 'ask-lead');
  return block === undefined ? null : releasableCode(block.code);
}

function releasableCode(code: string): ReleasableCode | null {
  return code === 'CANCEL_REQUESTED' || code === 'STALE_DATA' || code === 'ADDRESS_INVALID' || code === 'WEIGHT_OUT_OF_RANGE' ? code : null;
}

/** One after the other; the first that is refused ends it, because the next would be refused for the same reason. */
async function resendAll(rows: readonly BoardRowView[], whom: Whom): Promise<ReplyError | null> {
  for (const { writeBack } of rows) {
    if (writeBack === null) continue;
    const error = await useStation.getState().resendWriteBack({ writeBackId: writeBack.id, ...whom });
    if (error !== null) return error;
  }
  return null;
}
