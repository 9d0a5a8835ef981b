import type { OrderListing } from '../../../application/ports/marketplace.ts';
import type { Problem } from '../../../../shared/domain/writeback/outcome.ts';
import type { DispatchNotice } from '../../../../shared/domain/writeback/write-back.ts';
import type { WireRequest } from '../../kit/wire.ts';
import type { AmazonSettings } from './settings.ts';

/**
 * The data sets we ask for, and no more: what is not asked for need not be protected. RECIPIENT is the label's address,
 * PROCEEDS the value for limits and customs, TAX the numbers that customs asks for; BUYER (e-mail, purchase number) and PAYMENT are
 * not needed to pack. Tax registrations come only to applications with a tax role. Source: "Get tax information", read on 2026-11-21.
 */
const INCLUDED_DATA = 'RECIPIENT,CANCELLATION,PACKAGES,FULFILLMENT,PROCEEDS,TAX';
/** Most orders a page may hold. Source: Orders API 2026-01-01, searchOrders, maxResultsPerPage. */
const PAGE_SIZE = 100;

const ACCEPT = { accept: 'application/json' };

export function buildSearchOrders(listing: OrderListing, settings: AmazonSettings): WireRequest {
  const query: Record<string, string> = {
    lastUpdatedAfter: new Date(listing.updatedAfterMs).toISOString(),
    marketplaceIds: settings.marketplaceIds.join(','),
    fulfilledBy: 'MERCHANT',
    maxResultsPerPage: String(PAGE_SIZE),
    includedData: INCLUDED_DATA,
  };
  // A page token is only valid beside the very parameters that made it.
  if ('pageToken' in listing) query['paginationToken'] = listing.pageToken;
  return { operation: 'searchOrders', method: 'GET', path: '/orders/2026-01-01/orders', query, headers: ACCEPT, body: null };
}

export function buildGetOrder(channelOrderId: string): WireRequest {
  return {
    operation: 'getOrder',
    method: 'GET',
    path: `/orders/2026-01-01/orders/${encodeURIComponent(channelOrderId)}`,
    query: { includedData: INCLUDED_DATA },
    headers: ACCEPT,
    body: null,
  };
}

export function buildConfirmShipment(notice: DispatchNotice): WireRequest {
  const packageDetail = {
    // A string of a positive number: a JSON number is refused since about January 2026 (public issue 5094 of Amazon's models).
    packageReferenceId: notice.packageReference,
    carrierCode: notice.carrierCode,
    ...(notice.carrierName === undefined ? {} : { carrierName: notice.carrierName }),
    ...(notice.shippingMethod === undefined ? {} : { shippingMethod: notice.shippingMethod }),
    trackingNumber: notice.trackingNumber,
    shipDate: new Date(notice.shippedAtMs).toISOString(),
    orderItems: notice.lines.map((line) => ({ orderItemId: line.lineId, quantity: line.quantity })),
  };
  return {
    operation: 'confirmShipment',
    method: 'POST',
    path: `/orders/v0/orders/${encodeURIComponent(notice.channelOrderId)}/shipmentConfirmation`,
    query: {},
    headers: { ...ACCEPT, 'content-type': 'application/json' },
    body: JSON.stringify({ marketplaceId: notice.marketplaceId, packageDetail }),
  };
}

/** Login with Amazon: a refresh token for an access token of one hour. Source: "Connect to the SP-API", step 1, read on 2026-11-21. */
export function buildTokenRequest({ tokenUrl, refreshToken, clientId, clientSecret }: AmazonSettings): WireRequest {
  return tokenForm('accessToken', new URL(tokenUrl).pathname, { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientId, client_secret: clientSecret });
}

export function tokenForm(operation: string, path: string, form: Readonly<Record<string, string>>): WireRequest {
  return {
    operation,
    method: 'POST',
    path,
    query: {},
    headers: { ...ACCEPT, 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
    body: new URLSearchParams(form).toString(),
  };
}

/** Why this notice must not leave at all: Amazon would refuse it, or worse, accept it and show nothing. */
export function findNoticeProblems(notice: DispatchNotice): readonly Problem[] {
  const problems: Problem[] = [];
  const refuse = (field: string, message: string): void => {
    problems.push({ code: 'bad-request-ours', field, message });
  };
  if (notice.marketplaceId === undefined) refuse('marketplaceId', 'the marketplace of the order is unknown');
  if (!/^[1-9]\d*$/.test(notice.packageReference)) refuse('packageReference', 'the package reference must be a positive number as text');
  if (notice.trackingNumber.trim() === '') refuse('trackingNumber', 'the tracking number is empty');
  if (notice.carrierCode.trim() === '') refuse('carrierCode', 'the carrier is empty');
  if (notice.carrierCode === 'Other' && !notice.carrierName?.trim()) refuse('carrierName', 'the carrier "Other" needs a name');
  if (notice.lines.length === 0) refuse('lines', 'the notice names no order line');
  for (const line of notice.lines) {
    if (!Number.isSafeInteger(line.quantity) || line.quantity < 1) refuse(`lines[${line.lineId}].quantity`, 'a quantity must be a whole number above 0');
  }
  return problems;
}
