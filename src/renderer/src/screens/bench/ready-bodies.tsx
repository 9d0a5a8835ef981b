import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/icons.tsx';
import { useStation } from '../../stores/store.ts';

export function ReadyBody(): JSX.Element {
  const { t } = useTranslation();
  const blocked = useStation(({ bench }) => bench?.header.blockedOrders ?? 0);
  return (
    <div className="ready">
      <p className="ready__hint">
        <Icon name="scanner" />
        {t('bench.ready.hint')}
      </p>
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
