import { useEffect, useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../../../shared/contract/calls.ts';
import type { ReplyError } from '../../../../../shared/contract/reply.ts';
import { numberText, timeText } from '../../../i18n/clock-text.ts';
import { useStation } from '../../../stores/store.ts';
import { actName, detailText } from '../audit-words.ts';
import { Empty, ExportButton, FileOutcome, Loading, Page, Said, useExport } from '../parts.tsx';
import { refusalText } from '../refusal-text.ts';
import { useNow } from '../use-now.ts';
import './pages.css';

/** Who did what. Rows are chained: one that is changed or gone is found by "verify". */
export function AuditPage(): JSX.Element {
  const { t } = useTranslation();
  const rows = useStation((store) => store.auditRows);
  const nextBefore = useStation((store) => store.auditNextBefore);
  const loadAudit = useStation((store) => store.loadAudit);
  const nowMs = useNow();
  const file = useExport();
  useEffect(() => {
    void loadAudit('newest');
  }, [loadAudit]);
  if (rows === null) return <Loading />;
  return (
    <Page
      title={t('lead.page.audit')}
      actions={
        <>
          <FileOutcome outcome={file.outcome} />
          <Verify />
          <ExportButton save={file.save} what={{ what: 'audit' }} />
        </>
      }
    >
      {rows.length === 0 && <Empty text={t('lead.audit.none')} />}
      {rows.length > 0 && (
        <table className="table table--long">
          <thead>
            <tr>
              <th scope="col" className="number">
                {t('lead.audit.number')}
              </th>
              <th scope="col">{t('lead.audit.when')}</th>
              <th scope="col">{t('lead.audit.who')}</th>
              <th scope="col">{t('lead.audit.what')}</th>
              <th scope="col">{t('lead.audit.about')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.sequence}>
                <td className="number">{row.sequence}</td>
                <td>{timeText(t, row.atMs, nowMs)}</td>
                <td>{row.actor}</td>
                <td>
                  {actName(t, row.act)}
                  <span className="soft">{row.act}</span>
                </td>
                <td>
                  {row.subject}
                  <span className="soft">{detailText(t, row.detail)}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {nextBefore !== null && (
        <p className="step__next">
          <button type="button" className="button" onClick={() => void loadAudit('last')}>
            {t('lead.audit.older')}
          </button>
        </p>
      )}
    </Page>
  );
}

type Verified = { readonly kind: 'idle' } | { readonly kind: 'working' } | { readonly kind: 'answered'; readonly answer: CallOutput<'verifyAudit'> } | { readonly kind: 'failed'; readonly error: ReplyError };

function Verify(): JSX.Element {
  const { t } = useTranslation();
  const verifyAudit = useStation((store) => store.verifyAudit);
  const [state, setState] = useState<Verified>({ kind: 'idle' });

  async function verify(): Promise<void> {
    setState({ kind: 'working' });
    const reply = await verifyAudit();
    setState(reply.ok ? { kind: 'answered', answer: reply.value } : { kind: 'failed', error: reply.error });
  }

  return (
    <>
      {state.kind === 'failed' && <Said text={refusalText(t, state.error)} isBad />}
      {state.kind === 'answered' &&
        (state.answer.isWhole ? (
          <Said text={t('lead.audit.whole', { rows: numberText(t, state.answer.rows), head: state.answer.head.slice(0, 12) })} />
        ) : (
          <Said text={t('lead.audit.broken', { row: state.answer.brokenAt })} isBad />
        ))}
      <button type="button" className="button" disabled={state.kind === 'working'} onClick={() => void verify()}>
        {t('lead.audit.verify')}
      </button>
    </>
  );
}
