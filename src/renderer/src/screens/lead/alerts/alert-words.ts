import type { TFunction } from 'i18next';
import type { AlertView, TriggerView } from '../../../../../shared/contract/alert-views.ts';
import { isLimitOf, type TriggerKind } from '../../../../../shared/domain/alert/alert.ts';
import { problemCodeText } from '../../../../../shared/words/problem-text.ts';
import type { IconName } from '../../../components/icons.tsx';
import { numberText, timeText } from '../../../i18n/clock-text.ts';
import { unreachableCause } from '../../../i18n/station-words.ts';

export const kindIcon: Readonly<Record<TriggerKind, IconName>> = {
  'not-posted': 'send',
  'accepted-not-visible': 'look',
  parked: 'pause',
  blocked: 'octagon',
  'in-work': 'box',
  'not-crossed': 'question',
  'same-cause': 'list',
  'store-failures': 'list',
  'stock-refused': 'queue',
  'no-contact': 'unplugged',
};

/** What keeps it there, in the words that this cause has elsewhere. */
export function blockerWords(t: TFunction, blocker: string): string {
  const [list = '', ...rest] = blocker.split('.');
  const word = rest.join('.');
  switch (list) {
    case 'park':
      return t(`park.${word}.title`);
    case 'problem':
      return problemCodeText(t, word).what;
    case 'block':
      return t(`block.${word}.title`);
    case 'stock':
      return t(`stock.code.${word}`, { defaultValue: t('stock.code.other') });
    case 'cause':
      return word === '' ? t('lead.alerts.at.network') : unreachableCause(t, word);
    default:
      return t(`lead.alerts.at.${word}`, { defaultValue: t('lead.unknown') });
  }
}

/** Whom it is about: an order, the most urgent of several, or a shop. */
export function aboutWords(t: TFunction, { channelOrderId, storeName, rows }: Pick<AlertView, 'channelOrderId' | 'storeName' | 'rows'>): string {
  if (channelOrderId === null) return storeName;
  return rows > 1 ? t('lead.alerts.andMore', { order: channelOrderId, count: rows - 1 }) : channelOrderId;
}

/** "10:28, for 302-… and 4 more". */
export function lastWords(t: TFunction, last: TriggerView['last'], nowMs: number): string {
  if (last === null) return t('lead.alerts.never');
  const { first, alerts, atMs } = last;
  const rows = alerts > 1 ? alerts : first.rows;
  return t('lead.alerts.lastFor', { time: timeText(t, atMs, nowMs), about: aboutWords(t, { ...first, rows }) });
}

export const limitWords = (t: TFunction, kind: TriggerKind, limit: number): string => t(`lead.alerts.limit.${kind}`, { count: limit, limit: numberText(t, limit) });

/** Null: no limit of this trigger. */
export function readLimit(kind: TriggerKind, typed: string): number | null {
  const limit = /^\d{1,6}$/.test(typed.trim()) ? Number(typed) : Number.NaN;
  return isLimitOf(kind, limit) ? limit : null;
}
