import type { Problem } from '../../../../shared/domain/writeback/outcome.ts';
import type { DispatchNotice } from '../../../../shared/domain/writeback/write-back.ts';
import type { WireRequest } from '../../kit/wire.ts';
import { findTrackingLink, shownName } from './carriers.ts';
import { PARCEL_KEY } from './rows.ts';
import type { WooSettings } from './settings.ts';

/** Most records a page may hold. Source: WC_REST_CRUD_Controller, per_page, maximum. */
export const PAGE_SIZE = 100;
/** The fields we read, and no more: what is not asked for need not be protected. `_fields` is WordPress's own parameter. */
const ORDER_FIELDS = 'id,number,status,currency,total,date_created_gmt,date_modified_gmt,date_paid_gmt,billing,shipping,line_items,shipping_lines,refunds,meta_data';

/** Some hosts put a cache in front of WordPress that answers GET without asking it. */
const READ_HEADERS = { accept: 'application/json', 'cache-control': 'no-cache' };
const WRITE_HEADERS = { accept: 'application/json', 'content-type': 'application/json' };

/** `path` begins after the shop's folder. */
export function buildRead(operation: string, path: string, settings: WooSettings, query: Readonly<Record<string, string>> = {}): WireRequest {
  return { operation, method: 'GET', path: settings.basePath + path, query, headers: READ_HEADERS, body: null };
}

export function buildWrite(operation: string, method: 'POST' | 'PUT' | 'DELETE', path: string, settings: WooSettings, body: unknown, query: Readonly<Record<string, string>> = {}): WireRequest {
  return { operation, method, path: settings.basePath + path, query, headers: WRITE_HEADERS, body: body === null ? null : JSON.stringify(body) };
}

export const ORDERS = '/wp-json/wc/v3/orders';
export const orderPath = (orderId: string): string => `${ORDERS}/${encodeURIComponent(orderId)}`;

/**
 * By id, oldest first: an order that changes between two pages keeps its place, and new ones come in behind. `status=any` leaves out the trash.
 * Times have whole seconds, and "after" excludes the second itself.
 */
export function buildListOrders({ afterMs, offset }: { readonly afterMs: number; readonly offset: number }, settings: WooSettings): WireRequest {
  return buildRead('listOrders', ORDERS, settings, {
    modified_after: new Date(Math.max(0, Math.floor(afterMs / 1000 - 1) * 1000)).toISOString().slice(0, 19),
    dates_are_gmt: 'true',
    status: 'any',
    orderby: 'id',
    order: 'asc',
    per_page: String(PAGE_SIZE),
    offset: String(offset),
    _fields: ORDER_FIELDS,
  });
}

export const buildGetOrder = (orderId: string, settings: WooSettings): WireRequest => buildRead('getOrder', orderPath(orderId), settings, { _fields: ORDER_FIELDS });

/**
 * A fulfillment of the core feature. Two names for the provider: 10.7 reads `_shipping_provider`, the documents and older templates say
 * `_shipment_provider`. An update keeps no datum that is not named again.
 */
export function buildFulfillment(notice: DispatchNotice, settings: WooSettings): Readonly<Record<string, unknown>> {
  const link = findTrackingLink(notice, settings.carriers)?.replace('%1$s', encodeURIComponent(notice.trackingNumber));
  const entries: readonly (readonly [key: string, value: unknown])[] = [
    ['_items', notice.lines.map((line) => ({ item_id: Number(line.lineId), qty: line.quantity }))],
    ['_tracking_number', notice.trackingNumber],
    ['_shipping_provider', notice.carrierCode],
    ['_shipment_provider', notice.carrierCode],
    ...(notice.carrierCode === 'other' ? [['_provider_name', shownName(notice)] as const] : []),
    ...(link === undefined ? [] : [['_tracking_url', link] as const]),
    [PARCEL_KEY, notice.packageReference],
  ];
  return { status: 'fulfilled', meta_data: entries.map(([key, value]) => ({ key, value })) };
}

/** Provider by its name in this shop, or a carrier of our own naming. `provider` is the plug-in's exact word, or null where it has none. */
export function buildTracking(notice: DispatchNotice, provider: string | null, settings: WooSettings): Readonly<Record<string, unknown>> {
  const link = findTrackingLink(notice, settings.carriers);
  const carrier = provider === null ? { custom_tracking_provider: shownName(notice), ...(link === null ? {} : { custom_tracking_link: link }) } : { tracking_provider: provider };
  return { ...carrier, tracking_number: notice.trackingNumber, date_shipped: shippedOn(notice) };
}

/**
 * AST finds its provider by name and takes any other as it is. `replace_tracking` is never sent: it wipes every row of the order, other
 * parcels included. `status_shipped` 1 sets the order to AST's "shipped" (WooCommerce's "completed") and writes to the buyer.
 */
export const buildAstTracking = (notice: DispatchNotice, isLast: boolean, settings: WooSettings): Readonly<Record<string, unknown>> => {
  const link = findTrackingLink(notice, settings.carriers);
  return { tracking_provider: shownName(notice), tracking_number: notice.trackingNumber, date_shipped: shippedOn(notice), ...(link === null ? {} : { custom_tracking_link: link }), ...(isLast ? { status_shipped: 1 } : {}) };
};

const shippedOn = (notice: DispatchNotice): string => new Date(notice.shippedAtMs).toISOString().slice(0, 10);

export const noteText = (notice: DispatchNotice): string => `Shipped with ${shownName(notice)}, tracking number ${notice.trackingNumber}.`;

/** Numbers of carriers are letters, digits, and a few signs between them. Longer ones are two numbers in one field, or a text. */
const NUMBER = /^[\p{L}\p{N}](?:[\p{L}\p{N} ./_-]{0,58}[\p{L}\p{N}])?$/u;

/** Why this notice must not leave at all. WooCommerce checks next to nothing, so that whatever is wrong would be shown to the buyer. */
export function findNoticeProblems(notice: DispatchNotice): readonly Problem[] {
  const problems: Problem[] = [];
  const refuse = (code: string, field: string, message: string): void => {
    problems.push({ code, field, message });
  };
  if (!/^[1-9]\d*$/.test(notice.channelOrderId)) refuse('bad-request-ours', 'channelOrderId', 'the order id must be a positive number as text');
  if (notice.packageReference.trim() === '') refuse('bad-request-ours', 'packageReference', 'the package reference is empty');
  if (!NUMBER.test(notice.trackingNumber.trim())) refuse('bad-number', 'trackingNumber', notice.trackingNumber.trim() === '' ? 'the tracking number is empty' : 'the tracking number does not look like one');
  if (notice.carrierCode.trim() === '') refuse('bad-carrier', 'carrierCode', 'the carrier is empty');
  if (notice.carrierCode === 'other' && !notice.carrierName?.trim()) refuse('bad-carrier', 'carrierName', 'the carrier "other" needs a name');
  if (notice.lines.length === 0) refuse('quantity-wrong', 'lines', 'the notice names no order line');
  for (const line of notice.lines) {
    if (!/^[1-9]\d*$/.test(line.lineId)) refuse('bad-request-ours', `lines[${line.lineId}].lineId`, 'a line id must be a positive number as text');
    if (!Number.isSafeInteger(line.quantity) || line.quantity < 1) refuse('quantity-wrong', `lines[${line.lineId}].quantity`, 'a quantity must be a whole number above 0');
  }
  return problems;
}
