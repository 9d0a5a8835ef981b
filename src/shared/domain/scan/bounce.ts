/** Two reads of one code within this time are one pull of the trigger. Milliseconds. A second unit takes a hand longer. */
export const BOUNCE_WINDOW_MS = 600;

export interface ReadInstant {
  readonly text: string;
  readonly atMs: number;
}

/**
 * True: tell the packer, do not count. `previous` is the last read that was counted, not the last bounce; otherwise a packer who
 * scans ten equal units briskly would have nine of them ignored. A clock that went back makes no bounce: better asked than lost.
 */
export function isBounce(previous: ReadInstant | null, current: ReadInstant): boolean {
  if (previous === null || previous.text !== current.text) return false;
  const elapsedMs = current.atMs - previous.atMs;
  return elapsedMs >= 0 && elapsedMs < BOUNCE_WINDOW_MS;
}
