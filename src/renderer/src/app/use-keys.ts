import { useEffect } from 'react';
import { useStation } from '../stores/store.ts';

/**
 * Function keys only: a wedge scanner types letters and digits, so a letter can never be a shortcut (requirements 4B, rule 14).
 * F8 is left out because scanners use it for the GS1 separator.
 */
export function useKeys(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const { show, toggleTray, toggleGuide, bench } = useStation.getState();
      switch (event.key) {
        case 'F1':
          toggleGuide();
          break;
        case 'F2':
          show('bench');
          break;
        case 'F3':
          show('lead');
          break;
        case 'F4':
          if (event.altKey) return;
          show('setup');
          break;
        case 'F9':
          if (bench?.header.isPractice !== true) return;
          toggleTray();
          break;
        default:
          return;
      }
      event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('keydown', press);
    };
  }, []);
}
