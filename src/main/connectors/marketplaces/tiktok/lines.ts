/**
 * TikTok sells single units: an order of three mugs has three line items, each with an id of its own. A packer wants one line "3 mugs", so
 * units of one SKU become one order line, and its id holds the ids of all its units:
 *
 *   577086512123755123+4+30   =   577086512123755123, 577086512123755124, 577086512123755130
 *
 * The first id stands whole; "+" is followed by the digits at the end that differ from the id before; "," by an id of another length, whole.
 * The order is that of the ids as numbers, so the same units always give the same text, whatever order they came in.
 */
export function encodeLineId(unitIds: readonly string[]): string {
  const sorted = [...new Set(unitIds)].sort(byNumber);
  return sorted.map((id, index) => (index === 0 ? id : after(sorted[index - 1] ?? '', id))).join('');
}

/** The ids of the units behind a line, in their order; null where the text is none of ours. */
export function decodeLineId(lineId: string): readonly string[] | null {
  if (!/^\w+(?:[+,]\w+)*$/.test(lineId)) return null;
  const ids: string[] = [];
  for (const [, mark, text = ''] of lineId.matchAll(/([+,]?)(\w+)/g)) {
    const before = ids.at(-1) ?? '';
    if (mark === '+' && text.length >= before.length) return null;
    ids.push(mark === '+' ? before.slice(0, before.length - text.length) + text : text);
  }
  return new Set(ids).size === ids.length ? ids : null;
}

/** Ids are digits; those of one length compare as text as they do as numbers, without becoming numbers. */
function byNumber(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1);
}

function after(before: string, id: string): string {
  if (before.length !== id.length) return `,${id}`;
  let same = 0;
  while (same < id.length - 1 && before[same] === id[same]) same += 1;
  return same === 0 ? `,${id}` : `+${id.slice(same)}`;
}
