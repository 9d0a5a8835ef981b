import type { JSX } from 'react';
import { useStation } from '../../../stores/store.ts';
import { EvidencePanel } from './evidence-panel.tsx';
import { ReleasePanel } from './release-panel.tsx';
import { ShortPanel } from './short-panel.tsx';
import { TaskPanel } from './task-panel.tsx';

/** Beside the page: one order with its evidence, or one decision that needs more than a press. */
export function LeadPanels(): JSX.Element | null {
  const panel = useStation((store) => store.leadPanel);
  switch (panel?.kind) {
    case undefined:
      return null;
    case 'evidence':
      return <EvidencePanel key={panel.orderId} orderId={panel.orderId} />;
    case 'release':
      return <ReleasePanel key={panel.rows.map((row) => row.rowId).join()} code={panel.code} rows={panel.rows} />;
    case 'short':
      return <ShortPanel key={panel.row.rowId} row={panel.row} />;
    case 'task':
      return <TaskPanel key={panel.row.rowId} row={panel.row} />;
  }
}
