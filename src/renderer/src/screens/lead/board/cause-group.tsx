import { useCallback, useState, type CSSProperties, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardRowView, CauseGroupView } from '../../../../../shared/contract/lead-views.ts';
import { Icon } from '../../../components/icons.tsx';
import { numberText } from '../../../i18n/clock-text.ts';
import { HopPoints } from '../panel/hop-strip.tsx';
import { leftText, sumsOf, sumsText } from '../lead-text.ts';
import { BoardRow } from './board-row.tsx';
import { causeIcon, causeNext, causeTitle, hopName, hopOf } from './board-words.ts';
import { useGrowing } from './use-growing.ts';
import type { RowActs } from './use-row-acts.ts';

const nothing: ReadonlySet<string> = new Set();

export interface CauseGroupProps {
  readonly group: CauseGroupView;
  readonly nowMs: number;
  /** How many rows are drawn with the page; the rest when they come in sight. */
  readonly first: number;
  readonly acts: RowActs;
}

/** All rows of one cause: who clears it, how soon, what is at stake, and what may be done with several at once. */
export function CauseGroup({ group, nowMs, first, acts }: CauseGroupProps): JSX.Element {
  const { t } = useTranslation();
  const { cause, rows, total, bulk } = group;
  const [isClosed, setClosed] = useState(false);
  const [picked, setPicked] = useState(nothing);
  const { shown, rest } = useGrowing(rows.length, first);
  // What left the board meanwhile is not chosen any more.
  const chosen = picked.size === 0 ? [] : rows.filter((row) => picked.has(row.rowId));
  const choose = useCallback((rowId: string, isChosen: boolean): void => {
    setPicked((before) => {
      const next = new Set(before);
      if (isChosen) next.add(rowId);
      else next.delete(rowId);
      return next;
    });
  }, []);
  const titleId = `cause-${cause}`;
  return (
    <section className={`group group--${toneOf(cause)}`} aria-labelledby={titleId} data-cause={cause} data-total={total}>
      <header className="group__head">
        {bulk !== null && (
          <label className="check">
            <input
              type="checkbox"
              checked={chosen.length === rows.length}
              ref={(box) => {
                if (box !== null) box.indeterminate = chosen.length > 0 && chosen.length < rows.length;
              }}
              aria-label={t('lead.board.chooseAll', { cause: causeTitle(t, cause) })}
              onChange={(event) => setPicked(event.target.checked ? new Set(rows.map((row) => row.rowId)) : nothing)}
            />
          </label>
        )}
        <h3 id={titleId}>
          <button type="button" className="group__fold" aria-expanded={!isClosed} onClick={() => setClosed(!isClosed)}>
            <Icon name={causeIcon(cause)} />
            <span>{causeTitle(t, cause)}</span>
            <span className="group__count">{numberText(t, total)}</span>
          </button>
          <span className="group__hop">
            <HopPoints broken={hopName[hopOf(cause)]} />
            {t(`lead.hop.${hopOf(cause)}`)}
          </span>
        </h3>
        {chosen.length > 0 ? <Bulk group={group} chosen={chosen} acts={acts} onDone={() => setPicked(nothing)} /> : <GroupFacts group={group} nowMs={nowMs} />}
      </header>
      {!isClosed && (
        <ul className={bulk === null ? 'group__rows' : 'group__rows group__rows--bulk'}>
          {rows.slice(0, shown).map((row) => (
            <BoardRow key={row.rowId} row={row} nowMs={nowMs} isChosen={bulk === null ? null : picked.has(row.rowId)} isBusy={acts.isBusy} onChoose={choose} onOpen={acts.openEvidence} onAct={acts.act} />
          ))}
          {shown < rows.length && <li ref={rest} className="group__rest" aria-hidden="true" style={{ '--rows': rows.length - shown } as CSSProperties} />}
        </ul>
      )}
      {!isClosed && rows.length < total && <p className="group__cut">{t('lead.board.cut', { shown: numberText(t, rows.length), total: numberText(t, total) })}</p>}
    </section>
  );
}

function GroupFacts({ group, nowMs }: { readonly group: CauseGroupView; readonly nowMs: number }): JSX.Element {
  const { t } = useTranslation();
  const { cause, owner, soonestShipByMs, rows, total } = group;
  const left = soonestShipByMs === null ? null : leftText(t, soonestShipByMs, nowMs);
  const sums = sumsOf(rows.map((row) => row.value));
  return (
    <>
      <p className="group__facts">
        <b>{t(`lead.owner.${owner}`)}</b>
        {left !== null && <span className={left.isLate ? 'left left--late' : 'left'}>{t('lead.board.soonest', { left: left.words })}</span>}
        {sums.length > 0 && <span>{t(rows.length < total ? 'lead.board.atStakeLeast' : 'lead.board.atStake', { value: sumsText(t, sums) })}</span>}
      </p>
      <p className="group__next">
        {causeNext(t, cause)}
      </p>
    </>
  );
}

function Bulk({ group, chosen, acts, onDone }: { readonly group: CauseGroupView; readonly chosen: readonly BoardRowView[]; readonly acts: RowActs; readonly onDone: () => void }): JSX.Element {
  const { t } = useTranslation();
  const { bulk, releaseCode } = group;
  const count = chosen.length;
  async function doIt(): Promise<void> {
    // The form beside the board may still be cancelled: what is released leaves the board, and with it what was chosen.
    if (bulk === 'release' && releaseCode !== null) acts.release(releaseCode, chosen);
    if (bulk === 'acknowledge' && (await acts.acknowledge(chosen))) onDone();
    if (bulk === 'resend' && (await acts.resend(chosen))) onDone();
  }
  return (
    <div className="group__bulk">
      <span>{t('lead.board.chosen', { count })}</span>
      <button type="button" className="button" onClick={onDone}>
        {t('lead.board.chooseNone')}
      </button>
      <button type="button" className="button button--main" disabled={acts.isBusy || (bulk === 'release' && releaseCode === null)} onClick={() => void doIt()}>
        {t(`lead.bulk.${bulk ?? 'acknowledge'}`, { count })}
      </button>
    </div>
  );
}

/** "Nobody packed it" and "it left and the shop does not know" call for different people, so they look different. */
function toneOf(cause: CauseGroupView['cause']): 'picking' | 'posting' | 'plain' {
  if (cause === 'late-not-packed') return 'picking';
  return cause === 'late-not-posted' || cause.startsWith('parked-') ? 'posting' : 'plain';
}
