import type { TFunction } from 'i18next';
import type { ReplyError } from '../../../../shared/contract/reply.ts';
import { problemText } from '../../i18n/problem-text.ts';

/** The station names why by a word in `details.reason`; where that word is known here, the person reads it in their language. */
export function refusalText(t: TFunction, error: ReplyError): string {
  const { details } = error;
  const reason = typeof details === 'object' && details !== null && 'reason' in details ? String(details.reason) : '';
  return reason === '' ? problemText(t, error) : t(`lead.refused.${reason}`, { ...(details as object), defaultValue: problemText(t, error) });
}
