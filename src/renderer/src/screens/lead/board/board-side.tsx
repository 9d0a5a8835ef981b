import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeadBoardView } from '../../../../../shared/contract/lead-views.ts';
import type { ServiceView } from '../../../../../shared/contract/views.ts';
import { Icon } from '../../../components/icons.tsx';
import { WriteBackMark } from '../../../components/write-back-mark.tsx';
import { ageText, numberText, timeText } from '../../../i18n/clock-text.ts';
import { unreachableCause } from '../../../i18n/station-words.ts';
import { useFileShops } from '../../../stores/file-shops.ts';
import { useStation } from '../../../stores/store.ts';
import { lengthText } from '../lead-text.ts';
import { useNow } from '../use-now.ts';
import { BoardAlerts, SlowedStock } from './board-alerts.tsx';
import { SidePart } from './side-part.tsx';

/** What is on its way: no failure, and still worth a glance. */
export function BoardSide({ board }: { readonly board: LeadBoardView }): JSX.Element {
  return (
    <aside className="side">
      <BoardAlerts board={board} />
      <SlowedStock board={board} />
      <Services />
      <CarrierGaps board={board} />
      <Messages board={board} />
      <Loading board={board} />
      <InWork board={board} />
    </aside>
  );
}

/** Parked stands first: a sum of successes alone would say nothing. */
const figures = ['parked', 'uncertain', 'due', 'sending', 'accepted', 'confirmed'] as const;
const WAITING_SHOWN = 4;

function Messages({ board: { counts, waiting } }: { readonly board: LeadBoardView }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useNow();
  const more = waiting.length - WAITING_SHOWN;
  return (
    <SidePart title={t('lead.queue.title')}>
      <ul className="figures">
        {figures.map((state) => (
          <li key={state} className={counts[state] === 0 ? 'figure figure--zero' : 'figure'}>
            <WriteBackMark state={state} />
            <strong>{numberText(t, counts[state])}</strong>
          </li>
        ))}
      </ul>
      {waiting.length > 0 && (
        <ul className="slim">
          {waiting.slice(0, WAITING_SHOWN).map((message) => (
            <li key={message.id}>
              <span>{message.channelOrderId}</span>
              <span className="slim__soft">{t('lead.waiting.due', { time: timeText(t, message.dueAtMs, nowMs) })}</span>
            </li>
          ))}
          {more > 0 && <li className="slim__soft">{t('lead.waiting.more', { count: more })}</li>}
        </ul>
      )}
    </SidePart>
  );
}

function Loading({ board: { loading, waitingForCarrier } }: { readonly board: LeadBoardView }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useNow();
  return (
    <SidePart title={t('lead.loadingDock.title')}>
      {loading.length + waitingForCarrier.length === 0 && <p className="slim__soft">{t('lead.loadingDock.none')}</p>}
      <ul className="slim">
        {loading.map((lane) => (
          <li key={lane.manifestId}>
            <Icon name="box" />
            <span>{t('lead.loadingDock.lane', { carrier: lane.carrier, number: lane.number })}</span>
            <strong>{t('lead.loadingDock.loaded', { loaded: lane.loaded, all: lane.loaded + lane.waiting })}</strong>
          </li>
        ))}
        {waitingForCarrier.map((one) => (
          <li key={one.carrier}>
            <Icon name="clock" />
            <span>{one.carrier}</span>
            <strong>{t('lead.loadingDock.waiting', { count: one.parcels })}</strong>
            <span className="slim__soft slim__wide">{t('lead.loadingDock.oldest', { length: lengthText(t, nowMs - one.oldestAtMs) })}</span>
          </li>
        ))}
      </ul>
    </SidePart>
  );
}

const IN_WORK_SHOWN = 4;

function InWork({ board: { inWork } }: { readonly board: LeadBoardView }): JSX.Element {
  const { t } = useTranslation();
  const more = inWork.length - IN_WORK_SHOWN;
  return (
    <SidePart title={t('lead.inWork.title')} count={inWork.length}>
      {inWork.length === 0 && <p className="slim__soft">{t('lead.inWork.none')}</p>}
      <ul className="slim">
        {inWork.slice(0, IN_WORK_SHOWN).map((parcel) => (
          <li key={parcel.parcelId}>
            <span>{parcel.channelOrderId}</span>
            <span className="slim__soft">{t('lead.inWork.packed', { packed: parcel.unitsPacked, expected: parcel.unitsExpected })}</span>
          </li>
        ))}
        {more > 0 && <li className="slim__soft">{t('lead.waiting.more', { count: more })}</li>}
      </ul>
    </SidePart>
  );
}

/** Before a parcel stops for it: carriers that a shop has no word for. */
function CarrierGaps({ board: { carrierGaps } }: { readonly board: LeadBoardView }): JSX.Element | null {
  const { t } = useTranslation();
  const gaps = carrierGaps.reduce((sum, { carriers }) => sum + carriers.length, 0);
  if (carrierGaps.length === 0) return null;
  return (
    <SidePart title={t('connections.words')}>
      <p className={gaps === 0 ? 'gaps gaps--none' : 'gaps'} data-gaps={gaps}>
        <Icon name={gaps === 0 ? 'tick' : 'octagon'} />
        {t('connections.gaps', { count: gaps })}
      </p>
      <ul className="slim">
        {carrierGaps.filter(({ carriers }) => carriers.length > 0).map(({ storeName, carriers }) => (
          <li key={storeName} className="slim__bad">
            <span className="slim__wide">{t('connections.gapsAt', { store: storeName, carriers: carriers.join(', ') })}</span>
          </li>
        ))}
      </ul>
    </SidePart>
  );
}

const noServices: readonly ServiceView[] = [];

function Services(): JSX.Element {
  const { t } = useTranslation();
  const services = useStation(({ bench }) => bench?.header.services ?? noServices);
  const probeNow = useStation((store) => store.probeNow);
  const fileShops = useFileShops();
  return (
    <SidePart title={t('lead.services.title')}>
      {services.length + fileShops.length === 0 && <p className="slim__soft">{t('lead.notConnected')}</p>}
      <ul className="slim">
        {services.map((service) => (
          <Service key={service.storeId} service={service} />
        ))}
        {fileShops.map((shop) => (
          <li key={shop.storeId}>
            <Icon name="file" />
            <span>{shop.name}</span>
            <strong>{t('lead.services.fromFiles')}</strong>
          </li>
        ))}
      </ul>
      {services.length > 0 && (
        <button type="button" className="button" onClick={() => void probeNow()}>
          {t('lead.services.probe')}
        </button>
      )}
    </SidePart>
  );
}

function Service({ service }: { readonly service: ServiceView }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useNow();
  const { reachable, sinceMs, lastProbeAtMs, cause } = service;
  const state = reachable === null ? 'unknown' : reachable ? 'reachable' : 'unreachable';
  const probed = lastProbeAtMs === null ? null : t('lead.services.probed', { age: ageText(t, lastProbeAtMs, nowMs) });
  const since = reachable === false && sinceMs !== null ? t('lead.services.since', { time: timeText(t, sinceMs, nowMs) }) : null;
  const why = [since, cause === null ? null : unreachableCause(t, cause)].filter((part) => part !== null).join(' ');
  return (
    <li className={reachable === false ? 'slim__bad' : undefined}>
      <Icon name={reachable === null ? 'question' : reachable ? 'plug' : 'unplugged'} />
      <span>{service.name}</span>
      <strong>{t(`lead.services.${state}`)}</strong>
      {why !== '' && <span className="slim__soft slim__wide">{why}</span>}
      {probed !== null && <span className="slim__soft slim__wide">{probed}</span>}
    </li>
  );
}
