import { station } from '../bridge.ts';
import { useStation } from '../stores/store.ts';

/** How often the station hears that somebody is here, however much they press. Milliseconds. */
export const TELL_EVERY_MS = 60_000;

/** Whether a press now is to be told. A bench that nobody can lock, or that is locked, has no use for it. */
export function isToBeTold(lastToldMs: number, nowMs: number, header: { readonly person: unknown; readonly isLocked: boolean } | null): boolean {
  return header !== null && header.person !== null && !header.isLocked && nowMs - lastToldMs >= TELL_EVERY_MS;
}

/** Real keys and presses keep the bench from locking itself; scans do so in the station. */
export function wireStayAwake(): { stop(): void } {
  let lastToldMs = -TELL_EVERY_MS;
  const told = (event: Event): void => {
    const nowMs = performance.now();
    if (!event.isTrusted || !isToBeTold(lastToldMs, nowMs, useStation.getState().bench?.header ?? null)) return;
    lastToldMs = nowMs;
    void station().stayAwake({});
  };
  const options = { capture: true, passive: true } as const;
  const names = ['keydown', 'pointerdown', 'wheel'] as const;
  for (const name of names) window.addEventListener(name, told, options);
  return {
    stop: () => {
      for (const name of names) window.removeEventListener(name, told, options);
    },
  };
}
