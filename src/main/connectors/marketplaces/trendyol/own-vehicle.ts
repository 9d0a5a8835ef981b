import type { TrendyolSettings } from './settings.ts';

/**
 * Trendyol's word for goods that travel in the seller's own vehicle ("alternative delivery"). It needs Trendyol's permission, and makes a package
 * `Shipped` at once. Source: "Shipping Alternative Delivery", read on 2026-11-21.
 */
export const OUR_VEHICLE = 'ADEL';

type Words = TrendyolSettings['carriers'];

const PLACE = '{number}';
const isUsable = (link: string): boolean => link.startsWith('https://') && URL.canParse(link.replace(PLACE, '1')) && link.split(PLACE).length === 2;
const linksOf = (carriers: Words): readonly string[] => Object.values(carriers).flatMap(({ carrierCode, trackingUrl }) => (carrierCode === OUR_VEHICLE && trackingUrl !== undefined && isUsable(trackingUrl) ? [trackingUrl] : []));

/** The link that stands for a number; null where the store has given none. */
export function findOwnLink(trackingNumber: string, carriers: Words): string | null {
  const [link] = linksOf(carriers);
  return link === undefined ? null : link.replace(PLACE, () => encodeURIComponent(trackingNumber));
}

/** The number in a link of ours; null where it is somebody else's link. */
export function readOwnNumber(link: string | null, carriers: Words): string | null {
  for (const template of link === null ? [] : linksOf(carriers)) {
    const [before = '', after = ''] = template.split(PLACE);
    const inner = link !== null && link.startsWith(before) && link.endsWith(after) ? link.slice(before.length, link.length - after.length) : '';
    if (inner !== '') return decoded(inner);
  }
  return null;
}

/** Null where the escapes are broken. */
function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch (error: unknown) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
