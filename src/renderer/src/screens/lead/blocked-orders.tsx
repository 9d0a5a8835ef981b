import { useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlockedOrderView, LeadBoardView } from '../../../../shared/contract/views.ts';
import { Icon } from '../../components/icons.tsx';
import { blockText } from '../../i18n/block-text.ts';
import { ageText } from '../../i18n/clock-text.ts';
import { useStation } from '../../stores/store.ts';
import { ReleaseForm, releasableCode } from './release-form.tsx';
import { Empty, Section } from './section.tsx';
import { ShipBy } from './ship-by.tsx';

export function BlockedOrders({ board, isSure }: { readonly board: LeadBoardView; readonly isSure: boolean }): JSX.Element {
  const { t } = useTranslation();
  const { blocked, blockedTotal } = board;
  const note = blocked.length < blockedTotal ? { note: t('lead.blocked.shown', { shown: blocked.length, total: blockedTotal }) } : {};
  return (
    <Section title={t('lead.blocked.title')} count={blockedTotal} isUrgent={blockedTotal > 0} {...note}>
      {blocked.length === 0 && <Empty text={t(isSure ? 'lead.blocked.none' : 'lead.blocked.noneUnsure')} isUnsure={!isSure} />}
      <ul className="rows">
        {byShipTime(blocked).map((order) => (
          <BlockedRow key={order.orderId} order={order} />
        ))}
      </ul>
    </Section>
  );
}

/** Soonest promise first; orders without one keep the station's own sequence behind. */
function byShipTime(blocked: readonly BlockedOrderView[]): readonly BlockedOrderView[] {
  return [...blocked].sort((a, b) => (a.shipByMs ?? Infinity) - (b.shipByMs ?? Infinity) || b.lastAtMs - a.lastAtMs);
}

function BlockedRow({ order }: { readonly order: BlockedOrderView }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useStation((store) => store.nowMs);
  const [isOpen, setOpen] = useState(false);
  const [first, ...others] = order.blocks;
  const words = blockText(t, first, nowMs);
  const code = order.canRelease ? releasableCode(order.blocks) : null;
  return (
    <li className="row row--blocked" data-code={first.code} data-order={order.channelOrderId}>
      <div className="row__order">
        <strong>{order.channelOrderId}</strong>
        <span>{order.storeName}</span>
        <ShipBy atMs={order.shipByMs} />
      </div>
      <div className="row__reason">
        <strong>
          <Icon name="octagon" />
          {words.title}
        </strong>
        <span>{words.happened}</span>
        <span className="row__soft">{[words.checked, ...words.facts, ...others.map((block) => blockText(t, block, nowMs).title)].join(' · ')}</span>
      </div>
      <div className="row__owner">
        <strong>{words.owner}</strong>
        <span className="row__soft">
          {ageText(t, order.firstAtMs, nowMs)}
          {order.times > 1 && `, ${t('lead.blocked.times', { number: order.times })}`}
        </span>
        {code === null ? (
          <span className="row__soft">{t('lead.blocked.noAction')}</span>
        ) : (
          <button type="button" className="button button--row" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {t('lead.release.open')}
          </button>
        )}
      </div>
      {isOpen && code !== null && <ReleaseForm orderId={order.orderId} code={code} onClose={() => setOpen(false)} />}
    </li>
  );
}
