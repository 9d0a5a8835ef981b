import type { TFunction } from 'i18next';
import type { StockImportView, StockState, StockStoreView } from '../../../../../shared/contract/stock-views.ts';
import type { IconName } from '../../../components/icons.tsx';
import { numberText } from '../../../i18n/clock-text.ts';
import { importReason } from '../../../i18n/station-words.ts';

/** Shape beside word and colour. */
export const stateIcon: Readonly<Record<StockState, IconName>> = {
  publishing: 'tick',
  slowed: 'clock',
  'tracking-first': 'pause',
  'no-calls': 'pause',
  'orders-first': 'clock',
  offline: 'unplugged',
  refused: 'octagon',
  'no-counts': 'question',
  off: 'circle',
  'no-desk': 'circle',
  'not-connected': 'circle',
};

export type Tone = 'ok' | 'warn' | 'wrong' | 'plain';

export const toneOf: Readonly<Record<StockState, Tone>> = {
  publishing: 'ok',
  slowed: 'warn',
  'tracking-first': 'warn',
  'no-calls': 'warn',
  'orders-first': 'warn',
  offline: 'wrong',
  refused: 'wrong',
  'no-counts': 'warn',
  off: 'plain',
  'no-desk': 'plain',
  'not-connected': 'plain',
};

export function stateWords(t: TFunction, { state, slowedToSeconds, intervalSeconds }: Pick<StockStoreView, 'state' | 'slowedToSeconds' | 'intervalSeconds'>): string {
  const every = numberText(t, slowedToSeconds ?? intervalSeconds ?? 0);
  return slowedToSeconds !== null && state !== 'off' ? t('stock.state.slowed', { every }) : t(`stock.state.${state}`, { every });
}

/** "+3" and "-2", with a true minus. */
export const deltaText = (t: TFunction, delta: number): string => (delta > 0 ? `+${numberText(t, delta)}` : `−${numberText(t, -delta)}`);

export const refusedFileWords = (t: TFunction, { fileName, fault, reason }: Extract<StockImportView, { kind: 'refused' }>): string =>
  t('stock.import.refused', { file: fileName, reason: reason === null ? t(`stock.import.fault.${fault}`) : importReason(t, reason) });

export interface StockDraft {
  readonly isOn: boolean;
  readonly every: string;
  readonly buffer: string;
}

const whole = (text: string, from: number, to: number): number | null => {
  const value = /^\d{1,6}$/.test(text.trim()) ? Number(text.trim()) : Number.NaN;
  return value >= from && value <= to ? value : null;
};

/** What is typed as settings; `wrong` names the first field that cannot be. */
export function readDraft({ isOn, every, buffer }: StockDraft): { readonly stock: { readonly intervalSeconds: number; readonly buffer: number } | null } | { readonly wrong: 'every' | 'buffer' } {
  if (!isOn) return { stock: null };
  const intervalSeconds = whole(every, 30, 3600);
  if (intervalSeconds === null) return { wrong: 'every' };
  const kept = whole(buffer, 0, 100_000);
  return kept === null ? { wrong: 'buffer' } : { stock: { intervalSeconds, buffer: kept } };
}
