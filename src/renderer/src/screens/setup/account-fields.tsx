import { useEffect, useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionFieldView } from '../../../../shared/contract/connection-views.ts';
import { problemText } from '../../i18n/problem-text.ts';
import { useStation } from '../../stores/store.ts';
import { ChoiceField, TextField } from './fields.tsx';
import type { PieceProps } from './part-props.ts';

const notices = ['channel', 'yes', 'no'] as const;

/** What a channel needs to be connected, as its connector names it. Secrets are kept apart: they are written and never read back. */
export function AccountFields({ store, at, isSaved, set }: PieceProps & { readonly isSaved: boolean }): JSX.Element {
  const { t } = useTranslation();
  const connections = useStation((state) => state.connections);
  const loadConnections = useStation((state) => state.loadConnections);
  useEffect(() => void loadConnections(), [loadConnections]);
  const channel = connections?.channels.find(({ id }) => id === store.channel);
  if (connections === null) return <p className="field--wide">{t('setup.connection.loading')}</p>;
  if (channel === undefined) return <p className="field--wide">{t('setup.connection.none')}</p>;
  const { connection } = store;
  const change = (name: string, value: string): void => set({ connection: { ...connection, fields: { ...connection.fields, [name]: value } } });
  const stored = connections.stores.find(({ storeId }) => storeId === store.storeId)?.storedSecrets ?? [];
  return (
    <>
      {channel.fields.filter(({ kind }) => kind !== 'secret').map((field) => (
        <OpenField key={field.name} field={field} path={`${at}.connection.fields.${field.name}`} value={connection.fields[field.name] ?? ''} onChange={(value) => change(field.name, value)} />
      ))}
      {channel.traits.buyerNotice === 'flag' && (
        <ChoiceField
          label={t('setup.stores.notifyBuyer')}
          hint={t('setup.stores.notifyHint')}
          path={`${at}.notifyBuyer`}
          value={store.notifyBuyer}
          choices={notices.map((value) => ({ value, label: t(`setup.stores.notify-${value}`) }))}
          onChange={(notifyBuyer) => set({ notifyBuyer })}
        />
      )}
      <Secrets key={`${store.storeId}/${channel.id}`} storeId={store.storeId} isSaved={isSaved} fields={channel.fields.filter(({ kind }) => kind === 'secret')} stored={stored} />
    </>
  );
}

interface OpenFieldProps {
  readonly field: ConnectionFieldView;
  readonly path: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function OpenField({ field, path, value, onChange }: OpenFieldProps): JSX.Element {
  const { t } = useTranslation();
  const label = t(`setup.connection.field.${field.name}`, { defaultValue: field.name });
  const shown = field.isRequired ? label : t('setup.connection.optional', { label });
  if (field.kind === 'choice') {
    const choices = ['', ...field.choices].map((choice) => ({ value: choice, label: choice === '' ? '–' : t(`setup.connection.choice.${choice}`, { defaultValue: choice }) }));
    return <ChoiceField label={shown} path={path} value={value} choices={choices} onChange={onChange} />;
  }
  return <TextField label={shown} path={path} value={value} onChange={onChange} {...(field.example === null ? {} : { hint: t('setup.connection.example', { example: field.example }) })} />;
}

interface SecretsProps {
  readonly storeId: string;
  readonly isSaved: boolean;
  readonly fields: readonly ConnectionFieldView[];
  readonly stored: readonly string[];
}

/** The fields empty themselves once the key store has what was in them. */
function Secrets({ storeId, isSaved, fields, stored }: SecretsProps): JSX.Element {
  const { t } = useTranslation();
  const saveAccountSecret = useStation((state) => state.saveAccountSecret);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [said, setSaid] = useState('');
  const entered = Object.fromEntries(Object.entries(typed).filter(([, value]) => value.trim() !== ''));

  async function save(): Promise<void> {
    const reply = await saveAccountSecret({ storeId, secrets: entered });
    if (!reply.ok) return setSaid(problemText(t, reply.error));
    setTyped({});
    setSaid(t('setup.stores.secretSaved', { by: reply.value.protectedBy }));
  }

  return (
    <>
      {fields.map(({ name }) => (
        <TextField
          key={name}
          label={t(`setup.connection.field.${name}`, { defaultValue: name })}
          hint={stored.includes(name) ? t('setup.connection.isStored') : t('setup.stores.secretHint')}
          path=""
          type="password"
          value={typed[name] ?? ''}
          onChange={(value) => setTyped({ ...typed, [name]: value })}
        />
      ))}
      <div className="field--wide inline">
        <button type="button" className="button button--row" disabled={!isSaved || Object.keys(entered).length === 0} onClick={() => void save()}>
          {t('setup.stores.saveSecret')}
        </button>
        <p role="status">{said}</p>
      </div>
    </>
  );
}
