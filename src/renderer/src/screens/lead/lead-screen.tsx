import { useEffect, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { VerdictBar } from '../../components/verdict-bar.tsx';
import { useStation } from '../../stores/store.ts';
import { AtRisk } from './at-risk.tsx';
import { BlockedOrders } from './blocked-orders.tsx';
import { ParkedMessages } from './parked-messages.tsx';
import { QueueFigures, Services, WaitingMessages } from './queue.tsx';
import { UnlabelledParcels } from './unlabelled-parcels.tsx';
import './lead.css';

/** Failures first: what is stopped, what a person must mend, what is about to be late. */
export function LeadScreen(): JSX.Element {
  const { t } = useTranslation();
  const board = useStation((store) => store.board);
  const loadBoard = useStation((store) => store.loadBoard);
  const services = useStation(({ bench }) => bench?.header.services ?? null);
  useEffect(() => {
    void loadBoard();
  }, [loadBoard]);
  if (board === null) return <p className="lead__loading">{t('lead.loading')}</p>;
  const isSure = services !== null && services.every((service) => service.reachable === true);
  return (
    <div className="lead">
      <h1 className="unseen">{t('lead.title')}</h1>
      <div className="lead__scroll">
        <div className="lead__main">
          <BlockedOrders board={board} isSure={isSure} />
          <ParkedMessages parked={board.parked} total={board.counts.parked} />
          <UnlabelledParcels parcels={board.unlabelled} />
        </div>
        <aside className="lead__side">
          <QueueFigures counts={board.counts} />
          <AtRisk board={board} isSure={isSure} />
          <WaitingMessages waiting={board.waiting} />
          <Services services={services ?? []} />
        </aside>
      </div>
      <VerdictBar isSmall />
    </div>
  );
}
