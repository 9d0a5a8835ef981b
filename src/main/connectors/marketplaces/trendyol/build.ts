import type { Problem } from '../../../../shared/domain/writeback/outcome.ts';
import type { ProblemCode } from '../../../../shared/domain/writeback/problems.ts';
import { isSameNumber } from '../../../../shared/domain/writeback/proof.ts';
import type { DispatchNotice } from '../../../../shared/domain/writeback/write-back.ts';
import type { WireRequest } from '../../kit/wire.ts';
import { readPackageKey } from './ids.ts';
import { findOwnLink, OUR_VEHICLE } from './own-vehicle.ts';
import type { TrendyolSettings } from './settings.ts';

/** Most packages a page may hold. Source: "Get Shipment Packages", size. */
export const PAGE_SIZE = 200;

type Seller = Pick<TrendyolSettings, 'sellerId'>;
type Reader = Pick<TrendyolSettings, 'sellerId' | 'listing'>;

const ACCEPT = { accept: 'application/json' };
const sellerPath = ({ sellerId }: Seller): string => `/integration/order/sellers/${encodeURIComponent(sellerId)}`;
/** The stream finds no single order, so the pages stay where orders are read alone. */
const ordersPath = (settings: Reader): string => `${sellerPath(settings)}${settings.listing === 'pages-v1' ? '' : '/v2'}/orders`;
const packagePath = (packageId: string, seller: Seller): string => `${sellerPath(seller)}/shipment-packages/${encodeURIComponent(packageId)}`;

export interface PageAsked {
  readonly startMs: number;
  readonly endMs: number;
  readonly page: number;
}

/** Oldest change first, of every status: a package that is cancelled must be heard of. */
export const buildListPackages = ({ startMs, endMs, page }: PageAsked, settings: Reader): WireRequest => ({
  operation: 'listPackages',
  method: 'GET',
  path: ordersPath(settings),
  query: { startDate: String(startMs), endDate: String(endMs), orderByField: 'PackageLastModifiedDate', orderByDirection: 'ASC', page: String(page), size: String(PAGE_SIZE) },
  headers: ACCEPT,
  body: null,
});

export interface StreamAsked {
  readonly startMs: number;
  readonly endMs: number;
  /** As the answer before gave it; null at the beginning. Start and end must stay the same along a cursor. */
  readonly cursor: string | null;
}

export const buildStreamPackages = ({ startMs, endMs, cursor }: StreamAsked, settings: Seller): WireRequest => ({
  operation: 'streamPackages',
  method: 'GET',
  path: `${sellerPath(settings)}/orders/stream`,
  query: { lastModifiedStartDate: String(startMs), lastModifiedEndDate: String(endMs), size: String(PAGE_SIZE), ...(cursor === null ? {} : { nextCursor: cursor }) },
  headers: ACCEPT,
  body: null,
});

/** All packages of an order, closed ones among them. */
export const buildReadPackages = (orderNumber: string, settings: Reader): WireRequest => ({
  operation: 'readPackages',
  method: 'GET',
  path: ordersPath(settings),
  query: { orderNumber, page: '0', size: String(PAGE_SIZE) },
  headers: ACCEPT,
  body: null,
});

const put = (operation: string, path: string, body: unknown): WireRequest => ({ operation, method: 'PUT', path, query: {}, headers: { ...ACCEPT, 'content-type': 'application/json' }, body: JSON.stringify(body) });

export interface PickingAsked {
  readonly packageId: string;
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[];
}

export const buildSetPicking = ({ packageId, lines }: PickingAsked, settings: Seller): WireRequest =>
  put('setPicking', packagePath(packageId, settings), { lines: lines.map(({ lineId, quantity }) => ({ lineId: Number(lineId), quantity })), params: {}, status: 'Picking' });

export interface NumberAsked {
  readonly packageId: string;
  readonly trackingNumber: string;
  readonly providerCode: string;
}

export const buildTellNumber = ({ packageId, trackingNumber, providerCode }: NumberAsked, settings: Seller): WireRequest =>
  put('tellNumber', `${packagePath(packageId, settings)}/tracking-details`, { cargoSenderNumber: trackingNumber, providerCode });

export interface LinkAsked {
  readonly packageId: string;
  readonly link: string;
}

/** Goods in our own vehicle: in place of a number the buyer is shown a link. `params` must be there and empty. */
export const buildTellLink = ({ packageId, link }: LinkAsked, settings: Seller): WireRequest =>
  put('tellLink', `${packagePath(packageId, settings)}/alternative-delivery`, { isPhoneNumber: false, trackingInfo: link, params: {} });

/** Why this notice must not leave at all. */
export function findNoticeProblems(notice: DispatchNotice, { cargo, carriers }: Pick<TrendyolSettings, 'cargo' | 'carriers'>): readonly Problem[] {
  const problems: Problem[] = [];
  const refuse = (code: ProblemCode, field: string, message: string): void => {
    problems.push({ code, field, message });
  };
  if (cargo === 'trendyol-pays') refuse('not-ours-to-tell', 'trackingNumber', 'Trendyol pays the carrier: the parcel travels under Trendyol’s own cargo number, and the carrier tells that it left');
  if (readPackageKey(notice.channelOrderId) === null) refuse('bad-request-ours', 'channelOrderId', 'an order of Trendyol is "<order number>-<package id>"');
  const number = notice.trackingNumber.trim();
  // Trendyol documents no format. Carriers' numbers are letters and digits, with a few signs between them.
  if (number === '') refuse('bad-number', 'trackingNumber', 'the tracking number is empty');
  else if (!/^[A-Za-z0-9][A-Za-z0-9 ./_-]{0,58}[A-Za-z0-9]$/.test(number)) refuse('bad-number', 'trackingNumber', 'the tracking number does not look like one');
  if (notice.carrierCode.trim() === '') refuse('bad-carrier', 'carrierCode', 'the carrier is empty');
  else if (OUR_VEHICLE === notice.carrierCode.trim() && findOwnLink(number, carriers) === null) refuse('bad-carrier', 'carrierCode', `${OUR_VEHICLE} needs a link that the buyer is shown: give the carrier's word a tracking address with {number}`);
  if (notice.replaces !== undefined && !isSameNumber(notice.replaces.trackingNumber, notice.trackingNumber) && notice.carrierCode.trim() === OUR_VEHICLE) refuse('correction-closed', 'trackingNumber', 'a package in our own vehicle counts as shipped at once: Trendyol changes nothing after that');
  if (notice.lines.length === 0) refuse('quantity-wrong', 'lines', 'the notice names no order line');
  for (const { lineId, quantity } of notice.lines) {
    if (!/^[1-9]\d*$/.test(lineId) || !Number.isSafeInteger(Number(lineId))) refuse('bad-request-ours', `lines[${lineId}].lineId`, 'a line id must be a positive number as text');
    if (!Number.isSafeInteger(quantity) || quantity < 1) refuse('quantity-wrong', `lines[${lineId}].quantity`, 'a quantity must be a whole number above 0');
  }
  return problems;
}
