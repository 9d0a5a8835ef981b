import { useEffect, useRef } from 'react';
import { readScan } from '../../../shared/domain/scan/reading.ts';
import { listenFirst } from '../app/first-ear.ts';
import { playSound } from '../app/wire-scans.ts';

interface BadgeEar {
  onBadge(code: string): void;
  onOther(): void;
}

/**
 * A badge answers the open question. Every other scan is refused: it would be counted behind a dialog that hides the bench. And a PIN
 * typed in a hurry reads like a scan: it must not be written down with the scans.
 */
export function useBadgeEar(ear: BadgeEar): void {
  const newest = useRef(ear);
  useEffect(() => {
    newest.current = ear;
  });
  useEffect(
    () =>
      listenFirst((text) => {
        if (readScan(text).kind === 'badge') {
          newest.current.onBadge(text);
        } else {
          playSound('wrong');
          newest.current.onOther();
        }
        return true;
      }),
    [],
  );
}
