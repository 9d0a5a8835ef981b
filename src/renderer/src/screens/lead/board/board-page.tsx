import { useMemo, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { CauseGroupView, LeadBoardView } from '../../../../../shared/contract/lead-views.ts';
import type { ServiceView } from '../../../../../shared/contract/views.ts';
import { numberText } from '../../../i18n/clock-text.ts';
import { useStation } from '../../../stores/store.ts';
import { Empty, ExportButton, FileOutcome, Loading, Page, Said, useExport } from '../parts.tsx';
import { useNow } from '../use-now.ts';
import { BoardSide } from './board-side.tsx';
import { causeTitle } from './board-words.ts';
import { CauseGroup } from './cause-group.tsx';
import { useRowActs } from './use-row-acts.ts';
import './board.css';

/** Rows drawn with the page over all groups: more than fit on the tallest screen. */
const FIRST_ROWS = 24;

const noServices: readonly ServiceView[] = [];

export function BoardPage(): JSX.Element {
  const { t } = useTranslation();
  const board = useStation((store) => store.board);
  const file = useExport();
  if (board === null) return <Loading />;
  return (
    <Page
      title={t('lead.page.board')}
      note={t('lead.board.total', { count: board.totalRows })}
      actions={
        <>
          <FileOutcome outcome={file.outcome} />
          <ExportButton save={file.save} what={{ what: 'board' }} isOff={board.totalRows === 0} />
        </>
      }
    >
      <div className="board" data-as-of={board.nowMs}>
        <Groups board={board} />
        <BoardSide board={board} />
      </div>
    </Page>
  );
}

function Groups({ board }: { readonly board: LeadBoardView }): JSX.Element {
  const nowMs = useNow();
  const acts = useRowActs();
  const firsts = useMemo(() => firstRows(board.groups), [board.groups]);
  return (
    <div className="board__groups">
      {acts.said !== null && <Said text={acts.said.text} isBad={acts.said.isBad} />}
      {board.groups.length === 0 && <NothingToDo />}
      {board.groups.length > 1 && <Causes groups={board.groups} />}
      {board.groups.map((group, index) => (
        <CauseGroup key={group.cause} group={group} nowMs={nowMs} first={firsts[index] ?? 0} acts={acts} />
      ))}
    </div>
  );
}

function firstRows(groups: readonly CauseGroupView[]): readonly number[] {
  let left = FIRST_ROWS;
  return groups.map(({ rows }) => {
    const first = Math.min(rows.length, left);
    left -= first;
    return first;
  });
}

/** The failures by cause at a glance; a press goes there. */
function Causes({ groups }: { readonly groups: readonly CauseGroupView[] }): JSX.Element {
  const { t } = useTranslation();
  return (
    <ul className="causes" aria-label={t('lead.board.byCause')}>
      {groups.map(({ cause, total }) => (
        <li key={cause}>
          <button type="button" className="causes__one" onClick={() => document.getElementById(`cause-${cause}`)?.scrollIntoView({ block: 'start' })}>
            <span>{causeTitle(t, cause)}</span>
            <strong>{numberText(t, total)}</strong>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** "Nothing" and "nothing known" are two different answers. */
function NothingToDo(): JSX.Element {
  const { t } = useTranslation();
  const services = useStation(({ bench }) => bench?.header.services ?? noServices);
  const probeNow = useStation((store) => store.probeNow);
  const unsure = services.filter((service) => service.reachable !== true);
  if (unsure.length === 0) return <Empty text={t('lead.board.none')} icon="tick" />;
  return (
    <Empty text={t('lead.board.noneUnsure', { shops: unsure.map((service) => service.name).join(', ') })} icon="question" isUnsure>
      <button type="button" className="button" onClick={() => void probeNow()}>
        {t('lead.services.probe')}
      </button>
    </Empty>
  );
}
