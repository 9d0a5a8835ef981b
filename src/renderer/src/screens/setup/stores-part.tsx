import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoreSettings } from '../../../../shared/contract/settings.ts';
import { channelIds } from '../../../../shared/domain/order/order.ts';
import { minutes } from '../../../../shared/domain/units/instant.ts';
import { spanText } from '../../i18n/clock-text.ts';
import { AccountFields } from './account-fields.tsx';
import { CombineField } from './combine-field.tsx';
import { freeNumber, newStore, type StoreDraft } from './draft.ts';
import { ChoiceField, Part, ProblemLine, TextField } from './fields.tsx';
import type { PartProps, PieceProps } from './part-props.ts';
import { StoreRules } from './store-rules.tsx';
import { inSentence } from './visible-text.ts';

const connections: readonly StoreSettings['connection']['kind'][] = ['practice', 'file', 'account'];
const stale: readonly StoreSettings['policy']['whenStale'][] = ['hard', 'lead', 'allow'];

export function StoresPart({ draft, onChange, savedIds }: PartProps & { readonly savedIds: readonly string[] }): JSX.Element {
  const { t } = useTranslation();
  const { stores } = draft;
  const replace = (index: number, store: StoreDraft): void => onChange({ stores: stores.map((old, at) => (at === index ? store : old)) });
  return (
    <Part id="stores" title={t('setup.stores.title')}>
      <ProblemLine path="stores" />
      {stores.length === 0 && <p className="field--wide">{t('setup.stores.none')}</p>}
      {stores.map((store, index) => (
        <StoreFields key={index} store={store} at={`stores.${index}`} isSaved={savedIds.includes(store.storeId)} onChange={(changed) => replace(index, changed)} onRemove={() => onChange({ stores: stores.filter((_, at) => at !== index) })} />
      ))}
      <div className="field--wide">
        <button type="button" className="button button--row" onClick={() => onChange({ stores: [...stores, newStore(freeNumber(stores))] })}>
          {t('setup.stores.add')}
        </button>
      </div>
    </Part>
  );
}

interface StoreFieldsProps {
  readonly store: StoreDraft;
  readonly at: string;
  readonly isSaved: boolean;
  readonly onChange: (store: StoreDraft) => void;
  readonly onRemove: () => void;
}

function StoreFields({ store, at, isSaved, onChange, onRemove }: StoreFieldsProps): JSX.Element {
  const { t } = useTranslation();
  const { connection } = store;
  const set = (changes: Partial<StoreDraft>): void => onChange({ ...store, ...changes });
  return (
    <fieldset className="store field--wide" id={`setup-${at}`}>
      <legend>{store.name === '' ? store.storeId : store.name}</legend>
      <TextField label={t('setup.stores.name')} path={`${at}.name`} value={store.name} onChange={(name) => set({ name })} />
      <TextField label={t('setup.stores.storeId')} path={`${at}.storeId`} value={store.storeId} onChange={(storeId) => set({ storeId })} />
      <ChoiceField label={t('setup.stores.channel')} path={`${at}.channel`} value={store.channel} choices={channelIds.map((value) => ({ value, label: t(`setup.stores.channelName.${value}`) }))} onChange={(channel) => set({ channel })} />
      <ChoiceField
        label={t('setup.stores.connection')}
        path={`${at}.connection.kind`}
        value={connection.kind}
        choices={connections.map((value) => ({ value, label: t(`setup.stores.connectionKind.${value}`) }))}
        onChange={(kind) => set({ connection: { ...connection, kind } })}
      />
      {connection.kind === 'account' && <AccountFields store={store} at={at} isSaved={isSaved} set={set} />}
      <TextField label={t('setup.stores.carrier')} path={`${at}.carrier`} value={store.carrier} onChange={(carrier) => set({ carrier })} />
      <TextField label={t('setup.stores.carrierService')} path={`${at}.carrierService`} value={store.carrierService} onChange={(carrierService) => set({ carrierService })} />
      <CarrierRules store={store} at={at} set={set} />
      <CombineField store={store} at={at} set={set} />
      <PolicyFields store={store} at={at} set={set} />
      <StoreRules store={store} at={at} set={set} isSaved={isSaved} />
      <div className="field--wide store__remove">
        <button type="button" className="button button--row" onClick={onRemove}>
          {t('setup.stores.remove')}
        </button>
      </div>
    </fieldset>
  );
}

function CarrierRules({ store, at, set }: PieceProps): JSX.Element {
  const { t } = useTranslation();
  const rules = store.carrierRules;
  const change = (index: number, name: 'whenServiceContains' | 'carrier' | 'carrierService', value: string): void =>
    set({ carrierRules: rules.map((rule, position) => (position === index ? { ...rule, [name]: value } : rule)) });
  return (
    <div className="field--wide rules">
      <h3>{t('setup.stores.rules')}</h3>
      <p className="field__hint">{t('setup.stores.rulesHint')}</p>
      {rules.map((rule, index) => (
        <div key={index} className="rule">
          <TextField label={t('setup.stores.ruleText')} path={`${at}.carrierRules.${index}.whenServiceContains`} value={rule.whenServiceContains} onChange={(value) => change(index, 'whenServiceContains', value)} />
          <TextField label={t('setup.stores.carrier')} path={`${at}.carrierRules.${index}.carrier`} value={rule.carrier} onChange={(value) => change(index, 'carrier', value)} />
          <TextField label={t('setup.stores.carrierService')} path={`${at}.carrierRules.${index}.carrierService`} value={rule.carrierService} onChange={(value) => change(index, 'carrierService', value)} />
          <button type="button" className="button button--row" onClick={() => set({ carrierRules: rules.filter((_, position) => position !== index) })}>
            {t('setup.stores.removeRule')}
          </button>
        </div>
      ))}
      <button type="button" className="button button--row" onClick={() => set({ carrierRules: [...rules, { whenServiceContains: '', carrier: '', carrierService: '' }] })}>
        {t('setup.stores.addRule')}
      </button>
    </div>
  );
}

function PolicyFields({ store, at, set }: PieceProps): JSX.Element {
  const { t } = useTranslation();
  const { policy } = store;
  const [fresh, limit] = [Number(policy.freshMinutes), Number(policy.limitMinutes)];
  const isReadable = Number.isFinite(fresh) && Number.isFinite(limit);
  return (
    <>
      <h3 className="field--wide">{t('setup.stores.policy')}</h3>
      <TextField label={t('setup.stores.fresh')} path={`${at}.policy.freshMinutes`} isNumeric value={policy.freshMinutes} onChange={(freshMinutes) => set({ policy: { ...policy, freshMinutes } })} />
      <TextField label={t('setup.stores.limit')} path={`${at}.policy.limitMinutes`} isNumeric value={policy.limitMinutes} onChange={(limitMinutes) => set({ policy: { ...policy, limitMinutes } })} />
      <ChoiceField
        label={t('setup.stores.whenStale')}
        path={`${at}.policy.whenStale`}
        value={policy.whenStale}
        choices={stale.map((value) => ({ value, label: t(`setup.stores.stale.${value}`) }))}
        onChange={(whenStale) => set({ policy: { ...policy, whenStale } })}
      />
      {isReadable && (
        <p className="field--wide example">
          {t('setup.stores.policyWords', { fresh: spanText(t, minutes(fresh)), limit: spanText(t, minutes(limit)), then: inSentence(t(`setup.stores.stale.${policy.whenStale}`)) })}
        </p>
      )}
    </>
  );
}
