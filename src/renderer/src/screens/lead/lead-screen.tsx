import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { VerdictBar } from '../../components/verdict-bar.tsx';
import type { LeadPage } from '../../stores/board-slice.ts';
import { useStation } from '../../stores/store.ts';
import { AlertsPage } from './alerts/alerts-page.tsx';
import { BoardPage } from './board/board-page.tsx';
import { ConnectionsPage } from './connections/connections-page.tsx';
import { LeadDoor } from './lead-door.tsx';
import { NumbersPage } from './numbers/numbers-page.tsx';
import { AuditPage } from './pages/audit-page.tsx';
import { ChecklistsPage } from './pages/checklists-page.tsx';
import { ManifestsPage } from './pages/manifests-page.tsx';
import { ReportPage } from './pages/report-page.tsx';
import { ShadowPage } from './pages/shadow-page.tsx';
import { ShiftPage } from './pages/shift-page.tsx';
import { LeadPanels } from './panel/lead-panels.tsx';
import { Rail } from './rail.tsx';
import { StockPage } from './stock/stock-page.tsx';
import { SearchBox } from './search-box.tsx';
import './lead.css';

const pages: Readonly<Record<LeadPage, () => JSX.Element>> = {
  board: BoardPage,
  alerts: AlertsPage,
  numbers: NumbersPage,
  shift: ShiftPage,
  checklists: ChecklistsPage,
  report: ReportPage,
  shadow: ShadowPage,
  manifests: ManifestsPage,
  stock: StockPage,
  connections: ConnectionsPage,
  audit: AuditPage,
};

/** Failures first: what is stopped, what a person must mend, what is about to be late. Everything else is one press away. */
export function LeadScreen(): JSX.Element {
  const { t } = useTranslation();
  const page = useStation((store) => store.leadPage);
  const Shown = pages[page];
  return (
    <div className="lead">
      <h1 className="unseen">{t('lead.title')}</h1>
      <LeadDoor>
        <div className="lead__desk">
          <Rail />
          <div className="lead__work">
            <SearchBox />
            <Shown key={page} />
            <LeadPanels />
          </div>
        </div>
      </LeadDoor>
      <VerdictBar isSmall />
    </div>
  );
}
