import type { Answer } from '../channel.ts';

/**
 * ShipStation publishes no texts of errors. The shapes are those of its framework as public code recorded them (Message, ModelState,
 * ExceptionMessage); the words about orders are ours. Read on 2026-11-21.
 */
export const badRequest = (field: string, message: string): Answer => ({ status: 400, body: { Message: 'The request is invalid.', ModelState: { [`apiOrder.${field}`]: [message] } } });
export const refusedOrder = (message: string): Answer => ({ status: 400, body: { Message: message } });
export const notLetIn = (): Answer => ({ status: 401, body: { Message: 'Authorization has been denied for this request.' } });
export const unknownOrder = (): Answer => ({ status: 404, body: { Message: 'The requested resource was not found.' } });
export const tooManyCalls = (headers: Answer['headers'] = { 'X-Rate-Limit-Limit': '40', 'X-Rate-Limit-Remaining': '0', 'X-Rate-Limit-Reset': '30' }): Answer => ({
  status: 429,
  headers: headers ?? {},
  body: 'Too Many Requests',
});
export const brokenServer = (status: number): Answer => ({ status, body: { Message: 'An error has occurred.', ExceptionMessage: 'Object reference not set to an instance of an object.', ExceptionType: 'System.NullReferenceException', StackTrace: null } });
