import type { Cancellation } from '../../../../shared/domain/order/cancellation.ts';
import { notCancelled } from '../../../../shared/domain/order/cancellation.ts';
import type { Money } from '../../../../shared/domain/order/order.ts';
import type { CancellationMap, Instants } from './description.ts';
import { readInstant } from './instants.ts';
import { asText, readAt, textAt } from './json-path.ts';

/** Reads the fields of one record and keeps what is wrong with them: names of fields and words of states only, never what names a person. */
export interface FieldReader {
  readonly wrong: readonly string[];
  text(record: unknown, path: string): string;
  optional(record: unknown, path: string | undefined): string | undefined;
  source(record: unknown, from: string | { readonly value: string }): string | undefined;
  word<Ours extends string>(record: unknown, mapped: { readonly path: string; readonly words: Readonly<Record<string, Ours>> }): Ours | undefined;
  instant(record: unknown, path: string): number;
  optionalInstant(record: unknown, path: string | undefined): number | null;
  count(record: unknown, path: string): number;
  optionalCount(record: unknown, path: string | undefined): number | null;
  list(record: unknown, path: string): readonly unknown[];
  cancellation(record: unknown, mapped: CancellationMap | undefined, seenAtMs: number): Cancellation;
}

export function createFieldReader(times: Instants): FieldReader {
  const wrong: string[] = [];
  const refuse = (path: string, why: string): void => {
    if (wrong.length < 10) wrong.push(`${path || '$'}: ${why}`);
  };
  const reader: FieldReader = {
    wrong,
    text(record, path) {
      const found = textAt(record, path);
      if (found === undefined) refuse(path, 'is missing');
      return found ?? '';
    },
    optional: (record, path) => (path === undefined ? undefined : textAt(record, path)),
    source: (record, from) => (typeof from === 'string' ? textAt(record, from) : from.value),
    word(record, { path, words }) {
      const found = readAt(record, path);
      const named = asText(found) ?? (found === undefined || found === null || found === '' ? '' : null);
      const known = named === null ? undefined : Object.entries(words).find(([theirs]) => theirs.trim().toLowerCase() === named.toLowerCase())?.[1];
      if (known === undefined) refuse(path, named === null ? 'is no word' : `the description has no "${named.slice(0, 40)}"`);
      return known;
    },
    instant(record, path) {
      const found = reader.optionalInstant(record, path);
      if (found === null && textAt(record, path) === undefined) refuse(path, 'is missing');
      return found ?? 0;
    },
    optionalInstant(record, path) {
      const found = reader.optional(record, path);
      if (found === undefined) return null;
      const ms = readInstant(found, times);
      if (ms === null) refuse(path ?? '', `is no time written as "${times}"`);
      return ms;
    },
    count(record, path) {
      const found = reader.optionalCount(record, path);
      if (found === null && textAt(record, path) === undefined) refuse(path, 'is missing');
      return found ?? 0;
    },
    optionalCount(record, path) {
      const found = reader.optional(record, path);
      if (found === undefined) return null;
      // "2.0000" is how some shops write two.
      const count = /^\d{1,9}(?:\.0*)?$/.test(found) ? Number(found) : Number.NaN;
      if (Number.isNaN(count)) refuse(path ?? '', 'is no whole number from 0');
      return Number.isNaN(count) ? null : count;
    },
    list(record, path) {
      const found = readAt(record, path);
      if (Array.isArray(found)) return found as readonly unknown[];
      if (found !== undefined && found !== null) refuse(path, 'is no list');
      return [];
    },
    cancellation(record, mapped, seenAtMs) {
      if (mapped === undefined) return notCancelled;
      const found = readAt(record, mapped.path);
      // Most services leave the field out where nobody asked.
      const kind = (found === undefined || found === null || found === '') && mapped.words[''] === undefined ? 'none' : reader.word(record, mapped);
      if (kind === undefined || kind === 'none') return notCancelled;
      const by = mapped.by === undefined ? 'unknown' : (wordOrNone(record, mapped.by) ?? 'unknown');
      return { kind, by, reason: reader.optional(record, mapped.reason) ?? null, seenAtMs };
    },
  };
  return reader;
}

function wordOrNone<Ours extends string>(record: unknown, { path, words }: { readonly path: string; readonly words: Readonly<Record<string, Ours>> }): Ours | undefined {
  const named = textAt(record, path)?.toLowerCase();
  return named === undefined ? undefined : Object.entries(words).find(([theirs]) => theirs.trim().toLowerCase() === named)?.[1];
}

/** Minor units by the digits alone, never by floating point. Null where amount or currency cannot be read: it is extra. */
export function readMoney(amount: string | undefined, currency: string | undefined, unit: 'major' | 'minor'): Money | null {
  const code = currency?.toUpperCase() ?? '';
  const parts = /^(-?)(\d{1,12})(?:\.(\d{1,12}))?$/.exec(amount ?? '');
  if (parts === null || !/^[A-Z]{3}$/.test(code)) return null;
  const digits = unit === 'minor' ? 0 : (new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions().maximumFractionDigits ?? 2);
  const fraction = parts[3] ?? '';
  if (/[1-9]/.test(fraction.slice(digits))) return null;
  const minor = Number(`${parts[1] ?? ''}${parts[2] ?? ''}${fraction.slice(0, digits).padEnd(digits, '0')}`);
  return Number.isSafeInteger(minor) ? { minor: minor === 0 ? 0 : minor, currency: code } : null;
}
