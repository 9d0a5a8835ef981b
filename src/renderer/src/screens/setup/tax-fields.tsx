import { useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { taxFieldNames } from '../../../../shared/contract/settings.ts';
import type { TaxPreviewView } from '../../../../shared/contract/lead-views.ts';
import { Icon } from '../../components/icons.tsx';
import { problemText } from '../../i18n/problem-text.ts';
import { useStation } from '../../stores/store.ts';
import { ChoiceField, Fold, TextField } from './fields.tsx';
import type { PieceProps } from './part-props.ts';
import { SourceField } from './source-field.tsx';
import type { TaxRow } from './store-draft.ts';
import type { OrderFields } from './use-order-fields.ts';

interface TaxFieldsProps extends PieceProps {
  readonly isSaved: boolean;
  readonly fields: OrderFields;
  readonly onOpen: () => void;
}

const MOST_ROWS = 20;
const newRow: TaxRow = { field: 'ioss', kind: 'path', path: '', value: '' };

export function TaxFields({ store, at, set, isSaved, fields, onOpen }: TaxFieldsProps): JSX.Element {
  const { t } = useTranslation();
  const rows = store.rules.taxFields;
  const path = `${at}.rules.taxFields`;
  const change = (taxFields: readonly TaxRow[]): void => set({ rules: { ...store.rules, taxFields } });
  const names = [...new Set(rows.map((row) => t(`setup.tax.field.${row.field}`)))].join(', ');
  return (
    <Fold title={t('setup.tax.title')} state={rows.length === 0 ? t('setup.tax.none') : names} paths={[path]} onOpen={onOpen}>
      <p className="field--wide field__hint">
        {t('setup.tax.hint')} {!isSaved && t('setup.source.saveFirst')}
        {fields.kind === 'there' && fields.view.fields.length === 0 && t('setup.source.noFields', { count: fields.view.orders })}
        {fields.kind === 'failed' && problemText(t, fields.error)}
      </p>
      {rows.map((row, index) => (
        <TaxRowFields
          key={index}
          row={row}
          path={`${path}.${String(index)}`}
          fields={fields}
          onChange={(changed) => change(rows.map((old, position) => (position === index ? { ...old, ...changed } : old)))}
          onRemove={() => change(rows.filter((_, position) => position !== index))}
        />
      ))}
      <div className="field--wide inline">
        <button type="button" className="button button--row" disabled={rows.length >= MOST_ROWS} onClick={() => change([...rows, newRow])}>
          {t('setup.tax.add')}
        </button>
      </div>
      {isSaved && <TaxPreview storeId={store.storeId} rows={rows} />}
    </Fold>
  );
}

interface TaxRowProps {
  readonly row: TaxRow;
  readonly path: string;
  readonly fields: OrderFields;
  readonly onChange: (changes: Partial<TaxRow>) => void;
  readonly onRemove: () => void;
}

function TaxRowFields({ row, path, fields, onChange, onRemove }: TaxRowProps): JSX.Element {
  const { t } = useTranslation();
  return (
    <div className="field--wide rule rule--tax">
      <ChoiceField label={t('setup.tax.number')} path={`${path}.field`} value={row.field} choices={taxFieldNames.map((value) => ({ value, label: t(`setup.tax.field.${value}`) }))} onChange={(field) => onChange({ field })} />
      <ChoiceField label={t('setup.tax.from')} path={`${path}.from.kind`} value={row.kind} choices={(['path', 'constant'] as const).map((value) => ({ value, label: t(`setup.tax.kind.${value}`) }))} onChange={(kind) => onChange({ kind })} />
      {row.kind === 'path' ? (
        <SourceField fields={fields} path={`${path}.from.path`} value={row.path} onChange={(value) => onChange({ path: value })} />
      ) : (
        <TextField label={t('setup.tax.value')} path={`${path}.from.value`} value={row.value} onChange={(value) => onChange({ value })} />
      )}
      <button type="button" className="button button--row" onClick={onRemove}>
        {t('setup.stores.removeRule')}
      </button>
    </div>
  );
}

/** What the mapping as it stands in the form, saved or not, would find in real orders. */
function TaxPreview({ storeId, rows }: { readonly storeId: string; readonly rows: readonly TaxRow[] }): JSX.Element {
  const { t } = useTranslation();
  const previewTaxMapping = useStation((store) => store.previewTaxMapping);
  const [shown, setShown] = useState<{ readonly view: TaxPreviewView | null; readonly said: string }>({ view: null, said: '' });
  const asked = rows.flatMap(({ field, kind, path }) => (kind === 'path' && path.trim() !== '' ? [{ field, path: path.trim() }] : []));

  async function preview(): Promise<void> {
    const reply = await previewTaxMapping({ storeId, fields: asked });
    if (!reply.ok) setShown({ view: null, said: problemText(t, reply.error) });
    else setShown({ view: reply.value, said: reply.value.rows.length === 0 ? t('setup.tax.noOrders') : '' });
  }

  return (
    <>
      <div className="field--wide inline">
        <button type="button" className="button button--row" disabled={asked.length === 0} onClick={() => void preview()}>
          {t('setup.tax.preview')}
        </button>
        <p role="status">{asked.length === 0 ? t('setup.tax.nothingToPreview') : shown.said}</p>
      </div>
      {shown.view !== null && shown.view.rows.length > 0 && <PreviewTable view={shown.view} />}
    </>
  );
}

/** An order that crosses no border lacks nothing. */
function lackClass(crossing: string | null, value: string | null, isWellFormed: boolean): string | undefined {
  if (value !== null && isWellFormed) return undefined;
  return crossing === null && value === null ? undefined : 'preview__lack';
}

function PreviewTable({ view }: { readonly view: TaxPreviewView }): JSX.Element {
  const { t } = useTranslation();
  return (
    <div className="field--wide preview" tabIndex={0} role="region" aria-label={t('setup.tax.preview')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('setup.tax.order')}</th>
            <th scope="col">{t('setup.tax.border')}</th>
            {view.rows[0]?.values.map(({ field, path }, index) => (
              <th key={index} scope="col">
                {t(`setup.tax.field.${field}`)}
                <span className="preview__path">{path}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.rows.map((row) => (
            <tr key={row.channelOrderId}>
              <th scope="row">{row.channelOrderId}</th>
              <td>{row.crossing ?? t('setup.tax.noBorder', { country: row.destination })}</td>
              {row.values.map(({ value, isWellFormed }, index) => (
                <td key={index} className={lackClass(row.crossing, value, isWellFormed)}>
                  {value ?? t('setup.tax.empty')}
                  {value !== null && !isWellFormed && (
                    <span className="preview__wrong">
                      <Icon name="cross" />
                      {t('setup.tax.malformed')}
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
