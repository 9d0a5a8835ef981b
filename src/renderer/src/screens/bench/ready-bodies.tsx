import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/icons.tsx';
import { useStation } from '../../stores/store.ts';

export function ReadyBody(): JSX.Element {
  const { t } = useTranslation();
  const blocked = useStation(({ bench }) => bench?.header.blockedOrders ?? 0);
  // Once a parcel has left, the tray has been found.
  const isNewcomer = useStation(({ bench }) => bench?.header.isPractice === true && bench.recentlyDispatched.length === 0);
  const isTrayOpen = useStation((store) => store.isTrayOpen);
  const toggleTray = useStation((store) => store.toggleTray);
  return (
    <div className="ready">
      <p className="ready__hint">
        <Icon name="scanner" />
        {t('bench.ready.hint')}
      </p>
      {isNewcomer && !isTrayOpen && (
        <div className="ready__practice">
          <p>{t('bench.ready.practice')}</p>
          <button type="button" className="button" onClick={toggleTray}>
            <Icon name="tray" />
            {t('bench.ready.openTray')}
          </button>
        </div>
      )}
      {blocked > 0 && (
        <p className="ready__blocked">
          <Icon name="octagon" />
          {t('bench.ready.blocked', { count: blocked })}
        </p>
      )}
    </div>
  );
}

export function SetupNeededBody({ missing }: { readonly missing: readonly string[] }): JSX.Element {
  const { t } = useTranslation();
  const show = useStation((store) => store.show);
  return (
    <div className="needed">
      <p className="needed__intro">{t('bench.setup.intro')}</p>
      <ul>
        {missing.map((name) => (
          <li key={name}>
            <Icon name="circle" />
            {t(`bench.missing.${name}`, { defaultValue: name })}
          </li>
        ))}
      </ul>
      <button type="button" className="button button--main" onClick={() => show('setup')}>
        <Icon name="setup" />
        {t('bench.setup.open')}
      </button>
    </div>
  );
}
