import type { RestSettings } from './settings.ts';

export interface CarrierWord {
  readonly carrierCode: string;
  readonly carrierName?: string;
}

/** Letters and digits of any script, in lower case without accents. */
const carrierKey = (name: string): string => name.normalize('NFD').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase().replace(/ı/g, 'i');

/** The store's own words first, then the description's; the carrier's name as it is only where the description says that any is taken. */
export function findCarrierWord(carrier: string, { carriers, description }: Pick<RestSettings, 'carriers' | 'description'>): CarrierWord | null {
  const key = carrierKey(carrier);
  for (const words of [carriers, description.carriers]) {
    const found = Object.entries(words).find(([name]) => carrierKey(name) === key)?.[1];
    if (found !== undefined) return typeof found === 'string' ? { carrierCode: found } : found;
  }
  return description.takesAnyCarrier && key !== '' ? { carrierCode: carrier.trim() } : null;
}
