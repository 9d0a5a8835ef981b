import type { OrderPage } from '../../../application/ports/marketplace.ts';
import type { DispatchNotice } from '../../../../shared/domain/writeback/write-back.ts';
import type { AccessToken } from '../../kit/access-tokens.ts';
import type { Operation } from '../../kit/wire.ts';
import { buildCreateFulfillment, buildGetFulfillments, buildGetOrder, buildGetOrders, buildTokenRequest } from './build.ts';
import type { OrdersWindow } from './build.ts';
import { readCreateFulfillment, readGetFulfillments, readGetOrder, readGetOrders, readToken } from './read.ts';
import type { EbaySettings } from './settings.ts';
import type { EbayFulfillment, EbayOrder } from './shapes.ts';

/** The calls of eBay's Sell Fulfillment API that we use. */
export const getOrders = (barcodesFor: (sku: string) => readonly string[]): Operation<OrdersWindow, OrderPage, EbaySettings> => ({
  name: 'getOrders',
  effect: 'read',
  build: buildGetOrders,
  read: (reply, window) => readGetOrders(reply, window, barcodesFor),
});

export const getOrder: Operation<string, EbayOrder | null, EbaySettings> = { name: 'getOrder', effect: 'read', build: buildGetOrder, read: readGetOrder };

export const getFulfillments: Operation<string, readonly EbayFulfillment[], EbaySettings> = {
  name: 'getShippingFulfillments',
  effect: 'read',
  build: buildGetFulfillments,
  read: readGetFulfillments,
};

export const createFulfillment: Operation<DispatchNotice, void, EbaySettings> = {
  name: 'createShippingFulfillment',
  effect: 'write',
  build: buildCreateFulfillment,
  read: readCreateFulfillment,
};

export const fetchAccessToken: Operation<undefined, AccessToken, EbaySettings> = {
  name: 'accessToken',
  effect: 'read',
  build: (_input, settings) => buildTokenRequest(settings),
  read: readToken,
};
