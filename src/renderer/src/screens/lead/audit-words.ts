import type { TFunction } from 'i18next';
import { problemCodeText } from '../../../../shared/words/problem-text.ts';

/** A deed in the reader's words; one that has none yet stands as it was written down. */
export const actName = (t: TFunction, act: string): string => t(`lead.audit.act.${act}`, { defaultValue: act });

/** Names and values of a row's detail, without the signs of its format. The code of a refusal is told by its sentence. */
export function detailText(t: TFunction, detail: string): string {
  const parsed = parseObject(detail);
  if (parsed === null) return detail;
  return Object.entries(parsed)
    .map(([name, value]) => `${name}: ${typeof value !== 'string' ? JSON.stringify(value) : name === 'problemCode' ? problemCodeText(t, value).what : value}`)
    .join(', ');
}

function parseObject(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : null;
  } catch (error: unknown) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
