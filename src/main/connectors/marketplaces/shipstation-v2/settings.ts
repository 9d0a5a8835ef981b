import { z } from 'zod';
import { isLoopback } from '../../kit/http-sender.ts';

/** Source: "Getting started" of V2, read on 2026-11-21. */
const SHIPSTATION_V2_ENDPOINT = 'https://api.shipstation.com';
const HOSTS = new Set(['api.shipstation.com']);

/** The vendor's own host over https at its usual port. */
export function isShipStationAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === '' && HOSTS.has(url.hostname);
}

/** The key leaves this machine for ShipStation's host only; the practice site on this machine is the one exception. */
const vendorAddress = z.url().refine((address) => isLoopback(new URL(address).hostname) || isShipStationAddress(address), 'must be ShipStation’s own https address, or the practice site on this machine');

/** A form gives an empty text for what was not filled in. */
const emptyAsAbsent = (value: unknown): unknown => (typeof value === 'string' && value.trim() === '' ? undefined : value);

const carrierTable = z.record(z.string().min(1), z.object({ carrierCode: z.string().trim().min(1) })).default({});

export const shipStationV2Settings = z.object({
  endpoint: vendorAddress.default(SHIPSTATION_V2_ENDPOINT),
  apiKey: z.string().trim().regex(/^[\x21-\x7e]+$/, 'a key has letters, digits and signs, no blanks'),
  /** ShipStation's id of one of its stores, where the account holds several. Absent: all. */
  onlyStoreId: z.preprocess(emptyAsAbsent, z.string().trim().regex(/^se(-[a-z0-9]+)+$/, 'a store of ShipStation reads like se-179188').optional()),
  /** The store's own words for carriers; they come before all others. */
  carriers: carrierTable,
  /** Codes under which the account itself has connected its carriers; they come before the built-in table. The practice account brings some. */
  accountCarriers: carrierTable,
});

export type ShipStationV2Settings = z.output<typeof shipStationV2Settings>;
