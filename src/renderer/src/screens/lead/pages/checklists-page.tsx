import { useEffect, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChecklistsView } from '../../../../../shared/contract/lead-views.ts';
import { timeText } from '../../../i18n/clock-text.ts';
import { useStation } from '../../../stores/store.ts';
import { periodText } from '../lead-text.ts';
import { Empty, ExportButton, FileOutcome, Loading, Page, useExport } from '../parts.tsx';
import { useNow } from '../use-now.ts';
import { ChecklistCard } from './checklist-card.tsx';
import './pages.css';

export function ChecklistsPage(): JSX.Element {
  const { t } = useTranslation();
  const checklists = useStation((store) => store.checklists);
  const loadChecklists = useStation((store) => store.loadChecklists);
  const file = useExport();
  useEffect(() => {
    void loadChecklists();
  }, [loadChecklists]);
  if (checklists === null) return <Loading />;
  return (
    <Page
      title={t('lead.page.checklists')}
      actions={
        <>
          <FileOutcome outcome={file.outcome} />
          <ExportButton save={file.save} what={{ what: 'checklists' }} />
        </>
      }
    >
      <div className="pair">
        <ChecklistCard list={checklists.daily} />
        <ChecklistCard list={checklists.weekly} />
      </div>
      <History checklists={checklists} />
    </Page>
  );
}

function History({ checklists: { history, daily, weekly } }: { readonly checklists: ChecklistsView }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useNow();
  const past = history.filter(({ kind, period }) => period !== (kind === 'daily' ? daily.period : weekly.period));
  return (
    <section className="compare">
      <h3>{t('lead.checklist.history')}</h3>
      {past.length === 0 && <Empty text={t('lead.checklist.noHistory')} />}
      {past.length > 0 && (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('lead.checklist.list')}</th>
              <th scope="col">{t('lead.checklist.period')}</th>
              <th scope="col" className="number">
                {t('lead.checklist.ticked')}
              </th>
              <th scope="col">{t('lead.checklist.signedShort')}</th>
            </tr>
          </thead>
          <tbody>
            {past.map(({ kind, period, ticked, signed }) => (
              <tr key={`${kind} ${period}`}>
                <td>{t(`lead.checklist.${kind}`)}</td>
                <td>{periodText(t, period)}</td>
                <td className="number">{ticked}</td>
                <td className={signed === null ? 'bad' : undefined}>{signed === null ? t('lead.checklist.notSigned') : t('lead.checklist.by', { name: signed.by, time: timeText(t, signed.atMs, nowMs) })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
