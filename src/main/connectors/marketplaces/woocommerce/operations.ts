import { z } from 'zod';
import type { Outcome } from '../../../../shared/domain/writeback/outcome.ts';
import type { DispatchNotice } from '../../../../shared/domain/writeback/write-back.ts';
import type { Operation } from '../../kit/wire.ts';
import { buildAstTracking, buildFulfillment, buildGetOrder, buildListOrders, buildRead, buildTracking, buildWrite, noteText, orderPath, PAGE_SIZE } from './build.ts';
import { readError } from './problems.ts';
import { readAs, readEnded, readMade, readOptional, readRefusal } from './read.ts';
import type { WooSettings } from './settings.ts';
import { batchShape, createdShape, fulfillmentsShape, listShape, notesShape, orderShape, productsShape, providersShape, refundsShape, siteShape, trackingsShape } from './shapes.ts';
import type { WooOrder } from './shapes.ts';

type Read<In, Out> = Operation<In, Out, WooSettings>;
type Write<In> = Operation<In, void, WooSettings>;

export interface ListedOrders {
  readonly records: readonly unknown[];
  /** All orders that match; null where a proxy took the header away. */
  readonly total: number | null;
  /** The shop's own clock; null where it names no time. */
  readonly serverMs: number | null;
}

/** Orders have a route in every shop: without it this is no WooCommerce, or the wrong folder, or permalinks are "plain". */
function onCoreRoute<T>(outcome: Outcome<T>): Outcome<T> {
  if (outcome.kind !== 'rejected' || outcome.problems[0].code !== 'no-target') return outcome;
  return { kind: 'rejected', problems: [{ code: 'bad-settings', field: 'siteUrl', message: `there is no WooCommerce at this address (${outcome.problems[0].message})` }] };
}

export const listOrders: Read<{ readonly afterMs: number; readonly offset: number }, ListedOrders> = {
  name: 'listOrders',
  effect: 'read',
  build: buildListOrders,
  read(reply) {
    const listed = onCoreRoute(readAs(reply, listShape, 'a list of orders'));
    if (listed.kind !== 'done') return listed;
    const total = Number(reply.headers['x-wp-total'] ?? Number.NaN);
    const serverMs = Date.parse(reply.headers['date'] ?? '');
    return { kind: 'done', value: { records: listed.value, total: Number.isSafeInteger(total) ? total : null, serverMs: Number.isNaN(serverMs) ? null : serverMs } };
  },
};

/** The reason names fields and types only: it is shown and logged, so it must not carry what stood in them. */
export const reasonOf = (error: z.ZodError): string => error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');

export const getOrder: Read<string, WooOrder | null> = {
  name: 'getOrder',
  effect: 'read',
  build: buildGetOrder,
  read(reply) {
    if (reply.status === 404 && /_invalid_id$/.test(readError(reply)?.code ?? '')) return { kind: 'done', value: null };
    const body = onCoreRoute(readAs(reply, anObject, 'an order'));
    if (body.kind !== 'done') return body;
    const order = orderShape.safeParse(body.value);
    return order.success ? { kind: 'done', value: order.data } : { kind: 'rejected', problems: [{ code: 'unreadable', message: reasonOf(order.error) }] };
  },
};

const anObject = z.record(z.string(), z.unknown());

export const listRefunds: Read<string, z.output<typeof refundsShape>> = {
  name: 'listRefunds',
  effect: 'read',
  build: (orderId, settings) => buildRead('listRefunds', `${orderPath(orderId)}/refunds`, settings, { per_page: String(PAGE_SIZE), _fields: 'id,line_items' }),
  read: (reply) => readAs(reply, refundsShape, 'a list of refunds'),
};

export const listFulfillments: Read<string, z.output<typeof fulfillmentsShape> | null> = {
  name: 'listFulfillments',
  effect: 'read',
  build: (orderId, settings) => buildRead('listFulfillments', `${orderPath(orderId)}/fulfillments`, settings),
  read: (reply) => readOptional(reply, fulfillmentsShape, 'a list of fulfillments'),
};

/** Whether the buyer is written to travels in the query. */
const flagOf = ({ notifyBuyer }: DispatchNotice): Record<string, string> => (notifyBuyer === undefined ? {} : { notify_customer: String(notifyBuyer) });

export const createFulfillment: Write<DispatchNotice> = {
  name: 'createFulfillment',
  effect: 'write',
  build: (notice, settings) => buildWrite('createFulfillment', 'POST', `${orderPath(notice.channelOrderId)}/fulfillments`, settings, buildFulfillment(notice, settings), flagOf(notice)),
  read: (reply) => readMade(reply, createdShape),
};

export const updateFulfillment: Write<{ readonly notice: DispatchNotice; readonly rowId: string }> = {
  name: 'updateFulfillment',
  effect: 'write',
  build: ({ notice, rowId }, settings) =>
    buildWrite('updateFulfillment', 'PUT', `${orderPath(notice.channelOrderId)}/fulfillments/${encodeURIComponent(rowId)}`, settings, buildFulfillment(notice, settings), flagOf(notice)),
  read: (reply) => readMade(reply, createdShape),
};

/** Two plug-ins with the same collection under two names. */
const trackingsPath = (root: TrackingRoot, orderId: string): string => `/wp-json/${root}/v3/orders/${encodeURIComponent(orderId)}/shipment-trackings`;
type TrackingRoot = 'wc-shipment-tracking' | 'wc-ast';

export interface TrackingNotice {
  readonly notice: DispatchNotice;
  /** The plug-in's own word for the carrier, or null. */
  readonly provider: string | null;
  /** Nothing is left to send after this parcel. */
  readonly isLast: boolean;
}

export interface TrackingOperations {
  readonly list: Read<string, z.output<typeof trackingsShape> | null>;
  readonly create: Write<TrackingNotice>;
  readonly end: Write<{ readonly orderId: string; readonly rowId: string }>;
}

function trackingOperations(root: TrackingRoot, word: string, body: (input: TrackingNotice, settings: WooSettings) => unknown): TrackingOperations {
  return {
    list: {
      name: `list${word}s`,
      effect: 'read',
      build: (orderId, settings) => buildRead(`list${word}s`, trackingsPath(root, orderId), settings),
      read: (reply) => readOptional(reply, trackingsShape, 'a list of tracking numbers'),
    },
    create: {
      name: `create${word}`,
      effect: 'write',
      build: (input, settings) => buildWrite(`create${word}`, 'POST', trackingsPath(root, input.notice.channelOrderId), settings, body(input, settings)),
      read: (reply) => readMade(reply, createdShape),
    },
    end: {
      name: `delete${word}`,
      effect: 'write',
      build: ({ orderId, rowId }, settings) => buildWrite(`delete${word}`, 'DELETE', `${trackingsPath(root, orderId)}/${encodeURIComponent(rowId)}`, settings, null),
      read: readEnded,
    },
  };
}

export const shipmentTracking = trackingOperations('wc-shipment-tracking', 'Tracking', ({ notice, provider }, settings) => buildTracking(notice, provider, settings));
export const ast = trackingOperations('wc-ast', 'AstTracking', ({ notice, isLast }, settings) => buildAstTracking(notice, isLast && settings.completeOrders === 'yes' && notice.notifyBuyer !== false, settings));

/** Carriers that this shop's Shipment Tracking knows; public, by region. */
export const listProviders: Read<undefined, readonly string[]> = {
  name: 'listProviders',
  effect: 'read',
  build: (_input, settings) => buildRead('listProviders', '/wp-json/wc-shipment-tracking/v3/shipment-trackings/providers', settings),
  read(reply) {
    const regions = readAs(reply, providersShape, 'a list of providers');
    return regions.kind === 'done' ? { kind: 'done', value: [...new Set(Object.values(regions.value).flatMap((providers) => Object.keys(providers)))] } : regions;
  },
};

export const listNotes: Read<string, readonly string[]> = {
  name: 'listNotes',
  effect: 'read',
  build: (orderId, settings) => buildRead('listNotes', `${orderPath(orderId)}/notes`, settings),
  read(reply) {
    const notes = readAs(reply, notesShape, 'a list of notes');
    return notes.kind === 'done' ? { kind: 'done', value: notes.value.map(({ note }) => note) } : notes;
  },
};

/** A note for the customer is sent by e-mail; one that is not is for the shop alone. */
export const createNote: Write<DispatchNotice> = {
  name: 'createNote',
  effect: 'write',
  build: (notice, settings) => buildWrite('createNote', 'POST', `${orderPath(notice.channelOrderId)}/notes`, settings, { note: noteText(notice), customer_note: notice.notifyBuyer !== false }),
  read: (reply) => readMade(reply, createdShape),
};

export interface OrderChange {
  readonly orderId: string;
  readonly status: 'completed' | null;
  readonly meta: { readonly key: string; readonly value: string } | null;
}

/** The same change twice is one change: unlike the creating calls, this one may be repeated. */
export const updateOrder: Write<OrderChange> = {
  name: 'updateOrder',
  effect: 'write',
  build: ({ orderId, status, meta }, settings) => buildWrite('updateOrder', 'PUT', orderPath(orderId), settings, { ...(status === null ? {} : { status }), ...(meta === null ? {} : { meta_data: [meta] }) }, { _fields: 'id,status' }),
  read: (reply) => readMade(reply, createdShape),
};

export const findProducts: Read<readonly string[], z.output<typeof productsShape>> = {
  name: 'findProducts',
  effect: 'read',
  build: (skus, settings) => buildRead('findProducts', '/wp-json/wc/v3/products', settings, { sku: skus.join(','), per_page: String(PAGE_SIZE), _fields: 'id,sku,type,parent_id,manage_stock,stock_quantity' }),
  read: (reply) => readAs(reply, productsShape, 'a list of products'),
};

/** `parentId` null: products themselves; variations are changed under their product only. */
export interface StockChange {
  readonly parentId: number | null;
  readonly levels: readonly { readonly id: number; readonly available: number }[];
}

export const updateStock: Operation<StockChange, ReadonlyMap<number, string>, WooSettings> = {
  name: 'updateStock',
  effect: 'write',
  build: ({ parentId, levels }, settings) =>
    buildWrite('updateStock', 'POST', parentId === null ? '/wp-json/wc/v3/products/batch' : `/wp-json/wc/v3/products/${parentId}/variations/batch`, settings, {
      update: levels.map(({ id, available }) => ({ id, manage_stock: true, stock_quantity: available })),
    }),
  /** Refusals by product id. */
  read(reply) {
    if (reply.status < 200 || reply.status >= 300) return readRefusal(reply, 'write');
    const answer = readAs(reply, batchShape, 'a batch');
    if (answer.kind !== 'done') return { kind: 'uncertain', cause: 'the shop did not say which levels it took' };
    return { kind: 'done', value: new Map((answer.value.update ?? []).flatMap(({ id, error }) => (error == null ? [] : [[id, `${error.code}: ${error.message}`] as const]))) };
  },
};

export const readSite: Read<undefined, { readonly name: string | null }> = {
  name: 'readSite',
  effect: 'read',
  build: (_input, settings) => buildRead('readSite', '/wp-json/', settings, { _fields: 'name' }),
  read(reply) {
    const site = readAs(reply, siteShape, 'the index of a WordPress site');
    return site.kind === 'done' ? { kind: 'done', value: { name: site.value.name?.trim() || null } } : site;
  },
};

/**
 * Changes order 0, which no shop has: a key that may write is told that the id is wrong, one that may only read is refused before that.
 * So it counts as a read.
 */
export const tryWrite: Read<undefined, boolean> = {
  name: 'tryWrite',
  effect: 'read',
  build: (_input, settings) => buildWrite('tryWrite', 'PUT', orderPath('0'), settings, {}),
  read(reply) {
    const error = readError(reply);
    if (error !== null && /_invalid_id$/.test(error.code)) return { kind: 'done', value: true };
    if (error !== null && (reply.status === 401 || reply.status === 403)) return { kind: 'done', value: false };
    return readRefusal(reply, 'read');
  },
};
