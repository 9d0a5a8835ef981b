import { useLayoutEffect, useState, type RefObject } from 'react';

/** How much room an element has. In rem, so that rows of a known height can be counted into it. */
export function useHeightRem(element: RefObject<HTMLElement | null>, firstGuessRem: number): number {
  const [heightRem, setHeightRem] = useState(firstGuessRem);
  useLayoutEffect(() => {
    const measured = element.current;
    if (measured === null) return;
    const measure = (): void => {
      const remPx = parseFloat(getComputedStyle(document.documentElement).fontSize);
      // A pixel of grace: heights are whole pixels, rems are not.
      setHeightRem((measured.clientHeight + 1) / remPx);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(measured);
    measure();
    return () => {
      observer.disconnect();
    };
  }, [element]);
  return heightRem;
}
