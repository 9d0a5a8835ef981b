import type { Column } from './cells.ts';
import { cleanText } from './values/text.ts';

/** Header names compared without case, without marks and white space: "Ship To Zip" = "ship-to-zip" = "ship_to_zip ". */
export const foldName = (name: string): string => cleanText(name).normalize('NFKC').toLowerCase().replace(/[\s_\-.]+/g, ' ').trim();

export interface Header {
  readonly names: readonly string[];
  has(...names: readonly string[]): boolean;
  /** The first of these names that the file has; absent columns keep the first name, for messages. */
  column(...names: readonly string[]): Column;
  /** Columns that stand more than once; the first one counts. */
  readonly repeated: readonly string[];
}

export function createHeader(fields: readonly string[]): Header {
  const byName = new Map<string, number>();
  const repeated: string[] = [];
  fields.forEach((field, index) => {
    const name = foldName(field);
    if (name === '') return;
    if (byName.has(name)) repeated.push(cleanText(field));
    else byName.set(name, index);
  });
  return {
    names: fields.map(cleanText),
    repeated,
    has: (...names) => names.every((name) => byName.has(foldName(name))),
    column(...names) {
      for (const name of names) {
        const index = byName.get(foldName(name));
        if (index !== undefined) return { index, name: cleanText(fields[index] ?? name) };
      }
      return { index: -1, name: names[0] ?? '' };
    },
  };
}
