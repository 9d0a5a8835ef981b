import type { Operation } from '../../kit/wire.ts';
import { buildListPackages, buildReadPackages, buildSetPicking, buildStreamPackages, buildTellLink, buildTellNumber } from './build.ts';
import type { LinkAsked, NumberAsked, PageAsked, PickingAsked, StreamAsked } from './build.ts';
import { readListPackages, readReadPackages, readStreamPackages, readWritten } from './read.ts';
import type { ListedPage, StreamedPage } from './read.ts';
import type { TrendyolSettings } from './settings.ts';
import type { TrendyolPackage } from './shapes.ts';

type Call<In, Out> = Operation<In, Out, TrendyolSettings>;

export const listPackages: Call<PageAsked, ListedPage> = { name: 'listPackages', effect: 'read', build: buildListPackages, read: readListPackages };
export const streamPackages: Call<StreamAsked, StreamedPage> = { name: 'streamPackages', effect: 'read', build: buildStreamPackages, read: readStreamPackages };
export const readPackages: Call<string, readonly TrendyolPackage[]> = { name: 'readPackages', effect: 'read', build: buildReadPackages, read: readReadPackages };
export const setPicking: Call<PickingAsked, void> = { name: 'setPicking', effect: 'write', build: buildSetPicking, read: readWritten };
export const tellNumber: Call<NumberAsked, void> = { name: 'tellNumber', effect: 'write', build: buildTellNumber, read: readWritten };
export const tellLink: Call<LinkAsked, void> = { name: 'tellLink', effect: 'write', build: buildTellLink, read: readWritten };
