import { useState, type JSX, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EvidenceView, WriteBackView } from '../../../../../shared/contract/lead-views.ts';
import type { Block } from '../../../../../shared/domain/gate/block.ts';
import { problemCodeText } from '../../../../../shared/words/problem-text.ts';
import { blockText } from '../../../i18n/block-text.ts';
import { numberText, timeText } from '../../../i18n/clock-text.ts';
import { useStation } from '../../../stores/store.ts';
import { actName, detailText } from '../audit-words.ts';
import { reasonText } from '../lead-text.ts';
import { CopyButton } from '../parts.tsx';
import { useNow } from '../use-now.ts';
import { ParcelLoop } from './parcel-loop.tsx';

export function Part({ title, count, children }: { readonly title: string; readonly count?: number; readonly children: ReactNode }): JSX.Element {
  return (
    <section className="epart">
      <h3>
        {title} {count !== undefined && <span>{count}</span>}
      </h3>
      {children}
    </section>
  );
}

export function Reasons({ blocks }: { readonly blocks: readonly Block[] }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useNow();
  return (
    <Part title={t('lead.evidence.reasons')}>
      {blocks.length === 0 && <p>{t('lead.evidence.noReason')}</p>}
      <ul className="reasons">
        {blocks.map((block) => {
          const words = blockText(t, block, nowMs);
          return (
            <li key={block.code} data-code={block.code}>
              <h4>{words.title}</h4>
              <p>{reasonText(words)}</p>
              <p className="soft">{words.checked}</p>
              <p>
                <b>{t(`lead.owner.${block.owner}`)}</b> {t('lead.clears', { clears: words.clears })}
              </p>
              <p className="soft">{t(`lead.strength.${block.strength}`)}</p>
            </li>
          );
        })}
      </ul>
    </Part>
  );
}

export function Releases({ releases }: { readonly releases: EvidenceView['releases'] }): JSX.Element | null {
  const { t } = useTranslation();
  const nowMs = useNow();
  if (releases.length === 0) return null;
  return (
    <Part title={t('lead.evidence.releases')}>
      <ul className="plain">
        {releases.map((release) => (
          <li key={`${release.code} ${release.atMs}`}>
            <b>{t(`block.${release.code}.title`)}</b> {t('lead.evidence.released', { by: release.by, time: timeText(t, release.atMs, nowMs), reason: release.reason })}
            {!release.isValid && <span className="soft"> {t('lead.evidence.releaseEnded')}</span>}
          </li>
        ))}
      </ul>
    </Part>
  );
}

export function Lines({ lines }: { readonly lines: EvidenceView['lines'] }): JSX.Element | null {
  const { t } = useTranslation();
  if (lines.length === 0) return null;
  return (
    <Part title={t('lead.evidence.lines')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('lead.evidence.product')}</th>
            <th scope="col" className="number">
              {t('lead.evidence.packed')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            <tr key={index}>
              <td>
                {line.title}
                <span className="soft"> {line.sku}</span>
                {line.cancellation !== 'none' && <strong className="bad"> {t(`lead.evidence.line.${line.cancellation}`)}</strong>}
              </td>
              <td className="number">{t('lead.evidence.of', { packed: numberText(t, line.packed), all: numberText(t, line.toPack) })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}

export function Parcels({ parcels, shop }: { readonly parcels: EvidenceView['parcels']; readonly shop: string }): JSX.Element | null {
  const { t } = useTranslation();
  const nowMs = useNow();
  if (parcels.length === 0) return null;
  return (
    <Part title={t('lead.evidence.parcels')}>
      <ul className="plain">
        {parcels.map((parcel) => (
          <li key={parcel.parcelId}>
            <b>{t(`lead.parcelState.${parcel.state}`, { defaultValue: parcel.state })}</b>{' '}
            {[
              timeText(t, parcel.atMs, nowMs),
              t('lead.evidence.packer', { name: parcel.packer }),
              parcel.trackingNumber === null ? null : t('lead.parked.number', { number: parcel.trackingNumber }),
              parcel.sscc === null || parcel.sscc === parcel.trackingNumber ? null : t('lead.evidence.sscc', { number: parcel.sscc }),
              parcel.manifestNumber === null ? null : t('lead.evidence.manifest', { number: parcel.manifestNumber }),
              parcel.box === null ? null : t('lead.evidence.box', { orders: parcel.box.with.map(({ channelOrderId }) => channelOrderId).join(', '), confirmed: parcel.box.confirmed, count: parcel.box.orders }),
            ]
              .filter((part) => part !== null)
              .join(' · ')}
            {parcel.state !== 'open' && <ParcelLoop parcel={parcel} shop={shop} />}
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** Mended on that page. */
const atConnections: ReadonlySet<string> = new Set(['auth', 'bad-carrier', 'bad-settings', 'order-gone']);

/** What keeps the message from the channel: our sentence, its cause, the act, and the channel's own words. */
export function Message({ writeBack }: { readonly writeBack: WriteBackView | null }): JSX.Element | null {
  const { t } = useTranslation();
  const showLeadPage = useStation((store) => store.showLeadPage);
  if (writeBack?.problemCode == null) return null;
  const { what, cause, act } = problemCodeText(t, writeBack.problemCode);
  return (
    <Part title={t('lead.evidence.message')}>
      <ul className="reasons">
        <li data-code={writeBack.problemCode}>
          <h4>{what}</h4>
          <p>{cause}</p>
          <p>
            <b>{t('lead.evidence.act')}</b> {act}
          </p>
          {writeBack.problemCode === 'bad-carrier' && <p>{t('lead.parked.carrier', { carrier: writeBack.carrierCode })}</p>}
          {atConnections.has(writeBack.problemCode) && (
            <button type="button" className="button" onClick={() => showLeadPage('connections')}>
              {t('connections.open')}
            </button>
          )}
          {writeBack.lastAnswer !== null && (
            <p className="soft" lang="">
              {writeBack.lastAnswer}
            </p>
          )}
        </li>
      </ul>
    </Part>
  );
}

/** What the channel said, to the letter. */
export function Answers({ exchanges }: { readonly exchanges: EvidenceView['exchanges'] }): JSX.Element {
  const { t } = useTranslation();
  return (
    <Part title={t('lead.evidence.answers')} count={exchanges.length}>
      {exchanges.length === 0 && <p>{t('lead.evidence.noAnswer')}</p>}
      {exchanges.map((exchange, index) => (
        <Answer key={index} exchange={exchange} />
      ))}
    </Part>
  );
}

function Answer({ exchange }: { readonly exchange: EvidenceView['exchanges'][number] }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useNow();
  const [isOpen, setOpen] = useState(false);
  const { operation, status, body, atMs } = exchange;
  return (
    <details className="answer" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span>{operation}</span>
        <span className="soft">{[status === null ? t('lead.evidence.noStatus') : String(status), timeText(t, atMs, nowMs)].join(' · ')}</span>
      </summary>
      {isOpen && (
        <>
          <pre className="quote" lang="" tabIndex={0}>
            {prettyJson(body)}
          </pre>
          <CopyButton text={body} />
        </>
      )}
    </details>
  );
}

/** Indented where it is JSON; anything else as it came. */
export function prettyJson(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch (error: unknown) {
    if (error instanceof SyntaxError) return body;
    throw error;
  }
}

export function Log({ log }: { readonly log: EvidenceView['log'] }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useNow();
  return (
    <Part title={t('lead.evidence.log')}>
      {log.length === 0 && <p>{t('lead.evidence.noLog')}</p>}
      <ul className="plain">
        {log.map((entry, index) => (
          <li key={index}>
            <span className="soft">{timeText(t, entry.atMs, nowMs)}</span> <b>{actName(t, entry.act)}</b> {t('lead.evidence.byWhom', { name: entry.actor })} <span className="soft">{detailText(t, entry.detail)}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
}
