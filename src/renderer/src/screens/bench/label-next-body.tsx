import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/icons.tsx';

/** REOPEN or RETURN was scanned: what the next label does. Nothing has happened yet. */
export function LabelNextBody({ what }: { readonly what: 'reopen' | 'return' }): JSX.Element {
  const { t } = useTranslation();
  return (
    <div className="door">
      <p className="door__hint">
        <Icon name={what === 'reopen' ? 'opened' : 'returned'} />
        {t(`bench.labelNext.${what}`)}
      </p>
      {what === 'reopen' && <p className="door__more">{t('bench.labelNext.reopenLimit')}</p>}
    </div>
  );
}
