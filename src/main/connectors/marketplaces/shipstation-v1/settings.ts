import { z } from 'zod';
import { isLoopback } from '../../kit/http-sender.ts';

/** Source: "ShipStation API V1 Requirements", read on 2026-11-21. Resource addresses in notifications were seen with numbered hosts. */
const SHIPSTATION_V1_ENDPOINT = 'https://ssapi.shipstation.com';

/** The vendor's own host over https at its usual port: `ssapi.shipstation.com`, `ssapi6.shipstation.com`. */
export function isShipStationAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === '' && /^ssapi\d*\.shipstation\.com$/.test(url.hostname);
}

/** Credentials leave this machine for ShipStation's hosts only; the practice site on this machine is the one exception. */
const vendorAddress = z.url().refine((address) => isLoopback(new URL(address).hostname) || isShipStationAddress(address), 'must be one of ShipStation’s own https addresses, or the practice site on this machine');

/** A form gives an empty text for what was not filled in. */
const emptyAsAbsent = (value: unknown): unknown => (typeof value === 'string' && value.trim() === '' ? undefined : value);

export const shipStationV1Settings = z.object({
  endpoint: vendorAddress.default(SHIPSTATION_V1_ENDPOINT),
  // A colon would end the user name of Basic authentication early.
  apiKey: z.string().trim().min(1).regex(/^[^:]+$/, 'a key holds no colon'),
  apiSecret: z.string().trim().min(1),
  /** ShipStation's number of one of its stores, where the account holds several. Absent: all. */
  onlyStoreId: z.preprocess(emptyAsAbsent, z.string().trim().regex(/^\d+$/, 'a store of ShipStation is a number').optional()),
  /** ShipStation's amounts name no currency. Absent: orders have no value here. */
  currency: z.preprocess(emptyAsAbsent, z.string().trim().regex(/^[A-Z]{3}$/, 'three capital letters, as in EUR').optional()),
  /** The store's own words for carriers; they come before the built-in table. */
  carriers: z.record(z.string().min(1), z.object({ carrierCode: z.string().trim().min(1) })).default({}),
});

export type ShipStationV1Settings = z.output<typeof shipStationV1Settings>;
