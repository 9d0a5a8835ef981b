import { createWedge, feedKey, flush, type WedgeConfig, type WedgeScan, type WedgeState, type WedgeStep, wedgeDeadlineMs } from '../../../shared/domain/scan/wedge.ts';
import type { WedgeKey } from '../../../shared/domain/scan/wedge-keys.ts';

/** What the router needs of a keydown; a KeyboardEvent has it all. */
export interface KeyPress {
  readonly code: string;
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly repeat: boolean;
  readonly isComposing: boolean;
  readonly timeStamp: number;
  getModifierState(name: string): boolean;
  preventDefault(): void;
  stopImmediatePropagation(): void;
}

export interface ScanRouterParts {
  /** On the clock of `KeyPress.timeStamp`. */
  readonly nowMs: () => number;
  readonly after: (delayMs: number, run: () => void) => () => void;
  readonly onScan: (scan: WedgeScan) => void;
  /** Keys that were held and turned out to be a person's typing. */
  readonly onReplay: (keys: readonly WedgeKey[]) => void;
  /** True while a text field has the focus: a dead key (´ and then e) must reach it untouched. */
  readonly isTyping: () => boolean;
}

export interface ScanRouter {
  press(event: KeyPress): void;
  /** Takes effect with the next key; a scan under way keeps its rules. */
  configure(config: Partial<WedgeConfig>): void;
  stop(): void;
}

/** Key events already queued when the deadline passes must be seen first. Milliseconds beyond the deadline. */
const LATE_KEYS_MS = 4;

/**
 * Stands before every text field: a burst of keys is a scan and no field ever sees it, a person's keys are given back.
 * No field needs the focus.
 */
export function createScanRouter(parts: ScanRouterParts, config: Partial<WedgeConfig> = {}): ScanRouter {
  let state: WedgeState = createWedge(config);
  let next: Partial<WedgeConfig> | null = null;
  let cancelTimer: (() => void) | null = null;

  function apply(step: WedgeStep): void {
    state = step.state;
    if (step.replay !== undefined) parts.onReplay(step.replay);
    if (step.scan !== undefined) parts.onScan(step.scan);
    watchDeadline();
  }

  function watchDeadline(): void {
    cancelTimer?.();
    cancelTimer = null;
    const deadlineMs = wedgeDeadlineMs(state);
    if (deadlineMs === null) return;
    cancelTimer = parts.after(Math.max(0, deadlineMs - parts.nowMs()) + LATE_KEYS_MS, () => {
      // One more turn of the event loop: a busy window may run this timer before keys that were pressed earlier.
      cancelTimer = parts.after(0, () => {
        cancelTimer = null;
        apply(flush(state, parts.nowMs()));
      });
    });
  }

  function press(event: KeyPress): void {
    if (event.isComposing) return;
    if (next !== null && state.mode === 'idle') {
      state = createWedge(next);
      next = null;
    }
    if (event.key === 'Dead' && state.mode === 'idle' && parts.isTyping()) return;
    const step = feedKey(state, wedgeKeyOf(event));
    if (step.swallow) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    apply(step);
  }

  return {
    press,
    configure: (changed) => {
      next = changed;
    },
    stop: () => cancelTimer?.(),
  };
}

function wedgeKeyOf(event: KeyPress): WedgeKey {
  return {
    code: event.code,
    key: event.key,
    shift: event.shiftKey,
    ctrl: event.ctrlKey,
    altGraph: event.getModifierState('AltGraph'),
    atMs: event.timeStamp,
    repeat: event.repeat,
  };
}
