import type { TFunction } from 'i18next';

/** A deed in the reader's words; one that has none yet stands as it was written down. */
export const actName = (t: TFunction, act: string): string => t(`lead.audit.act.${act}`, { defaultValue: act });

/** Names and values of a row's detail, without the signs of its format. */
export function detailText(detail: string): string {
  const parsed = parseObject(detail);
  if (parsed === null) return detail;
  return Object.entries(parsed)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
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
