import { useEffect, useRef } from 'react';
import { readScan } from '../../../shared/domain/scan/reading.ts';
import { listenFirst } from '../app/first-ear.ts';
import { playSound } from '../app/wire-scans.ts';

/**
 * `here`: a badge answers the open question, and every other scan is refused: it would be counted behind a dialog that hides it.
 * `station`: badges go the usual way. Only while a PIN may be typed is everything else refused, because a PIN typed in a hurry
 * reads like a scan and must not be written down.
 */
export type BadgeUse = 'here' | 'station';

interface BadgeEar {
  readonly use: BadgeUse;
  readonly isPinOpen: boolean;
  onBadge(code: string): void;
  onOther(): void;
}

export function useBadgeEar(ear: BadgeEar): void {
  const newest = useRef(ear);
  useEffect(() => {
    newest.current = ear;
  });
  useEffect(
    () =>
      listenFirst((text) => {
        const { use, isPinOpen, onBadge, onOther } = newest.current;
        const isBadge = readScan(text).kind === 'badge';
        if (use === 'station' && (isBadge || !isPinOpen)) return false;
        if (isBadge) {
          onBadge(text);
        } else {
          playSound('wrong');
          onOther();
        }
        return true;
      }),
    [],
  );
}
