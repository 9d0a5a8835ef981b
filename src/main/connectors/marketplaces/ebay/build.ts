import type { Problem } from '../../../../shared/domain/writeback/outcome.ts';
import { isSameNumber } from '../../../../shared/domain/writeback/proof.ts';
import type { DispatchNotice } from '../../../../shared/domain/writeback/write-back.ts';
import type { WireRequest } from '../../kit/wire.ts';
import type { PageToken } from './page-token.ts';
import type { EbaySettings } from './settings.ts';

/** Most orders a page may hold; more is refused. Source: Sell Fulfillment API 1.20.7, getOrders, limit. */
export const PAGE_SIZE = 200;
/** getOrders refuses a window that begins more than two years ago (error 30830); a day is kept for the difference of clocks. Milliseconds. */
const LONGEST_WINDOW_MS = (2 * 365 - 1) * 86_400_000;

const ACCEPT = { accept: 'application/json' };
const ORDERS = '/sell/fulfillment/v1/order';

export interface OrdersWindow {
  readonly updatedAfterMs: number;
  readonly nowMs: number;
  /** Null: the first page. */
  readonly token: PageToken | null;
}

export const startOf = ({ updatedAfterMs, nowMs, token }: OrdersWindow): number => token?.fromMs ?? Math.max(updatedAfterMs, nowMs - LONGEST_WINDOW_MS);

/**
 * The window has no end: within an end, an order that is changed while we page would leave the list and pull another one over a page's
 * edge unseen. No creationdate, because beside it lastmodifieddate is ignored.
 */
export function buildGetOrders(window: OrdersWindow): WireRequest {
  const query = { filter: `lastmodifieddate:[${new Date(startOf(window)).toISOString()}..]`, limit: String(PAGE_SIZE), offset: String(window.token?.offset ?? 0) };
  return { operation: 'getOrders', method: 'GET', path: ORDERS, query, headers: ACCEPT, body: null };
}

const fulfillmentsOf = (channelOrderId: string): string => `${ORDERS}/${encodeURIComponent(channelOrderId)}/shipping_fulfillment`;

export function buildGetOrder(channelOrderId: string): WireRequest {
  return { operation: 'getOrder', method: 'GET', path: `${ORDERS}/${encodeURIComponent(channelOrderId)}`, query: {}, headers: ACCEPT, body: null };
}

export function buildGetFulfillments(channelOrderId: string): WireRequest {
  return { operation: 'getShippingFulfillments', method: 'GET', path: fulfillmentsOf(channelOrderId), query: {}, headers: ACCEPT, body: null };
}

export function buildCreateFulfillment(notice: DispatchNotice): WireRequest {
  const body = {
    lineItems: notice.lines.map((line) => ({ lineItemId: line.lineId, quantity: line.quantity })),
    shippedDate: new Date(notice.shippedAtMs).toISOString(),
    shippingCarrierCode: notice.carrierCode,
    trackingNumber: bareNumber(notice.trackingNumber),
  };
  return {
    operation: 'createShippingFulfillment',
    method: 'POST',
    path: fulfillmentsOf(notice.channelOrderId),
    query: {},
    headers: { ...ACCEPT, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

/** A refresh token for an access token of two hours, with the permissions of the sign-in. Source: "Using a refresh token", read on 2026-11-21. */
export function buildTokenRequest(settings: EbaySettings): WireRequest {
  return tokenRequest('accessToken', settings, { grant_type: 'refresh_token', refresh_token: settings.refreshToken });
}

export function tokenRequest(operation: string, keys: Pick<EbaySettings, 'clientId' | 'clientSecret'>, form: Readonly<Record<string, string>>): WireRequest {
  const basic = Buffer.from(`${keys.clientId}:${keys.clientSecret}`).toString('base64');
  return {
    operation,
    method: 'POST',
    path: '/identity/v1/oauth2/token',
    query: {},
    headers: { ...ACCEPT, 'content-type': 'application/x-www-form-urlencoded', authorization: `Basic ${basic}` },
    body: new URLSearchParams(form).toString(),
  };
}

/**
 * Letters and digits only: "spaces, hyphens, and all other special characters are not supported", also where the label has them.
 * Source: Sell Fulfillment API 1.20.7, ShippingFulfillmentDetails, trackingNumber.
 */
const bareNumber = (trackingNumber: string): string => trackingNumber.replace(/[\s\-_.\/()]/g, '');

/** Why this notice must not leave at all: eBay would refuse it. */
export function findNoticeProblems(notice: DispatchNotice): readonly Problem[] {
  const problems: Problem[] = [];
  const number = bareNumber(notice.trackingNumber);
  if (number === '') problems.push({ code: 'bad-number', field: 'trackingNumber', message: 'the tracking number is empty' });
  else if (!/^[A-Za-z0-9]+$/.test(number)) problems.push({ code: 'bad-number', field: 'trackingNumber', message: 'eBay takes letters A to Z and digits only' });
  if (notice.carrierCode.trim() === '') problems.push({ code: 'bad-carrier', field: 'carrierCode', message: 'the carrier is empty' });
  if (notice.replaces !== undefined && !isSameNumber(notice.replaces.trackingNumber, notice.trackingNumber)) {
    problems.push({ code: 'correction-closed', field: 'trackingNumber', message: 'eBay changes a number that was told only on its own pages' });
  }
  if (notice.lines.length === 0) problems.push({ code: 'quantity-wrong', field: 'lines', message: 'the notice names no order line' });
  const named = new Set<string>();
  for (const { lineId, quantity } of notice.lines) {
    const refuse = (message: string): void => void problems.push({ code: 'quantity-wrong', field: `lines[${lineId}].quantity`, message });
    if (!Number.isSafeInteger(quantity) || quantity < 1) refuse('a quantity must be a whole number above 0');
    if (named.has(lineId)) refuse('a line is named twice');
    named.add(lineId);
  }
  return problems;
}
