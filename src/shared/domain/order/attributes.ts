/** More fields than this of one order are a whole payload, and a longer value is a note to somebody. */
export const mostAttributes = 40;
export const longestAttribute = 200;

/** The fields that hold something, by path, within bounds; undefined where none does. Of a path that comes twice the first value counts. */
export function boundAttributes(entries: Iterable<readonly [path: string, value: string]>): Readonly<Record<string, string>> | undefined {
  const kept: Record<string, string> = {};
  let count = 0;
  for (const [path, value] of entries) {
    const text = value.trim();
    if (text === '' || path.length > longestAttribute || Object.hasOwn(kept, path)) continue;
    if (count === mostAttributes) break;
    kept[path] = text.length > longestAttribute ? text.slice(0, longestAttribute) : text;
    count += 1;
  }
  return count === 0 ? undefined : kept;
}
