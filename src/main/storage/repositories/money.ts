import type { Money } from '../../../shared/domain/order/order.ts';
import { integer, text, type Row } from '../rows.ts';

export const moneyColumns = (value: Money | null): { readonly valueMinor: number | null; readonly valueCurrency: string | null } => ({ valueMinor: value?.minor ?? null, valueCurrency: value?.currency ?? null });

export function readMoney(row: Row): Money | null {
  return row['value_minor'] === null ? null : { minor: integer(row, 'value_minor'), currency: text(row, 'value_currency') };
}
