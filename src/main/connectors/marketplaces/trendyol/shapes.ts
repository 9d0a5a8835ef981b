import { z } from 'zod';

/**
 * What we read of Trendyol's answers, and nothing more: an unknown field is no reason to lose an order. Several fields have an old and a new
 * name (`id` and `shipmentPackageId`, `status` and `shipmentPackageStatus`), and both are read. Source: "Get Shipment Packages" and "Webhook
 * Model", read on 2026-11-21.
 */
const text = z
  .union([z.string(), z.number()])
  .nullish()
  .catch(null)
  .transform((value) => (value == null ? null : String(value).trim() || null));
/** Ids are 64-bit numbers on the wire: one that JSON has rounded is the id of somebody else. */
const id = z.union([z.number().int().positive(), z.string().regex(/^[1-9]\d*$/)]).transform(String);
/** A number of a carrier that was rounded on its way is worse than none. */
const carrierNumber = z
  .union([z.string(), z.number().int()])
  .nullish()
  .catch(null)
  .transform((value) => (value == null || value === 0 ? null : String(value).trim() || null));
/** Milliseconds since 1970. */
const instant = z.number().int().positive();
const maybeInstant = z
  .number()
  .nullish()
  .catch(null)
  .transform((ms) => (ms == null || ms <= 0 ? null : ms));
const flag = z.boolean().nullish().catch(null);

const lineShape = z
  .object({ lineId: id.nullish(), id: id.nullish(), quantity: z.number().int().nonnegative(), merchantSku: text, stockCode: text, barcode: text, productName: text, orderLineItemStatusName: text, currencyCode: text })
  .transform(({ lineId, id: oldId, ...line }, context) => {
    const known = lineId ?? oldId ?? null;
    if (known === null) {
      context.addIssue({ code: 'custom', message: 'the line has no id' });
      return z.NEVER;
    }
    return { ...line, lineId: known };
  });

const addressShape = z
  .object({ firstName: text, lastName: text, fullName: text, company: text, address1: text, address2: text, fullAddress: text, neighborhood: text, district: text, city: text, stateName: text, postalCode: text, countryCode: text, phone: text })
  .nullish()
  .catch(null);

export const packageShape = z
  .object({
    shipmentPackageId: id.nullish(),
    id: id.nullish(),
    orderNumber: z.union([z.string(), z.number().int()]).transform(String).pipe(z.string().regex(/^\w+$/)),
    status: text,
    shipmentPackageStatus: text,
    orderDate: maybeInstant,
    lastModifiedDate: instant,
    agreedDeliveryDate: maybeInstant,
    cargoTrackingNumber: carrierNumber,
    cargoSenderNumber: carrierNumber,
    cargoProviderName: text,
    /** The link that the buyer is shown. */
    cargoTrackingLink: text,
    deliveryType: text,
    cancelledBy: text,
    cancelReason: text,
    packageTotalPrice: z.number().nullish().catch(null),
    totalPrice: z.number().nullish().catch(null),
    currencyCode: text,
    micro: flag,
    commercial: flag,
    etgbNo: text,
    originPackageIds: z.array(id).nullish().catch(null),
    /** One id in place of a list, as some versions have it. */
    originShipmentPackageId: id.nullish().catch(null),
    shipmentAddress: addressShape,
    lines: z.array(lineShape).nullish().transform((lines) => lines ?? []),
  })
  .transform(({ shipmentPackageId, id: oldId, status, shipmentPackageStatus, originPackageIds, originShipmentPackageId, ...rest }, context) => {
    const packageId = shipmentPackageId ?? oldId ?? null;
    const named = status ?? shipmentPackageStatus;
    if (packageId === null || named === null) {
      context.addIssue({ code: 'custom', message: packageId === null ? 'the package has no id' : 'the package has no status' });
      return z.NEVER;
    }
    return { ...rest, packageId, status: named, origins: [...(originPackageIds ?? []), ...(originShipmentPackageId == null ? [] : [originShipmentPackageId])] };
  });

export type TrendyolPackage = z.output<typeof packageShape>;
export type TrendyolLine = TrendyolPackage['lines'][number];

export const pageShape = z.object({ totalPages: z.number().int().nonnegative().nullish(), content: z.array(z.unknown()) });
export const streamShape = z.object({ hasMore: z.boolean(), nextCursor: z.string().min(1).nullish(), content: z.array(z.unknown()) });

/** What paging needs of a package, also of one that cannot be read otherwise. */
export const listedShape = z.object({ shipmentPackageId: id.nullish(), id: id.nullish(), orderNumber: text, lastModifiedDate: instant }).transform(({ shipmentPackageId, id: oldId, ...rest }) => ({ ...rest, packageId: shipmentPackageId ?? oldId ?? null }));

/** Trendyol words a refusal in several ways. */
export const errorShape = z.object({
  errors: z.array(z.object({ key: text, message: text })).nullish().catch(null),
  exception: text,
  message: text,
  error: text,
});
