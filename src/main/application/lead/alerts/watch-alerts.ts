import { decideAlerts, type AlertId } from '../../../../shared/domain/alert/alert.ts';
import { seconds } from '../../../../shared/domain/units/instant.ts';
import type { Timers } from '../../ports/clock.ts';
import { findStuck, type StuckParts } from './find-stuck.ts';
import { loadTriggers } from './triggers.ts';

/** Limits are minutes: a quarter of one is soon enough. */
const lookEveryMs = seconds(15);
/** Alerts that one look may begin: each is a row of one commit, and a scan waits for it. The others begin at the next. */
const mostAtOnce = 200;
/** More open alerts than of every kind together are looked at. */
const everyAlert = 100_000;

export interface AlertWatch {
  start(): void;
  stop(): void;
  /** Now, and not at the next turn: a limit was changed. */
  look(): void;
}

export interface AlertWatchParts extends StuckParts {
  readonly timers: Timers;
  /** Alerts began or ended. */
  readonly onChange: () => void;
  readonly onFault: (error: unknown) => void;
}

/** Looks by the station's own clock, whether a page is open or not. What began and what ended is one commit. */
export function createAlertWatch(parts: AlertWatchParts): AlertWatch {
  const { journal, clock, newId } = parts.context;
  let cancel: (() => void) | null = null;

  function look(): void {
    const nowMs = clock.nowMs();
    const open = journal.alerts.listOpen(everyAlert);
    const { stuck, unsure } = findStuck(parts, open);
    const { fire, end } = decideAlerts(loadTriggers(journal.settings), stuck, open, nowMs, unsure);
    if (fire.length + end.length === 0) return;
    journal.transaction(() => {
      for (const id of end) journal.alerts.end(id, nowMs);
      for (const one of fire.slice(0, mostAtOnce)) journal.alerts.fire({ ...one, id: newId() as AlertId, firedAtMs: nowMs });
    });
    parts.onChange();
  }

  function guardedLook(): void {
    try {
      look();
    } catch (error: unknown) {
      // A full disk or a busy file: looked again at the next turn.
      parts.onFault(error);
    }
  }

  function schedule(): void {
    cancel = parts.timers.after(lookEveryMs, () => {
      guardedLook();
      schedule();
    });
  }

  return {
    start: schedule,
    stop() {
      cancel?.();
      cancel = null;
    },
    look: guardedLook,
  };
}
