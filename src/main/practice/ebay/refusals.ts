import type { Answer } from '../channel.ts';

/**
 * Numbers and words as eBay documents them for each call ("x-response-codes" of Sell Fulfillment API 1.20.7); 1001 and 2001 as seen in
 * public issues. Read on 2026-11-21.
 */
function refuse(status: number, errorId: number, message: string, parameters: Readonly<Record<string, string>> = {}, domain = 'API_FULFILLMENT', category = 'REQUEST'): Answer {
  const named = Object.entries(parameters).map(([name, value]) => ({ name, value }));
  return { status, body: { errors: [{ errorId, domain, category, message, longMessage: message, parameters: named }] } };
}

export const invalidOrderId = (orderId: string): Answer => refuse(400, 32100, `Invalid Order Id: ${orderId}`, { orderId });
export const invalidLine = (lineItemId: string): Answer => refuse(400, 32200, `Invalid line item id: ${lineItemId}`, { lineItemId });
export const duplicateLine = (): Answer => refuse(400, 32210, 'Duplicate line item in the request');
export const invalidNumber = (trackingNumber: string): Answer => refuse(400, 32300, 'Invalid shipment tracking number or carrier', { trackingNumber });
export const invalidDate = (): Answer => refuse(400, 32500, 'Invalid shipped date');
export const invalidInput = (): Answer => refuse(400, 32600, 'Invalid input data');
export const tooManyNumbers = (): Answer => refuse(400, 34100, 'Maximum tracking number for order is exceeded');
export const usePut = (): Answer => refuse(400, 34500, 'Please use PUT operation for updating shipping fulfillment');
export const invalidFilter = (errorId: 30700 | 30800 | 30810 | 30820 | 30830 | 30840 | 30850 | 30900, message: string): Answer => refuse(400, errorId, message);
export const invalidOffset = (value: string): Answer => refuse(400, 31000, `Invalid offset: ${value}`);
export const invalidLimit = (value: string): Answer => refuse(400, 31100, `Invalid limit: ${value}`);
export const invalidToken = (): Answer => refuse(401, 1001, 'Invalid access token', {}, 'OAuth');
export const tooManyRequests = (status: number): Answer =>
  refuse(status, 2001, 'Too many requests. The request limit has been reached for the resource.', {}, 'ACCESS');
export const systemError = (status: number): Answer => refuse(status, 30500, 'System error', {}, 'API_FULFILLMENT', 'APPLICATION');
export const conflict = (): Answer => ({ status: 409, body: null });
export const notFound = (): Answer => ({ status: 404, body: null });
