import { useLayoutEffect, useRef, useState, type JSX, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { BarcodeView } from '../../../../shared/contract/views.ts';
import { barsOf, moduleWidth, type Bars } from './bars.ts';

const HEIGHT_PX = 64;

/** A barcode that a scanner can read off the screen, and a finger can press instead. */
export function BarcodeButton({ barcode, caption, onScan }: { readonly barcode: BarcodeView; readonly caption: string; readonly onScan: (text: string) => void }): JSX.Element {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  const widthPx = useWidth(button);
  const bars = barsOf(barcode);
  return (
    <button type="button" ref={button} className="barcode" aria-label={`${t('practice.scanThis', { text: caption })}`} data-scan-text={barcode.text} data-symbology={barcode.symbology} onClick={() => onScan(barcode.text)}>
      {widthPx > 0 && <Drawing bars={bars} modulePx={moduleWidth(bars.modules, widthPx, window.devicePixelRatio)} />}
      <span className="barcode__caption">{caption}</span>
    </button>
  );
}

function Drawing({ bars, modulePx }: { readonly bars: Bars; readonly modulePx: number }): JSX.Element {
  return (
    <svg width={bars.modules * modulePx} height={HEIGHT_PX} viewBox={`0 0 ${bars.modules} 1`} preserveAspectRatio="none" shapeRendering="crispEdges" aria-hidden="true">
      <rect width={bars.modules} height={1} fill="var(--paper)" />
      <path d={bars.path} fill="var(--paper-ink)" />
    </svg>
  );
}

function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const target = element.current;
    if (target === null) return;
    const measure = (): void => {
      const style = getComputedStyle(target);
      setWidth(target.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    measure();
    return () => {
      observer.disconnect();
    };
  }, [element]);
  return width;
}
