import { useEffect, useRef, useState, type RefObject } from 'react';

/** Rows beyond those in sight that are drawn ahead, so that scrolling meets no gap. */
const AHEAD = 30;
const AHEAD_PX = 500;

/**
 * A long list draws the rows in sight; the rest is one empty box of their height that gives way as it is scrolled to. `rest` goes on
 * that box.
 */
export function useGrowing(total: number, first: number): { readonly shown: number; readonly rest: RefObject<HTMLLIElement | null> } {
  const rest = useRef<HTMLLIElement>(null);
  const [grown, setGrown] = useState(first);
  const shown = Math.min(total, Math.max(first, grown));
  const hidden = total - shown;
  useEffect(() => {
    const box = rest.current;
    if (box === null || hidden === 0) return;
    const observer = new IntersectionObserver(
      (entries) => {
        const entry = entries.at(-1);
        if (entry?.isIntersecting !== true) return;
        const { top, height } = entry.boundingClientRect;
        const reachedPx = (entry.rootBounds?.bottom ?? window.innerHeight) - top;
        const rowPx = Math.max(1, height / hidden);
        setGrown(shown + Math.ceil(reachedPx / rowPx) + AHEAD);
      },
      { root: scrollerOf(box), rootMargin: `0px 0px ${AHEAD_PX}px 0px` },
    );
    observer.observe(box);
    return () => {
      observer.disconnect();
    };
  }, [hidden, shown]);
  return { shown, rest };
}

/** Null: the page itself scrolls, as it does at 400 % zoom. */
function scrollerOf(element: HTMLElement): Element | null {
  const scroller = element.closest('.page__body');
  return scroller !== null && getComputedStyle(scroller).overflowY !== 'visible' ? scroller : null;
}
