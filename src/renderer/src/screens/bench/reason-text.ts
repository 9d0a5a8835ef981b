import type { TFunction } from 'i18next';
import { stationSentence } from '../../i18n/station-words.ts';

/** A reason is either one of our own short words or what the printer said. */
export function reasonText(t: TFunction, reason: string | null): string {
  if (reason === null) return t('lead.unlabelled.noReason');
  return /^[a-z-]+$/.test(reason) ? t(`bench.labelProblem.reason.${reason}`, { defaultValue: stationSentence(t, reason) }) : stationSentence(t, reason);
}
