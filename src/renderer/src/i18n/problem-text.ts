import type { TFunction } from 'i18next';
import type { ReplyError } from '../../../shared/contract/reply.ts';
import { stationWords } from './station-words.ts';

export function problemText(t: TFunction, error: ReplyError): string {
  return t(`error.${error.code}`, { message: stationWords(t, error.message) });
}
