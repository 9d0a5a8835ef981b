import type { Problem } from '../../../../shared/domain/writeback/outcome.ts';
import type { DispatchNotice } from '../../../../shared/domain/writeback/write-back.ts';
import type { WireRequest } from '../../kit/wire.ts';
import type { DispatchRequest, RestDescription } from './description.ts';
import { writeInstant } from './instants.ts';
import type { PageToken } from './page-token.ts';
import type { RestSettings } from './settings.ts';
import { fillBody, fillText } from './template.ts';

const ACCEPT = { accept: 'application/json' };

/** One page of a listing. Null token: the first. */
export interface ListAsked {
  readonly updatedAfterMs: number;
  readonly token: PageToken | null;
  readonly nowMs: number;
}

export const startOf = ({ updatedAfterMs, token }: ListAsked): number => token?.startMs ?? updatedAfterMs;

/** The address may hold a path of its own, in front of every other. */
const placed = ({ baseUrl }: RestDescription, path: string): string => `${new URL(baseUrl).pathname.replace(/\/+$/, '')}${path}`;

export function buildList(asked: ListAsked, { description }: RestSettings): WireRequest {
  const { list } = description;
  const values = { updatedAfter: writeInstant(Math.max(0, startOf(asked)), list.updatedAfterAs) };
  const query = Object.fromEntries(Object.entries(list.query).map(([name, text]) => [name, fillText(text, values)]));
  const { paging } = list;
  if (paging.kind === 'page') query[paging.parameter] = String(asked.token?.page ?? paging.first);
  if (paging.kind === 'cursor' && asked.token?.cursor != null) query[paging.parameter] = asked.token.cursor;
  return { operation: 'listOrders', method: 'GET', path: placed(description, fillText(list.path, values, encodeURIComponent)), query, headers: { ...ACCEPT, ...description.headers }, body: null };
}

export function buildRead(orderId: string, { description }: RestSettings): WireRequest {
  return { operation: 'readOrder', method: 'GET', path: placed(description, fillText(description.read.path, { orderId }, encodeURIComponent)), query: {}, headers: { ...ACCEPT, ...description.headers }, body: null };
}

export function buildDispatch(notice: DispatchNotice, { description }: RestSettings): WireRequest {
  const { dispatch } = description;
  const request: DispatchRequest = notice.replaces !== undefined && dispatch.replace !== undefined ? dispatch.replace : dispatch;
  const values = { ...valuesOf(notice, description), lines: notice.lines.map((line) => fillBody(request.line ?? { id: '{lineId}', quantity: '{quantity}' }, line)) };
  const body = fillBody(request.body, values);
  const isForm = request.encoding === 'form';
  return {
    operation: 'confirmDispatch',
    method: request.method,
    path: placed(description, fillText(request.path, values, encodeURIComponent)),
    query: {},
    headers: {
      ...ACCEPT,
      'content-type': isForm ? 'application/x-www-form-urlencoded;charset=UTF-8' : 'application/json',
      ...description.headers,
      ...Object.fromEntries(Object.entries(request.headers).map(([name, text]) => [name.toLowerCase(), fillText(text, values, plain)])),
    },
    body: isForm ? new URLSearchParams(flat(body)).toString() : JSON.stringify(body),
  };
}

/** A header takes plain characters only, and no line break: the rest goes in percent signs. */
const plain = (text: string): string => text.replace(/[^\x20-\x7e]/gu, encodeURIComponent);

const flat = (body: unknown): Record<string, string> =>
  typeof body !== 'object' || body === null ? {} : Object.fromEntries(Object.entries(body).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]));

function valuesOf(notice: DispatchNotice, { times }: RestDescription): Readonly<Record<string, unknown>> {
  const at = writeInstant(notice.shippedAtMs, times);
  return {
    orderId: notice.channelOrderId,
    trackingNumber: notice.trackingNumber.trim(),
    carrierCode: notice.carrierCode,
    carrierName: notice.carrierName,
    shippedAt: times === 's' || times === 'ms' ? Number(at) : at,
    packageReference: notice.packageReference,
    shippingService: notice.shippingMethod,
    notifyBuyer: notice.notifyBuyer,
    replacedNumber: notice.replaces?.trackingNumber,
    // The same for the same message, another one for a corrected number.
    key: `${notice.channelOrderId}/${notice.packageReference}/${notice.trackingNumber.trim()}`,
  };
}

/** "." and ".." in an address would lead to another place. */
export const isAddressable = (orderId: string): boolean => orderId.trim() !== '' && !/^\.{1,2}$/.test(orderId.trim());

/** Why this notice must not leave at all. */
export function findNoticeProblems(notice: DispatchNotice, { dispatch }: RestDescription): readonly Problem[] {
  const problems: Problem[] = [];
  const refuse = (code: 'bad-request-ours' | 'bad-carrier' | 'bad-number' | 'correction-closed', field: string, message: string): void => {
    problems.push({ code, field, message });
  };
  if (!isAddressable(notice.channelOrderId)) refuse('bad-request-ours', 'channelOrderId', 'the order id cannot stand in an address');
  if (!isAddressable(notice.packageReference)) refuse('bad-request-ours', 'packageReference', 'the package reference cannot stand in an address');
  if (notice.trackingNumber.trim() === '') refuse('bad-number', 'trackingNumber', 'the tracking number is empty');
  if (notice.carrierCode.trim() === '') refuse('bad-carrier', 'carrierCode', 'the carrier is empty');
  if (notice.lines.length === 0) refuse('bad-request-ours', 'lines', 'the notice names no order line');
  for (const line of notice.lines) {
    if (!Number.isSafeInteger(line.quantity) || line.quantity < 1) refuse('bad-request-ours', `lines[${line.lineId}].quantity`, 'a quantity must be a whole number above 0');
  }
  if (notice.replaces !== undefined && dispatch.correction === 'no' && dispatch.replace === undefined) refuse('correction-closed', 'replaces', 'the description names no way to correct a number that was told');
  return problems;
}
