import { useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { AtRiskView, LeadBoardView } from '../../../../shared/contract/views.ts';
import { Icon, type IconName } from '../../components/icons.tsx';
import { Empty, Section } from './section.tsx';
import { ShipBy } from './ship-by.tsx';

const icons: Readonly<Record<AtRiskView['cause'], IconName>> = { 'not-packed': 'box', 'packed-not-posted': 'send', blocked: 'octagon' };

/** Soonest first; more would push the queue and the connections out of sight. */
const SHOWN = 6;

/** "Nobody packed it" and "it left and the shop does not know" call for different people, so they look different. */
export function AtRisk({ board, isSure }: { readonly board: LeadBoardView; readonly isSure: boolean }): JSX.Element {
  const { t } = useTranslation();
  const { atRisk, atRiskTotal } = board;
  const [isAllShown, showAll] = useState(false);
  const shown = isAllShown ? atRisk : atRisk.slice(0, SHOWN);
  const hidden = atRisk.length - shown.length;
  const note = atRisk.length < atRiskTotal ? { note: t('lead.blocked.shown', { shown: atRisk.length, total: atRiskTotal }) } : {};
  return (
    <Section title={t('lead.risk.title')} count={atRiskTotal} {...note}>
      {atRisk.length === 0 && <Empty text={t(isSure ? 'lead.risk.none' : 'lead.risk.noneUnsure')} isUnsure={!isSure} />}
      <ul className="risks">
        {shown.map((order) => (
          <li key={order.orderId} className={`risk risk--${order.cause}`} data-order={order.channelOrderId}>
            <Icon name={icons[order.cause]} />
            <span className="risk__order">
              {order.channelOrderId}
              <span className="risk__store">{order.storeName}</span>
            </span>
            <span>
              <ShipBy atMs={order.shipByMs} />
              <span className="risk__cause">{t(`lead.risk.${order.cause}`)}</span>
            </span>
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <button type="button" className="button button--row" onClick={() => showAll(true)}>
          {t('lead.risk.showAll', { count: hidden })}
        </button>
      )}
    </Section>
  );
}
