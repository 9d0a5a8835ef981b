import type { StationSettings } from '../../shared/contract/settings.ts';

export interface SettingsChange {
  /** "stores[shop].policy.limitMinutes". */
  readonly path: string;
  /** Null: it was not there, or is not any more. */
  readonly from: string | null;
  readonly to: string | null;
}

/** More than this of one save is another station. */
const mostChanges = 60;
/** Characters. */
const longestValue = 120;

/**
 * What is not as it was, for the log: path, old value and new value. There is no secret among settings: what an account signs in with
 * is in the system's key store. Stores are told apart by their id, other lists are one value.
 */
export function settingsChanges(before: StationSettings, next: StationSettings): readonly SettingsChange[] {
  const changes: SettingsChange[] = [];
  compare('', before, next, changes);
  return changes.slice(0, mostChanges);
}

function compare(path: string, before: unknown, next: unknown, changes: SettingsChange[]): void {
  if (JSON.stringify(before) === JSON.stringify(next)) return;
  const [old, now] = path === 'stores' ? [byStoreId(before), byStoreId(next)] : [before, next];
  if (!isTree(old) || !isTree(now)) {
    changes.push({ path, from: textOf(before), to: textOf(next) });
    return;
  }
  const names = new Set([...Object.keys(old), ...Object.keys(now)]);
  for (const name of names) compare(path === 'stores' ? `stores[${name}]` : path === '' ? name : `${path}.${name}`, old[name], now[name], changes);
}

const isTree = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

function byStoreId(stores: unknown): unknown {
  return Array.isArray(stores) ? Object.fromEntries(stores.map((store: { readonly storeId: string }) => [store.storeId, store])) : stores;
}

function textOf(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > longestValue ? `${text.slice(0, longestValue - 1)}…` : text;
}
