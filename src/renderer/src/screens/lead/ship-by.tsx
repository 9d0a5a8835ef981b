import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { spanText } from '../../i18n/clock-text.ts';
import { useStation } from '../../stores/store.ts';

/** Time left until the promise to the buyer breaks, or how long it has been broken. */
export function ShipBy({ atMs }: { readonly atMs: number | null }): JSX.Element | null {
  const { t } = useTranslation();
  const nowMs = useStation((store) => store.nowMs);
  if (atMs === null) return null;
  const leftMs = atMs - nowMs;
  const key = leftMs < 0 ? 'lead.risk.late' : 'lead.risk.left';
  return <span className={leftMs < 0 ? 'ship-by ship-by--late' : 'ship-by'}>{t(key, { age: spanText(t, leftMs) })}</span>;
}
