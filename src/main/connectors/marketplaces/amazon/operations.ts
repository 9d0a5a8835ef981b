import type { ChannelOrder, OrderListing, OrderPage } from '../../../application/ports/marketplace.ts';
import type { DispatchNotice } from '../../../../shared/domain/writeback/write-back.ts';
import type { AccessToken } from '../../kit/access-tokens.ts';
import type { Operation } from '../../kit/wire.ts';
import { buildConfirmShipment, buildGetOrder, buildSearchOrders, buildTokenRequest } from './build.ts';
import { readConfirmShipment, readGetOrder, readSearchOrders, readToken } from './read.ts';
import type { AmazonSettings } from './settings.ts';

export interface AmazonOperations {
  readonly searchOrders: Operation<OrderListing, OrderPage, AmazonSettings>;
  readonly getOrder: Operation<string, ChannelOrder | null, AmazonSettings>;
  readonly confirmShipment: Operation<DispatchNotice, void, AmazonSettings>;
}

/** The calls of Amazon that we use. Orders are read with the API of 2026-01-01; confirming exists in v0 only. */
export function createAmazonOperations(barcodesFor: (sku: string) => readonly string[]): AmazonOperations {
  return {
    searchOrders: {
      name: 'searchOrders',
      effect: 'read',
      build: buildSearchOrders,
      read: (reply, listing) => readSearchOrders(reply, listing, barcodesFor),
    },
    getOrder: { name: 'getOrder', effect: 'read', build: buildGetOrder, read: (reply) => readGetOrder(reply, barcodesFor) },
    confirmShipment: { name: 'confirmShipment', effect: 'write', build: buildConfirmShipment, read: readConfirmShipment },
  };
}

export const fetchAccessToken: Operation<undefined, AccessToken, AmazonSettings> = {
  name: 'accessToken',
  effect: 'read',
  build: (_input, settings) => buildTokenRequest(settings),
  read: readToken,
};
