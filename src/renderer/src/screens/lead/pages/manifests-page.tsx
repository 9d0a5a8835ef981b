import { useEffect, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { ManifestPaperView } from '../../../../../shared/contract/lead-views.ts';
import { numberText, timeText } from '../../../i18n/clock-text.ts';
import { useStation } from '../../../stores/store.ts';
import { Empty, FileOutcome, Loading, Page, useExport, useFile } from '../parts.tsx';
import { useNow } from '../use-now.ts';
import './pages.css';

/** What each carrier took along; the paper can be had again. */
export function ManifestsPage(): JSX.Element {
  const { t } = useTranslation();
  const manifests = useStation((store) => store.manifests);
  const loadManifests = useStation((store) => store.loadManifests);
  const printManifest = useStation((store) => store.printManifest);
  const nowMs = useNow();
  const file = useExport();
  const paper = useFile();
  useEffect(() => {
    void loadManifests();
  }, [loadManifests]);

  async function printAgain(manifestId: string): Promise<void> {
    await paper.ask('load', () => printManifest(manifestId));
    await loadManifests();
  }

  if (manifests === null) return <Loading />;
  const rows = manifests.manifests;
  return (
    <Page
      title={t('lead.page.manifests')}
      actions={
        <>
          <FileOutcome outcome={file.outcome} />
          <FileOutcome outcome={paper.outcome} />
        </>
      }
    >
      {rows.length === 0 && <Empty text={t('lead.manifests.none')} />}
      {rows.length > 0 && (
        <table className="table table--long">
          <thead>
            <tr>
              <th scope="col" className="number">
                {t('lead.manifests.number')}
              </th>
              <th scope="col">{t('lead.manifests.carrier')}</th>
              <th scope="col" className="number">
                {t('lead.manifests.parcels')}
              </th>
              <th scope="col">{t('lead.manifests.opened')}</th>
              <th scope="col">{t('lead.manifests.closed')}</th>
              <th scope="col">{t('lead.manifests.paper')}</th>
              <th scope="col">
                <span className="unseen">{t('lead.manifests.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ manifestId, number, carrier, parcels, openedAtMs, closedAtMs, closedBy, paper: drawn }) => (
              <tr key={manifestId}>
                <td className="number">{number}</td>
                <td>{carrier}</td>
                <td className="number">{numberText(t, parcels)}</td>
                <td>{timeText(t, openedAtMs, nowMs)}</td>
                <td>
                  {closedAtMs === null ? t('lead.manifests.stillOpen') : timeText(t, closedAtMs, nowMs)}
                  {closedBy !== null && <span className="soft">{closedBy}</span>}
                </td>
                <td>{closedAtMs !== null && <Paper paper={drawn} nowMs={nowMs} />}</td>
                <td className="table__acts">
                  <button type="button" className="button" disabled={closedAtMs === null || parcels === 0} onClick={() => void printAgain(manifestId)}>
                    {t('lead.manifests.print')}
                  </button>
                  <button type="button" className="button" disabled={parcels === 0} onClick={() => void file.save({ what: 'manifest', manifestId })}>
                    {t('lead.export.button')}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Page>
  );
}

/** A paper that did not come out is a parcel list that the driver does not have. */
const fine: ReadonlySet<ManifestPaperView['state']> = new Set(['sent', 'no-printer']);

function Paper({ paper, nowMs }: { readonly paper: ManifestPaperView | null; readonly nowMs: number }): JSX.Element {
  const { t } = useTranslation();
  if (paper === null) return <span className="soft">{t('lead.manifests.notDrawn')}</span>;
  const { state, reason, atMs } = paper;
  return (
    <>
      <span className={fine.has(state) ? undefined : 'bad'}>{t(`lead.manifests.paperState.${state}`)}</span>
      <span className="soft">{[timeText(t, atMs, nowMs), reason].filter((part) => part !== null).join(' · ')}</span>
    </>
  );
}
