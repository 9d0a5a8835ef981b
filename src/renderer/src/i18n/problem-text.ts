import type { TFunction } from 'i18next';
import { whoRefusedOf, type ReplyError, type WhoRefused } from '../../../shared/contract/reply.ts';
import { stationWords } from './station-words.ts';

export function problemText(t: TFunction, error: ReplyError): string {
  const who = whoRefusedOf(error);
  return who === null ? t(`error.${error.code}`, { message: stationWords(t, error.message) }) : refusalText(t, who);
}

const SECOND_MS = 1000;

/** Why somebody was refused, and how long a pause lasts. */
export function refusalText(t: TFunction, { who, name, waitMs = 0 }: WhoRefused): string {
  const seconds = Math.ceil(waitMs / SECOND_MS);
  if (who === 'not-allowed') return name === undefined ? t('proof.refused.not-allowedYou') : t('proof.refused.not-allowed', { name });
  if (who === 'wrong-pin' && seconds > 0) return t('proof.refused.wrong-pinWait', { seconds });
  return t(`proof.refused.${who}`, { seconds });
}
