import { useLayoutEffect, useRef, useState, type JSX, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineView } from '../../../../shared/contract/views.ts';
import { Icon, type IconName } from '../../components/icons.tsx';

const icons: Readonly<Record<LineView['state'], IconName>> = { 'not-started': 'circle', part: 'half', done: 'tick', 'take-out': 'takeOut' };

/** What needs hands comes first; what is complete sinks to the end. */
const urgency: Readonly<Record<LineView['state'], number>> = { 'take-out': 0, part: 1, 'not-started': 2, done: 3 };

/** As many lines as fit, never a scroll bar: a packer has no hand free for one. The rest is a number. */
export function LineList({ lines, currentLineId }: { readonly lines: readonly LineView[]; readonly currentLineId: string | null }): JSX.Element {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  const room = useRoom(list);
  const sorted = [...lines].sort((a, b) => urgency[a.state] - urgency[b.state]);
  const shown = sorted.length <= room ? sorted : sorted.slice(0, Math.max(1, room - 1));
  const hidden = sorted.length - shown.length;
  return (
    <ul className="lines" ref={list}>
      {shown.map((line) => (
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

/** How many rows fit into the list's own height. */
function useRoom(list: RefObject<HTMLUListElement | null>): number {
  const [room, setRoom] = useState(4);
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const measure = (): void => {
      const row = element.querySelector('.line')?.getBoundingClientRect().height ?? 0;
      if (row > 0) setRoom(Math.max(1, Math.floor((element.clientHeight + 1) / row)));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => {
      observer.disconnect();
    };
  }, [list]);
  return room;
}
