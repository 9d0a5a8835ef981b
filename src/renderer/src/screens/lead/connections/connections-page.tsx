import { useEffect, useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionsView, StoreConnectionView } from '../../../../../shared/contract/connection-views.ts';
import { Icon } from '../../../components/icons.tsx';
import { askToSignIn } from '../../../components/proof-desk.ts';
import { useMayChange } from '../../../stores/may-change.ts';
import { useStation } from '../../../stores/store.ts';
import { Empty, Loading, Page } from '../parts.tsx';
import { failuresFirst, needsSomebody } from './connection-words.ts';
import { keepFresh } from './keep-fresh.ts';
import { StoreCard } from './store-card.tsx';
import './connections.css';

/** How each store stands with its channel, what it costs in calls, and what keeps messages from leaving. An admin's page. */
export function ConnectionsPage(): JSX.Element {
  const { t } = useTranslation();
  const mayChange = useMayChange();
  return (
    <Page title={t('connections.title')} note={t('connections.note')}>
      {mayChange ? <Stores /> : <AdminOnly />}
    </Page>
  );
}

function AdminOnly(): JSX.Element {
  const { t } = useTranslation();
  return (
    <Empty text={t('connections.adminOnly')} icon="lock">
      <button type="button" className="button" onClick={() => void askToSignIn()}>
        {t('setup.access.signIn')}
      </button>
    </Empty>
  );
}

function Stores(): JSX.Element {
  const { t } = useTranslation();
  const connections = useStation((store) => store.connections);
  const loadConnections = useStation((store) => store.loadConnections);
  const forgetMended = useStation((store) => store.forgetMended);
  useEffect(() => keepFresh(loadConnections), [loadConnections]);
  useEffect(() => forgetMended, [forgetMended]);
  if (connections === null) return <Loading />;
  return (
    <>
      {connections.stores.length === 0 && <Empty text={t('connections.none')} />}
      <Cards connections={connections} />
      <Channels connections={connections} />
    </>
  );
}

/** Failures first, as they stood when the page was opened: a card that is being mended must not move under the hand. */
function Cards({ connections: { channels, stores } }: { readonly connections: ConnectionsView }): JSX.Element {
  const [order] = useState(() => failuresFirst(stores).map(({ storeId }) => storeId));
  const placeOf = ({ storeId }: StoreConnectionView): number => (order.includes(storeId) ? order.indexOf(storeId) : order.length);
  return (
    <>
      <Troubles stores={failuresFirst(stores).filter(needsSomebody)} all={stores.length} />
      <ul className="cards">
        {stores.toSorted((a, b) => placeOf(a) - placeOf(b)).map((store) => (
          <li key={store.storeId}>
            <StoreCard store={store} channel={channels.find(({ id }) => id === store.channel) ?? null} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** Which shops need somebody, as they stand now; a press goes there. */
function Troubles({ stores, all }: { readonly stores: readonly StoreConnectionView[]; readonly all: number }): JSX.Element | null {
  const { t } = useTranslation();
  if (all === 0) return null;
  return (
    <div className={stores.length === 0 ? 'troubles troubles--none' : 'troubles'} data-troubles={stores.length}>
      <p>
        <Icon name={stores.length === 0 ? 'tick' : 'octagon'} />
        {stores.length === 0 ? t('connections.noTrouble') : t('connections.trouble', { count: stores.length, all })}
      </p>
      {stores.map(({ storeId, name }) => (
        <button key={storeId} type="button" className="button" onClick={() => document.getElementById(`connection-${storeId}`)?.scrollIntoView({ block: 'start' })}>
          {name}
        </button>
      ))}
    </div>
  );
}

/** Every channel the station speaks to, and whether a store uses it. */
function Channels({ connections: { channels, stores } }: { readonly connections: ConnectionsView }): JSX.Element {
  const { t } = useTranslation();
  const show = useStation((store) => store.show);
  return (
    <section className="channels" aria-labelledby="channels-title">
      <h3 id="channels-title">{t('connections.channels')}</h3>
      <ul>
        {channels.map(({ id, title }) => {
          const count = stores.filter(({ channel, state }) => channel === id && state !== 'file').length;
          return (
            <li key={id}>
              <Icon name={count === 0 ? 'circle' : 'plug'} />
              <span>{title}</span>
              <span className="soft">{count === 0 ? t('connections.unused') : t('connections.usedBy', { count })}</span>
            </li>
          );
        })}
      </ul>
      <button type="button" className="button" onClick={() => show('setup')}>
        {t('connections.toSetup')}
      </button>
    </section>
  );
}
