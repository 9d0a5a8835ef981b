import type { TFunction } from 'i18next';
import type { ReplyError } from '../../../shared/contract/reply.ts';

export function problemText(t: TFunction, error: ReplyError): string {
  return t(`error.${error.code}`, { message: error.message });
}
