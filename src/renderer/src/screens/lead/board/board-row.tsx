import { memo, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardRowView } from '../../../../../shared/contract/lead-views.ts';
import { lengthText, leftText, moneyText } from '../lead-text.ts';
import { actionWords, rowReason } from './board-words.ts';

export interface BoardRowProps {
  readonly row: BoardRowView;
  readonly nowMs: number;
  /** Null: rows of this group are dealt with one by one. */
  readonly isChosen: boolean | null;
  readonly isBusy: boolean;
  readonly onChoose: (rowId: string, isChosen: boolean) => void;
  readonly onOpen: (row: BoardRowView) => void;
  readonly onAct: (row: BoardRowView) => void;
}

/** Few elements: a board of 500 of these opens at once. A press anywhere but on the controls opens the evidence. */
export const BoardRow = memo(function BoardRow({ row, nowMs, isChosen, isBusy, onChoose, onOpen, onAct }: BoardRowProps): JSX.Element {
  const { t } = useTranslation();
  const left = row.shipByMs === null ? null : leftText(t, row.shipByMs, nowMs);
  const age = t('lead.board.age', { length: lengthText(t, nowMs - row.sinceMs) });
  const reason = rowReason(t, row, nowMs);
  const { orderId } = row;
  return (
    <li className="brow" data-row={row.rowId} data-cause={row.cause} data-order={row.channelOrderId}>
      {isChosen !== null && (
        <label className="check">
          <input type="checkbox" checked={isChosen} aria-label={t('lead.board.choose', { order: row.channelOrderId })} onChange={(event) => onChoose(row.rowId, event.target.checked)} />
        </label>
      )}
      <div className="brow__order">
        {orderId === null ? (
          <strong>{row.channelOrderId}</strong>
        ) : (
          <button type="button" className="brow__open" aria-label={t('lead.board.openOrder', { order: row.channelOrderId })} onClick={() => onOpen(row)}>
            {row.channelOrderId}
          </button>
        )}
        <span>{row.storeName}</span>
        <span>{row.times > 1 ? `${age} · ${t('lead.board.times', { number: row.times })}` : age}</span>
      </div>
      <p className="brow__reason" title={reason}>
        <b>{t(`lead.owner.${row.owner}`)}</b> {reason}
      </p>
      <div className="brow__due">
        <span className={left?.isLate === true ? 'left left--late' : 'left'}>{left?.words ?? t('lead.board.noShipBy')}</span>
        {row.value !== null && <span>{moneyText(t, row.value)}</span>}
      </div>
      <button type="button" className={row.action === 'none' ? 'button brow__act brow__act--quiet' : 'button brow__act'} disabled={isBusy} onClick={() => onAct(row)}>
        {actionWords(t, row.action)}
      </button>
    </li>
  );
});
