import { useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../../i18n/problem-text.ts';
import { useStation } from '../../stores/store.ts';
import { TextField } from './fields.tsx';

/** Written and never read back: the fields empty themselves once the key store has what was in them. */
export function AccountSecret({ storeId, isSaved }: { readonly storeId: string; readonly isSaved: boolean }): JSX.Element {
  const { t } = useTranslation();
  const saveAccountSecret = useStation((store) => store.saveAccountSecret);
  const [clientSecret, setClientSecret] = useState('');
  const [refreshToken, setRefreshToken] = useState('');
  const [said, setSaid] = useState('');

  async function save(): Promise<void> {
    const reply = await saveAccountSecret({ storeId, clientSecret, refreshToken });
    if (!reply.ok) {
      setSaid(problemText(t, reply.error));
      return;
    }
    setClientSecret('');
    setRefreshToken('');
    setSaid(t('setup.stores.secretSaved', { by: reply.value.protectedBy }));
  }

  return (
    <>
      <TextField label={t('setup.stores.secret')} hint={t('setup.stores.secretHint')} path="" type="password" value={clientSecret} onChange={setClientSecret} />
      <TextField label={t('setup.stores.refreshToken')} path="" type="password" value={refreshToken} onChange={setRefreshToken} />
      <div className="field--wide inline">
        <button type="button" className="button button--row" disabled={!isSaved || clientSecret === '' || refreshToken === ''} onClick={() => void save()}>
          {t('setup.stores.saveSecret')}
        </button>
        <p role="status">{said}</p>
      </div>
    </>
  );
}
