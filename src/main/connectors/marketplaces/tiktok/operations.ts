import type { OrderPage } from '../../../application/ports/marketplace.ts';
import type { Operation } from '../../kit/wire.ts';
import { buildGetOrder, buildGetProviders, buildGetShops, buildMarkShipped, buildSearchCancellations, buildSearchOrders, buildShipPackage, buildUpdatePackage } from './build.ts';
import type { MarkInput, PackageInput, SearchInput } from './build.ts';
import { readGetOrder, readGetProviders, readGetShops, readMarkShipped, readSearchCancellations, readSearchOrders, readShipPackage, readUpdatePackage } from './read.ts';
import type { Marked, Provider, Shop } from './read.ts';
import type { TikTokSettings } from './settings.ts';
import type { TikTokCancellation, TikTokOrder } from './shapes.ts';

type Call<In, Out> = Operation<In, Out, TikTokSettings>;

export const searchOrders = (barcodesFor: (sku: string) => readonly string[]): Call<SearchInput, OrderPage> => ({
  name: 'searchOrders',
  effect: 'read',
  build: buildSearchOrders,
  read: (reply, input) => readSearchOrders(reply, input, barcodesFor),
});

export const getOrder: Call<string, TikTokOrder | null> = { name: 'getOrderDetail', effect: 'read', build: buildGetOrder, read: readGetOrder };
export const searchCancellations: Call<string, readonly TikTokCancellation[]> = { name: 'searchCancellations', effect: 'read', build: buildSearchCancellations, read: readSearchCancellations };
export const getProviders: Call<string, readonly Provider[]> = { name: 'getShippingProviders', effect: 'read', build: buildGetProviders, read: readGetProviders };
export const getShops: Call<undefined, readonly Shop[]> = { name: 'getAuthorizedShops', effect: 'read', build: buildGetShops, read: readGetShops };

export const markShipped: Call<MarkInput, Marked> = { name: 'markPackageShipped', effect: 'write', build: buildMarkShipped, read: readMarkShipped };
export const shipPackage: Call<PackageInput, void> = { name: 'shipPackage', effect: 'write', build: buildShipPackage, read: readShipPackage };
export const updatePackage: Call<PackageInput, void> = { name: 'updatePackageShippingInfo', effect: 'write', build: buildUpdatePackage, read: readUpdatePackage };
