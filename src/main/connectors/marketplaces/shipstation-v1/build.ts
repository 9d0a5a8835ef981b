import type { Problem } from '../../../../shared/domain/writeback/outcome.ts';
import { isSameNumber } from '../../../../shared/domain/writeback/proof.ts';
import type { DispatchNotice } from '../../../../shared/domain/writeback/write-back.ts';
import type { WireRequest } from '../../kit/wire.ts';
import { writePacificDay, writePacificStart } from './pacific-time.ts';
import type { PageToken } from './page-token.ts';
import type { ShipStationV1Settings } from './settings.ts';

/** "Requested page size. Max value is 500." Source: V1 document, List Orders. */
export const PAGE_SIZE = 500;
/** "Modified after": whether the second itself counts is not said. Milliseconds. */
const STEP_BACK_MS = 1000;

const ACCEPT = { accept: 'application/json' };

export interface OrdersWindow {
  readonly updatedAfterMs: number;
  readonly nowMs: number;
  /** Null: the first page. */
  readonly token: PageToken | null;
}

export interface OrderAsked {
  readonly orderId: string;
  /** Times are read with it where the answer does not say when it was given. */
  readonly nowMs: number;
}

/** The start of what was modified since, in ShipStation's own writing. */
export const startTextOf = (sinceMs: number): string => writePacificStart(sinceMs - STEP_BACK_MS);

const get = (operation: string, path: string, query: Readonly<Record<string, string>> = {}): WireRequest => ({ operation, method: 'GET', path, query, headers: ACCEPT, body: null });

/** The window has no end: an order that is changed meanwhile goes to its end and is met there. */
export function buildListOrders({ updatedAfterMs, token }: OrdersWindow, { onlyStoreId }: ShipStationV1Settings): WireRequest {
  return get('listOrders', '/orders', {
    modifyDateStart: token?.start ?? startTextOf(updatedAfterMs),
    sortBy: 'ModifyDate',
    sortDir: 'ASC',
    page: String(token?.page ?? 1),
    pageSize: String(PAGE_SIZE),
    ...(onlyStoreId === undefined ? {} : { storeId: onlyStoreId }),
  });
}

export const buildGetOrder = ({ orderId }: OrderAsked): WireRequest => get('getOrder', `/orders/${encodeURIComponent(orderId)}`);
export const buildListFulfillments = (orderId: string): WireRequest => get('listFulfillments', '/fulfillments', { orderId, pageSize: '100' });
export const buildListShipments = (orderId: string): WireRequest => get('listShipments', '/shipments', { orderId, includeShipmentItems: 'true', pageSize: '100' });
export const buildListCarriers = (): WireRequest => get('listCarriers', '/carriers');

/**
 * Both flags are always said: left out, ShipStation tells neither the buyer nor the sales channel. The day is that of the West Coast, as all
 * times here; it never lies ahead of ShipStation's own.
 */
export function buildMarkAsShipped(notice: DispatchNotice): WireRequest {
  const body = {
    orderId: Number(notice.channelOrderId),
    carrierCode: notice.carrierCode,
    shipDate: writePacificDay(notice.shippedAtMs),
    trackingNumber: notice.trackingNumber.trim(),
    notifyCustomer: notice.notifyBuyer ?? false,
    notifySalesChannel: true,
  };
  return { operation: 'markAsShipped', method: 'POST', path: '/orders/markasshipped', query: {}, headers: { ...ACCEPT, 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** Why this notice must not leave at all. */
export function findNoticeProblems(notice: DispatchNotice): readonly Problem[] {
  const problems: Problem[] = [];
  const number = notice.trackingNumber.trim();
  if (number === '') problems.push({ code: 'bad-number', field: 'trackingNumber', message: 'the tracking number is empty' });
  else if (!/^[\x20-\x7e]{1,100}$/.test(number)) problems.push({ code: 'bad-number', field: 'trackingNumber', message: 'a tracking number has at most 100 letters, digits and signs' });
  if (notice.carrierCode.trim() === '') problems.push({ code: 'bad-carrier', field: 'carrierCode', message: 'the carrier is empty' });
  if (!isOrderId(notice.channelOrderId)) problems.push({ code: 'bad-request-ours', field: 'channelOrderId', message: 'an order of ShipStation is a whole number' });
  if (notice.replaces !== undefined && !isSameNumber(notice.replaces.trackingNumber, notice.trackingNumber)) {
    problems.push({ code: 'correction-closed', field: 'trackingNumber', message: 'ShipStation changes a number that was told only on its own pages' });
  }
  return problems;
}

const isOrderId = (text: string): boolean => /^\d+$/.test(text) && Number.isSafeInteger(Number(text));
