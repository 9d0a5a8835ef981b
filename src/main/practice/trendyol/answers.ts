import type { PracticeOrder } from '../shop/world.ts';
import { acceptedFor, cargoNumberOf, orderNumberOf, OWN_VEHICLE, packagesOf, statusWordOf, unitsIn } from './packages.ts';
import type { PracticePackage } from './packages.ts';
import { PRACTICE_PROVIDERS } from './providers.ts';

/** Times are Turkey's in `orderDate` and everybody's elsewhere, as the documents warn. Milliseconds. */
const TURKEY_MS = 3 * 3_600_000;

const money = (minor: number): number => minor / 100;

export const changedAtMs = (order: PracticeOrder, one: PracticePackage): number => one.replacedAtMs ?? order.updatedAtMs;

/** Packages of one order, as one listing or reading shows them. Kinds of order without a meaning at Trendyol are plain ones. */
export const answerPackages = (order: PracticeOrder): { readonly changedAtMs: number; readonly id: string; readonly status: string; readonly body: Record<string, unknown> }[] =>
  packagesOf(order).map((one) => ({ changedAtMs: changedAtMs(order, one), id: one.id, status: statusWordOf(order, one), body: answerPackage(order, one) }));

function answerPackage(order: PracticeOrder, one: PracticePackage): Record<string, unknown> {
  const status = statusWordOf(order, one);
  const told = acceptedFor(order, one).find((accepted) => accepted.shownAtMs !== null);
  const origin = packagesOf(order).filter((other) => other.replacedAtMs !== null && other.id !== one.id).at(-1);
  const isOver = status === 'Cancelled';
  const isLink = told?.carrier === OWN_VEHICLE;
  const lines = order.lines.map((line) => ({ line, quantity: unitsIn(order, one, line.lineId) })).filter(({ quantity }) => quantity > 0);
  const total = lines.reduce((sum, { line, quantity }) => sum + line.priceMinor * quantity, 0);
  const { buyer } = order;
  const [first = '', ...rest] = buyer.name.split(' ');
  const address = {
    id: 1, firstName: first, lastName: rest.join(' '), company: buyer.company ?? '', address1: buyer.lines[0] ?? '', address2: buyer.lines.slice(1).join(', '), city: buyer.city, cityCode: 0,
    district: buyer.district ?? '', districtId: 0, postalCode: buyer.postcode, countryCode: buyer.countryCode, phone: buyer.phone ?? null, neighborhood: '', stateName: buyer.region ?? '', fullName: buyer.name, fullAddress: [...buyer.lines, buyer.city].join(', '),
  };
  return {
    shipmentPackageId: Number(one.id), orderNumber: orderNumberOf(order), status, shipmentPackageStatus: status,
    orderDate: order.placedAtMs + TURKEY_MS, lastModifiedDate: changedAtMs(order, one), agreedDeliveryDate: order.shipByMs,
    cargoTrackingNumber: Number(cargoNumberOf(one)), cargoSenderNumber: told === undefined || isLink ? '' : told.trackingNumber, cargoTrackingLink: isLink ? told?.trackingNumber : `https://tracking.example/${cargoNumberOf(one)}`, cargoProviderName: told === undefined ? PRACTICE_PROVIDERS['DHLMP'] : (PRACTICE_PROVIDERS[told.carrier] ?? told.carrier),
    deliveryType: 'normal', packageTotalPrice: money(total), currencyCode: order.currency, micro: buyer.countryCode !== 'TR', commercial: buyer.company !== undefined,
    originPackageIds: origin !== undefined && one.replacedAtMs === null ? [Number(origin.id)] : null,
    cancelledBy: isOver ? 'Customer' : null, cancelReason: isOver ? (order.lines.find((line) => line.execution !== null)?.execution?.reason ?? null) : null,
    shipmentAddress: address, invoiceAddress: { ...address, taxNumber: '', taxOffice: '' }, customerFirstName: first, customerLastName: rest.join(' '), customerEmail: 'pf+practice@trendyolmail.example',
    packageHistories: [{ createdDate: order.placedAtMs, status: 'Created' }, ...(status === 'Created' ? [] : [{ createdDate: changedAtMs(order, one), status }])],
    lines: lines.map(({ line, quantity }) => ({
      lineId: Number(line.lineId), quantity, merchantSku: line.sku, stockCode: line.sku, barcode: line.gtin, productName: line.title, lineUnitPrice: money(line.priceMinor), currencyCode: order.currency,
      orderLineItemStatusName: status,
    })),
  };
}
