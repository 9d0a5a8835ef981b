/**
 * Lets the station write to cache.db ahead of an import that runs in a worker of the same process. SQLite's own waiting
 * is polling and unfair: a writer that begins again at once can keep the other out for seconds. So the station counts
 * itself in shared memory, and the worker looks there before each transaction.
 */
export type WriteTurn = <T>(write: () => T) => T;

/** Longest time that the worker waits; a count left standing by a bug must not stop an import for good. Milliseconds. */
const longestWaitMs = 1000;

/** Hand it to both sides: to the worker in `workerData`. */
export const createTurnMemory = (): SharedArrayBuffer => new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);

/** The station's side: never waits for more than the transaction in hand. */
export function stationTurn(memory: SharedArrayBuffer): WriteTurn {
  const wanting = new Int32Array(memory);
  return (write) => {
    Atomics.add(wanting, 0, 1);
    try {
      return write();
    } finally {
      Atomics.sub(wanting, 0, 1);
      Atomics.notify(wanting, 0);
    }
  };
}

/** The worker's side: blocks its own thread, which has nothing else to do. */
export function importTurn(memory: SharedArrayBuffer): WriteTurn {
  const wanting = new Int32Array(memory);
  return (write) => {
    const count = Atomics.load(wanting, 0);
    if (count > 0) Atomics.wait(wanting, 0, count, longestWaitMs);
    return write();
  };
}
