/** One row as SQLite gave it. Columns are checked when they are read: a file may be older or stranger than the code. */
export type Row = Readonly<Record<string, unknown>>;

export class UnreadableRowError extends Error {
  constructor(column: string, value: unknown) {
    super(`column ${column} holds ${typeof value === 'string' ? `"${value.slice(0, 40)}"` : String(value)}`);
    this.name = 'UnreadableRowError';
  }
}

export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new UnreadableRowError(column, value);
  return value;
}

export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : text(row, column);
}

export function integer(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new UnreadableRowError(column, value);
  return value;
}

export function integerOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : integer(row, column);
}

export function flag(row: Row, column: string): boolean {
  return integer(row, column) === 1;
}

/** A word of a closed set; the set repeats the column's CHECK. */
export function word<T extends string>(row: Row, column: string, words: readonly T[]): T {
  const value = text(row, column);
  const found = words.find((candidate) => candidate === value);
  if (found === undefined) throw new UnreadableRowError(column, value);
  return found;
}

/** An id keeps its brand: it was written by a repository that demanded it. */
export function id<T extends string>(row: Row, column: string): T {
  return text(row, column) as T;
}

export function idOrNull<T extends string>(row: Row, column: string): T | null {
  return row[column] === null ? null : id<T>(row, column);
}

export function json(row: Row, column: string): unknown {
  return JSON.parse(text(row, column));
}

export function jsonList(row: Row, column: string): readonly unknown[] {
  const value = json(row, column);
  if (!Array.isArray(value)) throw new UnreadableRowError(column, value);
  return value;
}

export function jsonObject(row: Row, column: string): Row {
  const value = json(row, column);
  if (!isObject(value)) throw new UnreadableRowError(column, value);
  return value;
}

export function isObject(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Counts by state, with a zero for each state that has no row. */
export function countsOf<T extends string>(rows: readonly Row[], states: readonly T[]): Readonly<Record<T, number>> {
  const counts = Object.fromEntries(states.map((state) => [state, 0])) as Record<T, number>;
  for (const row of rows) counts[word(row, 'state', states)] = integer(row, 'rows');
  return counts;
}
