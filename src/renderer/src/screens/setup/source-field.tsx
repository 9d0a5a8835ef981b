import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceField, TextField } from './fields.tsx';
import type { OrderFields } from './use-order-fields.ts';

interface SourceFieldProps {
  readonly fields: OrderFields;
  readonly path: string;
  readonly value: string;
  readonly onChange: (path: string) => void;
}

/** A field of the orders' source: chosen from what real orders bring along, with an example; typed while there are none. */
export function SourceField({ fields, path, value, onChange }: SourceFieldProps): JSX.Element {
  const { t } = useTranslation();
  const label = t('setup.source.label');
  if (fields.kind !== 'there' || fields.view.fields.length === 0) return <TextField label={label} path={path} value={value} onChange={onChange} />;
  const { fields: known, orders } = fields.view;
  const choices = known.map((field) => ({ value: field.path, label: t('setup.source.choice', { path: field.path, example: field.example }) }));
  const chosen = known.find((field) => field.path === value);
  const missing = value === '' ? [{ value, label: t('setup.source.choose') }] : chosen === undefined ? [{ value, label: t('setup.source.unseen', { path: value }) }] : [];
  return (
    <ChoiceField
      label={label}
      path={path}
      value={value}
      choices={[...missing, ...choices]}
      onChange={onChange}
      {...(chosen === undefined ? {} : { hint: t('setup.source.filled', { example: chosen.example, filled: chosen.filled, count: orders }) })}
    />
  );
}
