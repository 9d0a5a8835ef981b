import type { StoreSettings } from '../../../shared/contract/settings.ts';
import { useStation } from './store.ts';

const none: readonly StoreSettings[] = [];

/** Shops that take files of orders. Nobody asks them over a network and nobody tells them anything. */
export const fileShopsOf = (stores: readonly StoreSettings[]): readonly StoreSettings[] => stores.filter((store) => store.connection.kind === 'file');

export function useFileShops(): readonly StoreSettings[] {
  const stores = useStation(({ settings }) => settings?.stores ?? none);
  return fileShopsOf(stores);
}
