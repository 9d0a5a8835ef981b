import type { Operation } from '../../kit/wire.ts';
import { buildListPackages, buildReadPackages, buildSetPicking, buildTellNumber } from './build.ts';
import type { NumberAsked, PageAsked, PickingAsked } from './build.ts';
import { readListPackages, readReadPackages, readWritten } from './read.ts';
import type { ListedPage } from './read.ts';
import type { TrendyolSettings } from './settings.ts';
import type { TrendyolPackage } from './shapes.ts';

type Call<In, Out> = Operation<In, Out, TrendyolSettings>;

export const listPackages: Call<PageAsked, ListedPage> = { name: 'listPackages', effect: 'read', build: buildListPackages, read: readListPackages };
export const readPackages: Call<string, readonly TrendyolPackage[]> = { name: 'readPackages', effect: 'read', build: buildReadPackages, read: readReadPackages };
export const setPicking: Call<PickingAsked, void> = { name: 'setPicking', effect: 'write', build: buildSetPicking, read: readWritten };
export const tellNumber: Call<NumberAsked, void> = { name: 'tellNumber', effect: 'write', build: buildTellNumber, read: readWritten };
