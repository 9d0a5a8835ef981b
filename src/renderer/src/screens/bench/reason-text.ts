import type { TFunction } from 'i18next';

/** A reason is either one of our own words or what the printer said, shown as it came. */
export function reasonText(t: TFunction, reason: string | null): string {
  if (reason === null) return t('lead.unlabelled.noReason');
  return /^[a-z-]+$/.test(reason) ? t(`bench.labelProblem.reason.${reason}`, { defaultValue: reason }) : reason;
}
