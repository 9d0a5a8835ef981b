import type { OrderPage } from '../../../application/ports/marketplace.ts';
import type { DispatchNotice } from '../../../../shared/domain/writeback/write-back.ts';
import type { Operation } from '../../kit/wire.ts';
import { buildGetOrder, buildListCarriers, buildListFulfillments, buildListOrders, buildListShipments, buildMarkAsShipped } from './build.ts';
import type { OrderAsked, OrdersWindow } from './build.ts';
import { readGetOrder, readListCarriers, readListFulfillments, readListOrders, readListShipments, readMarkAsShipped } from './read.ts';
import type { OrderFound, ReadingOfStore } from './read.ts';
import type { ShipStationV1Settings } from './settings.ts';
import type { ToldParcel } from './shapes.ts';

type Ask<In, Out> = Operation<In, Out, ShipStationV1Settings>;

/** The calls of ShipStation's V1 that we use. */
export const listOrders = (store: ReadingOfStore): Ask<OrdersWindow, OrderPage> => ({
  name: 'listOrders',
  effect: 'read',
  build: buildListOrders,
  read: (reply, window) => readListOrders(reply, window, store),
});

export const getOrder: Ask<OrderAsked, OrderFound | null> = { name: 'getOrder', effect: 'read', build: buildGetOrder, read: readGetOrder };
export const listFulfillments: Ask<string, readonly ToldParcel[]> = { name: 'listFulfillments', effect: 'read', build: buildListFulfillments, read: readListFulfillments };
export const listShipments: Ask<string, readonly ToldParcel[]> = { name: 'listShipments', effect: 'read', build: buildListShipments, read: readListShipments };
export const listCarriers: Ask<undefined, readonly string[]> = { name: 'listCarriers', effect: 'read', build: buildListCarriers, read: readListCarriers };
export const markAsShipped: Ask<DispatchNotice, void> = { name: 'markAsShipped', effect: 'write', build: buildMarkAsShipped, read: readMarkAsShipped };
