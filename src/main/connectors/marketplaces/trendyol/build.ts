import type { Problem } from '../../../../shared/domain/writeback/outcome.ts';
import type { ProblemCode } from '../../../../shared/domain/writeback/problems.ts';
import { isSameNumber } from '../../../../shared/domain/writeback/proof.ts';
import type { DispatchNotice } from '../../../../shared/domain/writeback/write-back.ts';
import type { WireRequest } from '../../kit/wire.ts';
import { readPackageKey } from './ids.ts';
import type { TrendyolSettings } from './settings.ts';

/** Most packages a page may hold. Source: "Get Shipment Packages", size. */
export const PAGE_SIZE = 200;

type Seller = Pick<TrendyolSettings, 'sellerId'>;

const ACCEPT = { accept: 'application/json' };
const sellerPath = ({ sellerId }: Seller): string => `/integration/order/sellers/${encodeURIComponent(sellerId)}`;
const packagePath = (packageId: string, seller: Seller): string => `${sellerPath(seller)}/shipment-packages/${encodeURIComponent(packageId)}`;

export interface PageAsked {
  readonly startMs: number;
  readonly endMs: number;
  readonly page: number;
}

/** Oldest change first, of every status: a package that is cancelled must be heard of. */
export const buildListPackages = ({ startMs, endMs, page }: PageAsked, settings: Seller): WireRequest => ({
  operation: 'listPackages',
  method: 'GET',
  path: `${sellerPath(settings)}/orders`,
  query: { startDate: String(startMs), endDate: String(endMs), orderByField: 'PackageLastModifiedDate', orderByDirection: 'ASC', page: String(page), size: String(PAGE_SIZE) },
  headers: ACCEPT,
  body: null,
});

/** All packages of an order, closed ones among them. */
export const buildReadPackages = (orderNumber: string, settings: Seller): WireRequest => ({
  operation: 'readPackages',
  method: 'GET',
  path: `${sellerPath(settings)}/orders`,
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

/** Why this notice must not leave at all. */
export function findNoticeProblems(notice: DispatchNotice, { cargo }: Pick<TrendyolSettings, 'cargo'>): readonly Problem[] {
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
  if (notice.replaces !== undefined && !isSameNumber(notice.replaces.trackingNumber, notice.trackingNumber)) refuse('correction-closed', 'trackingNumber', 'Trendyol changes a number that was told only on its own pages');
  if (notice.lines.length === 0) refuse('quantity-wrong', 'lines', 'the notice names no order line');
  for (const { lineId, quantity } of notice.lines) {
    if (!/^[1-9]\d*$/.test(lineId) || !Number.isSafeInteger(Number(lineId))) refuse('bad-request-ours', `lines[${lineId}].lineId`, 'a line id must be a positive number as text');
    if (!Number.isSafeInteger(quantity) || quantity < 1) refuse('quantity-wrong', `lines[${lineId}].quantity`, 'a quantity must be a whole number above 0');
  }
  return problems;
}
