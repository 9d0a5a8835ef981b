/**
 * Waits until something outside the test's clock (a socket, a child process) has happened, by turning the event loop, not by
 * sleeping. Gives up after many turns, so that a broken promise fails by name and not by the runner's time-out.
 */
export async function until(isTrue: () => boolean, what: string): Promise<void> {
  for (let turn = 0; turn < 200_000; turn++) {
    if (isTrue()) return;
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  throw new Error(`never happened: ${what}`);
}
