import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckField, Fold, TextField } from './fields.tsx';
import { OwnerFields } from './owner-fields.tsx';
import type { PieceProps } from './part-props.ts';
import { PilotFields } from './pilot-fields.tsx';
import { SourceField } from './source-field.tsx';
import type { RulesDraft, WeightDraft } from './store-draft.ts';
import { TaxFields } from './tax-fields.tsx';
import { useOrderFields, type OrderFields } from './use-order-fields.ts';

/** What the gate asks at this store beside the channel's own word: folded away, with its state in the line. */
export function StoreRules({ store, at, set, isSaved }: PieceProps & { readonly isSaved: boolean }): JSX.Element {
  const { t } = useTranslation();
  const { fields, load } = useOrderFields(store.storeId, isSaved);
  const { rules } = store;
  const change = (changes: Partial<RulesDraft>): void => set({ rules: { ...rules, ...changes } });
  const piece = { store, at, set };
  return (
    <div className="folds field--wide">
      <OwnerFields {...piece} />
      <TaxFields {...piece} isSaved={isSaved} fields={fields} onOpen={load} />
      <WeightFields weight={rules.weight} path={`${at}.rules.weight`} onChange={(weight) => change({ weight })} />
      <DocumentFields documents={rules.documents} path={`${at}.rules.documents`} fields={fields} onOpen={load} onChange={(documents) => change({ documents })} />
      <Fold title={t('setup.returnCost.title')} state={t('setup.returnCost.state', { amount: rules.returnCost })} paths={[`${at}.rules.returnCostMinor`]}>
        <TextField label={t('setup.returnCost.label')} hint={t('setup.returnCost.hint')} path={`${at}.rules.returnCostMinor`} value={rules.returnCost} onChange={(returnCost) => change({ returnCost })} />
      </Fold>
      <PilotFields chosen={rules.pilot} hint={t('setup.pilot.atStore')} path={`${at}.rules.pilot`} onChange={(pilot) => change({ pilot })} />
    </div>
  );
}

function WeightFields({ weight, path, onChange }: { readonly weight: WeightDraft; readonly path: string; readonly onChange: (weight: WeightDraft) => void }): JSX.Element {
  const { t } = useTranslation();
  const { packagingGrams, toleranceGrams, tolerancePercent } = weight;
  const state = weight.isOn ? t('setup.weight.state', { grams: toleranceGrams, percent: tolerancePercent }) : t('setup.weight.off');
  return (
    <Fold title={t('setup.weight.title')} state={state} paths={[path]}>
      <div className="field--wide">
        <CheckField label={t('setup.weight.on')} hint={t('setup.weight.hint')} isOn={weight.isOn} onChange={(isOn) => onChange({ ...weight, isOn })} />
      </div>
      {weight.isOn && (
        <>
          <TextField label={t('setup.weight.packaging')} path={`${path}.packagingGrams`} isNumeric value={packagingGrams} onChange={(value) => onChange({ ...weight, packagingGrams: value })} />
          <TextField label={t('setup.weight.tolerance')} path={`${path}.toleranceGrams`} isNumeric value={toleranceGrams} onChange={(value) => onChange({ ...weight, toleranceGrams: value })} />
          <TextField label={t('setup.weight.percent')} path={`${path}.tolerancePercent`} value={tolerancePercent} onChange={(value) => onChange({ ...weight, tolerancePercent: value })} />
        </>
      )}
    </Fold>
  );
}

interface DocumentFieldsProps {
  readonly documents: RulesDraft['documents'];
  readonly path: string;
  readonly fields: OrderFields;
  readonly onOpen: () => void;
  readonly onChange: (documents: RulesDraft['documents']) => void;
}

const MOST_DOCUMENTS = 10;

function DocumentFields({ documents, path, fields, onOpen, onChange }: DocumentFieldsProps): JSX.Element {
  const { t } = useTranslation();
  const change = (index: number, changes: { readonly name?: string; readonly path?: string }): void => onChange(documents.map((old, position) => (position === index ? { ...old, ...changes } : old)));
  return (
    <Fold title={t('setup.documents.title')} state={documents.length === 0 ? t('setup.documents.none') : documents.map(({ name }) => name).join(', ')} paths={[path]} onOpen={onOpen}>
      <p className="field--wide field__hint">{t('setup.documents.hint')}</p>
      {documents.map((document, index) => (
        <div key={index} className="field--wide rule rule--two">
          <TextField label={t('setup.documents.name')} path={`${path}.${String(index)}.name`} value={document.name} onChange={(name) => change(index, { name })} />
          <SourceField fields={fields} path={`${path}.${String(index)}.path`} value={document.path} onChange={(source) => change(index, { path: source })} />
          <button type="button" className="button button--row" onClick={() => onChange(documents.filter((_, position) => position !== index))}>
            {t('setup.stores.removeRule')}
          </button>
        </div>
      ))}
      <div className="field--wide">
        <button type="button" className="button button--row" disabled={documents.length >= MOST_DOCUMENTS} onClick={() => onChange([...documents, { name: '', path: '' }])}>
          {t('setup.documents.add')}
        </button>
      </div>
    </Fold>
  );
}
