import type { TFunction } from 'i18next';

type Values = Readonly<Record<string, string | number>>;

/** The names that a sentence must be given. */
export function namesIn(t: TFunction, key: string): readonly string[] {
  const raw = t(key, { skipInterpolation: true, defaultValue: '' });
  return [...raw.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '');
}

/** The first of several sentences that exists and whose names are all known: the most exact one that leaves nothing blank. */
export function exactKey(t: TFunction, keys: readonly string[], values: Values): string {
  const exists = (key: string): boolean => t(key, { defaultValue: '', skipInterpolation: true }) !== '';
  const fits = (key: string): boolean => exists(key) && namesIn(t, key).every((name) => values[name] !== undefined);
  return keys.find(fits) ?? keys.findLast(exists) ?? '';
}
