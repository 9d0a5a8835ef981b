import type { Problem } from '../../../../shared/domain/writeback/outcome.ts';
import type { ProblemCode } from '../../../../shared/domain/writeback/problems.ts';
import type { DispatchNotice } from '../../../../shared/domain/writeback/write-back.ts';
import type { WireRequest } from '../../kit/wire.ts';
import { decodeLineId } from './lines.ts';
import { PAGE_SIZE } from './paging.ts';
import type { Cursor } from './paging.ts';
import type { TikTokSettings } from './settings.ts';

/** Asked for on every call, GET ones too. Source: header tables of all pages used here. */
const JSON_HEADERS = { accept: 'application/json', 'content-type': 'application/json' };

const get = (operation: string, path: string, query: WireRequest['query'] = {}): WireRequest => ({ operation, method: 'GET', path, query, headers: JSON_HEADERS, body: null });
const post = (operation: string, path: string, body: unknown, query: WireRequest['query'] = {}): WireRequest => ({ operation, method: 'POST', path, query, headers: JSON_HEADERS, body: JSON.stringify(body) });
const part = (text: string): string => encodeURIComponent(text);

export interface SearchInput {
  readonly at: Cursor;
  /** Unix seconds. */
  readonly updatedAfter: number;
}

/** Shipping by TikTok is listed too: such an order on the bench must say why it waits, and not be unknown. */
export function buildSearchOrders({ at, updatedAfter }: SearchInput): WireRequest {
  const query = { page_size: String(PAGE_SIZE), sort_field: 'update_time', sort_order: 'ASC', ...(at.theirs === null ? {} : { page_token: at.theirs }) };
  const body = {
    ...(at.from === 0 ? {} : { update_time_ge: at.from }),
    ...(at.phase === 'asked' ? { is_buyer_request_cancel: true, update_time_lt: updatedAfter } : {}),
  };
  return post('searchOrders', '/order/202309/orders/search', body, query);
}

export const buildGetOrder = (channelOrderId: string): WireRequest => get('getOrderDetail', '/order/202507/orders', { ids: channelOrderId });

/** Most cancellations a page may hold; an order has at most a handful. Source: "Search Cancellations", page_size. */
const CANCELLATIONS_PAGE = '50';

export const buildSearchCancellations = (channelOrderId: string): WireRequest =>
  post('searchCancellations', '/return_refund/202309/cancellations/search', { order_ids: [channelOrderId] }, { page_size: CANCELLATIONS_PAGE, sort_field: 'create_time', sort_order: 'DESC' });

export const buildGetProviders = (deliveryOptionId: string): WireRequest => get('getShippingProviders', `/logistics/202309/delivery_options/${part(deliveryOptionId)}/shipping_providers`);

export const buildGetShops = (): WireRequest => get('getAuthorizedShops', '/authorization/202309/shops');

export interface ToldPackage {
  readonly trackingNumber: string;
  readonly providerId: string;
}

export interface MarkInput extends ToldPackage {
  readonly channelOrderId: string;
  readonly unitIds: readonly string[];
}

export const buildMarkShipped = ({ channelOrderId, unitIds, trackingNumber, providerId }: MarkInput): WireRequest =>
  post('markPackageShipped', `/fulfillment/202309/orders/${part(channelOrderId)}/packages`, { order_line_item_ids: unitIds, tracking_number: trackingNumber, shipping_provider_id: providerId });

export interface PackageInput extends ToldPackage {
  readonly packageId: string;
}

export const buildShipPackage = ({ packageId, trackingNumber, providerId }: PackageInput): WireRequest =>
  post('shipPackage', `/fulfillment/202309/packages/${part(packageId)}/ship`, { self_shipment: { tracking_number: trackingNumber, shipping_provider_id: providerId } });

export const buildUpdatePackage = ({ packageId, trackingNumber, providerId }: PackageInput): WireRequest =>
  post('updatePackageShippingInfo', `/fulfillment/202309/packages/${part(packageId)}/shipping_info/update`, { tracking_number: trackingNumber, shipping_provider_id: providerId });

type AppKeys = Pick<TikTokSettings, 'appKey' | 'appSecret'>;

/** Secrets in the query are TikTok's own way here; the path and the host are those of public clients, read on 2026-11-21. */
export const buildRefreshToken = ({ appKey, appSecret }: AppKeys, refreshToken: string): WireRequest =>
  get('refreshToken', '/api/v2/token/refresh', { app_key: appKey, app_secret: appSecret, refresh_token: refreshToken, grant_type: 'refresh_token' });

export const buildGetToken = ({ appKey, appSecret }: AppKeys, code: string): WireRequest =>
  get('getToken', '/api/v2/token/get', { app_key: appKey, app_secret: appSecret, auth_code: code, grant_type: 'authorized_code' });

/** Blanks, dots and hyphens are how people group a number; TikTok refuses every special character (21004012). */
export const bareNumber = (trackingNumber: string): string => trackingNumber.replace(/[\s.-]/g, '');

/** Why this notice must not leave at all: TikTok would refuse it, or it names units that we cannot tell. */
export function findNoticeProblems(notice: DispatchNotice): readonly Problem[] {
  const problems: Problem[] = [];
  const refuse = (code: ProblemCode, field: string, message: string): void => {
    problems.push({ code, field, message });
  };
  if (!/^[A-Za-z0-9]+$/.test(bareNumber(notice.trackingNumber))) refuse('bad-number', 'trackingNumber', 'TikTok takes letters and digits only in a tracking number');
  if (notice.carrierCode.trim() === '') refuse('bad-carrier', 'carrierCode', 'the carrier is empty');
  if (notice.lines.length === 0) refuse('quantity-wrong', 'lines', 'the notice names no order line');
  for (const { lineId, quantity } of notice.lines) {
    const units = decodeLineId(lineId);
    if (units === null) refuse('bad-request-ours', 'lines.lineId', `"${lineId}" names no units of TikTok`);
    else if (!Number.isSafeInteger(quantity) || quantity < 1) refuse('quantity-wrong', `lines[${lineId}].quantity`, 'a quantity must be a whole number above 0');
    else if (quantity > units.length) refuse('quantity-wrong', `lines[${lineId}].quantity`, `the line has ${units.length} units, not ${quantity}`);
  }
  return problems;
}
