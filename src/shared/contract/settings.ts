import { z } from 'zod';
import { pilotCodes } from '../domain/gate/block.ts';
import { channelIds } from '../domain/order/order.ts';

const address = z.object({
  name: z.string().min(1).max(70),
  company: z.string().max(70).optional(),
  lines: z.array(z.string().min(1).max(70)).min(1).max(4),
  postcode: z.string().max(20),
  city: z.string().min(1).max(50),
  region: z.string().max(50).optional(),
  countryCode: z.string().regex(/^[A-Z]{2}$/),
  phone: z.string().max(30).optional(),
});

/** How old the last cancel check may be before the gate speaks up, and what it then says. Minutes. */
export const freshnessPolicy = z.object({
  /** Up to this age: go, nothing said. */
  freshMinutes: z.number().int().min(1).max(1440),
  /** Up to this age: go, with the age on the screen. Beyond: as `whenStale` says. */
  limitMinutes: z.number().int().min(1).max(10_080),
  whenStale: z.enum(['hard', 'lead', 'allow']),
});

const connection = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('practice') }),
  z.object({ kind: z.literal('file') }),
  /** An account at the store's channel. `fields` as its connector names them; the secret ones are in the key store. */
  z.strictObject({ kind: z.literal('account'), fields: z.record(z.string().min(1).max(60), z.string().max(20_000)) }),
]);

const formerAmazon = z.object({ kind: z.literal('amazon'), endpoint: z.string(), tokenUrl: z.string(), marketplaceIds: z.array(z.string()), clientId: z.string() });

/** Settings of a version in which Amazon was the only channel. */
function asAccount(stored: unknown): unknown {
  const former = formerAmazon.safeParse(stored);
  if (!former.success) return stored;
  const { endpoint, tokenUrl, marketplaceIds, clientId } = former.data;
  return { kind: 'account', fields: { endpoint, tokenUrl, marketplaceIds: marketplaceIds.join(', '), clientId } };
}

const systemName = z.string().trim().min(1).max(40);

/**
 * Who decides what in this store. Exactly one system owns cancellation and exactly one owns the status "shipped"; a list with two
 * is refused when it is saved. `packgate` is this station itself.
 */
const owners = z
  .array(z.strictObject({ system: systemName, owns: z.array(z.enum(['cancellation', 'shipped'])).max(2) }))
  .min(1)
  .max(10);

/** Systems are named by people: `packgate` and `Packgate` are this station. */
export const isThisStation = (system: string): boolean => system.toLowerCase() === 'packgate';

export const taxFieldNames = ['ioss', 'vat', 'eori', 'voec'] as const;

/** Where a tax number of an order is found: a field of its source (by path), or one value for the whole store. */
const taxField = z.strictObject({
  field: z.enum(taxFieldNames),
  from: z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('path'), path: z.string().min(1).max(200) }), z.strictObject({ kind: z.literal('constant'), value: z.string().trim().min(1).max(40) })]),
});
export type TaxField = z.output<typeof taxField>;

export const pilot = z.array(z.enum(pilotCodes)).max(pilotCodes.length);

/** Rules of one store that the gate asks beside the channel's own word. Each is off until it is set. */
const storeRules = z.strictObject({
  taxFields: z.array(taxField).max(20),
  /** Null: parcels are not weighed. Tolerances add up: `grams` plus `percent` of the expected weight. */
  weight: z.strictObject({ packagingGrams: z.number().int().min(0).max(50_000), toleranceGrams: z.number().int().min(0).max(50_000), tolerancePercent: z.number().min(0).max(100) }).nullable(),
  /** Papers an order should bring along, by the field that is filled where they exist. */
  documents: z.array(z.strictObject({ name: z.string().trim().min(1).max(40), path: z.string().min(1).max(200) })).max(10),
  /** What a parcel costs that goes out in vain, in the smallest unit of the order's currency: for the report of what the gate saved. */
  returnCostMinor: z.number().int().min(0).max(1_000_000),
  /** Rules that only report at this store what they would have stopped. */
  pilot,
});

export const noStoreRules: z.output<typeof storeRules> = { taxFields: [], weight: null, documents: [], returnCostMinor: 0, pilot: [] };

/** The channel decides on cancellations, the station says "shipped". */
export function usualOwners(channelName: string): z.output<typeof owners> {
  return [{ system: channelName, owns: ['cancellation'] }, { system: 'Packgate', owns: ['shipped'] }];
}

/** The name of the one system that owns it, or null where the list is not right. */
export function ownerOf(list: z.output<typeof owners>, what: 'cancellation' | 'shipped'): string | null {
  const named = list.filter((entry) => entry.owns.includes(what));
  return named.length === 1 ? (named[0]?.system ?? null) : null;
}

export const storeSettings = z.object({
  storeId: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: z.string().min(1).max(60),
  channel: z.enum(channelIds),
  connection: z.preprocess(asAccount, connection),
  policy: freshnessPolicy,
  /** Our own word for the carrier; each channel maps it to its own. */
  carrier: z.string().min(1).max(40),
  carrierService: z.string().min(1).max(60),
  /** First rule whose text occurs in the order's shipping service wins; none: the carrier above. */
  carrierRules: z.array(z.object({ whenServiceContains: z.string().min(1).max(60), carrier: z.string().min(1).max(40), carrierService: z.string().min(1).max(60) })).max(50),
  /** Absent in settings of an older version: the usual owners. */
  owners: owners.optional(),
  /** The store's own words for carriers; they come before the connector's table. */
  carrierWords: z.record(z.string().min(1).max(40), z.strictObject({ carrierCode: z.string().trim().min(1).max(80), carrierName: z.string().trim().min(1).max(80).optional(), /** For channels that show the buyer a link; `{number}` stands for the number. */ trackingUrl: z.url({ protocol: /^https$/ }).optional() })).optional(),
  /** Does the channel write to the buyer when it is told? Absent: as the channel does by itself. Exactly one system should. */
  notifyBuyer: z.boolean().optional(),
  /** Several orders of one buyer in one box. Absent: nobody chose, and then it is off. */
  combine: z.enum(['off', 'same-buyer']).optional(),
  /** Stock is told to the channel so often, keeping back so many units of each SKU. Absent: not at all. */
  stock: z.strictObject({ intervalSeconds: z.number().int().min(30).max(3600), buffer: z.number().int().min(0).max(100_000) }).optional(),
  rules: storeRules.default(noStoreRules),
});
export type StoreSettings = z.output<typeof storeSettings>;

export const stationSettings = z.object({
  benchName: z.string().min(1).max(30),
  packer: z.string().max(40),
  language: z.enum(['en', 'de']),
  theme: z.enum(['light', 'dark']),
  soundVolume: z.number().min(0).max(1),
  /** GS1 company prefix, 4 to 12 digits, and the extension digit before it. Null until set. */
  companyPrefix: z.string().regex(/^\d{4,12}$/).nullable(),
  extensionDigit: z.number().int().min(0).max(9),
  shipFrom: address.nullable(),
  printer: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('file'), folder: z.string().min(1) }),
    z.object({ kind: z.literal('cups'), queue: z.string().regex(/^[A-Za-z0-9_.-]{1,127}$/) }),
  ]),
  /** An office printer for A4: the carrier's manifest. Absent: the manifest is put into the exports folder only. */
  paperPrinter: z.strictObject({ queue: z.string().regex(/^[A-Za-z0-9_.-]{1,127}$/) }).optional(),
  /** What the hall calls the label printer that stands in for this one, and where it is: a name to be read, nothing is sent to it. */
  sparePrinter: z.string().trim().min(1).max(60).optional(),
  labelMedia: z.enum(['4x6in', 'A6']),
  labelDpi: z.union([z.literal(203), z.literal(300), z.literal(600)]),
  scanner: z.object({
    suffix: z.enum(['enter', 'tab']),
    layout: z.enum(['us-physical', 'as-typed']),
    prefix: z.string().max(10),
  }),
  stores: z.array(storeSettings).max(20),
  /** Without a scan or a press for this long the bench locks itself: buyer data is hidden, work is kept. 0: never. Minutes. */
  idleLockMinutes: z.number().int().min(0).max(480).default(15),
  /** The way out of the house, where it is not the machine's own. Without a name and password: those belong to the system's variables. */
  proxyUrl: z.url({ protocol: /^https?$/ }).refine((address) => URL.canParse(address) && new URL(address).username === '').optional(),
  /** Messages before everything else: by hand, or by the number that waits. */
  peak: z.enum(['auto', 'on', 'off']).default('auto'),
  /** Rules that only report on this bench what they would have stopped. */
  pilot: pilot.default([]),
});
export type StationSettings = z.output<typeof stationSettings>;
