import { useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { WriteBackView } from '../../../../shared/contract/views.ts';
import type { ParkReason } from '../../../../shared/domain/writeback/write-back.ts';
import { Icon } from '../../components/icons.tsx';
import { ageText } from '../../i18n/clock-text.ts';
import { problemText } from '../../i18n/problem-text.ts';
import { useStation } from '../../stores/store.ts';
import { Empty, Section } from './section.tsx';
import { ShipBy } from './ship-by.tsx';

export function ParkedMessages({ parked, total }: { readonly parked: readonly WriteBackView[]; readonly total: number }): JSX.Element {
  const { t } = useTranslation();
  const note = parked.length < total ? { note: t('lead.blocked.shown', { shown: parked.length, total }) } : {};
  return (
    <Section title={t('lead.parked.title')} count={total} isUrgent={total > 0} {...note}>
      {parked.length === 0 && <Empty text={t('lead.parked.none')} />}
      <ul className="rows">
        {parked.map((message) => (
          <ParkedRow key={message.id} message={message} />
        ))}
      </ul>
    </Section>
  );
}

/** Sending again cannot mend these two. */
const notToResend: ReadonlySet<ParkReason> = new Set(['order-cancelled', 'unreadable']);

function ParkedRow({ message }: { readonly message: WriteBackView }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useStation((store) => store.nowMs);
  const reason = message.parkReason ?? 'unreadable';
  return (
    <li className="row row--parked" data-reason={reason} data-order={message.channelOrderId}>
      <div className="row__order">
        <strong>{message.channelOrderId}</strong>
        <span>{message.storeName}</span>
        <ShipBy atMs={message.shipByMs} />
      </div>
      <div className="row__reason">
        <strong>
          <Icon name="pause" />
          {t(`park.${reason}.title`)}
        </strong>
        <span>{t(`park.${reason}.next`)}</span>
        <span className="row__soft">
          {[t('lead.parked.number', { number: message.trackingNumber }), t('lead.parked.attempts', { count: message.attempts }), ageText(t, message.createdAtMs, nowMs)].join(' · ')}
        </span>
        <details className="answer">
          <summary>{t('lead.parked.answer')}</summary>
          <pre lang="">{message.lastAnswer ?? t('lead.parked.noAnswer')}</pre>
        </details>
      </div>
      <div className="row__action">{!notToResend.has(reason) && <Resend writeBackId={message.id} />}</div>
    </li>
  );
}

function Resend({ writeBackId }: { readonly writeBackId: string }): JSX.Element {
  const { t } = useTranslation();
  const leadName = useStation((store) => store.leadName);
  const packer = useStation(({ bench }) => bench?.header.packer ?? '');
  const resend = useStation((store) => store.resendWriteBack);
  const [problem, setProblem] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const by = leadName.trim() || packer || t('owner.lead');

  async function send(): Promise<void> {
    setSending(true);
    const error = await resend({ writeBackId, by });
    setSending(false);
    setProblem(error === null ? null : problemText(t, error));
  }

  return (
    <>
      <button type="button" className="button button--row" disabled={isSending} title={t('lead.parked.resendAs', { name: by })} onClick={() => void send()}>
        {t('lead.parked.resend')}
      </button>
      {problem !== null && (
        <p className="row__problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
