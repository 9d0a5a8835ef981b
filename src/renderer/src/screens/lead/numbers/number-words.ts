import type { TFunction } from 'i18next';
import type { NotArrivedRow } from '../../../../../shared/contract/alert-views.ts';
import { problemCodeText } from '../../../../../shared/words/problem-text.ts';

/** Why a number is not at its shop: what the shop refused it for where it did, else how it stands. */
export function reasonWords(t: TFunction, { reason, problemCode }: Pick<NotArrivedRow, 'reason' | 'problemCode'>): string {
  if (problemCode !== null) return problemCodeText(t, problemCode).what;
  return reason.startsWith('parked-') ? t(`park.${reason.slice('parked-'.length)}.title`) : t(`lead.numbers.reason.${reason}`);
}
