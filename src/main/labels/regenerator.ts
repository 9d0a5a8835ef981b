/**
 * fontkit 1.1.1 was compiled for browsers without generators and expects a global `regeneratorRuntime`; without it every script
 * that needs syllables (Devanagari and its relatives) ends in a ReferenceError. These are the two functions it calls, for the one
 * generator it has. Nothing is replaced if a real one is there.
 */
interface Step {
  prev: number | string;
  next: number | string;
  stop(): void;
}
type Body<T> = (step: Step) => T;

function wrap<T>(body: Body<T>): IterableIterator<T> {
  let isDone = false;
  const step: Step = { prev: 0, next: 0, stop: () => { isDone = true; } };
  return {
    next: () => {
      if (isDone) return { value: undefined, done: true };
      const value = body(step);
      return isDone ? { value: undefined, done: true } : { value, done: false };
    },
    [Symbol.iterator]() { return this; },
  };
}

export function provideRegeneratorRuntime(): void {
  if ('regeneratorRuntime' in globalThis) return;
  Object.defineProperty(globalThis, 'regeneratorRuntime', { value: { mark: <T>(generator: T): T => generator, wrap }, configurable: true });
}
