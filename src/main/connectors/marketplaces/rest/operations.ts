import type { ChannelOrder, OrderPage } from '../../../application/ports/marketplace.ts';
import type { DispatchNotice } from '../../../../shared/domain/writeback/write-back.ts';
import type { Operation } from '../../kit/wire.ts';
import { buildDispatch, buildList, buildRead } from './build.ts';
import type { ListAsked } from './build.ts';
import type { RestDescription } from './description.ts';
import { readDispatch, readList, readOne } from './read.ts';
import type { RestSettings } from './settings.ts';

export interface RestOperations {
  readonly list: Operation<ListAsked, OrderPage, RestSettings>;
  readonly read: Operation<string, ChannelOrder | null, RestSettings>;
  readonly dispatch: Operation<DispatchNotice, void, RestSettings>;
}

export function createRestOperations(description: RestDescription, barcodesFor: (sku: string) => readonly string[]): RestOperations {
  return {
    list: { name: 'listOrders', effect: 'read', build: buildList, read: (reply, asked) => readList(reply, asked, description, barcodesFor) },
    read: { name: 'readOrder', effect: 'read', build: buildRead, read: (reply, orderId) => readOne(reply, orderId, description, barcodesFor) },
    dispatch: { name: 'confirmDispatch', effect: 'write', build: buildDispatch, read: (reply) => readDispatch(reply, description) },
  };
}
