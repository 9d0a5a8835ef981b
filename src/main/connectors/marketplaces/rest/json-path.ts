/** The steps of a path: names and places in lists. "customer.name", "lines[0].id", "$" or "" for the value itself. */
export type Steps = readonly (string | number)[];

const STEP = /(?:^|\.)([^.[\]]+)|\[(\d{1,6})\]/gy;

/** Null where it is no path. */
export function parsePath(text: string): Steps | null {
  const path = text.replace(/^\$\.?/, '');
  const steps: (string | number)[] = [];
  let end = 0;
  for (const found of path.matchAll(STEP)) {
    const [whole, name, place] = found;
    end = found.index + whole.length;
    steps.push(name ?? Number(place));
  }
  return end === path.length ? steps : null;
}

/** What stands at a path; undefined where nothing does. */
export function readAt(value: unknown, path: string): unknown {
  let found = value;
  for (const step of parsePath(path) ?? []) {
    if (typeof found !== 'object' || found === null) return undefined;
    if (typeof step === 'number' ? !Array.isArray(found) : Array.isArray(found)) return undefined;
    if (!Object.hasOwn(found, step)) return undefined;
    found = (found as Record<string | number, unknown>)[step];
  }
  return found;
}

/** Text, numbers and yes/no as text without blanks at the ends; undefined for everything else and for nothing. */
export function textAt(value: unknown, path: string): string | undefined {
  return asText(readAt(value, path));
}

export function asText(found: unknown): string | undefined {
  if (typeof found === 'string') return found.trim() || undefined;
  return typeof found === 'number' || typeof found === 'boolean' ? String(found) : undefined;
}

/** Whole numbers that a JavaScript number cannot hold stay as they are written: they are ids. Undefined where the text is no JSON. */
export function parseJson(text: string): unknown {
  const keepLongIds = (_name: string, value: unknown, written?: { readonly source?: string }): unknown =>
    typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value) && written?.source !== undefined ? written.source : value;
  try {
    return JSON.parse(text, keepLongIds) as unknown;
  } catch (error: unknown) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
