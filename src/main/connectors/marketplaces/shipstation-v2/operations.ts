import type { OrderPage } from '../../../application/ports/marketplace.ts';
import type { DispatchNotice } from '../../../../shared/domain/writeback/write-back.ts';
import type { Operation } from '../../kit/wire.ts';
import { buildCreateFulfillment, buildGetShipment, buildListCarriers, buildListFulfillments, buildListShipments } from './build.ts';
import type { ShipmentAsked, ShipmentsWindow } from './build.ts';
import { readCreateFulfillment, readGetShipment, readListCarriers, readListFulfillments, readListShipments } from './read.ts';
import type { ShipmentFound } from './read.ts';
import type { ShipStationV2Settings } from './settings.ts';
import type { ToldParcel } from './shapes.ts';

type Ask<In, Out> = Operation<In, Out, ShipStationV2Settings>;

/** The calls of ShipStation's V2 that we use. */
export const listShipments = (barcodesFor: (sku: string) => readonly string[]): Ask<ShipmentsWindow, OrderPage> => ({
  name: 'listShipments',
  effect: 'read',
  build: buildListShipments,
  read: (reply, window) => readListShipments(reply, window, barcodesFor),
});

export const getShipment: Ask<ShipmentAsked, ShipmentFound | null> = { name: 'getShipment', effect: 'read', build: buildGetShipment, read: readGetShipment };
export const listFulfillments: Ask<string, readonly ToldParcel[]> = { name: 'listFulfillments', effect: 'read', build: buildListFulfillments, read: readListFulfillments };
export const listCarriers: Ask<undefined, readonly string[]> = { name: 'listCarriers', effect: 'read', build: buildListCarriers, read: readListCarriers };
export const createFulfillment: Ask<DispatchNotice, void> = { name: 'createFulfillments', effect: 'write', build: buildCreateFulfillment, read: readCreateFulfillment };
