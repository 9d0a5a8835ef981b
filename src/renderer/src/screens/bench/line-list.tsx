import { useRef, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoxOrderView, LineView } from '../../../../shared/contract/views.ts';
import { Icon, type IconName } from '../../components/icons.tsx';
import { useHeightRem } from '../../components/use-height.ts';

const icons: Readonly<Record<LineView['state'], IconName>> = { 'not-started': 'circle', part: 'half', done: 'tick', 'take-out': 'takeOut' };

/** What needs hands comes first; what is complete sinks to the end. */
const urgency: Readonly<Record<LineView['state'], number>> = { 'take-out': 0, part: 1, 'not-started': 2, done: 3 };

/** Height of a row with a title on one line and on two. In rem, as in bench.css. */
const ROW_REM = 2.8125;
const TALL_ROW_REM = 5.5;

/** Of several orders each has its heading. Where not all fits, an order that is complete goes without its lines. */
function rowsOf(lines: readonly LineView[], orders: readonly BoxOrderView[], room: number): readonly (LineView | BoxOrderView)[] {
  const sorted = [...lines].sort((a, b) => urgency[a.state] - urgency[b.state]);
  if (orders.length === 0) return sorted;
  const isTight = lines.length + orders.length > room;
  return orders.flatMap((order) => [order, ...sorted.filter((line) => line.channelOrderId === order.channelOrderId && !(isTight && line.state === 'done'))]);
}

/** As many lines as fit, never a scroll bar: a packer has no hand free for one. The rest is a number. */
export function LineList({ lines, orders = [], currentLineId }: { readonly lines: readonly LineView[]; readonly orders?: readonly BoxOrderView[]; readonly currentLineId: string | null }): JSX.Element {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  const heightRem = useHeightRem(list, 4 * ROW_REM);
  const room = Math.max(1, Math.floor(heightRem / ROW_REM));
  const rows = rowsOf(lines, orders, room);
  const isRoomy = heightRem >= rows.length * TALL_ROW_REM;
  const shown = rows.length <= room ? rows : rows.slice(0, Math.max(1, room - 1));
  const hidden = lines.length - shown.filter((row) => 'lineId' in row).length;
  return (
    <ul className={isRoomy ? 'lines lines--roomy' : 'lines'} ref={list}>
      {shown.map((line) => !('lineId' in line) ? (
        <li key={line.channelOrderId} className="line line--order">
          <Icon name="box" />
          <bdi>{line.channelOrderId}</bdi>
          <span className="line__count">
            {line.unitsPacked}
            <i>/</i>
            {line.unitsExpected}
          </span>
        </li>
      ) : (
        <li key={line.lineId} className={`line line--${line.state}`} aria-current={line.lineId === currentLineId ? 'step' : undefined}>
          <Icon name={icons[line.state]} />
          <span className="line__title">
            <span className="unseen">{t(`line.${line.state}`)}: </span>
            {line.title}
          </span>
          <span className="line__count">
            {line.packed}
            <i>/</i>
            {line.expected}
          </span>
        </li>
      ))}
      {hidden > 0 && <li className="line line--more">{t('bench.moreLines', { count: hidden })}</li>}
    </ul>
  );
}
