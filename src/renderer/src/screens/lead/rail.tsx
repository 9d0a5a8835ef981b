import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon, type IconName } from '../../components/icons.tsx';
import { leadPages, type LeadPage } from '../../stores/board-slice.ts';
import { useStation } from '../../stores/store.ts';

const icons: Readonly<Record<LeadPage, IconName>> = { board: 'lead', alerts: 'flag', numbers: 'send', shift: 'clock', checklists: 'tick', report: 'shield', shadow: 'half', manifests: 'box', stock: 'queue', connections: 'plug', audit: 'file' };

export function Rail(): JSX.Element {
  const { t } = useTranslation();
  const page = useStation((store) => store.leadPage);
  const show = useStation((store) => store.showLeadPage);
  const openRows = useStation((store) => store.board?.totalRows ?? 0);
  const openAlerts = useStation((store) => store.board?.alerts.total ?? 0);
  return (
    <nav className="rail" aria-label={t('lead.pages')}>
      {leadPages.map((name) => (
        <button key={name} type="button" className="rail__page" data-page={name} aria-current={page === name ? 'page' : undefined} onClick={() => show(name)}>
          <Icon name={icons[name]} />
          <span>{t(`lead.page.${name}`)}</span>
          {name === 'alerts' && openAlerts > 0 && <strong className="rail__count">{openAlerts}</strong>}
          {name === 'board' && openRows > 0 && <strong className="rail__count">{openRows}</strong>}
        </button>
      ))}
    </nav>
  );
}
