/** What the page shows of a live connection is never older than this. Milliseconds. */
export const FRESH_MS = 5000;

/** Times a call later and gives back what takes it back. */
export type Later = (run: () => void, delayMs: number) => () => void;

const inThisWindow: Later = (run, delayMs) => {
  const timer = setTimeout(run, delayMs);
  return () => {
    clearTimeout(timer);
  };
};

/** Loads at once, and again that long after each answer: a slow station is not asked twice at a time. Gives back what ends it. */
export function keepFresh(load: () => Promise<void>, later: Later = inThisWindow): () => void {
  let isOver = false;
  let takeBack = (): void => undefined;
  const run = (): void => {
    void load().finally(() => {
      if (!isOver) takeBack = later(run, FRESH_MS);
    });
  };
  run();
  return () => {
    isOver = true;
    takeBack();
  };
}
