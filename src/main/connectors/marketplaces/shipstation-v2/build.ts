import type { Problem } from '../../../../shared/domain/writeback/outcome.ts';
import { isSameNumber } from '../../../../shared/domain/writeback/proof.ts';
import type { DispatchNotice } from '../../../../shared/domain/writeback/write-back.ts';
import type { WireRequest } from '../../kit/wire.ts';
import type { PageToken } from './page-token.ts';
import type { ShipStationV2Settings } from './settings.ts';

/** The document names a smallest page and no largest one; 100 is our own figure. */
export const PAGE_SIZE = 100;

const ACCEPT = { accept: 'application/json' };

export interface ShipmentsWindow {
  readonly updatedAfterMs: number;
  readonly nowMs: number;
  /** Null: the first page. */
  readonly token: PageToken | null;
}

export interface ShipmentAsked {
  readonly shipmentId: string;
  /** Used where the answer does not say when it was given. */
  readonly nowMs: number;
}

const get = (operation: string, path: string, query: Readonly<Record<string, string>> = {}): WireRequest => ({ operation, method: 'GET', path, query, headers: ACCEPT, body: null });

export const startOf = ({ updatedAfterMs, token }: ShipmentsWindow): number => token?.startMs ?? Math.max(0, updatedAfterMs);

/** The window has no end: a shipment that is changed meanwhile goes to its end and is met there. */
export function buildListShipments(window: ShipmentsWindow, { onlyStoreId }: ShipStationV2Settings): WireRequest {
  return get('listShipments', '/v2/shipments', {
    modified_at_start: new Date(startOf(window)).toISOString(),
    sort_by: 'modified_at',
    sort_dir: 'asc',
    page: String(window.token?.page ?? 1),
    page_size: String(PAGE_SIZE),
    ...(onlyStoreId === undefined ? {} : { store_id: onlyStoreId }),
  });
}

export const buildGetShipment = ({ shipmentId }: ShipmentAsked): WireRequest => get('getShipment', `/v2/shipments/${encodeURIComponent(shipmentId)}`);
export const buildListFulfillments = (shipmentId: string): WireRequest => get('listFulfillments', '/v2/fulfillments', { shipment_id: shipmentId, page_size: '100' });
export const buildListCarriers = (): WireRequest => get('listCarriers', '/v2/carriers');

/** One fulfillment a request: of several, each would have a fate of its own. The order source is always told, the buyer as the notice says. */
export function buildCreateFulfillment(notice: DispatchNotice): WireRequest {
  const fulfillment = {
    shipment_id: notice.channelOrderId,
    tracking_number: notice.trackingNumber.trim(),
    carrier_code: notice.carrierCode,
    ship_date: new Date(notice.shippedAtMs).toISOString(),
    notify_customer: notice.notifyBuyer ?? false,
    notify_order_source: true,
  };
  return { operation: 'createFulfillments', method: 'POST', path: '/v2/fulfillments', query: {}, headers: { ...ACCEPT, 'content-type': 'application/json' }, body: JSON.stringify({ fulfillments: [fulfillment] }) };
}

/** Why this notice must not leave at all. */
export function findNoticeProblems(notice: DispatchNotice): readonly Problem[] {
  const problems: Problem[] = [];
  const number = notice.trackingNumber.trim();
  if (number === '') problems.push({ code: 'bad-number', field: 'trackingNumber', message: 'the tracking number is empty' });
  else if (!/^[\x20-\x7e]{1,100}$/.test(number)) problems.push({ code: 'bad-number', field: 'trackingNumber', message: 'a tracking number has at most 100 letters, digits and signs' });
  // Source: schema carrier_code.
  if (!/^[a-z0-9]+(?:_[a-z0-9]+)*$/.test(notice.carrierCode)) problems.push({ code: 'bad-carrier', field: 'carrierCode', message: 'a carrier of ShipStation reads like dhl_express' });
  if (!/^se(?:-[a-z0-9]+)+$/.test(notice.channelOrderId)) problems.push({ code: 'bad-request-ours', field: 'channelOrderId', message: 'a shipment of ShipStation reads like se-28529731' });
  if (notice.replaces !== undefined && !isSameNumber(notice.replaces.trackingNumber, notice.trackingNumber)) {
    problems.push({ code: 'correction-closed', field: 'trackingNumber', message: 'ShipStation changes a number that was told only on its own pages' });
  }
  return problems;
}
